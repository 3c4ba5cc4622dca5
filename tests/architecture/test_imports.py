import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_slice_imports_only_what_stands_below_it():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-4000:]
