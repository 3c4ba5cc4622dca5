"""Each document of schema/operations, sent by whom it is for, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from tortoise.transactions import in_transaction

from sanbao.core.settings import Settings
from tests.conftest import Statements
from tests.operations import documents
from tests.operations.cases import CASES, Case
from tests.operations.stage import Stage, make_stage
from tests.people import Client

STATEMENTS: dict[str, int] = {
    "UnitTree": 6,
    "UnitKindRules": 3,
    "AccountList": 8,
    "AccountPage": 6,
    "Journals": 6,
    "MemberList": 16,
    "MemberPage": 33,
    "ReportInDesk": 9,
    "SchemeList": 5,
    "WorkUnitPage": 8,
    "ReportInPage": 9,
    "ResidentPicker": 6,
    "ResidentPage": 9,
    "ResidentList": 10,
    "HouseholdList": 12,
    "HouseholdPage": 12,
    "MenuPage": 9,
    "MenuItemPage": 7,
    "MenuIcons": 3,
    "RequestDesk": 12,
    "RequestPage": 23,
    "SeriesList": 8,
    "PolicyList": 5,
    "WeeklyTimerPage": 6,
    "RunList": 11,
    "PreflightPage": 34,
    "RunDesk": 10,
    "RunPage": 48,
    "PlanLines": 12,
    "PlanSheet": 18,
    "ProposalWhy": 18,
    "RunMoves": 25,
    "RunReasons": 22,
    "RunMember": 11,
    "MapTiles": 3,
    "RunBoard": 17,
    "PlacementPrice": 12,
    "RunComparison": 15,
    "RunAgainstGreedy": 11,
    "RunShortages": 8,
    "WeekBoard": 14,
    "WeekTallies": 11,
    "WeekUnplanned": 8,
    "WeekRequest": 24,
    "DaySheet": 17,
    "AtRiskList": 10,
    "StepIn": 20,
    "SwapDesk": 13,
    "MemberLoads": 9,
    "LoadSpread": 7,
    "ServiceRulePage": 5,
    "HoursDesk": 12,
    "UnfitForSeat": 12,
    "Repairs": 14,
    "Words": 0,
    "SignInWays": 0,
    "MySessions": 4,
    "MyIdentities": 5,
    "WhoAmI": 7,
    "StillCurrent": 4,
    "Refetch": 4,
    "UnitPicker": 6,
    "UnitName": 4,
    "SkillPicker": 4,
    "MemberPicker": 5,
    "MyWeek": 24,
    "MyNext": 6,
    "MyOffers": 18,
    "MyServicePage": 18,
    "SwapPool": 13,
    "SwapCount": 5,
    "MySwaps": 14,
    "MyHours": 22,
    "MyTimes": 8,
    "MyFile": 19,
    "Menu": 6,
    "MyHome": 11,
    "MyPeople": 6,
    "MyRequests": 18,
    "FollowRequest": 13,
    "MySeries": 7,
}
"""What each query costs on warm documents, token and grants of the reader included. Growth must be meant."""

SPARED_BY_CHANCE = {"MemberPage": 1, "MyFile": 1, "MyRequests": 1, "RunComparison": 1}
"""What a query may cost less. Two parts of the page ask for other rows of a kind: in one statement if the answers on which
they wait arrive in the same turn of the event loop, as on several connections to PostgreSQL they may."""


NEEDS_PROVIDER = {"LinkMyIdentity"}
"""Done in the browser, with a provider that answers: tests/access/test_own_identities.py."""


class _Undo(Exception):
    pass


async def send_and_undo(stage: Stage, name: str) -> dict[str, Any]:
    """The answer to an operation whose effects are taken back."""
    case, answer = CASES[name], {}
    try:
        async with in_transaction():
            answer = await stage.people[case.who].send(documents.text(name), **case.variables(stage))
            raise _Undo
    except _Undo:
        return answer


def rows_of(answer: Any, case: Case) -> int:
    """How many rows the list of an answer has."""
    for part in case.rows.split("."):
        answer = answer[part]
    return len(answer)


async def test_every_mutation_of_the_pages_succeeds(stranger: Client, db: Settings):
    stage = await make_stage(stranger, 3)
    faults = {}
    for name in [o.name for o in documents.ALL if o.kind == "mutation" and o.name not in NEEDS_PROVIDER]:
        answer = await send_and_undo(stage, name)
        data = next(iter((answer.get("data") or {"": None}).values()))
        if "errors" in answer or data is None or "message" in data:
            faults[name] = answer.get("errors") or data

    assert faults == {}


@pytest.mark.parametrize("size", [10, 100])
async def test_every_query_of_the_pages_takes_as_many_statements_whatever_the_rows(
    stranger: Client, db: Settings, statements: Statements, size: int
):
    stage = await make_stage(stranger, size)
    counts, short = {}, {}
    for name in [o.name for o in documents.ALL if o.kind == "query"]:
        case = CASES[name]
        await stage.people[case.who].ask(documents.text(name), **case.variables(stage))
        with statements.counting() as sent:
            data = await stage.people[case.who].ask(documents.text(name), **case.variables(stage))
        counts[name] = len(sent)
        if case.rows and rows_of(data, case) < size:
            short[name] = rows_of(data, case)

    assert short == {}
    assert counts.keys() == STATEMENTS.keys()
    assert {
        name: (found, STATEMENTS[name])
        for name, found in counts.items()
        if not STATEMENTS[name] - SPARED_BY_CHANCE.get(name, 0) <= found <= STATEMENTS[name]
    } == {}
