"""What is nobody's business outside does not stand in the logs and metrics either."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest
import structlog

from sanbao.app import create_app
from sanbao.core.settings import Settings
from sanbao.members.models import Member
from sanbao.observability import configure_logs
from tests.people import Client


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The logging of the other tests."""
    root = logging.getLogger()
    kept = root.handlers, root.level
    yield
    root.handlers, root.level = kept
    structlog.reset_defaults()


@pytest.mark.parametrize("shape", ["json", "console"])
def test_a_fault_is_logged_without_the_values_of_its_variables(
    shape: str, capsys: pytest.CaptureFixture[str]
):
    configure_logs(Settings(log_format=shape))

    def fails(password: str) -> None:
        raise RuntimeError("out of order")

    try:
        fails("correct" + " horse")
    except RuntimeError as fault:
        structlog.get_logger().error("internal_error", exc_info=fault)

    told = capsys.readouterr().err
    assert "out of order" in told
    assert "correct horse" not in told


async def test_statements_are_not_logged_with_their_values_at_any_level(
    db: Settings, capsys: pytest.CaptureFixture[str]
):
    configure_logs(Settings(log_level="DEBUG"))

    await Member.filter(name="张小燕").first()

    assert "张小燕" not in capsys.readouterr().err


async def test_a_method_of_ones_own_making_makes_no_metric_of_its_own(stranger: Client, db: Settings):
    transport = httpx.ASGITransport(create_app(db))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        await http.request("BREW", "/healthz")
        told = (await http.get("/metrics")).text

    assert "BREW" not in told
    assert 'method="other",route="/healthz",status="405"' in told
