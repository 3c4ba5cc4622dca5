"""What stops a command is told in two sentences, never in a stack."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.databases import KEY

AWAY = "postgres://sanbao:hush-hush@127.0.0.1:1/sanbao"


def refusal_of(command: str, **settings: str) -> str:
    """What a command says that does not run."""
    run = subprocess.run(
        [sys.executable, "-m", "sanbao", command],
        env=os.environ | settings,
        timeout=120,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout) == (1, "")
    return " ".join(run.stderr.split())


@pytest.mark.parametrize("command", ["migrate", "serve", "worker"])
def test_a_database_that_does_not_answer_is_told_of_without_its_password(command: str):
    said = refusal_of(command, SANBAO_DATABASE_URL=AWAY, SANBAO_ENCRYPTION_KEYS=KEY)

    assert said.startswith("连不上数据库（")
    assert "The database cannot be reached (" in said
    assert "Traceback" not in said
    assert "hush-hush" not in said


def test_a_setting_that_is_wrong_is_named_without_its_value():
    said = refusal_of("migrate", SANBAO_PORT="hush-hush")

    assert said.startswith("SANBAO_PORT 设置得不对（")
    assert "SANBAO_PORT is set wrongly (" in said
    assert "Traceback" not in said
    assert "hush-hush" not in said
