"""The first request of both READMEs, sent as it stands there to a served demo."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest
import uvicorn

from sanbao.app import create_app
from sanbao.core.settings import Settings
from sanbao.demo import make_demo

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
SERVED = "http://127.0.0.1:8000"


def first_request(readme: str) -> tuple[str, str]:
    """The commands that call curl, and the answer shown below them."""
    page = (ROOT / readme).read_text("utf-8")
    [(commands, answer)] = re.findall(r"```sh\n([^`]*curl[^`]*)```\n\n```json\n([^`]*)```", page)
    return commands, answer


@pytest.fixture
async def demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The address of a small demo."""
    monkeypatch.setattr("sanbao.demo.starting.TIME_LIMIT_SECONDS", 2)
    await make_demo(settings, 1)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="warning"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_the_first_request_of_the_readmes_is_answered_as_they_say(demo: str):
    for readme in READMES:
        commands, shown = first_request(readme)
        assert SERVED in commands
        shell = await asyncio.create_subprocess_exec(
            "sh", "-c", commands.replace(SERVED, demo), stdout=asyncio.subprocess.PIPE
        )
        told, _ = await shell.communicate()
        answer, expected = orjson.loads(told), orjson.loads(shown)

        assert shell.returncode == 0
        assert "errors" not in answer
        [run], [example] = answer["data"]["runs"]["nodes"], expected["data"]["runs"]["nodes"]
        assert run.keys() == example.keys()
        assert (run["number"][-7:], run["state"]) == (example["number"][-7:], example["state"])
        assert 0 < run["requestsServed"] <= run["requestsInScope"]
        assert answer["extensions"] == expected["extensions"]
