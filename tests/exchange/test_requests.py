from datetime import UTC, datetime

import pytest
import time_machine

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.access.moves import advance
from sanbao.exchange.columns import ImportKind
from sanbao.members.models import Resident
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState
from tests.exchange.factories import counts, csv, faults, make_skills, make_tree, run

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HEADINGS = "外部编号,来源系统,单位,服务编码,申请人,申请人电话,受益人,地址,可服务时间,周次,紧急,备注,提交时间"
ZHAO = "R1,12345,S1C1,haircut,赵桂兰,13800000003,,3栋201,2026-11-25 9:00-11:00; 2026-11-26 上午,,是,需要轮椅,2026-11-20 9:30"
SUN = "R2,,第二社区,上门理发,孙敏,13800000004,孙大爷,,周三、周五 下午,2026-W48,,,"


@pytest.fixture
async def menu(db):
    await make_tree()
    await make_skills("理发")
    await run(
        ImportKind.MENU, csv("单位,编码,名称,类别,时长,岗位,权重", "S1,haircut,上门理发,其他,60,理发,4")
    )
    with time_machine.travel(NOW, tick=False):
        yield


async def test_requests_come_in_submitted_with_their_people_windows_and_history(menu):
    report = await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO, SUN))

    assert counts(report) == (2, 0, 0, 0), faults(report)
    zhao = await ServiceRequest.get(external_id="R1").prefetch_related("requester", "menu_item")
    assert (zhao.number, zhao.external_system, zhao.urgent, zhao.weight) == (
        "REQ-2026-000001",
        "12345",
        True,
        4,
    )
    assert (zhao.address, zhao.note, zhao.state) == ("3栋201", "需要轮椅", RequestState.SUBMITTED)
    assert (zhao.requester.name, zhao.requester.telephone) == ("赵桂兰", "13800000003")
    assert zhao.beneficiary_id == zhao.requester_id
    assert zhao.submitted_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    windows = (
        await RequestWindow.filter(request=zhao).order_by("starts_at").values_list("starts_at", "ends_at")
    )
    assert windows == [
        (datetime(2026, 11, 25, 1, tzinfo=UTC), datetime(2026, 11, 25, 3, tzinfo=UTC)),
        (datetime(2026, 11, 26, 0, tzinfo=UTC), datetime(2026, 11, 26, 4, tzinfo=UTC)),
    ]
    sun = await ServiceRequest.get(external_id="R2").prefetch_related("requester", "beneficiary")
    assert (sun.requester.name, sun.beneficiary.name, sun.submitted_at) == ("孙敏", "孙大爷", NOW)
    assert await RequestWindow.filter(request=sun).count() == 2
    assert await StateMove.all().values_list("action", "to_state") == [("CREATE", "SUBMITTED")] * 2


async def test_the_same_requests_again_write_nothing_even_when_their_windows_are_past(menu):
    await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO, SUN))
    before = await ServiceRequest.all().order_by("number").values()

    with time_machine.travel(datetime(2026, 12, 20, tzinfo=UTC), tick=False):
        again = await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO, SUN))

    assert counts(again) == (0, 0, 2, 0), faults(again)
    assert await ServiceRequest.all().order_by("number").values() == before
    assert await Resident.all().count() == 3


async def test_a_changed_row_changes_just_that_and_one_person_stays_one(menu):
    await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO, SUN))
    other = ZHAO.replace("2026-11-25 9:00-11:00; 2026-11-26 上午", "2026-11-27 上午").replace("轮椅", "拐杖")
    third = ZHAO.replace("R1", "R3")

    report = await run(ImportKind.REQUESTS, csv(HEADINGS, other, SUN.replace("孙敏", "孙小敏"), third))

    assert counts(report) == (1, 2, 0, 0), faults(report)
    zhao = await ServiceRequest.get(external_id="R1")
    assert (zhao.note, zhao.version) == ("需要拐杖", 2)
    assert await RequestWindow.filter(request=zhao).values_list("starts_at", flat=True) == [
        datetime(2026, 11, 27, 0, tzinfo=UTC)
    ]
    sun = await ServiceRequest.get(external_id="R2").prefetch_related("requester", "beneficiary")
    assert (sun.requester.name, sun.beneficiary.name) == ("孙小敏", "孙大爷")
    assert (await ServiceRequest.get(external_id="R3")).requester_id == zhao.requester_id


async def test_verified_requests_are_queued(menu):
    await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO))

    report = await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO, SUN), verified=True)

    assert counts(report) == (1, 1, 0, 0)
    assert await ServiceRequest.all().values_list("state", "verified_at") == [(RequestState.QUEUED, NOW)] * 2
    assert await StateMove.filter(action="VERIFY").count() == 2


async def test_a_request_that_was_offered_is_not_changed_by_a_file(menu):
    await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO), verified=True)
    await advance(REQUEST, await ServiceRequest.get(external_id="R1"), RequestAction.OFFER, SYSTEM)

    same = await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO))
    other = await run(ImportKind.REQUESTS, csv(HEADINGS, ZHAO.replace("轮椅", "拐杖")))

    assert counts(same) == (0, 0, 1, 0)
    assert [error.code for error in other.errors] == ["invalid-transition"]
    assert (await ServiceRequest.get(external_id="R1")).note == "需要轮椅"


async def test_the_rules_of_requests_hold_for_their_rows(menu):
    short = "外部编号,单位,服务编码,申请人,申请人电话,可服务时间,开始时间,结束时间,提交时间,紧急"
    report = await run(
        ImportKind.REQUESTS,
        csv(
            short,
            "A,S1C1,烹饪,甲,,2026-11-25 上午,,,,",
            "B,S1C1,haircut,甲,12,2026-11-25 上午,,,,",
            "C,S1C1,haircut,甲,,2026-11-22 上午,,,,",
            "D,S1C1,haircut,甲,,2027-11-22 上午,,,,",
            "E,S1C1,haircut,甲,,2026-11-25 9:00-9:30,,,,",
            "F,S1C1,haircut,甲,,周三上午,,,,",
            "G,S1C1,haircut,甲,,,2026-11-25 9:00,,,",
            "H,S1C1,haircut,甲,,,2026-11-25 9:00,2026-11-25 8:00,,",
            "I,S1C1,haircut,甲,,2026-11-25 上午,,,2027-01-01,",
            "J,S1C1,haircut,甲,,2026-11-25 上午,,,,也许",
            "K,S1C1,haircut,甲,,,,,,",
            "L,S1C1,haircut,甲,,,2026-11-25 9:00,9999-12-31,,",
            "M,S1C1,haircut,甲,,,0001-01-01 9:00,2026-11-25,,",
        ),
    )

    assert [(e.row, e.column, e.code) for e in report.errors] == [
        (2, "服务编码", "import-menu-unknown"),
        (3, "申请人电话", "telephone-format"),
        (4, "可服务时间", "window-past"),
        (5, "可服务时间", "window-far"),
        (6, "可服务时间", "window-short"),
        (7, "可服务时间", "times-week-unknown"),
        (8, "结束时间", "import-window-half"),
        (9, "结束时间", "minutes-order"),
        (10, "提交时间", "import-submitted-in-future"),
        (11, "紧急", "import-not-flag"),
        (12, "可服务时间", "required"),
        (13, "结束时间", "import-not-moment"),
        (14, "开始时间", "import-not-moment"),
    ]
    assert await ServiceRequest.all().count() == await Resident.all().count() == 0


async def test_a_day_alone_ends_at_its_midnight(menu):
    await run(
        ImportKind.REQUESTS,
        csv("外部编号,单位,服务编码,申请人,开始时间,结束时间", "A,S1C1,haircut,甲,2026-11-25,2026/11/26"),
    )

    assert await RequestWindow.all().values_list("starts_at", "ends_at") == [
        (datetime(2026, 11, 24, 16, tzinfo=UTC), datetime(2026, 11, 26, 16, tzinfo=UTC))
    ]


async def test_a_note_of_several_lines_is_read_whatever_system_ended_them(menu):
    of_windows = csv(HEADINGS, ZHAO.replace("需要轮椅", '"需要轮椅\r\n三楼"'))

    assert counts(await run(ImportKind.REQUESTS, of_windows)) == (1, 0, 0, 0)
    assert (await ServiceRequest.get(external_id="R1")).note == "需要轮椅\n三楼"
    assert counts(await run(ImportKind.REQUESTS, of_windows)) == (0, 0, 1, 0)
