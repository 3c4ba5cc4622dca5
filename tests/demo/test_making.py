"""The demo's world: pure, repeatable, of the promised size, and of the promised shape."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao.core.clock import Week
from sanbao.core.errors import InvalidTransition
from sanbao.demo.chance import dice
from sanbao.demo.ledger import Ledger, row_id
from sanbao.demo.making import make_world
from sanbao.demo.names import NameBook
from sanbao.demo.starting import SEED
from sanbao.demo.texts import texts
from sanbao.demo.world import Step, World
from sanbao.dispatch.states import ASSIGNMENT, AssignmentState
from sanbao.members.kinds import MemberKind
from sanbao.members.states import MEMBER, REPORT_IN, MemberState, ReportInState
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.states import REQUEST, RequestAction, RequestState

MOMENT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def street() -> World:
    return make_world(SEED, MOMENT)


def _verified(world: World) -> int:
    return sum([s.action for s in r.steps] == [RequestAction.VERIFY] for r in world.requests)


def test_equal_seeds_make_equal_worlds_and_others_other_people(street: World) -> None:
    assert make_world(SEED, MOMENT) == street
    assert [m.name for m in make_world(SEED + 1, MOMENT).members] != [m.name for m in street.members]


def test_the_street_has_54_grids_900_members_of_both_kinds_and_700_requests(street: World) -> None:
    kinds = Counter(unit.kind for unit in street.units)
    assert (kinds[UnitKind.CITY], kinds[UnitKind.DISTRICT], kinds[UnitKind.STREET]) == (1, 1, 1)
    assert (kinds[UnitKind.COMMUNITY], kinds[UnitKind.GRID], kinds[UnitKind.BUILDING_GROUP]) == (12, 54, 108)
    assert 855 <= len(street.members) <= 945
    assert 665 <= _verified(street) + len(street.series) <= 735
    party = sum(m.kind is MemberKind.IN_SERVICE_PARTY_MEMBER for m in street.members)
    assert 0.4 < party / len(street.members) < 0.55
    assert all(
        (m.work_unit is not None) == (m.kind is MemberKind.IN_SERVICE_PARTY_MEMBER) for m in street.members
    )


@pytest.mark.parametrize("communities", [1, 2, 15])
def test_larger_demos_have_62_members_and_50_requests_a_community(communities: int) -> None:
    world = make_world(SEED, MOMENT, communities)
    assert len(world.members) == 62 * communities
    assert abs(_verified(world) + len(world.series) - 50 * communities) <= 2.5 * communities
    assert Counter(u.kind for u in world.units)[UnitKind.STREET] == -(-communities // 14)


def test_eleven_members_or_so_stand_behind_each_centre_household_and_every_household_is_linked(
    street: World,
) -> None:
    centres = sum(unit.kind is UnitKind.CENTRE_HOUSEHOLD for unit in street.units)
    assert 9 < len(street.members) / centres < 13
    assert {link.household for link in street.links} == {h.key for h in street.households}


def test_every_telephone_number_is_obviously_nobodys(street: World) -> None:
    numbers = [p.telephone for p in (*street.members, *street.residents) if p.telephone]
    assert all(re.fullmatch(r"1990000\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_members_are_told_apart_by_their_names_in_a_street(street: World) -> None:
    names = Counter(member.name for member in street.members)
    assert sum(count > 1 for count in names.values()) == 0


def test_a_name_of_the_list_of_those_never_given_is_never_given() -> None:
    names = texts().names
    book = NameBook(names, dice(1, "test"))
    given_names = {
        book.person(year, woman) for year in range(1940, 2015) for woman in (True, False) for _ in range(150)
    }
    assert len(given_names) > 5_000
    assert not given_names & names.never


def test_states_of_all_four_machines_can_be_seen_before_the_run(street: World) -> None:
    ledger = Ledger()
    ledger.ids |= {account.key: row_id(account.key, MOMENT) for account in street.accounts}
    members = {
        ledger.lived(MEMBER, m.key, MemberState.PENDING, MOMENT, None, m.steps)[0] for m in street.members
    }
    reports = {
        ledger.lived(
            REPORT_IN,
            r.key,
            ReportInState.ACTIVE if r.begins_active else ReportInState.SUBMITTED,
            MOMENT,
            None,
            r.steps,
        )[0]
        for r in street.report_ins
    }
    requests = {
        ledger.lived(REQUEST, r.key, RequestState.SUBMITTED, MOMENT, None, r.steps)[0]
        for r in street.requests
    }
    served = {
        ledger.lived(ASSIGNMENT, s.member, AssignmentState.OFFERED, MOMENT, None, s.steps)[0]
        for s in street.served
    }
    assert members == set(MemberState)
    assert reports == set(ReportInState)
    come_with_the_run = {RequestState.OFFERED, RequestState.CONFIRMED}
    assert requests == set(RequestState) - come_with_the_run - {RequestState.REOPENED}
    asked_by_the_run = {AssignmentState.OFFERED, AssignmentState.ACCEPTED}
    assert served == set(AssignmentState) - asked_by_the_run - {AssignmentState.HANDED_OVER}


def test_a_history_that_the_table_does_not_allow_is_refused() -> None:
    with pytest.raises(InvalidTransition):
        Ledger().lived(
            REQUEST, "request-1", RequestState.SUBMITTED, MOMENT, None, [Step(RequestAction.FINISH, MOMENT)]
        )


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_whatever_the_seed_and_the_moment_time_runs_forward_and_services_fit_their_windows(
    seed: int, moment: datetime
) -> None:
    world = make_world(seed, moment, 1)
    assert world.week == Week.containing(moment).following()
    histories = [m.steps for m in world.members] + [r.steps for r in world.report_ins]
    histories += [r.steps for r in world.requests] + [s.steps for s in world.served]
    for steps in histories:
        times = [step.at for step in steps]
        assert times == sorted(times)
        assert all(at <= moment for at in times)
    for request in world.requests:
        fits = timedelta(minutes=request.item.minutes)
        assert request.windows
        assert all(end - start >= fits for start, end in request.windows)
        assert request.submitted_at <= (request.steps[0].at if request.steps else moment)
        if not request.key.startswith("earlier"):
            assert all(
                world.week.starts_at <= start and end <= world.week.ends_at for start, end in request.windows
            )
    places = Counter((s.member, s.starts_at) for s in world.served if s.decline_reason is None)
    assert len({r.key for r in world.requests}) == len(world.requests)
    assert all(member in {m.key for m in world.members} for member, _ in places)
