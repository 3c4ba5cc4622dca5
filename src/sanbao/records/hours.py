"""A member's hours added up: by year and month, and by the report-ins that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sanbao.core.clock import LOCAL
from sanbao.members.models import ReportIn
from sanbao.members.states import STANDING
from sanbao.organisations.models import UnitAncestry
from sanbao.records.models import ServiceRecord


@dataclass(slots=True)
class Hours:
    """Minutes and the number of services they come from."""

    minutes: int = 0
    services: int = 0

    def add(self, minutes: int) -> None:
        """Count one service; one that gave no minutes was none."""
        self.minutes += minutes
        self.services += minutes > 0


@dataclass(frozen=True, slots=True)
class TargetHours:
    """What was served below the target of a report-in since its receipt."""

    report_in: ReportIn
    hours: Hours


@dataclass(frozen=True, slots=True)
class MemberHours:
    """All hours of a member; `months` by their first day. Targets may lie in one another: they do not add up."""

    total: Hours
    months: dict[date, Hours]
    targets: list[TargetHours]


async def of_members(member_ids: Sequence[UUID]) -> list[MemberHours]:
    """The hours of members, in three statements however many they are. The caller has checked who may know."""
    records: dict[UUID, list[ServiceRecord]] = defaultdict(list)
    for record in await ServiceRecord.filter(member_id__in=list(member_ids)).order_by("served_on", "id"):
        records[record.member_id].append(record)
    report_ins: dict[UUID, list[ReportIn]] = defaultdict(list)
    for report_in in await ReportIn.filter(member_id__in=list(member_ids), state__in=STANDING).order_by("id"):
        report_ins[report_in.member_id].append(report_in)
    targets = list({r.target_id for found in report_ins.values() for r in found})
    served_in = list({r.unit_id for found in records.values() for r in found})
    lines = UnitAncestry.filter(ancestor_id__in=targets, unit_id__in=served_in)
    below = set(await lines.values_list("ancestor_id", "unit_id"))
    return [_added_up(records[id], report_ins[id], below) for id in member_ids]


def _added_up(
    records: Sequence[ServiceRecord], report_ins: Sequence[ReportIn], below: set[tuple[UUID, UUID]]
) -> MemberHours:
    total, months = Hours(), defaultdict[date, Hours](Hours)
    targets = [TargetHours(report_in, Hours()) for report_in in report_ins]
    for record in records:
        total.add(record.minutes)
        months[record.served_on.replace(day=1)].add(record.minutes)
        for target in targets:
            since = target.report_in.receipt_at
            counts = since is not None and record.served_on >= since.astimezone(LOCAL).date()
            if counts and (target.report_in.target_id, record.unit_id) in below:
                target.hours.add(record.minutes)
    return MemberHours(total, dict(months), targets)
