"""The command line: `sanbao …`. docs/commands.md tells of each."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rich.console import Console

from sanbao import demo
from sanbao.access import service as accounts
from sanbao.api import contract
from sanbao.api.schema import build_schema
from sanbao.app import create_app
from sanbao.core import db, sealing
from sanbao.core.catalogue import sentence
from sanbao.core.errors import SanbaoError
from sanbao.core.settings import Settings
from sanbao.demo import DemoLogin
from sanbao.exchange.cli import app as import_app
from sanbao.observability import configure_logs
from sanbao.planning import queue

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sanbao 三报: weekly assignment of members to requests.",
)
admin = typer.Typer(no_args_is_help=True, help="Accounts that an API cannot make: the first administrator.")
app.add_typer(admin, name="admin")
app.add_typer(import_app, name="import")
console = Console()
problems = Console(stderr=True)


@app.command()
def serve() -> None:
    """Serve the API and its pages, and solve runs where the settings say so."""
    settings = Settings()
    asyncio.run(db.migrate(settings))
    run_server(settings)


def run_server(settings: Settings, demo_logins: Sequence[DemoLogin] = ()) -> None:
    """Serve until interrupted."""
    configure_logs(settings)
    uvicorn.run(
        create_app(settings, demo_logins),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the application does it, for the proxies of the settings only
    )


@app.command()
def worker() -> None:
    """Solve runs from the PostgreSQL queue until interrupted. Start as many as there are machines."""
    settings = Settings()
    configure_logs(settings)
    with suppress(KeyboardInterrupt), db.answering():
        asyncio.run(queue.serve(settings))


@app.command("demo")
def demo_command(
    communities: Annotated[
        int | None, typer.Option(min=1, help="So many communities instead of the one street.")
    ] = None,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve after the summary.")] = True,
    locale: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Make the sample street once, run its week, print a summary, serve. A second start keeps the data."""
    settings = Settings(demo=True)
    configure_logs(settings.model_copy(update={"log_level": "WARNING"}))
    with problems.status("…") as status:
        summary = asyncio.run(
            demo.make_demo(settings, communities, lambda stage: status.update(demo.stage_text(stage, locale)))
        )
    demo.print_summary(console, summary, locale)
    if serving:
        run_server(
            settings.model_copy(update={"log_level": "WARNING", "log_format": "console"}), summary.logins
        )


@app.command()
def migrate() -> None:
    """Bring the database to the newest migration, and install the queue on PostgreSQL."""
    settings = Settings()
    asyncio.run(db.migrate(settings))
    if not settings.is_sqlite:
        asyncio.run(queue.install(settings))
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
            await accounts.create(login=login, display_name=login, password=password, administers_all=True)

    asyncio.run(create())
    console.print(f"管理员 {login} 已建立。Administrator {login} was made.")


def main() -> None:
    """Run a command; a refusal is one sentence and exit status 1, never a stack."""
    told: list[tuple[str, Mapping[str, object]]] = []
    try:
        app()
    except SanbaoError as refusal:
        told = [(refusal.message_key, refusal.facts)]
    except ValidationError as wrong:
        if wrong.title != Settings.__name__:
            raise
        told = [("setting-malformed", _setting(fault)) for fault in wrong.errors()]
    for key, facts in told:
        for locale in ("zh", "en"):
            problems.print(sentence(key, facts, locale), style="red", highlight=False)
    raise SystemExit(1 if told else 0)


def _setting(fault: ErrorDetails) -> dict[str, object]:
    """Which variable is wrong, and how; not its value, which may be a secret."""
    name = "_".join(str(part) for part in fault["loc"]).upper()
    return {"name": f"SANBAO_{name or '…'}", "fault": fault["msg"]}
