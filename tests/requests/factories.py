"""Residents and their requests for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import Account
from sanbao.core import clock
from sanbao.core.ids import new_id
from sanbao.members.models import Resident
from sanbao.menu.models import MenuItem
from sanbao.organisations.models import Unit
from sanbao.requests import service, verification
from sanbao.requests.drafts import RequestDraft, Window
from sanbao.requests.models import ServiceRequest
from tests.people import make_account


def in_hours(hours: float) -> datetime:
    """A full hour, about so many hours from now."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)


def a_window(hours: float = 24, length: float = 4) -> Window:
    """A window that begins in so many hours."""
    return Window(in_hours(hours), in_hours(hours + length))


async def make_resident(unit: Unit, **said: Any) -> tuple[Resident, Account]:
    """A resident of a unit, with an account, an address and a telephone number."""
    account = await make_account(new_id().hex)
    columns = {"name": "Zhang San", "address": "Lane 1, No. 2", "telephone": "13800000001", **said}
    columns.setdefault("position", "120.300000,31.500000")
    return await Resident.create(unit=unit, account=account, **columns), account


async def actor_of(account: Account) -> Actor:
    """The actor that an account is."""
    return await sessions.actor_of(account)


async def make_request(
    resident: Resident, item: MenuItem, *, verified: bool = True, **said: Any
) -> ServiceRequest:
    """A request of a resident, in the queue unless `verified` is False."""
    said.setdefault("windows", [a_window()])
    actor = Actor(resident_id=resident.id, account_id=resident.account_id)
    request = await service.submit(actor, RequestDraft(menu_item_id=item.id, **said))
    return await verification.verify(SYSTEM, request.id) if verified else request
