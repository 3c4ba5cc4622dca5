"""A team on the day of its service, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sanbao.access.actor import Actor
from sanbao.core import clock
from sanbao.dispatch.answers import accept
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, acting, make_member, make_offer, make_scene


class Day:
    """A team that has said yes, and a clock to move to minutes after the start."""

    def __init__(self, scene: Scene, request: ServiceRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        self.scene, self.request, self.monkeypatch = scene, request, monkeypatch
        self.actors: list[Actor] = []
        self.ids: list[UUID] = []
        self.starts_at = clock.now()

    def moment(self, minutes: float) -> datetime:
        """So many minutes after the start."""
        return self.starts_at + timedelta(minutes=minutes)

    def at(self, minutes: float) -> None:
        """Let it be so many minutes after the start."""
        moment = self.moment(minutes)
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    async def state(self) -> RequestState:
        """How the request stands."""
        return (await ServiceRequest.get(id=self.request.id)).state


async def a_day(monkeypatch: pytest.MonkeyPatch, count: int, **said: Any) -> Day:
    """A confirmed service of an hour for so many."""
    scene = await make_scene(required=count, **said)
    day = Day(scene, await scene.request(), monkeypatch)
    for _ in range(count):
        member = await make_member(scene.community)
        offer = await make_offer(await ServiceRequest.get(id=day.request.id), scene.seat, member)
        day.starts_at = offer.starts_at
        day.actors.append(await acting(member))
        day.ids.append(offer.id)
    for actor, id in zip(day.actors, day.ids, strict=True):
        await accept(actor, id)
    return day
