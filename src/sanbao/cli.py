"""The command line: `sanbao …`. docs/commands.md tells of each."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from sanbao.access import service as accounts
from sanbao.access.actor import SYSTEM
from sanbao.api import contract
from sanbao.api.schema import build_schema
from sanbao.app import create_app
from sanbao.core import db, sealing
from sanbao.core.catalogue import sentence
from sanbao.core.errors import SanbaoError
from sanbao.core.settings import Settings
from sanbao.observability import configure_logs

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sanbao 三报: weekly assignment of members to requests.",
)
admin = typer.Typer(no_args_is_help=True, help="Accounts that an API cannot make: the first administrator.")
app.add_typer(admin, name="admin")
console = Console()
problems = Console(stderr=True)


@app.command()
def serve() -> None:
    """Serve the API and its pages, and solve runs where the settings say so."""
    settings = Settings()
    asyncio.run(db.migrate(settings))
    run_server(settings)


def run_server(settings: Settings) -> None:
    """Serve until interrupted."""
    configure_logs(settings)
    uvicorn.run(
        create_app(settings), host=settings.host, port=settings.port, log_config=None, access_log=False
    )


@app.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    asyncio.run(db.migrate(Settings()))
    console.print("数据库已是最新。The database is up to date.")


@app.command()
def key() -> None:
    """Print a fresh key for SANBAO_ENCRYPTION_KEYS."""
    print(sealing.new_key())  # noqa: T201


@app.command()
def schema(
    output: Annotated[Path, typer.Argument(help="The committed contract.")] = Path("schema/schema.graphql"),
    check: Annotated[bool, typer.Option(help="Write nothing; fail when the contract differs.")] = False,
) -> None:
    """Write the API's contract, or check it."""
    text = contract.text(build_schema())
    if not check:
        output.write_text(text, "utf-8")
    elif not output.exists() or output.read_text("utf-8") != text:
        problems.print(f"{output} differs from the code: run `make schema`.")
        raise typer.Exit(1)


@admin.command("create")
def admin_create(
    login: Annotated[str, typer.Argument(help="What is typed to sign in.")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="SANBAO_ADMIN_PASSWORD",
            help="8 to 200 characters.",
        ),
    ],
) -> None:
    """Make an account that administers the whole installation. Works on an empty database."""
    settings = Settings()

    async def create() -> None:
        await db.migrate(settings)
        async with db.opened(settings), db.unit_of_work():
            await accounts.create(
                SYSTEM, login=login, display_name=login, password=password, administers_all=True
            )

    asyncio.run(create())
    console.print(f"管理员 {login} 已建立。Administrator {login} was made.")


def main() -> None:
    """Run a command; a refusal is one sentence and exit status 1, never a stack."""
    try:
        app()
    except SanbaoError as refusal:
        for locale in ("zh", "en"):
            problems.print(sentence(refusal.message_key, refusal.facts, locale), style="red", highlight=False)
        raise SystemExit(1) from None
