"""What each mutation of schema/operations costs, on both databases, at ten and at a hundred rows."""

from __future__ import annotations

import pytest

from sanbao.core.settings import Settings
from tests.conftest import Statements
from tests.operations import documents
from tests.operations.stage import make_stage
from tests.operations.test_each_operation import NEEDS_PROVIDER, send_and_undo
from tests.people import Client

STATEMENTS: dict[str, int] = {
    "UnitCreate": 11,
    "UnitChange": 9,
    "UnitMove": 17,
    "UnitRetire": 9,
    "UnitRestore": 10,
    "AccountCreate": 7,
    "AccountEndSessions": 8,
    "IdentityLink": 8,
    "IdentityUnlink": 11,
    "GrantRole": 11,
    "RevokeRole": 9,
    "AccountClose": 10,
    "AccountReopen": 9,
    "AccountMove": 11,
    "AccountResetPassword": 10,
    "SkillCreate": 7,
    "SkillChange": 8,
    "ImportTable": 7,
    "MemberRegister": 18,
    "MemberChange": 16,
    "MemberLinkAccount": 13,
    "MemberVerify": 14,
    "MemberRejoin": 14,
    "MemberSkillSet": 16,
    "MemberSkillRemove": 13,
    "MemberPause": 15,
    "MemberResume": 14,
    "MemberLeave": 15,
    "MemberTimesSet": 16,
    "MemberAbsenceAdd": 17,
    "MemberAbsenceRemove": 16,
    "ReportInAccept": 18,
    "ReportInReturn": 14,
    "ReportInCompleteTransfer": 21,
    "ReportInRefuseTransfer": 14,
    "ReportInApproveWithdrawal": 13,
    "ReportInRefuseWithdrawal": 14,
    "ReportSchemeCreate": 10,
    "ReportSchemeChange": 11,
    "ResidentRegister": 14,
    "ResidentChange": 15,
    "ResidentLinkAccount": 12,
    "HouseholdCreate": 11,
    "HouseholdChange": 12,
    "HouseholdLinkCreate": 17,
    "HouseholdLinkEnd": 9,
    "MenuItemCreate": 12,
    "MenuItemChange": 17,
    "MenuItemGivePicture": 15,
    "MenuItemGiveIcon": 11,
    "MenuItemTakePicture": 11,
    "MenuItemRetire": 11,
    "RequestSubmit": 22,
    "RequestVerify": 17,
    "RequestAskForInfo": 17,
    "RequestReject": 17,
    "RequestAnswer": 17,
    "RequestChange": 20,
    "RequestCancel": 19,
    "OrderSeries": 12,
    "PolicyCreate": 9,
    "PolicyChange": 11,
    "WeeklyTimerSet": 10,
    "RunCreate": 16,
    "RunStart": 15,
    "RunCancel": 13,
    "RunDiscard": 13,
    "Place": 33,
    "TakeOut": 28,
    "LockAdd": 22,
    "LockRemove": 12,
    "Publish": 48,
    "ConsentToSwap": 42,
    "RefuseSwap": 14,
    "ApplyRepair": 47,
    "Offer": 39,
    "Withdraw": 54,
    "RecordYes": 23,
    "RecordNo": 54,
    "RecordAttendance": 30,
    "ServiceRuleSet": 10,
    "NoShow": 22,
    "SignIn": 3,
    "SignOut": 5,
    "EndSession": 5,
    "UnlinkMyIdentity": 10,
    "ChangePassword": 7,
    "RedeemReset": 5,
    "Accept": 29,
    "Decline": 45,
    "CheckIn": 23,
    "AskToSwap": 29,
    "TakeSwap": 47,
    "DeclineSwap": 20,
    "CancelSwap": 20,
    "Complete": 26,
    "ChangeMyFile": 8,
    "SetMyTimes": 13,
    "AddMyAbsence": 14,
    "RemoveMyAbsence": 11,
    "Pause": 8,
    "Resume": 8,
    "Leave": 9,
    "ReportIn": 21,
    "ReportInAgain": 14,
    "Reaffirm": 11,
    "AskTransfer": 15,
    "AskWithdrawal": 11,
    "RenewCalendar": 6,
    "RevokeCalendar": 5,
    "OrderService": 20,
    "ChangeOrder": 16,
    "AnswerQuestion": 15,
    "CallOff": 17,
    "ConfirmDone": 14,
    "RateService": 18,
    "ReopenService": 23,
    "SkipDate": 8,
    "EndSeries": 7,
}
"""Statements of each mutation that succeeds, the second time it is sent, with what undoes it. Growth must be meant."""

HOLD_A_TABLE = {
    "UnitCreate",
    "UnitChange",
    "UnitMove",
    "UnitRetire",
    "UnitRestore",
    "SkillCreate",
    "SkillChange",
    "ImportTable",
}
"""One statement more on PostgreSQL, which has to be told that nobody else may add a row meanwhile."""


@pytest.mark.parametrize("size", [10, 100])
async def test_every_mutation_of_the_pages_takes_as_many_statements_whatever_the_rows(
    stranger: Client, db: Settings, statements: Statements, size: int
):
    stage = await make_stage(stranger, size)
    more = 1 if db.database_url.startswith("postgres") else 0
    counts = {}
    for name in [o.name for o in documents.ALL if o.kind == "mutation" and o.name not in NEEDS_PROVIDER]:
        await send_and_undo(stage, name)
        with statements.counting() as sent:
            await send_and_undo(stage, name)
        counts[name] = len(sent) - (more if name in HOLD_A_TABLE else 0)

    assert counts == STATEMENTS
