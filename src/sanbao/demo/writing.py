"""From values to rows: everything before the run, in one unit of work and few statements.

Columns come from the slices' own drafts, so that nothing is written that their services would refuse.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sanbao.access import passwords
from sanbao.access.actor import SYSTEM
from sanbao.access.models import Account, RoleGrant
from sanbao.core import inputs
from sanbao.core.db import unit_of_work
from sanbao.demo.ledger import Ledger
from sanbao.demo.stages import OnProgress, Stage
from sanbao.demo.texts import ItemText, Texts, texts
from sanbao.demo.world import AccountSpec, UnitSpec, World
from sanbao.demo.writing_people import write_people
from sanbao.demo.writing_requests import write_requests
from sanbao.members import report_schemes, skills
from sanbao.members.report_schemes import SchemeDraft
from sanbao.menu import pictures
from sanbao.menu import service as menu
from sanbao.menu.drafts import MenuItemDraft, SeatDraft
from sanbao.organisations import service as organisations
from sanbao.organisations.models import Unit, UnitAncestry
from sanbao.planning.models import Policy
from sanbao.planning.policies import PolicyDraft
from sanbao.requests import series

POLICY = "演示"
_ANSWER_HOURS = 96
_FOUNDED_DAYS_AGO = 1_000


async def write_world(world: World, time_limit_seconds: int, on_progress: OnProgress) -> None:
    """Write a world into an empty database; all of it or nothing."""
    words, ledger = texts(), Ledger()
    founded = (world.moment - timedelta(days=_FOUNDED_DAYS_AGO)).replace(microsecond=0)
    password_hash = await passwords.hashed(words.accounts.password)
    async with unit_of_work():
        on_progress(Stage("units"))
        _add_units(ledger, world.units, founded)
        _add_accounts(ledger, world.accounts, password_hash, founded)
        await ledger.write()
        await _write_catalogues(ledger, words)
        await _write_policy(ledger, time_limit_seconds)
        on_progress(Stage("people"))
        scheme_id = (await report_schemes.create(SYSTEM, ledger.ids["city"], SchemeDraft())).id
        await write_people(ledger, world, scheme_id)
        on_progress(Stage("requests"))
        await write_requests(ledger, world)
        await series.materialise([ledger.ids["city"]], world.week)


def _add_units(ledger: Ledger, units: tuple[UnitSpec, ...], founded: datetime) -> None:
    by_key = {unit.key: unit for unit in units}
    for index, unit in enumerate(units):
        parent = by_key[unit.parent] if unit.parent else None
        organisations.check_parent_kind(unit.kind, parent.kind if parent else None)
        longitude, latitude = unit.place or (None, None)
        draft = organisations.UnitDraft(
            name=unit.name,
            longitude=longitude,
            latitude=latitude,
            position_is_estimated=unit.place is not None,
        )
        at = founded + timedelta(milliseconds=index)
        ledger.add(Unit, unit.key, at, kind=unit.kind, parent_id=ledger.of(unit.parent), **draft.cleaned())
    for unit in units:
        above: UnitSpec | None = unit
        distance = 0
        while above is not None:
            ledger.add(
                UnitAncestry, f"{unit.key} below {above.key}", founded,
                unit_id=ledger.ids[unit.key], ancestor_id=ledger.ids[above.key], distance=distance,
            )  # fmt: skip
            above, distance = by_key[above.parent] if above.parent else None, distance + 1


def _add_accounts(
    ledger: Ledger, accounts: tuple[AccountSpec, ...], password_hash: str, founded: datetime
) -> None:
    for index, account in enumerate(accounts):
        at = founded + timedelta(seconds=1, milliseconds=index)
        login = account.login or f"m-{int(account.key.rpartition('-')[2]):06d}"
        name = inputs.text("display_name", account.name, most=80)
        ledger.add(Account, account.key, at, login=login, display_name=name, password_hash=password_hash)
        if account.role and account.unit:
            ledger.add(
                RoleGrant, f"grant {account.key}", at,
                account_id=ledger.ids[account.key], role=account.role, unit_id=ledger.ids[account.unit],
            )  # fmt: skip


async def _write_catalogues(ledger: Ledger, words: Texts) -> None:
    for skill in words.skills:
        row = await skills.create(
            SYSTEM,
            skill.code,
            {
                "name": skill.name,
                "name_en": skill.name_en,
                "certificate_required": skill.certificate is not None,
            },
        )
        ledger.ids[f"skill {skill.code}"] = row.id
    for item in words.menu.item:
        unit = "city" if item.own is None else f"community-{item.own}"
        if unit in ledger.ids:
            made = await menu.create(SYSTEM, ledger.ids[unit], _menu_draft(ledger, item, words))
            await pictures.give_icon(SYSTEM, made.id, item.icon)
            ledger.ids[f"item {item.code}"] = made.id


def _menu_draft(ledger: Ledger, item: ItemText, words: Texts) -> MenuItemDraft:
    return MenuItemDraft(
        code=item.code,
        name=item.name,
        name_en=item.name_en,
        category=item.category,
        duration_minutes=item.minutes,
        weight=item.weight,
        risk=item.risk,
        risk_notice=item.risk_notice or words.menu.low_risk,
        risk_notice_en=item.risk_notice_en or words.menu.low_risk_en,
        conditions=item.conditions,
        conditions_en=item.conditions_en,
        season_from_month=item.season[0] if item.season else None,
        season_to_month=item.season[1] if item.season else None,
        seats=[
            SeatDraft(
                skill_id=ledger.ids[f"skill {seat.skill}"],
                role=seat.role,
                level=seat.level,
                tags=seat.tags,
                required=seat.required,
                wanted=seat.wanted,
                wanted_value=seat.wanted_value,
            )
            for seat in item.seats
        ],
    )


async def _write_policy(ledger: Ledger, time_limit_seconds: int) -> None:
    draft = PolicyDraft(answer_hours=_ANSWER_HOURS, time_limit_seconds=time_limit_seconds)
    await Policy.create(unit_id=ledger.ids["city"], name=POLICY, **draft.cleaned())
