"""The pages ask for rights by their names: each must be one that the permission table has."""

import re
from pathlib import Path

from sanbao.access.roles import Permission

PAGES = Path(__file__).resolve().parents[2] / "src/web"
ASKED = re.compile(r"""(?:needs: \[|holds\(|unitsWith\(|useUnit\(|right=)([^)\]>]*)""")
NAME = re.compile(r"""["']([a-z-]+:[a-z-]+)["']""")


def rights_of(source: str) -> set[str]:
    return {name for asked in ASKED.findall(source) for name in NAME.findall(asked)}


def test_every_right_that_a_page_asks_for_is_in_the_permission_table():
    sources = [file for folder in ("console", "shared") for file in (PAGES / folder).rglob("*.*")]
    asked = set().union(
        *(rights_of(file.read_text("utf-8")) for file in sources if file.suffix in (".ts", ".vue"))
    )

    assert {"assignment:read", "run:read", "record:read"} <= asked
    assert asked <= set(Permission)
