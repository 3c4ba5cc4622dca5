"""A run's plan as a table for Excel: what is served, what is not and why, and each member's week."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Subquery

from sanbao.access.actor import Actor
from sanbao.core.catalogue import word
from sanbao.core.clock import LOCAL
from sanbao.core.errors import Conflict
from sanbao.exchange.excel import Row, Table, workbook
from sanbao.members.policies import visible_members
from sanbao.planning import runs
from sanbao.planning.models import AssignmentRun, Proposal, ProposedSeat

_SERVED = ("日期", "星期", "开始", "结束", "服务单", "服务项目", "单位", "成员", "人数")
_UNSERVED = ("服务单", "服务项目", "单位", "已等周数", "原因")
_PLACES = ("成员编号", "成员", "日期", "星期", "开始", "结束", "服务项目", "单位", "服务单", "路程分钟")
_WEEKDAYS = "一二三四五六日"
_REQUEST = (
    "request__number",
    "request__menu_item__name",
    "request__unit__name",
)


async def table(actor: Actor, run_id: UUID) -> tuple[AssignmentRun, bytes]:
    """The run, and an `.xlsx` of its plan. Raises NotFound for a run that is not the actor's to read, Conflict before it
    has a plan."""
    run = await runs.get(actor, run_id)
    served = (
        await Proposal.filter(run_id=run_id, served=True)
        .order_by("starts_at", "request__number")
        .values_list("id", "starts_at", "request__menu_item__duration_minutes", *_REQUEST)
    )
    unserved = (
        await Proposal.filter(run_id=run_id, served=False)
        .order_by("reason", "request__number")
        .values_list(*_REQUEST, "request__weeks_waited", "reason")
    )
    if not served and not unserved:
        raise Conflict("run-without-plan", number=run.number)
    places = (
        await ProposedSeat.filter(proposal__run_id=run_id)
        .order_by("member__number", "proposal__starts_at")
        .values_list("proposal_id", "member_id", "member__number", "member__name", "travel_minutes")
    )
    placed = ProposedSeat.filter(proposal__run_id=run_id).values("member_id")
    known = set(await visible_members(actor).filter(id__in=Subquery(placed)).values_list("id", flat=True))
    teams: dict[UUID, list[str]] = defaultdict(list)
    for proposal_id, _, _, name, _ in places:
        teams[proposal_id].append(name)
    services = {id: (_times(starts_at, minutes), *about) for id, starts_at, minutes, *about in served}
    weeks: list[Row] = []
    for proposal_id, member_id, number, name, way in places:
        times, request, item, unit = services[proposal_id]
        weeks.append((number if member_id in known else "", name, *times, item, unit, request, way))
    book = await asyncio.to_thread(
        workbook,
        Table(
            "已安排",
            _SERVED,
            (
                (*times, *about, "、".join(teams[id]), len(teams[id]))
                for id, (times, *about) in services.items()
            ),
        ),
        Table("未安排", _UNSERVED, ((*line, word("UnservedReason", str(why))) for *line, why in unserved)),
        Table("成员安排", _PLACES, weeks),
    )
    return run, book


def _times(starts_at: datetime, minutes: int) -> Row:
    """Day, weekday, start and end as people in Shanghai read them."""
    start = starts_at.astimezone(LOCAL)
    end = start + timedelta(minutes=minutes)
    return start.date(), f"周{_WEEKDAYS[start.weekday()]}", f"{start:%H:%M}", f"{end:%H:%M}"
