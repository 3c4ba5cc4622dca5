from typing import Any

from sanbao.access.roles import Role
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations.kinds import UnitKind
from tests.conftest import Statements
from tests.factories import gid, make_unit
from tests.menu.factories import make_menu_item, make_skill
from tests.people import Client, make_account

SHOWN = """
fragment Shown on MenuItem {
  id version code name category durationMinutes weight risk riskNotice seasonFromMonth seasonToMonth active
  description descriptionEn riskNoticeEn conditions conditionsEn
  unit { name } seats { position role skill { code } level tags required wanted wantedValue }
}"""
CREATE = (
    """mutation ($input: MenuItemCreateInput!) { menuItemCreate(input: $input) {
  __typename ... on MenuItemCreateSuccess { menuItem { ...Shown } } ... on UserError { code path message }
} }"""
    + SHOWN
)
CHANGE = (
    """mutation ($input: MenuItemChangeInput!) { menuItemChange(input: $input) {
  __typename ... on MenuItemChangeSuccess { menuItem { ...Shown } } ... on UserError { code path }
} }"""
    + SHOWN
)
RETIRE = """mutation ($input: MenuItemRetireInput!) { menuItemRetire(input: $input) {
  __typename ... on MenuItemRetireSuccess { menuItem { active version } } ... on UserError { code }
} }"""
LIST = """query ($filter: MenuItemFilter, $first: Int) { menuItems(filter: $filter, first: $first) {
  totalCount nodes { name unit { name } seats { skill { name } tags } } } }"""


def gutters(unit: Any, skill: Any) -> dict[str, Any]:
    return {
        "unit": gid(unit),
        "code": "gutters",
        "name": "清理屋檐",
        "category": "HARDSHIP_AND_DISABILITY",
        "durationMinutes": 90,
        "risk": "HIGH",
        "riskNotice": "梯子上作业，防坠落。",
        "riskNoticeEn": " Work on a ladder. ",
        "description": "清出落叶和淤泥。",
        "descriptionEn": "Leaves and mud are cleared out.",
        "conditions": "限平房。",
        "conditionsEn": "One-storey houses only.",
        "seasonFromMonth": 10,
        "seasonToMonth": 2,
        "seats": [
            {"skill": gid(skill), "role": "LEAD", "level": 2, "tags": ["TRAINED"]},
            {"skill": gid(skill), "required": 0, "wanted": 2, "wantedValue": 300},
        ],
    }


async def test_a_coordinator_makes_changes_and_retires_an_item_and_residents_read_it(stranger: Client):
    street, skill = await make_unit(name="Street"), await make_skill()
    community = await make_unit(UnitKind.COMMUNITY, street)
    coordinator = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    anybody = await stranger.signed_in_as(await make_account("anybody"))

    made = (await coordinator.ask(CREATE, input=gutters(street, skill)))["menuItemCreate"]["menuItem"]

    assert made == {
        "id": made["id"],
        "version": 1,
        "code": "gutters",
        "name": "清理屋檐",
        "category": "HARDSHIP_AND_DISABILITY",
        "durationMinutes": 90,
        "weight": 1,
        "risk": "HIGH",
        "riskNotice": "梯子上作业，防坠落。",
        "riskNoticeEn": "Work on a ladder.",
        "description": "清出落叶和淤泥。",
        "descriptionEn": "Leaves and mud are cleared out.",
        "conditions": "限平房。",
        "conditionsEn": "One-storey houses only.",
        "seasonFromMonth": 10,
        "seasonToMonth": 2,
        "active": True,
        "unit": {"name": "Street"},
        "seats": [
            {
                "position": 0,
                "role": "LEAD",
                "skill": {"code": "plumbing"},
                "level": 2,
                "tags": ["INSURED", "ADULT", "TRAINED"],
                "required": 1,
                "wanted": 0,
                "wantedValue": 0,
            },
            {
                "position": 1,
                "role": "VOLUNTEER",
                "skill": {"code": "plumbing"},
                "level": 1,
                "tags": ["INSURED", "ADULT"],
                "required": 0,
                "wanted": 2,
                "wantedValue": 300,
            },
        ],
    }
    wanted = {**gutters(street, skill), "id": made["id"], "name": "清理", "expectedVersion": 1}
    del wanted["unit"]
    changed = (await coordinator.ask(CHANGE, input=wanted))["menuItemChange"]["menuItem"]
    assert (changed["name"], changed["version"], changed["seats"]) == ("清理", 2, made["seats"])
    stale = await coordinator.ask(CHANGE, input=wanted)
    assert stale["menuItemChange"]["code"] == "STALE_VERSION"

    names = {
        "winter": {"unit": gid(community), "inSeasonOn": "2026-12-24", "category": "HARDSHIP_AND_DISABILITY"},
        "summer": {"unit": gid(community), "inSeasonOn": "2026-07-01"},
        "health": {"category": "HEALTH"},
        "named": {"nameContains": "清"},
    }
    found = {
        key: [n["name"] for n in (await anybody.ask(LIST, filter=filter))["menuItems"]["nodes"]]
        for key, filter in names.items()
    }
    assert found == {"winter": ["清理"], "summer": [], "health": [], "named": ["清理"]}

    retired = await coordinator.ask(RETIRE, input={"id": made["id"], "expectedVersion": 2})
    assert retired["menuItemRetire"]["menuItem"] == {"active": False, "version": 3}
    assert (await anybody.ask(LIST))["menuItems"]["totalCount"] == 0
    assert (await anybody.ask(LIST, filter={"active": None}))["menuItems"]["totalCount"] == 1


async def test_a_change_that_leaves_the_english_texts_out_keeps_them_and_an_empty_one_clears_it(
    stranger: Client,
):
    street, skill = await make_unit(), await make_skill()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    first = gutters(street, skill)
    made = (await boss.ask(CREATE, input=first))["menuItemCreate"]["menuItem"]
    said = {**first, "id": made["id"], "conditionsEn": ""}
    for name in ("unit", "descriptionEn", "riskNoticeEn"):
        del said[name]

    changed = (await boss.ask(CHANGE, input=said))["menuItemChange"]["menuItem"]

    assert changed == {**made, "version": 2, "conditionsEn": ""}


async def test_an_item_needs_no_english_texts(stranger: Client):
    street, skill = await make_unit(), await make_skill()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    english = ("descriptionEn", "riskNoticeEn", "conditionsEn")
    said = {name: value for name, value in gutters(street, skill).items() if name not in english}

    made = (await boss.ask(CREATE, input=said))["menuItemCreate"]["menuItem"]

    assert {name: made[name] for name in english} == dict.fromkeys(english, "")


async def test_the_menu_is_kept_by_its_own_coordinators_only(stranger: Client):
    street, other, skill = await make_unit(), await make_unit(), await make_skill()
    item = await make_menu_item(street)
    own = gutters(street, skill)
    change = {**own, "id": gid(item)}
    del change["unit"]

    for login, role, unit in (
        ("foreign", Role.COORDINATOR, other),
        ("grid", Role.GRID_WORKER, street),
        ("inspector", Role.INSPECTOR, street),
        ("resident", None, None),
    ):
        person = await stranger.signed_in_as(await make_account(login, role, unit))
        for document, field, input in (
            (CREATE, "menuItemCreate", own),
            (CHANGE, "menuItemChange", change),
            (RETIRE, "menuItemRetire", {"id": gid(item)}),
        ):
            refused = await person.ask(document, input=input)
            assert refused[field]["__typename"] == "PermissionDeniedError", (login, field)
    for document, variables in ((CREATE, {"input": own}), (LIST, {})):
        answer = await stranger.send(document, **variables)
        assert answer["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    kept = await MenuItem.get()
    assert (kept.version, kept.active) == (1, True)


async def test_a_refused_item_names_the_field_and_leaves_nothing(stranger: Client):
    street, skill = await make_unit(), await make_skill()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    good = gutters(street, skill)

    for said, code, path in (
        ({"riskNotice": " "}, "MENU_RISK_NOTICE", ["riskNotice"]),
        ({"riskNoticeEn": "r" * 1001}, "TOO_LONG", ["riskNoticeEn"]),
        ({"conditionsEn": "c" * 1001}, "TOO_LONG", ["conditionsEn"]),
        ({"descriptionEn": "d" * 2001}, "TOO_LONG", ["descriptionEn"]),
        ({"durationMinutes": 3}, "OUT_OF_RANGE", ["durationMinutes"]),
        ({"seasonToMonth": None}, "MENU_SEASON_HALF", ["seasonToMonth"]),
        ({"seats": [{"skill": gid(street)}]}, "ID_OF_OTHER_TYPE", ["seats", "0", "skill"]),
        ({"seats": [{"skill": gid(skill), "level": 9}]}, "OUT_OF_RANGE", ["seats", "0", "level"]),
    ):
        refused = (await boss.ask(CREATE, input={**good, **said}))["menuItemCreate"]
        assert (refused["code"], refused["path"]) == (code, path)
        assert refused["message"][-1] in ".,"
    assert not await MenuItem.exists()
    await boss.ask(CREATE, input=good)
    twice = (await boss.ask(CREATE, input=good))["menuItemCreate"]
    assert (twice["__typename"], twice["code"]) == ("ConflictError", "ALREADY_EXISTS")
    assert (await MenuItem.all().count(), await Seat.all().count()) == (1, 2)


async def test_a_page_of_the_menu_costs_the_same_statements_for_10_rows_and_for_100(
    stranger: Client, statements: Statements
):
    street = await make_unit()
    for i in range(100):
        await make_menu_item(street, name=str(i))
    anybody = await stranger.signed_in_as(await make_account("anybody"))
    sent = {}

    for first in (10, 100):
        with statements.counting() as counted:
            page = await anybody.ask(LIST, filter={"unit": gid(street)}, first=first)
        assert len(page["menuItems"]["nodes"]) == first
        sent[first] = len(counted)

    assert sent[10] == sent[100]
