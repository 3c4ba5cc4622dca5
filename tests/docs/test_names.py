"""What CONTRIBUTING and docs/solver.md name in backticks exists: files, folders, functions, commands."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from sanbao.cli import app
from sanbao_solver.cli import app as solver_app

ROOT = Path(__file__).parents[2]
PAGES = ("CONTRIBUTING.md", "docs/solver.md")
COMMANDS = {"sanbao": get_command(app), "sanbao-solver": get_command(solver_app)}
OF_EXAMPLES = {
    *("preparation", "MENU_EXPORT", "HOLD", "RESUME", "ON_HOLD", "request_hold", "RequestHoldSuccess"),
    *("menu_export", "hold", "resume"),
    "longest_service",
}
"""What a newcomer is told to make: it is not there, except where somebody is just following the walk."""

FILE = re.compile(r"(?<![\w./-])(?:[\w.-]+/)*(?:\w[\w.-]*\.(?:py|md|toml|graphql|json)|[\w-]+(?=/(?!\w)))/?")
SLASHED = re.compile(r"(?<![\w./-])\.?(?:src|solver|tests|schema|docs)(?:/[\w.-]+)+")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def quoted(page: str) -> list[str]:
    """Everything between backticks, code blocks left out."""
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    return [" ".join(said.split()) for said in re.findall(r"`([^`]+)`", text)]


def paths_in(said: str) -> set[str]:
    """The files and folders that a quotation names."""
    return {found.rstrip("/") for pattern in (FILE, SLASHED) for found in pattern.findall(said)}


@cache
def sources() -> list[Path]:
    return [p for folder in ("src/sanbao", "solver", "tests") for p in (ROOT / folder).rglob("*.py")]


@cache
def tree() -> set[str]:
    """Every file and folder, with a slash in front."""
    folders = ("src/sanbao", "solver", "tests", "schema", "docs")
    below = [p for folder in folders for p in (ROOT / folder).rglob("*") if "__pycache__" not in p.parts]
    pages = [p for p in (ROOT / "src" / "web").iterdir() if p.name != "node_modules"]
    below += [p for page in pages for p in (page, *page.rglob("*"))]
    above = [ROOT / "src" / "sanbao", *(ROOT / f for f in folders), *ROOT.glob("*")]
    return {"/" + p.relative_to(ROOT).as_posix() for p in (*below, *above)}


@cache
def names() -> tuple[set[str], dict[str, set[str]]]:
    """Every name in the code, these tests left out, and what each class defines."""
    known: set[str] = {path.stem for path in sources()}
    classes: dict[str, set[str]] = {}
    for path in (p for p in sources() if p.parent != Path(__file__).parent):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef():
                    known.add(node.name)
                    inside = {
                        n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
                    }
                    fields = {
                        n.target.id
                        for n in node.body
                        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
                    }
                    classes.setdefault(node.name, set()).update(inside, fields)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    known.add(node.name)
                case ast.Name():
                    known.add(node.id)
                case ast.Attribute():
                    known.add(node.attr)
                case ast.arg():
                    known.add(node.arg)
                case ast.alias():
                    known.update(node.name.split("."))
                case ast.ImportFrom():
                    known.update((node.module or "").split("."))
                case ast.Constant(value=str(text)):
                    known.add(text)
    return known, classes


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_folder_that_a_page_names_is_there(page: str):
    said = {path for text in quoted(page) for path in paths_in(text)}

    assert said, "nothing was read from the page"
    assert {path for path in said if not any(p.endswith("/" + path) for p in tree() | {"/.ci/run"})} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_name_in_the_code_that_a_page_mentions_is_there(page: str):
    known, classes = names()
    missing = set()
    for text in quoted(page):
        call = NAME.match(text)
        if (
            call is None
            or text[call.end() : call.end() + 1] not in ("", "(")
            or "/" in text
            or paths_in(text)
        ):
            continue
        first, *rest = call.group().split(".")
        whole = rest and first in classes and rest[0] not in classes[first]
        if whole or not {first, *rest} <= known | OF_EXAMPLES:
            missing.add(text)

    assert missing == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_is_there(page: str):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    missing = set()
    for text in quoted(page):
        for command in text.split("&&"):
            program, *words = command.split()
            program = program.removeprefix(".venv/bin/")
            if program == "make":
                missing |= {f"make {word}" for word in words if "=" not in word and word not in targets}
            elif program in COMMANDS and words:
                sub = getattr(COMMANDS[program], "commands", {}).get(words[0])
                options = {o for p in sub.params for o in p.opts} if sub else set()
                if sub is None or {w for w in words if w.startswith("--")} - options:
                    missing.add(command.strip())

    assert missing == set()
