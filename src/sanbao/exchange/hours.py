"""A unit's service records as a table for Excel: one row a service, a second sheet with the sums of each member."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.catalogue import word
from sanbao.core.errors import InvalidInput
from sanbao.exchange.excel import Row, Table, workbook
from sanbao.organisations import scope
from sanbao.organisations.models import Unit
from sanbao.records.models import ServiceRecord

MOST_ROWS = 100_000
_SERVICES = (
    "日期",
    "成员编号",
    "成员",
    "单位",
    "服务单",
    "服务项目",
    "约定分钟",
    "服务分钟",
    "服务小时",
    "来源",
    "上限",
)
_SUMS = ("成员编号", "成员", "次数", "服务分钟", "服务小时")
_COLUMNS = (
    "served_on",
    "member__number",
    "member__name",
    "unit__name",
    "assignment__request__number",
    "assignment__request__menu_item__name",
    "planned_minutes",
    "minutes",
    "source",
    "cap",
)


async def table(actor: Actor, unit_id: UUID, first: date, last: date) -> tuple[Unit, bytes]:
    """The unit, and an `.xlsx` of what was served below it from `first` to `last`, both included. Needs `record:read`
    on the unit; raises NotFound, and InvalidInput for more than 100,000 rows."""
    await scope.require_visible(actor, Permission.RECORD_READ, unit_id, "Unit", unit_id)
    chosen = ServiceRecord.filter(
        unit_id__in=scope.subtree([unit_id]), served_on__gte=first, served_on__lte=last
    )
    count = await chosen.count()
    if count > MOST_ROWS:
        raise InvalidInput("from", "too-many", value=count, most=MOST_ROWS)
    rows = await chosen.order_by("served_on", "member__number", "id").values_list(*_COLUMNS)
    unit = await Unit.get(id=unit_id)
    return unit, _book([tuple(row) for row in rows])


def _book(rows: Iterable[tuple[object, ...]]) -> bytes:
    services: list[Row] = []
    sums: dict[tuple[str, str], list[int]] = {}
    for day, number, name, unit, request, item, planned, minutes, source, cap in rows:
        assert isinstance(day, date) and isinstance(minutes, int) and isinstance(planned, int)
        hours = round(minutes / 60, 2)
        text = [str(cell) for cell in (number, name, unit, request, item)]
        services.append(
            (
                day,
                *text,
                planned,
                minutes,
                hours,
                word("RecordSource", str(source)),
                word("HoursCap", str(cap)) if cap else "",
            )
        )
        whole = sums.setdefault((text[0], text[1]), [0, 0])
        whole[0], whole[1] = whole[0] + (minutes > 0), whole[1] + minutes
    whole_sums = ((*who, n, m, round(m / 60, 2)) for who, (n, m) in sorted(sums.items()))
    return workbook(Table("服务记录", _SERVICES, services), Table("合计", _SUMS, whole_sums))
