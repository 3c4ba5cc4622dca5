"""Migrations go over databases that are in use, and one that fails ends its process."""

from __future__ import annotations

import os
import pkgutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.migrations.api import migrate as run_migrations
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AddField

from sanbao import migrations
from sanbao.core import db
from sanbao.core.settings import Settings
from tests.databases import KEY

NAMES = [module.name for module in pkgutil.iter_modules(migrations.__path__)]


@pytest.mark.parametrize("name", NAMES)
def test_a_new_column_has_a_value_for_the_rows_that_are_there_already(name: str):
    steps = import_module(f"sanbao.migrations.{name}").Migration.operations
    added = [step for step in steps if isinstance(step, AddField)]

    assert [step.name for step in added if not (step.field.null or step.field.has_db_default())] == []


async def test_the_models_say_nothing_that_no_migration_says(tmp_path: Path):
    config = db.tortoise_config(
        Settings(database_url=f"sqlite:///{tmp_path}/empty.sqlite3", encryption_keys=KEY)
    )
    async with TortoiseContext() as context:
        await context.init(config=config)
        assert context.apps
        found = await MigrationAutodetector(context.apps, config["apps"]).changes()

    assert [step.describe() for writer in found for step in writer.operations] == []


async def test_somebody_who_is_signed_in_stays_so_over_a_migration(tmp_path: Path):
    path = tmp_path / "used.sqlite3"
    settings = Settings(database_url=f"sqlite:///{path}", encryption_keys=KEY)
    with TortoiseContext() as context:
        await run_migrations(config=db.tortoise_config(settings), target="sanbao.0004_menu_pictures")
        await context.close_connections()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "INSERT INTO account (id, created_at, version, login, display_name, password_hash, locale, active, administers_all)"
            " VALUES ('a', '2026-01-01', 1, 'a', 'a', '!', 'zh', 1, 0)"
        )
        file.execute(
            "INSERT INTO token (id, created_at, version, account_id, purpose, digest)"
            " VALUES ('t', '2026-01-01', 1, 'a', 'SESSION', 'd')"
        )

    await db.migrate(settings)

    with closing(sqlite3.connect(path)) as file:
        assert list(file.execute("SELECT id, user_agent FROM token")) == [("t", "")]


def test_a_migration_that_fails_ends_its_process(tmp_path: Path):
    path = tmp_path / "strange.sqlite3"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE account (id TEXT)")

    run = subprocess.run(
        [sys.executable, "-m", "sanbao", "migrate"],
        env=os.environ | {"SANBAO_DATABASE_URL": f"sqlite:///{path}"},
        timeout=120,
        check=False,
    )

    assert run.returncode == 1
