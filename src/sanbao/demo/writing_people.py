"""Members with skills and times, households, residents, links, report-ins: their rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta

from sanbao.core import numbers
from sanbao.core.clock import LOCAL
from sanbao.demo.ledger import Ledger
from sanbao.demo.world import MemberSpec, ReportInSpec, World
from sanbao.members import abilities, drafts, households, report_schemes, residents, times
from sanbao.members.free_time import WeeklyTime
from sanbao.members.models import (
    Absence,
    Availability,
    Household,
    HouseholdLink,
    Member,
    MemberSkill,
    ReportIn,
    Resident,
    Skill,
)
from sanbao.members.states import MEMBER, REPORT_IN, STANDING, MemberState, ReportInAction, ReportInState


async def write_people(ledger: Ledger, world: World, scheme_id: UUID) -> None:
    """Write everybody who serves and everybody who asks."""
    skills = {f"skill {skill.code}": skill for skill in await Skill.all()}
    given = await numbers.next_numbers("M", len(world.members))
    for member, number in zip(world.members, given, strict=True):
        _add_member(ledger, member, number)
        _add_abilities(ledger, member, skills)
    _add_homes(ledger, world)
    await _add_report_ins(ledger, world, scheme_id)
    await ledger.write()


def _add_member(ledger: Ledger, member: MemberSpec, number: str) -> None:
    state, version = ledger.lived(
        MEMBER, member.key, MemberState.PENDING, member.joined_at, f"account-{member.key}", member.steps
    )
    columns = drafts.columns(
        {
            "kind": member.kind,
            "unit_id": ledger.ids[member.unit],
            "work_unit_id": ledger.of(member.work_unit),
            "name": member.name,
            "telephone": member.telephone,
            "address": member.home.address,
            "position": member.home.place,
            "birth_date": member.born,
            "insured_until": member.insured_until,
            "trained_on": member.trained_on,
            "max_services_per_week": member.max_services,
            "max_minutes_per_week": member.max_minutes,
            "reach_metres": member.reach_metres,
            "intentions": member.intentions,
        }
    )
    ledger.add(
        Member, member.key, member.joined_at, number=number, state=state, version=version,
        account_id=ledger.ids[f"account-{member.key}"], **columns,
    )  # fmt: skip


def _add_abilities(ledger: Ledger, member: MemberSpec, skills: dict[str, Skill]) -> None:
    id, at = ledger.ids[member.key], member.joined_at
    for held in member.skills:
        skill = skills[f"skill {held.code}"]
        columns = abilities.check(skill, held.level, held.certificate_number, held.expires_on)
        ledger.add(MemberSkill, f"{member.key} {held.code}", at, member_id=id, skill_id=skill.id, **columns)
    free = [WeeklyTime(*time) for time in member.free]
    times.check_times(free)
    for i, time in enumerate(free):
        ledger.add(Availability, f"{member.key} free {i}", at, member_id=id, **time._asdict())
    for i, (starts_at, ends_at, reason) in enumerate(member.absences):
        ledger.add(
            Absence, f"{member.key} away {i}", at, member_id=id, starts_at=starts_at, ends_at=ends_at,
            reason=reason,
        )  # fmt: skip


def _add_homes(ledger: Ledger, world: World) -> None:
    at = world.moment - timedelta(days=400)
    for household in world.households:
        columns = households.columns(
            {
                "unit_id": ledger.ids[household.unit],
                "label": household.label,
                "address": household.home.address,
                "position": household.home.place,
            }
        )
        ledger.add(Household, household.key, at, **columns)
    for i, resident in enumerate(world.residents):
        columns = residents.columns(
            {
                "unit_id": ledger.ids[resident.unit],
                "household_id": ledger.of(resident.household),
                "name": resident.name,
                "telephone": resident.telephone,
                "address": resident.home.address,
                "position": resident.home.place,
            }
        )
        account = ledger.of(f"account-{resident.key}" if resident.has_account else None)
        ledger.add(Resident, resident.key, at + timedelta(seconds=i), account_id=account, **columns)
    for i, link in enumerate(world.links):
        ledger.add(
            HouseholdLink, f"link-{i}", at + timedelta(days=7, seconds=i), centre_id=ledger.ids[link.centre],
            member_id=ledger.ids[link.member], household_id=ledger.ids[link.household],
        )  # fmt: skip


async def _add_report_ins(ledger: Ledger, world: World, scheme_id: UUID) -> None:
    received = [spec for spec in world.report_ins if _received_at(spec)]
    given = await numbers.next_numbers(numbers.of_this_year("R"), len(received)) if received else []
    receipts = {spec.key: number for spec, number in zip(received, given, strict=True)}
    for spec in world.report_ins:
        first = ReportInState.ACTIVE if spec.begins_active else ReportInState.SUBMITTED
        state, version = ledger.lived(
            REPORT_IN, spec.key, first, spec.created_at, f"account-{spec.member}", spec.steps
        )
        member_id = ledger.ids[spec.member]
        standing = state in STANDING
        ledger.add(
            ReportIn,
            spec.key,
            spec.created_at,
            version=version,
            member_id=member_id,
            scheme_id=scheme_id,
            target_id=ledger.ids[spec.target],
            target_kind=spec.target_kind,
            state=state,
            active_key=f"{member_id.hex}:{spec.target_kind.value}" if standing else None,
            receipt_number=receipts.get(spec.key),
            receipt_at=_received_at(spec),
            reaffirm_due_on=_due_on(spec),
            reason=spec.steps[-1].reason if spec.steps else "",
            transfer_target_id=ledger.of(spec.transfer_target),
            supersedes_id=ledger.of(spec.supersedes),
        )


def _received_at(spec: ReportInSpec) -> datetime | None:
    if spec.begins_active:
        return spec.created_at
    return next((step.at for step in spec.steps if step.action is ReportInAction.ACCEPT), None)


def _due_on(spec: ReportInSpec) -> date | None:
    """Half a year after it was received or last reaffirmed."""
    confirmed = (ReportInAction.ACCEPT, ReportInAction.REAFFIRM)
    moments = [step.at for step in spec.steps if step.action in confirmed]
    if spec.begins_active:
        moments.append(spec.created_at)
    if not moments:
        return None
    months = relativedelta(months=report_schemes.DEFAULT_REAFFIRM_MONTHS)
    due: date = moments[-1].astimezone(LOCAL).date() + months
    return due
