import asyncio
from datetime import UTC, date, datetime

import pytest
import time_machine

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.access.roles import Role
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from sanbao.core.settings import Settings
from sanbao.members import report_ins, report_schemes
from sanbao.members.models import ReportIn, ReportScheme
from sanbao.members.report_schemes import SchemeDraft
from sanbao.members.states import MemberState, ReportInState
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind
from tests.factories import make_unit
from tests.members.reporting import actor_of, make_place, make_reporter, make_standing
from tests.people import make_account

MAY_DAY = time_machine.travel(datetime(2026, 5, 1, 4, tzinfo=UTC), tick=True)


@MAY_DAY
async def test_a_member_reports_in_is_returned_corrects_and_receives_a_receipt(db: Settings):
    place = await make_place()
    member, account = await make_reporter(place.grid)
    himself = await actor_of(account)
    grid_boss = await actor_of(await make_account("grid", Role.COORDINATOR, place.other_grid))

    row = await report_ins.submit(himself, member.id, place.other_grid.id)
    await report_ins.send_back(grid_boss, row.id, "You live in the first grid.")
    returned = await ReportIn.get(id=row.id)
    assert (returned.state, returned.reason) == (ReportInState.RETURNED, "You live in the first grid.")
    await report_ins.resubmit(himself, row.id, target_id=place.grid.id)
    with pytest.raises(NotFound):
        await report_ins.accept(grid_boss, row.id)
    await report_ins.accept(SYSTEM, row.id)

    active = await ReportIn.get(id=row.id)
    assert (active.state, active.reason, active.target_id) == (ReportInState.ACTIVE, "", place.grid.id)
    assert active.receipt_number == "R-2026-000001"
    assert active.receipt_at.date() == date(2026, 5, 1)
    assert active.reaffirm_due_on == date(2026, 11, 1)
    assert active.active_key == f"{member.id.hex}:GRID"
    moves = await StateMove.filter(row_id=row.id).order_by("created_at", "id")
    assert [(m.action, m.from_state, m.to_state, m.reason, m.account_id) for m in moves] == [
        ("CREATE", None, "SUBMITTED", "", account.id),
        ("RETURN", "SUBMITTED", "RETURNED", "You live in the first grid.", grid_boss.account_id),
        ("RESUBMIT", "RETURNED", "SUBMITTED", "", account.id),
        ("ACCEPT", "SUBMITTED", "ACTIVE", "", None),
    ]


async def test_the_first_report_makes_the_default_scheme_at_the_top_of_the_tree(db: Settings):
    place = await make_place()
    member, _ = await make_reporter(place.grid)
    before = (await report_schemes.progress([member.id]))[0]

    await make_standing(member, place.community)
    await make_standing(member, place.household)

    scheme = await ReportScheme.get()
    assert scheme.unit_id == place.street.id
    assert (scheme.target_kinds, scheme.reaffirm_months) == (["COMMUNITY", "GRID", "CENTRE_HOUSEHOLD"], 6)
    assert (before.scheme, before.reported) == (None, ())
    after = (await report_schemes.progress([member.id]))[0]
    assert (after.scheme.id, after.missing) == (scheme.id, (UnitKind.GRID,))
    assert after.reported == (UnitKind.COMMUNITY, UnitKind.CENTRE_HOUSEHOLD)


async def test_the_nearest_scheme_counts_and_a_unit_has_one_active_scheme(db: Settings):
    place = await make_place()
    near, _ = await make_reporter(place.grid)
    far, _ = await make_reporter(await make_unit(UnitKind.COMMUNITY, place.street))
    whole = await report_schemes.create(SYSTEM, place.street.id, SchemeDraft())
    own = await report_schemes.create(
        SYSTEM, place.community.id, SchemeDraft(name="Two", target_kinds=[UnitKind.GRID, UnitKind.WORK_UNIT])
    )

    with pytest.raises(Conflict, match="report-scheme-exists"):
        await report_schemes.create(SYSTEM, place.community.id, SchemeDraft())
    found = await report_schemes.progress([near.id, far.id])
    assert [p.scheme.id for p in found] == [own.id, whole.id]
    assert found[0].missing == (UnitKind.GRID, UnitKind.WORK_UNIT)
    with pytest.raises(InvalidInput, match="report-in-kind"):
        await report_ins.submit(SYSTEM, near.id, place.community.id)
    await report_schemes.change(SYSTEM, own.id, SchemeDraft(name="Two", active=False))
    assert [p.scheme.id for p in await report_schemes.progress([near.id])] == [whole.id]


async def test_a_report_in_is_refused_where_one_of_its_kind_stands_or_is_under_way(db: Settings):
    place = await make_place()
    member, _ = await make_reporter(place.grid)
    row = await report_ins.submit(SYSTEM, member.id, place.grid.id)

    with pytest.raises(Conflict, match="report-in-under-way"):
        await report_ins.submit(SYSTEM, member.id, place.other_grid.id)
    await report_ins.accept(SYSTEM, row.id)
    with pytest.raises(Conflict, match="report-in-stands"):
        await report_ins.submit(SYSTEM, member.id, place.other_grid.id)

    assert await ReportIn.all().count() == 1


async def test_targets_of_another_tree_are_for_coordinators_and_retired_ones_for_nobody(db: Settings):
    place, elsewhere = await make_place(), await make_place()
    member, account = await make_reporter(place.grid)
    gone, _ = await make_reporter(place.grid, state=MemberState.LEFT)
    himself = await actor_of(account)
    coordinator = await actor_of(await make_account("boss", Role.COORDINATOR, place.street))
    await organisations.retire(SYSTEM, place.other_grid.id)

    with pytest.raises(InvalidInput, match="report-in-elsewhere"):
        await report_ins.submit(himself, member.id, elsewhere.grid.id)
    with pytest.raises(InvalidInput, match="report-in-target-retired"):
        await report_ins.submit(coordinator, member.id, place.other_grid.id)
    with pytest.raises(Conflict, match="report-in-member-left"):
        await report_ins.submit(coordinator, gone.id, place.grid.id)
    assert not await ReportIn.exists()
    assert (await report_ins.submit(coordinator, member.id, elsewhere.grid.id)).target_id == elsewhere.grid.id


async def test_of_two_accepts_at_once_one_wins_and_the_loser_takes_no_receipt_number(db: Settings):
    place = await make_place()
    member, _ = await make_reporter(place.grid)
    first = await report_ins.submit(SYSTEM, member.id, place.grid.id)
    second = await ReportIn.create(
        member=member, scheme_id=first.scheme_id, target=place.other_grid, target_kind=UnitKind.GRID
    )

    async def accept(row: ReportIn) -> str:
        try:
            async with unit_of_work():
                accepted = await report_ins.accept(SYSTEM, row.id)
        except Conflict as refused:
            return refused.message_key
        assert accepted.receipt_number is not None
        return accepted.receipt_number[-7:]

    answers = await asyncio.gather(accept(first), accept(second))

    assert sorted(answers) == ["-000001", "report-in-stands"]
    assert await ReportIn.filter(state=ReportInState.ACTIVE).count() == 1
    loser = await ReportIn.get(state=ReportInState.SUBMITTED)
    assert (loser.active_key, loser.receipt_number, loser.version) == (None, None, 1)


@MAY_DAY
async def test_a_transfer_is_decided_by_the_new_unit_and_leaves_the_whole_chain(db: Settings):
    place = await make_place()
    member, account = await make_reporter(place.grid)
    himself = await actor_of(account)
    old_boss = await actor_of(await make_account("old", Role.COORDINATOR, place.grid))
    new_boss = await actor_of(await make_account("new", Role.COORDINATOR, place.other_grid))
    old = await make_standing(member, place.grid)

    with pytest.raises(InvalidInput, match="report-in-kind"):
        await report_ins.request_transfer(himself, old.id, place.community.id)
    with pytest.raises(InvalidInput, match="report-in-same-target"):
        await report_ins.request_transfer(himself, old.id, place.grid.id)
    await report_ins.request_transfer(himself, old.id, place.other_grid.id, "I moved.")
    with pytest.raises(PermissionDenied):
        await report_ins.complete_transfer(old_boss, old.id)
    await report_ins.refuse_transfer(new_boss, old.id, "Wait until May.")
    refused = await ReportIn.get(id=old.id)
    assert (refused.state, refused.reason) == (ReportInState.ACTIVE, "Wait until May.")
    assert (refused.transfer_target_id, refused.active_key is None) == (None, False)
    await report_ins.request_transfer(himself, old.id, place.other_grid.id)
    new = await report_ins.complete_transfer(new_boss, old.id)

    was, now = await ReportIn.get(id=old.id), await ReportIn.get(id=new.id)
    assert (was.state, was.active_key) == (ReportInState.TRANSFERRED, None)
    assert (now.state, now.supersedes_id, now.target_id) == (
        ReportInState.ACTIVE,
        old.id,
        place.other_grid.id,
    )
    assert (now.receipt_number, now.active_key) == ("R-2026-000002", f"{member.id.hex}:GRID")
    moves = (
        await StateMove.filter(row_id=old.id).order_by("created_at", "id").values_list("action", flat=True)
    )
    assert moves[2:] == [
        "REQUEST_TRANSFER",
        "REFUSE_TRANSFER",
        "REQUEST_TRANSFER",
        "COMPLETE_TRANSFER",
    ]


async def test_a_withdrawal_is_asked_with_a_reason_and_approved_or_refused_by_the_unit(db: Settings):
    place = await make_place()
    member, account = await make_reporter(place.grid)
    himself = await actor_of(account)
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, place.grid))
    row = await make_standing(member, place.grid)

    with pytest.raises(InvalidInput, match="required"):
        await report_ins.request_withdrawal(himself, row.id, "  ")
    await report_ins.request_withdrawal(himself, row.id, "I retire.")
    with pytest.raises(PermissionDenied):
        await report_ins.approve_withdrawal(himself, row.id)
    await report_ins.refuse_withdrawal(boss, row.id, "Please finish the month.")
    assert (await ReportIn.get(id=row.id)).state is ReportInState.ACTIVE
    await report_ins.request_withdrawal(himself, row.id, "The month is over.")
    await report_ins.approve_withdrawal(boss, row.id)

    ended = await ReportIn.get(id=row.id)
    assert (ended.state, ended.active_key) == (ReportInState.WITHDRAWN, None)
    assert (await report_schemes.progress([member.id]))[0].reported == ()
    assert (await report_ins.submit(himself, member.id, place.grid.id)).state is ReportInState.SUBMITTED


@MAY_DAY
async def test_what_is_not_reaffirmed_lapses_after_its_day_and_can_be_reaffirmed(db: Settings):
    place = await make_place()
    member, account = await make_reporter(place.grid)
    himself = await actor_of(account)
    row = await make_standing(member, place.grid)
    await make_standing(member, place.community)
    await report_ins.reaffirm(himself, row.id)
    await ReportIn.filter(id=row.id).update(reaffirm_due_on=date(2027, 1, 1))

    assert await report_ins.lapse_overdue(datetime(2026, 11, 1, 15, 59, tzinfo=UTC)) == 0
    assert await report_ins.lapse_overdue(datetime(2026, 11, 1, 16, tzinfo=UTC)) == 1
    assert await report_ins.lapse_overdue(datetime(2027, 1, 1, 16, tzinfo=UTC)) == 1

    lapsed = await ReportIn.get(id=row.id)
    assert (lapsed.state, lapsed.active_key) == (ReportInState.LAPSED, None)
    moves = await StateMove.filter(row_id=row.id, action="LAPSE")
    assert [(m.from_state, m.account_id) for m in moves] == [("ACTIVE", None)]
    again = await report_ins.reaffirm(himself, row.id)
    assert (again.state, again.reaffirm_due_on) == (ReportInState.ACTIVE, date(2026, 11, 1))
    assert (await ReportIn.get(id=row.id)).active_key == f"{member.id.hex}:GRID"


async def test_a_lapsed_report_in_cannot_stand_again_beside_its_successor(db: Settings):
    place = await make_place()
    member, _ = await make_reporter(place.grid)
    row = await make_standing(member, place.grid)
    await report_ins.lapse_overdue(datetime(2090, 1, 1, tzinfo=UTC))
    await make_standing(member, place.other_grid)

    with pytest.raises(Conflict, match="report-in-stands"):
        await report_ins.reaffirm(SYSTEM, row.id)

    assert (await ReportIn.get(id=row.id)).state is ReportInState.LAPSED
    with pytest.raises(InvalidTransition):
        await report_ins.accept(SYSTEM, row.id)
