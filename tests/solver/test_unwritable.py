"""Kernels where no folder can be written to, as in a container whose disk is read-only."""

import os
import subprocess
import sys


def test_a_kernel_that_can_be_kept_nowhere_is_compiled_anew() -> None:
    nowhere = {"NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator", "NUMBA_CACHE_DIR": ""}
    script = "from sanbao_solver.engine.kernels.distance import metres_between; print(metres_between(3, 4))"

    run = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | nowhere, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout) == (0, "5\n"), run.stderr
