"""The generator and the verifier of the shared bench, when a `shared` folder lies beside the checkout."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"


def bench_module(name: str) -> ModuleType:
    """`city` or `verify`; skips the test when the folder is absent."""
    path = BENCH / f"{name}.py"
    if not path.exists():
        pytest.skip("no shared bench beside the checkout")
    spec = importlib.util.spec_from_file_location(f"bench_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
