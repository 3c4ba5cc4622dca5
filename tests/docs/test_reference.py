import re
from pathlib import Path

import pytest

from tests.docs.reference import DOCS, PAGES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str):
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make schema`"


def test_every_command_is_documented():
    from typer.main import get_command

    from sanbao.cli import app

    def names(command, prefix):
        for name, sub in getattr(command, "commands", {}).items():
            yield from names(sub, f"{prefix} {name}") if hasattr(sub, "commands") else [f"{prefix} {name}"]

    documented = (DOCS / "commands.md").read_text("utf-8")

    assert [name for name in names(get_command(app), "sanbao") if f"`{name}" not in documented] == []


def test_every_link_between_pages_leads_somewhere():
    dead = []
    for page in [
        *ROOT.glob("*.md"),
        *ROOT.glob("schema/*.md"),
        *ROOT.glob("solver/*.md"),
        *DOCS.rglob("*.md"),
    ]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)} → {target}")

    assert dead == []


def test_every_decision_is_listed():
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")

    assert [p.name for p in (DOCS / "decisions").glob("0*.md") if p.name not in listed] == []
