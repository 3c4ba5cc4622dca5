"""The shape of the house: sizes, names, and what may not be written into it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
).stdout.splitlines()
SOURCES = [p for p in TRACKED if p.endswith((".py", ".ts", ".tsx", ".vue")) and "/migrations/" not in p]
TOP = {"src", "schema", "solver", "tests", "docker", "docs", "pyproject.toml", "Makefile", "LICENSE"} | {
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "requirements.lock",
    "requirements-dev.lock",
}
NOT_OURS_TO_WRITE = re.compile(
    r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.(org|com)|deb\.debia[n]|/op[t]/(pypi|wheels)|/wor[k]/|registry\.npm"
)


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_no_source_file_is_longer_than_400_lines():
    long = {p: n for p in SOURCES if (n := len((ROOT / p).read_text("utf-8").splitlines())) > 400}

    assert long == {}


def test_no_module_is_a_drawer_for_odds_and_ends():
    odd = [p for p in SOURCES if re.search(r"(^|/)(utils?|helpers?|common|misc)(\.py|/)", p)]

    assert odd == []


def test_the_top_level_holds_only_what_was_agreed():
    assert {p.split("/")[0] for p in TRACKED if not p.startswith(".")} - TOP == set()


def test_no_registry_and_no_path_of_a_machine_is_written_down():
    found = [
        p
        for p in TRACKED
        if p.endswith(
            (".py", ".md", ".toml", ".lock", ".json", ".yml", ".yaml", ".ts", ".sh", "Makefile", "Dockerfile")
        )
        and (ROOT / p).is_file()
        and NOT_OURS_TO_WRITE.search((ROOT / p).read_text("utf-8"))
    ]

    assert found == []
