"""A stage for every operation: something of each kind in the state that its step asks for, and n of what is listed.

Rows are written straight; runs are made, started and published by the services.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sanbao.access import passwords, sessions
from sanbao.access.actor import SYSTEM
from sanbao.access.models import Account, AuditEntry, Identity, SensitiveRead, TokenPurpose
from sanbao.access.roles import Role
from sanbao.core import clock, ids
from sanbao.core.clock import Week
from sanbao.core.db import locked, unit_of_work
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Absence, Household, HouseholdLink, Member, ReportIn, ReportScheme, Resident
from sanbao.members.states import MemberState, ReportInState
from sanbao.menu.models import MenuItem, Picture, Seat
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from sanbao.planning import documents, freezing, mending, publishing, runs, timers, worker
from sanbao.planning.accepting import accept_plan
from sanbao.planning.models import AssignmentRun, Lock, LockKind, Override, Proposal, ProposedSeat
from sanbao.requests.models import Rating, RequestSeries, ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import Plan, greedy, score, write_plan
from tests.factories import make_unit
from tests.operations.services import asked_of_me, assign, served, swaps
from tests.people import PASSWORD, Client, make_account
from tests.planning.factories import make_item, make_member, make_policy, make_request, make_skill

NEXT = Week.containing(clock.now()).following()
LATER = NEXT.following()
HOME = {"longitude": 120.3, "latitude": 31.5}
EVERY_DAY = [(day, 0, 1440) for day in range(7)]
NINE = 9 * 60
TUESDAY = 24 * 60 + NINE


@dataclass
class Stage:
    """Rows by what they are for, and people by what they are."""

    people: dict[str, Client] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.rows[name]
        except KeyError:
            raise AttributeError(name) from None


async def make_stage(stranger: Client, size: int) -> Stage:
    """The stage with `size` rows of each list."""
    stage = Stage()
    rows = stage.rows
    rows["street"] = street = await make_unit(name="Street", **HOME)
    rows["community"] = community = await make_unit(UnitKind.COMMUNITY, street, name="First", **HOME)
    rows["grid"] = await make_unit(UnitKind.GRID, community, name="Grid", **HOME)
    rows["other_grid"] = await make_unit(UnitKind.GRID, community, name="Other grid")
    rows["spare_unit"] = await make_unit(UnitKind.GRID, community, name="Spare")
    rows["retired_unit"] = await make_unit(UnitKind.GRID, community, name="Retired")
    await Unit.filter(id=rows["retired_unit"].id).update(active=False)
    rows["other_community"] = await make_unit(UnitKind.COMMUNITY, street, name="Second")
    rows["centre"] = await make_unit(UnitKind.CENTRE_HOUSEHOLD, rows["grid"], name="Centre")
    rows["work_unit"] = await make_unit(UnitKind.WORK_UNIT, street, name="School")
    rows["skill"] = await make_skill()
    rows["policy"] = await make_policy(street, time_limit_seconds=1)
    rows["item"] = await make_item(street, seats=[{"required": 3}])
    rows["one_seat"] = await make_item(street)
    rows["retiring_item"] = await make_item(street)
    rows["scheme"] = await ReportScheme.create(
        unit=rows["other_community"], name="Two", target_kinds=["COMMUNITY"]
    )
    await _people(stage, stranger)
    await _lives(stage)
    await _requests(stage)
    await _week_to_come(stage)
    await _week_that_lives(stage)
    await swaps(stage)
    await _lists(stage, size)
    await _runs(stage)
    rows["repair_key"] = (await mending.proposals(SYSTEM, rows["request_queued"].id))[0].key
    return stage


async def _people(stage: Stage, stranger: Client) -> None:
    street, community, rows = stage.street, stage.community, stage.rows
    accounts = {
        "administrator": await make_account("administrator"),
        "coordinator": await make_account("coordinator", Role.COORDINATOR, street),
        "inspector": await make_account("inspector", Role.INSPECTOR, street),
        "member": await make_account("member"),
        "paused": await make_account("paused"),
        "resident": await make_account("resident"),
    }
    accounts["administrator"].administers_all = True
    accounts["administrator"].password_hash = await passwords.hashed(PASSWORD)
    await accounts["administrator"].save()
    rows["free_account"] = await make_account("free-account")
    rows["other_account"] = await make_account("other-account")
    rows["reset_secret"] = await sessions.issue(
        rows["other_account"].id, TokenPurpose.PASSWORD_RESET, hours=1
    )
    rows["identity"] = await Identity.create(
        account=rows["other_account"], issuer="https://id.example.org", subject="other"
    )
    rows["own_identity"] = await Identity.create(
        account=accounts["administrator"], issuer="https://id.example.org", subject="administrator"
    )
    rows["closed_account"] = await make_account("closed-account")
    await Account.filter(id=rows["closed_account"].id).update(active=False)
    rows["coordinator_account"] = accounts["coordinator"]
    rows["household"] = await Household.create(unit=community, label="Flat 201", address="Lane 1")
    rows["other_household"] = await Household.create(unit=community, label="Flat 202")
    home = {"position": "120.300000,31.500000", "telephone": "13800000001", "address": "Lane 1"}
    rows["me"] = await make_member(
        community, hours=EVERY_DAY, account=accounts["member"], name="Me", work_unit=stage.work_unit, **home
    )
    rows["rester"] = await make_member(
        community, account=accounts["paused"], state=MemberState.PAUSED, name="Rester"
    )
    rows["resident"] = await Resident.create(
        unit=community, household=stage.household, account=accounts["resident"], name="Resident", **home
    )
    stage.people = {name: await stranger.signed_in_as(row) for name, row in accounts.items()}
    stage.people["stranger"] = stranger


async def _lives(stage: Stage) -> None:
    rows, community, grid = stage.rows, stage.community, stage.grid
    rows["pending"] = await make_member(community, state=MemberState.PENDING, name="Pending")
    rows["left"] = await make_member(community, state=MemberState.LEFT, name="Left")
    rows["second"] = second = await make_member(
        community, hours=EVERY_DAY, name="Second", max_services_per_week=21, max_minutes_per_week=10_080
    )
    rows["link"] = await HouseholdLink.create(household=stage.household, member=stage.me, centre=stage.centre)
    rows["absence"] = await Absence.create(
        member=stage.me,
        starts_at=LATER.following().starts_at,
        ends_at=LATER.following().ends_at,
        reason="Away",
    )
    state = ReportInState
    for name, member, where, target in (
        ("submitted", second, state.SUBMITTED, community),
        ("active", stage.me, state.ACTIVE, community),
        ("returned", stage.me, state.RETURNED, grid),
        ("transfer", second, state.TRANSFER_REQUESTED, grid),
        ("withdrawal", second, state.WITHDRAW_REQUESTED, stage.centre),
    ):
        rows[f"report_{name}"] = await _report_in(stage, member, where, target)


async def _report_in(stage: Stage, member: Member, state: ReportInState, target: Unit) -> ReportIn:
    moving = state is ReportInState.TRANSFER_REQUESTED
    stands = state in (
        ReportInState.ACTIVE,
        ReportInState.TRANSFER_REQUESTED,
        ReportInState.WITHDRAW_REQUESTED,
    )
    return await ReportIn.create(
        member=member,
        scheme=stage.scheme,
        target=target,
        target_kind=target.kind,
        state=state,
        active_key=f"{member.id.hex}:{target.kind.value}" if stands else None,
        receipt_number=ids.new_id().hex if stands else None,
        receipt_at=clock.now() if stands else None,
        reaffirm_due_on=clock.today() + timedelta(days=90) if stands else None,
        transfer_target=stage.other_grid if moving else None,
    )


async def _requests(stage: Stage) -> None:
    rows, asked = stage.rows, {"resident": stage.resident, "item": stage.one_seat, "week": LATER}
    reopened = await make_request(stage.community, state=RequestState.REOPENED, **asked)
    for name, state, reopens in (
        ("submitted", RequestState.SUBMITTED, reopened),
        ("needs_info", RequestState.NEEDS_INFO, None),
        ("queued", RequestState.QUEUED, None),
    ):
        rows[f"request_{name}"] = await make_request(
            stage.community,
            state=state,
            reopens=reopens,
            reason="Which door?",
            address="Lane 1",
            note="Ring twice",
            **asked,
        )
    rows["request_done"] = await make_request(
        stage.community, state=RequestState.DONE, served_from=clock.now() - timedelta(days=2), **asked
    )
    rows["series"] = await make_series(stage)


async def make_series(stage: Stage) -> RequestSeries:
    """A standing order of the resident's, each Monday."""
    return await RequestSeries.create(
        unit=stage.community,
        menu_item=stage.one_seat,
        requester=stage.resident,
        beneficiary=stage.resident,
        rule="FREQ=WEEKLY;BYDAY=MO",
        starts_on=clock.today(),
        windows=[[540, 720]],
    )


async def _week_to_come(stage: Stage) -> None:
    """What a run of the next week has to plan: one request, which can be moved from Monday to Tuesday."""
    stage.rows["planned"] = await make_request(
        stage.community,
        item=stage.one_seat,
        week=NEXT,
        windows=[(NINE, NINE + 180), (TUESDAY, TUESDAY + 180)],
    )


async def _week_that_lives(stage: Stage) -> None:
    """Assignments of today, at the step before each of attendance's."""
    now = clock.now().replace(second=0, microsecond=0)
    for name, state, hours, request_state in (
        ("accepted", AssignmentState.ACCEPTED, 1, RequestState.CONFIRMED),
        ("checked_in", AssignmentState.CHECKED_IN, -1, RequestState.IN_SERVICE),
        ("missed", AssignmentState.ACCEPTED, -1, RequestState.CONFIRMED),
    ):
        starts_at = now + timedelta(hours=hours)
        request = await make_request(
            stage.community,
            resident=stage.resident,
            item=stage.one_seat,
            state=request_state,
            served_from=starts_at,
        )
        stage.rows[name] = await assign(request, stage.me, state, starts_at=starts_at)


async def _lists(stage: Stage, size: int) -> None:
    """Bring every list to `size` rows or a few more. Each row has relations of its own."""
    rows = stage.rows
    rows["members"], rows["fates"] = [], []
    for n in range(size):
        unit = await make_unit(UnitKind.COMMUNITY, stage.street, name=f"Community {n}", **HOME)
        school = await make_unit(UnitKind.WORK_UNIT, unit, name=f"School {n}")
        account = await make_account(f"grid-worker-{n}", Role.GRID_WORKER, unit)
        await sessions.begin(rows["coordinator_account"].id, hours=1, user_agent=f"program {n}")
        skill = await make_skill(f"skill-{n}")
        home = await Household.create(unit=unit, label=f"Flat {n}", address="Lane 2")
        member = await make_member(
            unit,
            skills={"care": 1, skill.code: 2},
            hours=EVERY_DAY,
            name=f"Member {n:03}",
            work_unit=school,
            telephone="13800000002",
            position=f"120.30{n:04},31.500000",
        )
        await Absence.create(
            member=member, starts_at=LATER.following().starts_at, ends_at=LATER.following().ends_at
        )
        await _report_in(stage, member, ReportInState.ACTIVE, unit)
        await HouseholdLink.create(household=home, member=member)
        resident = await Resident.create(
            unit=unit, household=home, name=f"Resident {n}", telephone="13800000003"
        )
        item = await make_item(unit, seats=[{"required": 3}, {"required": 0, "wanted": 1}], name=f"Item {n}")
        picture = await Picture.create(width=64, height=48, alt=f"Red {n}", data=b"webp")
        await MenuItem.filter(id=item.id).update(picture_id=picture.id)
        await ReportScheme.create(unit=unit, name=f"Scheme {n}", target_kinds=["GRID", "COMMUNITY"])
        policy = await make_policy(unit, name=f"Policy {n}")
        series = await make_series(stage)
        await RequestSeries.filter(id=series.id).update(
            menu_item_id=item.id, unit_id=unit.id, starts_on=clock.today() + timedelta(days=200)
        )
        await AssignmentRun.create(number=f"RUN-X-{n}", unit=unit, week=str(LATER), policy=policy)
        await AuditEntry.create(account=account, deed="unitCreate", noun="Unit", row_id=unit.id, facts={})
        await SensitiveRead.create(account=account, noun="Member", row_id=member.id, field_names="telephone")
        rows["members"].append(member)
        await served(stage, unit, item, member, n)
        await asked_of_me(stage, unit, item, member, n)
        if n:
            await make_request(unit, item=await make_item(unit), week=NEXT, resident=resident)
        await _living(stage, unit, item, member, series, n)
        await _rated(stage, unit, item, member, n)


async def _living(
    stage: Stage, unit: Unit, item: MenuItem, other: Member, series: RequestSeries, n: int
) -> None:
    """A request of the resident's that the member is asked to serve, another has accepted, and a third declined."""
    starts_at = LATER.moment(NINE + n * 70)
    request = await make_request(
        unit,
        item=item,
        week=LATER,
        windows=[(NINE + n * 70 - 30, NINE + n * 70 + 90)],
        resident=stage.resident,
        state=RequestState.QUEUED,
        series=series,
        address=f"Lane {n}",
    )
    seat = await Seat.filter(menu_item_id=item.id).order_by("position").first()
    said = {"starts_at": starts_at, "seat": seat}
    stage.fates.append(
        (request, ((stage.me, AssignmentState.OFFERED), (other, AssignmentState.ACCEPTED)), said)
    )


async def _rated(stage: Stage, unit: Unit, item: MenuItem, member: Member, n: int) -> None:
    """A request that a member served, rated in words, and the one that does its service anew."""
    starts_at = clock.now() - timedelta(days=3, hours=n)
    about = {"item": item, "week": LATER, "resident": stage.resident}
    done = await make_request(unit, state=RequestState.REOPENED, served_from=starts_at, **about)
    await assign(done, member, AssignmentState.COMPLETED)
    await assign(done, stage.me, AssignmentState.COMPLETED)
    await Rating.create(request=done, score=2, tags=["LATE"], words=f"It drips {n}")
    await make_request(unit, state=RequestState.SUBMITTED, reopens=done, times_reopened=1, **about)


async def _runs(stage: Stage) -> None:
    """Two plans for the week to come, one published for the week after, a draft, and one that waits."""
    rows = stage.rows
    rows["run"] = run = await solved(stage, NEXT)
    rows["proposal"] = await Proposal.get(run_id=run.id, request_id=rows["planned"].id)
    rows["other_run"] = await solved(stage, NEXT, empty=True)
    rows["past_run"] = await solved(stage, LATER, empty=True)
    await publishing.publish(SYSTEM, rows["past_run"].id, apply_anyway=True)
    rows["draft"] = await runs.create(SYSTEM, stage.street.id, str(NEXT), policy_id=stage.policy.id)
    waiting = await runs.create(SYSTEM, stage.street.id, str(NEXT), policy_id=stage.policy.id)
    rows["waiting"] = await runs.start(SYSTEM, waiting.id)
    await timers.set_timer(
        SYSTEM, stage.street.id, weekday=4, minute=1080, policy_id=stage.policy.id, enabled=True
    )
    for request, people, said in rows.pop("fates"):
        for member, state in people:
            row = await assign(request, member, state, run=rows["past_run"], **said)
            if member is stage.me:
                rows["offered"] = row
        rows["living"] = request
        await assign(
            request,
            stage.second,
            AssignmentState.DECLINED,
            run=rows["past_run"],
            decline_reason=DeclineReason.NOT_FREE,
            **said,
        )
        await ServiceRequest.filter(id=request.id).update(
            state=RequestState.CONFIRMED, served_from=said["starts_at"]
        )
    account = stage.people["coordinator"].account
    placed = await ProposedSeat.filter(proposal__run_id=run.id).prefetch_related("proposal")
    for seat in placed:
        about = {"run": run, "request_id": seat.proposal.request_id, "account": account}
        rows["lock"] = await Lock.create(kind=LockKind.PAIR, member_id=seat.member_id, **about)
        await Override.create(before={}, after={}, price=1, reason="By hand", **about)
    rows["planner"] = await Member.get(id=placed[0].member_id)
    await Member.filter(id__in=[m.id for m in rows["members"]]).update(reach_metres=2100)


async def solved(stage: Stage, week: Week, *, empty: bool = False) -> AssignmentRun:
    """A PROPOSED run of the street with greedy's plan, or with nobody served."""
    run = await runs.create(SYSTEM, stage.street.id, str(week), policy_id=stage.policy.id)
    run = await runs.start(SYSTEM, run.id)
    await worker.take(run.id, "somebody:1:x")
    await freezing.freeze(run.id, "somebody:1:x")
    problem = await documents.load_problem(run.id)
    plan = Plan(served=()) if empty else greedy(problem)
    plan = Plan(served=plan.served, unserved=plan.unserved, score=score(problem, plan), bound=10**6)
    async with unit_of_work():
        await accept_plan(await locked(AssignmentRun, run.id), write_plan(plan), 0)
    return await runs.get(SYSTEM, run.id)
