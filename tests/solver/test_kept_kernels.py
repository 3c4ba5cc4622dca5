"""What was compiled is kept where a folder can be written to, for as long as no kernel changes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import sanbao_solver

FAR = """
import numpy as np
from sanbao_solver.engine.kernels.join import near_pairs
def ints(*values): return np.array(values, dtype=np.int64)
out = [ints(0) for _ in range(3)]
near_pairs(ints(0), ints(1), ints(0), np.array([[3, 4]]), ints(9), ints(-1), np.array([[0, 0]]), ints(0), False, False, *out)
print(out[2][0])
"""


def said(script: str, **environment: str) -> str:
    """What a script prints in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_a_kernel_that_can_be_kept_nowhere_is_compiled_anew() -> None:
    # As in a container whose disk is read-only.
    nowhere = {"NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator", "NUMBA_CACHE_DIR": ""}
    script = "from sanbao_solver.engine.kernels.distance import metres_between; print(metres_between(3, 4))"

    assert said(script, **nowhere) == "5\n"


def test_a_kernel_is_compiled_anew_when_one_that_it_calls_has_changed_in_another_file(tmp_path: Path) -> None:
    package = tmp_path / "sanbao_solver"
    shutil.copytree(
        Path(sanbao_solver.__file__).parent, package, ignore=shutil.ignore_patterns("*.nb[ci]", "*.pyc")
    )
    distance = package / "engine" / "kernels" / "distance.py"
    kept = {"PYTHONPATH": str(tmp_path)}
    assert said(FAR, **kept) == "5\n"
    [before] = package.rglob("join.near_pairs*.nbi")
    assert before.exists()

    distance.write_text(distance.read_text().replace("    return root\n", "    return root + 100\n"))

    assert said(FAR, **kept) == "105\n"
