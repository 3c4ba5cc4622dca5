"""Who sends each operation, and with which variables, on the stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sanbao.core import clock
from tests.factories import gid
from tests.menu.images import an_image
from tests.operations.stage import LATER, NEXT, NINE, TUESDAY, Stage
from tests.people import PASSWORD

Variables = Callable[[Stage], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """Sent by `who`; `rows` names the list (a path in the answer) that has a row for each of the stage's size."""

    who: str
    variables: Variables
    rows: str = ""


def _of(**rows: Any) -> Variables:
    """Variables that are rows of the stage by name, lists of such, or values as they are."""
    return lambda stage: {name: _value(stage, value) for name, value in rows.items()}


def _input(**rows: Any) -> Variables:
    return lambda stage: {"input": _of(**rows)(stage)}


@dataclass(frozen=True)
class Row:
    """A row of the stage by its name."""

    name: str


def _value(stage: Stage, value: Any) -> Any:
    match value:
        case Row():
            return gid(stage.rows[value.name])
        case list():
            return [_value(stage, item) for item in value]
        case dict():
            return {key: _value(stage, item) for key, item in value.items()}
        case _:
            return value() if callable(value) else value


def _window(hours: int) -> dict[str, Any]:
    start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    return {"startsAt": start.isoformat(), "endsAt": (start + timedelta(hours=4)).isoformat()}


def _at(minute: int, week: Any = NEXT) -> str:
    moment: str = week.moment(minute).isoformat()
    return moment


def _in_hours(hours: int) -> str:
    return _ago(-60 * hours)


def _ago(minutes: int) -> str:
    return (clock.now() - timedelta(minutes=minutes)).isoformat()


def _in_days(days: int) -> str:
    return str(clock.today() + timedelta(days=days))


def _monday() -> str:
    return str(LATER.following().monday)


def _staff(who: str = "coordinator", **said: Any) -> Case:
    return Case(who, _input(**said))


_SEAT = {"skill": Row("skill"), "level": 1, "tags": ["ADULT"], "required": 1, "wanted": 1, "wantedValue": 50}
_ITEM = {"code": "new-item", "name": "New", "nameEn": "New", "description": "d", "riskNotice": "r", "conditions": "c",
         "descriptionEn": "d", "riskNoticeEn": "r", "conditionsEn": "c", "category": "HEALTH", "durationMinutes": 60,
         "weight": 2, "risk": "LOW", "seasonFromMonth": 1, "seasonToMonth": 12, "seats": [_SEAT]}  # fmt: skip
_PLACE = {"address": "Lane 9", "position": {"longitude": 120.3, "latitude": 31.5}}
_NUMBERS = {"requestValue": 9000, "travelCost": 10, "fairnessCost": 10, "changeCostProposed": 10,
            "changeCostOffered": 20, "changeCostAccepted": 30, "continuityBonus": 10, "intentionBonus": 10,
            "waitingWeight": 2, "startStepMinutes": 30, "metresPerMinute": 100, "detourPercent": 130,
            "timeLimitSeconds": 5, "answerHours": 12}  # fmt: skip
_PERSON = {
    "telephone": "13800000009",
    "address": "Lane 9",
    "position": _PLACE["position"],
    "externalId": "x-1",
}
_MEMBER = {**_PERSON, "externalSystem": "other", "workUnit": Row("work_unit"), "birthDate": "1980-01-01",
           "insuredUntil": "2040-01-01", "trainedOn": "2020-01-01", "maxServicesPerWeek": 3,
           "maxMinutesPerWeek": 300, "reachMetres": 3000, "intentions": ["HEALTH"]}  # fmt: skip
_ALL = {"first": 100}

FRONTEND = {
    "SignIn": Case("stranger", _input(login="administrator", password=PASSWORD)),
    "SignInWays": Case("stranger", _of()),
    "SignOut": _staff(everywhere=False),
    "MySessions": Case("coordinator", _of(**_ALL), rows="sessions.nodes"),
    "EndSession": _staff(others=True),
    "MyIdentities": Case("administrator", _of()),
    "LinkMyIdentity": _staff(currentPassword=PASSWORD),
    "UnlinkMyIdentity": _staff("administrator", id=Row("own_identity"), currentPassword=PASSWORD),
    "ChangePassword": _staff("administrator", currentPassword=PASSWORD, newPassword="another horse"),
    "RedeemReset": Case(
        "stranger",
        lambda stage: {"input": {"secret": stage.rows["reset_secret"], "newPassword": "another horse"}},
    ),
    "WhoAmI": Case("member", _of()),
    "StillCurrent": Case("coordinator", _of(id=Row("run"))),
    "Refetch": Case("coordinator", lambda stage: {"ids": [gid(m) for m in stage.members]}, rows="nodes"),
    "UnitPicker": Case("coordinator", _of(filter={"nameContains": "Community"}, **_ALL), rows="units.nodes"),
    "UnitName": Case("coordinator", _of(id=Row("community"))),
    "SkillPicker": Case("coordinator", _of(nameContains="skill", **_ALL), rows="skills.nodes"),
    "MemberPicker": Case("coordinator", _of(nameContains="Member", **_ALL), rows="members.nodes"),
    "Words": Case("stranger", _of()),
    "RunProgress": Case("coordinator", _of(id=Row("run"))),
}
RESIDENT = {
    "Menu": Case("resident", _of(unit=Row("community"), on=_in_days(3), first=100)),
    "MyHome": Case("resident", _of()),
    "MyPeople": Case("resident", _of(first=100)),
    "OrderService": Case(
        "resident",
        _input(menuItem=Row("one_seat"), windows=[_window(48)], requester=Row("resident"),
               beneficiary=Row("resident"), place=_PLACE, note="Ring twice", urgent=False),
    ),
    "MyRequests": Case("resident", _of(first=100), rows="requests.nodes"),
    "FollowRequest": Case("resident", _of(id=Row("request_queued"))),
    "ChangeOrder": Case("resident", _input(id=Row("request_queued"), windows=[_window(72)], note="Ring once")),
    "AnswerQuestion": Case("resident", _input(id=Row("request_needs_info"), answer="The left", note="Left")),
    "CallOff": Case("resident", _input(id=Row("request_queued"), reason="Not needed")),
    "ConfirmDone": Case("resident", _input(id=Row("request_done"), reason="")),
    "RateService": Case(
        "resident", _input(id=Row("request_done"), score=5, tags=["PUNCTUAL", "FRIENDLY"], words="Thank you")
    ),
    "ReopenService": Case(
        "resident", _input(id=Row("request_done"), reason="It drips again", windows=[_window(48)], note="Kitchen")
    ),
    "MySeries": Case("resident", _of(first=100), rows="series.nodes"),
    "SkipDate": Case("resident", _input(id=Row("series"), date=_monday)),
    "EndSeries": Case("resident", _input(id=Row("series"))),
}  # fmt: skip
MEMBER = {
    "MyWeek": Case("member", _of(week=str(LATER), first=100), rows="assignments.nodes"),
    "MyNext": Case("member", _of(first=100)),
    "MyOffers": Case("member", _of(first=100), rows="assignments.nodes"),
    "MyServicePage": Case("member", _of(id=Row("offered"))),
    "Accept": Case("member", _input(id=Row("offered"), reason="")),
    "Decline": Case("member", _input(id=Row("offered"), reason="OTHER", note="Not now")),
    "CheckIn": Case("member", _input(id=Row("accepted"), position=_PLACE["position"])),
    "SwapPool": Case("member", _of(first=100), rows="swaps.nodes"),
    "SwapCount": Case("member", _of()),
    "MySwaps": Case("member", _of(first=100)),
    "AskToSwap": Case("member", lambda stage: {"input": {
        "assignment": gid(stage.swappable), "colleague": stage.second.number, "note": "Ill",
        "expiresAt": _in_hours(48)}}),
    "TakeSwap": Case("member", _input(id=Row("swap_for_me"))),
    "DeclineSwap": Case("member", _input(id=Row("swap_for_me"))),
    "CancelSwap": Case("member", _input(id=Row("swap_mine"))),
    "Complete": Case("member", _input(id=Row("checked_in"), reason="")),
    "MyHours": Case("member", _of(first=100)),
    "MyTimes": Case("member", _of()),
    "MyFile": Case("member", _of()),
    "ChangeMyFile": Case(
        "member",
        _input(id=Row("me"), telephone="13800000004", address="Lane 4", position=_PLACE["position"],
               maxServicesPerWeek=3, maxMinutesPerWeek=300, reachMetres=2500, intentions=["HEALTH"]),
    ),
    "SetMyTimes": Case(
        "member",
        _input(member=Row("me"), times=[{"weekday": 0, "startMinute": 480, "endMinute": 600,
                                         "validFrom": _in_days(1), "validUntil": _in_days(90)}]),
    ),
    "AddMyAbsence": Case("member", _input(member=Row("me"), reason="Away", **_window(24 * 30))),
    "RemoveMyAbsence": Case("member", _input(id=Row("absence"))),
    "Pause": Case("member", _input(id=Row("me"), reason="Ill")),
    "Resume": Case("paused", _input(id=Row("rester"), reason="Well")),
    "Leave": Case("paused", _input(id=Row("rester"), reason="Moved")),
    "ReportIn": Case("member", _input(target=Row("centre"), member=Row("me"))),
    "ReportInAgain": Case("member", _input(id=Row("report_returned"), target=Row("other_grid"))),
    "Reaffirm": Case("member", _input(id=Row("report_active"))),
    "AskTransfer": Case("member", _input(id=Row("report_active"), target=Row("other_community"), reason="Moved")),
    "AskWithdrawal": Case("member", _input(id=Row("report_active"), reason="Old")),
    "RenewCalendar": Case("member", _input()),
    "RevokeCalendar": Case("member", _input()),
}  # fmt: skip
ADMINISTRATOR = {
    "UnitTree": Case("administrator", _of(filter={"parent": Row("street")}, **_ALL), rows="units.nodes"),
    "UnitCreate": _staff(
        "administrator",
        kind="GRID",
        name="New",
        parent=Row("community"),
        code="g-1",
        longitude=120.3,
        latitude=31.5,
    ),
    "UnitChange": _staff(
        "administrator", id=Row("spare_unit"), name="N", code="c", longitude=120.3, latitude=31.5
    ),
    "UnitMove": _staff("administrator", id=Row("spare_unit"), parent=Row("other_community")),
    "UnitRetire": _staff("administrator", id=Row("spare_unit")),
    "UnitRestore": _staff("administrator", id=Row("retired_unit")),
    "UnitKindRules": Case("administrator", _of()),
    "AccountList": Case("administrator", _of(filter={"active": True}, **_ALL), rows="accounts.nodes"),
    "AccountCreate": _staff("administrator", login="somebody", displayName="Some", password="long enough"),
    "AccountClose": _staff("administrator", id=Row("free_account")),
    "AccountReopen": _staff("administrator", id=Row("closed_account")),
    "AccountMove": _staff("administrator", id=Row("free_account"), unit=Row("community")),
    "AccountResetPassword": _staff("administrator", id=Row("free_account")),
    "AccountEndSessions": _staff("administrator", id=Row("free_account")),
    "IdentityLink": _staff("administrator", account=Row("free_account"), subject="somebody"),
    "IdentityUnlink": _staff("administrator", id=Row("identity")),
    "GrantRole": _staff(
        "administrator", account=Row("free_account"), role="INSPECTOR", unit=Row("community")
    ),
    "RevokeRole": _staff(
        "administrator", account=Row("coordinator_account"), role="COORDINATOR", unit=Row("street")
    ),
    "Journals": Case("administrator", _of(**_ALL), rows="auditEntries.nodes"),
    "SkillCreate": _staff(
        "administrator", code="new-skill", name="New", nameEn="New", certificateRequired=True
    ),
    "SkillChange": _staff(
        "administrator", id=Row("skill"), name="Care", nameEn="Care", certificateRequired=False
    ),
    "ImportProgress": Case("coordinator", _of(key="mine")),
    "ImportTable": _staff(
        "administrator",
        kind="UNITS",
        text="编码,名称,类别,上级编码\nC-1,Third,社区,\n",
        unit=Row("street"),
        dryRun=True,
    ),
}
STAFF = {
    "MemberList": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="members.nodes"),
    "MemberPage": Case("coordinator", _of(id=Row("me"), week=str(LATER), **_ALL), rows="assignments.nodes"),
    "MemberRegister": _staff(kind="VOLUNTEER", unit=Row("community"), name="New", verified=True, **_MEMBER),
    "MemberChange": _staff(id=Row("second"), kind="VOLUNTEER", unit=Row("community"), name="S", **_MEMBER),
    "MemberLinkAccount": _staff("administrator", id=Row("second"), account=Row("other_account")),
    "MemberVerify": _staff(id=Row("pending"), reason="Seen"),
    "MemberRejoin": _staff(id=Row("left"), reason="Back"),
    "MemberPause": _staff(id=Row("me"), reason="Ill"),
    "MemberResume": _staff(id=Row("rester"), reason="Well"),
    "MemberLeave": _staff(id=Row("rester"), reason="Moved"),
    "MemberTimesSet": _staff(
        member=Row("me"), times=[{"weekday": 0, "startMinute": 480, "endMinute": 600, "validFrom": _in_days(1),
                                  "validUntil": _in_days(90)}],
    ),
    "MemberAbsenceAdd": _staff(member=Row("me"), reason="Away", **_window(24 * 30)),
    "MemberAbsenceRemove": _staff(id=Row("absence")),
    "MemberSkillSet": _staff(
        member=Row("second"), skill=Row("skill"), level=3, certificateNumber="C-1", expiresOn="2040-01-01"
    ),
    "MemberSkillRemove": _staff(member=Row("second"), skill=Row("skill")),
    "ReportInDesk": Case("coordinator", _of(filter={"targetBelow": Row("street")}, **_ALL), rows="reportIns.nodes"),
    "ReportInAccept": _staff(id=Row("report_submitted")),
    "ReportInReturn": _staff(id=Row("report_submitted"), reason="Wrong place"),
    "ReportInCompleteTransfer": _staff(id=Row("report_transfer")),
    "ReportInRefuseTransfer": _staff(id=Row("report_transfer"), reason="Not here"),
    "ReportInApproveWithdrawal": _staff(id=Row("report_withdrawal")),
    "ReportInRefuseWithdrawal": _staff(id=Row("report_withdrawal"), reason="Stay"),
    "SchemeList": Case("coordinator", _of(**_ALL), rows="reportSchemes.nodes"),
    "ReportSchemeCreate": _staff(unit=Row("street"), name="Three", targetKinds=["GRID"], reaffirmMonths=6, active=True),
    "ReportSchemeChange": _staff(id=Row("scheme"), name="Two", targetKinds=["GRID"], reaffirmMonths=3, active=True),
    "WorkUnitPage": Case("coordinator", _of(unit=Row("work_unit"))),
    "ResidentPicker": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="residents.nodes"),
    "ResidentPage": Case("coordinator", _of(id=Row("resident"))),
    "HouseholdPage": Case("coordinator", _of(id=Row("household"))),
    "AccountPage": Case("administrator", _of(id=Row("free_account"))),
    "MenuItemPage": Case("coordinator", _of(id=Row("one_seat"))),
    "ReportInPage": Case("coordinator", _of(id=Row("report_active"))),
    "ResidentList": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="residents.nodes"),
    "HouseholdList": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="households.nodes"),
    "ResidentRegister": _staff(unit=Row("community"), household=Row("household"), name="New", **_PERSON),
    "ResidentChange": _staff(
        id=Row("resident"), unit=Row("community"), household=Row("household"), name="Re", **_PERSON
    ),
    "ResidentLinkAccount": _staff("administrator", id=Row("resident"), account=Row("other_account")),
    "HouseholdCreate": _staff(unit=Row("community"), label="Flat 9", externalId="h-1", **_PLACE),
    "HouseholdChange": _staff(
        id=Row("other_household"), unit=Row("community"), label="Flat 9", externalId="h-1", **_PLACE
    ),
    "HouseholdLinkCreate": _staff(
        household=Row("other_household"), member=Row("me"), centre=Row("centre"), mayRequest=True
    ),
    "HouseholdLinkEnd": _staff(id=Row("link")),
    "MenuPage": Case("coordinator", _of(filter={"nameContains": "Item"}, **_ALL), rows="menuItems.nodes"),
    "MenuItemCreate": _staff(unit=Row("street"), **_ITEM),
    "MenuItemChange": _staff(id=Row("retiring_item"), **_ITEM),
    "MenuIcons": Case("coordinator", _of()),
    "MenuItemGivePicture": _staff(id=Row("retiring_item"), file=an_image(), alt="红色", altEn="Red"),
    "MenuItemGiveIcon": _staff(id=Row("retiring_item"), icon="tap"),
    "MenuItemTakePicture": _staff(id=Row("retiring_item")),
    "MenuItemRetire": _staff(id=Row("retiring_item")),
    "RequestDesk": Case(
        "coordinator", _of(filter={"below": Row("street"), "week": str(LATER)}, **_ALL), rows="requests.nodes"
    ),
    "RequestPage": Case("coordinator", _of(id=Row("living"))),
    "RequestSubmit": _staff(
        menuItem=Row("one_seat"), windows=[_window(48)], requester=Row("resident"), beneficiary=Row("resident"),
        place=_PLACE, note="n", urgent=True, weight=5,
    ),
    "RequestVerify": _staff(id=Row("request_submitted"), weight=4, urgent=False),
    "RequestAskForInfo": _staff(id=Row("request_submitted"), question="Which door?"),
    "RequestReject": _staff(id=Row("request_submitted"), reason="Not ours"),
    "RequestAnswer": _staff(id=Row("request_needs_info"), answer="The left", note="Left"),
    "RequestChange": _staff(id=Row("request_queued"), windows=[_window(72)], note="Ring once", place=_PLACE),
    "RequestCancel": _staff(id=Row("request_queued"), reason="Not needed"),
    "SeriesList": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="series.nodes"),
    "OrderSeries": _staff(
        menuItem=Row("one_seat"), rule="FREQ=WEEKLY;BYDAY=TU", startsOn=_in_days(5), note="n", place=_PLACE,
        windows=[{"startMinute": 540, "endMinute": 720}], beneficiary=Row("resident"), requester=Row("resident"),
    ),
}  # fmt: skip
PLANNING = {
    "PolicyList": Case("coordinator", _of(active=True, **_ALL), rows="policies.nodes"),
    "PolicyCreate": _staff(unit=Row("street"), name="Near", numbers=_NUMBERS),
    "PolicyChange": _staff(id=Row("policy"), numbers=_NUMBERS),
    "WeeklyTimerPage": Case("coordinator", _of(unit=Row("street"))),
    "WeeklyTimerSet": _staff(unit=Row("community"), weekday=3, minute=600, policy=Row("policy"), enabled=True),
    "RunList": Case("coordinator", _of(**_ALL), rows="runs.nodes"),
    "PreflightPage": Case("coordinator", _of(unit=Row("street"), week=str(NEXT), policy=Row("policy")),
                          rows="preflight.areas"),
    "RunCreate": _staff(unit=Row("street"), week=str(NEXT), policy=Row("policy"), basedOn=Row("run"), seed=3),
    "RunStart": _staff(id=Row("draft")),
    "RunCancel": _staff(id=Row("waiting"), reason="Later"),
    "RunDiscard": _staff(id=Row("draft"), reason="Wrong week"),
    "RunDesk": Case("coordinator", _of(run=Row("run"))),
    "RunPage": Case("coordinator", _of(run=Row("run"), filter={"served": True}, **_ALL), rows="proposals.nodes"),
    "PlanLines": Case("coordinator", _of(run=Row("run"), filter={"served": True}, order="START", first=100), rows="proposals.nodes"),
    "PlanSheet": Case("coordinator", _of(run=Row("run"), below=Row("street"), private=True, **_ALL), rows="proposals.nodes"),
    "ProposalWhy": Case("coordinator", _of(id=Row("proposal"))),
    "RunMoves": Case("coordinator", _of(run=Row("run"), **_ALL), rows="runInputChanges.nodes"),
    "RunReasons": Case("coordinator", _of(run=Row("run"))),
    "RunMember": Case("coordinator", _of(run=Row("run"), member=Row("planner"))),
    "MapTiles": Case("coordinator", _of()),
    "RunBoard": Case("coordinator", _of(run=Row("run"))),
    "PlacementPrice": Case(
        "coordinator",
        _of(run=Row("run"), request=Row("planned"), startsAt=_at(TUESDAY), seats=[{"members": [Row("second")]}]),
    ),
    "Place": _staff(run=Row("run"), request=Row("planned"), startsAt=_at(TUESDAY), seats=[{"members": [Row("second")]}],
                    reason="Wish"),
    "TakeOut": _staff(run=Row("run"), request=Row("planned"), reason="Wish"),
    "LockAdd": _staff(run=Row("draft"), kind="PAIR_AND_TIME", request=Row("planned"), member=Row("second"),
                      startsAt=_at(NINE), reason="Wish"),
    "LockRemove": _staff(id=Row("lock")),
    "RunComparison": Case("coordinator", _of(a=Row("run"), b=Row("other_run"), **_ALL), rows="runDiff.requests.nodes"),
    "RunAgainstGreedy": Case("coordinator", _of(run=Row("other_run"), **_ALL),
                             rows="runAgainstGreedy.requests.nodes"),
    "RunShortages": Case("coordinator", _of(run=Row("other_run"), **_ALL), rows="runShortages.nodes"),
    "Publish": _staff(id=Row("run"), answerBy=_at(0), applyAnyway=True),
    "WeekBoard": Case("coordinator", _of(unit=Row("street"), week=str(LATER), states=["OFFERED"], **_ALL),
                      rows="assignments.nodes"),
    "WeekTallies": Case("coordinator", _of(unit=Row("street"), week=str(LATER))),
    "WeekUnplanned": Case("coordinator", _of(unit=Row("street"), week=str(LATER), **_ALL)),
    "WeekRequest": Case("coordinator", _of(id=Row("living"), private=True)),
    "DaySheet": Case("coordinator", _of(unit=Row("street"), week=str(LATER), day=str(LATER.monday), private=True, **_ALL)),
    "AtRiskList": Case("coordinator", _of(unit=Row("street"), week=str(LATER), first=20)),
    "StepIn": Case("coordinator", _of(request=Row("living"), seat=0)),
    "UnfitForSeat": Case("coordinator", _of(request=Row("living"), seat=0, startsAt=_at(NINE, LATER), members=[Row("second")])),
    "Repairs": Case("coordinator", _of(request=Row("request_queued"), most=3)),
    "ApplyRepair": Case("coordinator", lambda stage: {
        "input": {"request": gid(stage.rows["request_queued"]), "key": stage.rows["repair_key"]}}),
    "Offer": _staff(request=Row("request_queued"), members=[Row("second")], startsAt=_at(NINE, LATER),
                    answerBy=_at(0, LATER), seat=0),
    "Withdraw": _staff(id=Row("offered"), reason="By mistake"),
    "RecordYes": _staff(id=Row("offered"), reason="He rang"),
    "RecordNo": _staff(id=Row("offered"), reason="UNWELL", note="He rang"),
    "SwapDesk": Case("coordinator", _of(filter={"below": Row("street")}, **_ALL), rows="swaps.nodes"),
    "ConsentToSwap": _staff(id=Row("swap_waiting")),
    "RefuseSwap": _staff(id=Row("swap_waiting"), reason="Needed elsewhere"),
    "MemberLoads": Case("coordinator", _of(unit=Row("street"), **_ALL), rows="memberLoads.nodes"),
    "LoadSpread": Case("coordinator", _of(unit=Row("street"))),
    "RecordAttendance": _staff(id=Row("missed"), cameAt=lambda: _ago(60), leftAt=lambda: _ago(1), reason="He rang"),
    "HoursDesk": Case("coordinator", _of(filter={"below": Row("street")}, order="DAY", **_ALL),
                      rows="serviceRecords.nodes"),
    "ServiceRulePage": Case("coordinator", _of(unit=Row("community"))),
    "ServiceRuleSet": _staff(
        unit=Row("community"), checkInBeforeMinutes=60, checkInAfterMinutes=30, checkInMetres=500,
        closeAfterMinutes=600, overrunMinutes=20, dayMinutes=400, swapUntilMinutes=90, swapNeedsConsent=True,
    ),
    "NoShow": _staff(id=Row("missed"), reason="Nobody came"),
}  # fmt: skip

CASES: dict[str, Case] = {**FRONTEND, **RESIDENT, **MEMBER, **ADMINISTRATOR, **STAFF, **PLANNING}
