"""A small demo from an empty database to the printed summary, on both databases, by the real services."""

import hashlib
from collections import Counter
from io import StringIO
from uuid import UUID

import pytest
from rich.console import Console
from tortoise import Tortoise

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM
from sanbao.access.models import Account, StateMove, TokenPurpose
from sanbao.access.throttle import Caller
from sanbao.core import db
from sanbao.core.catalogue import LOCALES
from sanbao.core.errors import Conflict
from sanbao.core.settings import Settings
from sanbao.demo import DemoSummary, Stage, make_demo, print_summary, stage_text
from sanbao.demo.casting import CALENDAR_TOKEN
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members import report_ins
from sanbao.members.models import Member, ReportIn
from sanbao.members.states import ReportInState
from sanbao.menu.models import MenuItem
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry
from sanbao.planning.models import AssignmentRun, ProposedSeat
from sanbao.planning.states import RunState
from sanbao.requests.models import Rating, ServiceRequest
from sanbao.requests.states import RequestState


@pytest.fixture(autouse=True)
def _short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanbao.demo.starting.TIME_LIMIT_SECONDS", 4)


def printed(summary: DemoSummary, locale: str, width: int = 120) -> str:
    out = StringIO()
    print_summary(Console(file=out, width=width), summary, locale)
    return out.getvalue()


def names(stages: list[Stage]) -> list[str]:
    """The stages in their order, each once."""
    return list(dict.fromkeys(stage.name for stage in stages))


async def contents() -> dict[str, str]:
    """A digest of every table."""
    found = {}
    for model in Tortoise.apps["sanbao"].values():
        table = model._meta.db_table
        rows = await db.connection().execute_query_dict(f'SELECT * FROM "{table}"')
        lines = sorted(repr(sorted((k, str(v)) for k, v in row.items())) for row in rows)
        found[table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return found


async def test_a_demo_is_made_run_answered_and_printed_and_a_second_start_changes_nothing(
    settings: Settings,
) -> None:
    stages: list[Stage] = []
    summary = await make_demo(settings, 2, stages.append)
    assert names(stages) == ["units", "people", "requests", "snapshot", "solving", "publishing", "answers"]
    for locale in LOCALES:
        assert not any("demo-stage" in stage_text(stage, locale) for stage in stages)

    async with db.opened(settings):
        await _check_rows(summary)
        await _check_logins(summary)
        before = await contents()

    again: list[Stage] = []
    assert await make_demo(settings, 2, again.append) == summary
    assert again == []
    async with db.opened(settings):
        assert await contents() == before

    chinese, english = printed(summary, "zh"), printed(summary, "en")
    for text in (chinese, english):
        assert "demo-" not in text.replace("sanbao-demo", "")
        assert "UnservedReason." not in text
        for address in summary.addresses.values():
            assert address in text
        for login in summary.logins:
            assert login.login in text
    assert f"{summary.outcome.served} / {summary.outcome.requests} 单" in chinese
    assert f"{summary.outcome.served} of {summary.outcome.requests} requests" in english
    narrow = printed(summary, "en", width=80)
    assert all(f" {count} █" in narrow for count in summary.outcome.reasons.values())


async def _check_rows(summary: DemoSummary) -> None:
    outcome, answers = summary.outcome, summary.answers
    assert await Unit.filter(kind=UnitKind.GRID).count() == 9
    assert await Member.all().count() == 124
    assert 95 <= outcome.requests <= 105
    assert 0 < outcome.served < outcome.requests
    assert sum(outcome.reasons.values()) == outcome.requests - outcome.served
    assert outcome.bound is not None
    assert outcome.greedy_total <= outcome.total <= outcome.bound
    run = await AssignmentRun.get()
    assert run.state is RunState.PUBLISHED
    places = await ProposedSeat.all().values_list("travel_minutes", flat=True)
    assert outcome.people_placed == len(places)
    assert outcome.travel_minutes == sum(places)  # type: ignore[arg-type]
    assert outcome.longest_travel_minutes == max(places)  # type: ignore[type-var]
    assert sum(k * n for k, n in outcome.load.items()) == len(places)

    states = Counter(await Assignment.filter(run_id=run.id).values_list("state", flat=True))
    assert states[AssignmentState.ACCEPTED] == answers.accepted > 0
    assert states[AssignmentState.DECLINED] == answers.declined > 0
    assert states[AssignmentState.OFFERED] == answers.waiting > 0
    declined = await Assignment.filter(run_id=run.id, state=AssignmentState.DECLINED)
    assert all(a.decline_reason is not None and a.note for a in declined)
    requests = set(await ServiceRequest.all().values_list("state", flat=True))
    assert requests >= {
        *(RequestState.SUBMITTED, RequestState.QUEUED, RequestState.OFFERED, RequestState.CONFIRMED),
        *(RequestState.DONE, RequestState.CLOSED, RequestState.IN_SERVICE),
    }
    assert await Rating.filter(request__state=RequestState.CLOSED).count() > 0
    assert await MenuItem.filter(icon__isnull=True).count() == 0
    for model in (Member, ServiceRequest, ReportIn, Assignment):
        ids = set(await model.all().values_list("id", flat=True))
        told = await StateMove.filter(noun=model.__name__, from_state=None).values_list("row_id", flat=True)
        assert {UUID(str(id)) for id in told} == ids
    grid = await Unit.filter(kind=UnitKind.GRID).first()
    assert grid is not None
    assert await UnitAncestry.filter(unit_id=grid.id).count() == 5


async def _check_logins(summary: DemoSummary) -> None:
    assert [login.login for login in summary.logins] == [
        *("admin", "street", "community", "grid", "inspector", "officer"),
        *("member1", "member2", "member3", "resident1", "resident2", "resident3"),
        *("resident4", "resident5"),
    ]
    for login in (*summary.logins[:2], *summary.logins[-2:]):
        account, _ = await sessions.sign_in(login.login, login.password, hours=1, caller=Caller("", 5))
        assert account.display_name == login.name
    await sessions.sign_in(summary.example_login, "sanbao-demo", hours=1, caller=Caller("", 5))
    calendar = await sessions.account_of(CALENDAR_TOKEN, TokenPurpose.CALENDAR)
    assert calendar is not None
    actor = await sessions.actor_of(calendar)
    assert await Assignment.filter(member_id=actor.member_id, state=AssignmentState.ACCEPTED).exists()
    await Account.get(login="resident2")

    standing = await ReportIn.filter(state=ReportInState.ACTIVE).first()
    assert standing is not None
    with pytest.raises(Conflict, match="report-in-stands"):
        await report_ins.submit(SYSTEM, standing.member_id, standing.target_id)


async def test_a_start_that_broke_off_before_the_run_goes_on_from_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:

        async def fail(*_: object) -> None:
            raise RuntimeError("power cut")

        broken.setattr("sanbao.demo.weekly_run.make_run", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            await make_demo(settings, 1)
    stages: list[Stage] = []
    summary = await make_demo(settings, 1, stages.append)
    assert names(stages) == ["snapshot", "solving", "publishing", "answers"]
    assert summary.outcome.served > 0


async def test_a_database_with_other_data_is_left_alone(settings: Settings) -> None:
    async with db.opened(settings):
        draft = organisations.UnitDraft(name="真实街道")
        await organisations.create(SYSTEM, UnitKind.STREET, None, draft)
        before = await contents()
    with pytest.raises(Conflict, match="demo-database-in-use"):
        await make_demo(settings)
    async with db.opened(settings):
        assert await contents() == before
