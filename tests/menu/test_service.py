from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.access.actor import SYSTEM
from sanbao.core.errors import AlreadyExists, InvalidInput
from sanbao.core.ids import new_id
from sanbao.core.settings import Settings
from sanbao.members.kinds import ServiceCategory, Tag
from sanbao.members.models import Resident
from sanbao.menu import service
from sanbao.menu.drafts import MenuItemDraft, SeatDraft
from sanbao.menu.models import MenuItem, Risk, Seat
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.models import ServiceRequest
from tests.factories import make_unit
from tests.menu.factories import a_menu_item, make_menu_item, make_skill

JULY, JANUARY = date(2026, 7, 1), date(2027, 1, 31)


def season(first: int | None, last: int | None) -> MenuItem:
    return MenuItem(season_from_month=first, season_to_month=last)


def test_a_season_may_run_over_the_turn_of_the_year():
    winter = season(11, 2)

    assert [m for m in range(1, 13) if service.is_in_season(winter, date(2026, m, 15))] == [1, 2, 11, 12]
    assert service.is_in_season(season(7, 7), JULY)
    assert not service.is_in_season(season(8, 12), JULY)


@given(first=st.integers(1, 12), last=st.integers(1, 12), day=st.dates())
def test_a_day_is_in_a_season_just_when_walking_the_months_meets_it(first: int, last: int, day: date):
    walked = [first]
    while walked[-1] != last:
        walked.append(walked[-1] % 12 + 1)

    assert service.is_in_season(season(first, last), day) == (day.month in walked)
    assert service.is_in_season(season(None, None), day)


async def test_an_item_is_orderable_in_its_unit_and_below_while_active_and_in_season(db: Settings):
    street = await make_unit()
    grid = await make_unit(UnitKind.GRID, await make_unit(UnitKind.COMMUNITY, street))
    other = await make_unit()
    item = await make_menu_item(street, season_from_month=11, season_to_month=2)

    assert (await service.orderable(grid.id, item.id, JANUARY)).id == item.id
    for unit_id, item_id, day, reason in (
        (grid.id, item.id, JULY, "menu-item-out-of-season"),
        (other.id, item.id, JANUARY, "menu-item-not-here"),
        (grid.id, new_id(), JANUARY, "unknown-id"),
    ):
        with pytest.raises(InvalidInput) as refused:
            await service.orderable(unit_id, item_id, day)
        assert (refused.value.message_key, refused.value.path) == (reason, ("menu_item",))
    await service.retire(SYSTEM, item.id)
    with pytest.raises(InvalidInput, match="menu-item-retired"):
        await service.orderable(grid.id, item.id, JANUARY)


async def test_the_menu_of_a_unit_in_a_month_is_its_own_and_that_of_the_units_above(db: Settings):
    street = await make_unit()
    community, sibling = (
        await make_unit(UnitKind.COMMUNITY, street),
        await make_unit(UnitKind.COMMUNITY, street),
    )
    await make_menu_item(street, name="always")
    await make_menu_item(community, name="winter", season_from_month=11, season_to_month=2)
    await make_menu_item(community, name="summer", season_from_month=6, season_to_month=8)
    await make_menu_item(sibling, name="elsewhere")

    async def names(day: date) -> list[str]:
        found = MenuItem.filter(service.valid_for(community.id) & service.in_season_on(day))
        return await found.order_by("id").values_list("name", flat=True)

    assert await names(JANUARY) == ["always", "winter"]
    assert await names(JULY) == ["always", "summer"]
    assert await names(date(2026, 4, 1)) == ["always"]


async def test_a_dangerous_item_demands_insured_adults_in_every_seat_and_a_notice(db: Settings):
    street, skill = await make_unit(), await make_skill()
    seats = [SeatDraft(skill_id=skill.id, tags=[Tag.TRAINED]), SeatDraft(skill_id=skill.id)]

    with pytest.raises(InvalidInput, match="menu-risk-notice"):
        await make_menu_item(street, risk=Risk.HIGH, seats=seats)
    assert not await MenuItem.exists()
    item = await make_menu_item(street, risk=Risk.HIGH, risk_notice="A ladder is used.", seats=seats)

    tags = await Seat.filter(menu_item_id=item.id).order_by("position").values_list("tags", flat=True)
    assert tags == [["insured", "adult", "trained"], ["insured", "adult"]]


@pytest.mark.parametrize(
    ("said", "path", "reason"),
    [
        ({"duration_minutes": 4}, ("duration_minutes",), "out-of-range"),
        ({"duration_minutes": 1441}, ("duration_minutes",), "out-of-range"),
        ({"weight": 0}, ("weight",), "out-of-range"),
        ({"weight": 1001}, ("weight",), "out-of-range"),
        ({"season_from_month": 13, "season_to_month": 1}, ("season_from_month",), "out-of-range"),
        ({"season_from_month": 3}, ("season_to_month",), "menu-season-half"),
        ({"risk": Risk.MEDIUM}, ("risk_notice",), "menu-risk-notice"),
        ({"name": " "}, ("name",), "required"),
        ({"seats": []}, ("seats",), "menu-seat-count"),
        ({"seats": [SeatDraft(skill_id=new_id())] * 21}, ("seats",), "menu-seat-count"),
        ({"seats": [SeatDraft(skill_id=new_id(), required=300)] * 2}, ("seats",), "menu-people"),
        ({"seats": [SeatDraft(skill_id=new_id(), level=4)]}, ("seats", "0", "level"), "out-of-range"),
        ({"seats": [SeatDraft(skill_id=new_id(), required=-1)]}, ("seats", "0", "required"), "out-of-range"),
        ({"seats": [SeatDraft(skill_id=new_id(), wanted=-1)]}, ("seats", "0", "wanted"), "out-of-range"),
        (
            {"seats": [SeatDraft(skill_id=new_id(), required=0)]},
            ("seats", "0", "required"),
            "seat-without-places",
        ),
    ],
)
def test_a_draft_that_breaks_a_rule_names_the_field(said: dict, path: tuple, reason: str):
    seats = [SeatDraft(skill_id=new_id())]
    whole = {"code": "c", "name": "n", "category": ServiceCategory.OTHER, "duration_minutes": 60}
    draft = MenuItemDraft(**{**whole, "seats": seats, **said})

    with pytest.raises(InvalidInput) as refused:
        draft.cleaned()
        draft.cleaned_seats()
    assert (refused.value.path, refused.value.message_key) == (path, reason)


async def test_an_ordered_item_keeps_its_seats_and_duration_but_may_be_renamed(db: Settings):
    street = await make_unit()
    item = await make_menu_item(street, code="tap")
    resident = await Resident.create(unit=street, name="Li")
    await ServiceRequest.create(
        number="Q-1",
        unit=street,
        menu_item=item,
        requester=resident,
        beneficiary=resident,
        submitted_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    other_seats = [SeatDraft(skill_id=(await make_skill()).id, required=2)]

    with pytest.raises(InvalidInput, match="menu-item-ordered") as refused:
        await service.change(SYSTEM, item.id, await a_menu_item(code="tap", seats=other_seats))
    assert refused.value.path == ("seats",)
    with pytest.raises(InvalidInput, match="menu-item-ordered") as refused:
        await service.change(SYSTEM, item.id, await a_menu_item(code="tap", duration_minutes=90))
    assert refused.value.path == ("duration_minutes",)
    assert (await MenuItem.get(id=item.id)).version == 1
    changed = await service.change(SYSTEM, item.id, await a_menu_item(code="tap", name="Taps and pipes"))

    assert (changed.name, changed.version, changed.duration_minutes) == ("Taps and pipes", 2, 60)
    assert await Seat.filter(menu_item_id=item.id).values_list("required", flat=True) == [1]


async def test_before_the_first_order_seats_are_given_anew_and_codes_stay_unique(db: Settings):
    street, other = await make_unit(), await make_unit()
    item = await make_menu_item(street, code="tap")
    await make_menu_item(street, code="lamp")
    await make_menu_item(other, code="tap")
    skill = await make_skill("electrics")
    seats = [SeatDraft(skill_id=skill.id, level=2), SeatDraft(skill_id=skill.id, required=0, wanted=3)]

    await service.change(SYSTEM, item.id, await a_menu_item(code="tap", seats=seats, duration_minutes=90))
    with pytest.raises(AlreadyExists):
        await service.change(SYSTEM, item.id, await a_menu_item(code="lamp"))
    with pytest.raises(AlreadyExists):
        await make_menu_item(street, code="tap")

    found = await Seat.filter(menu_item_id=item.id).order_by("position")
    assert [(s.position, s.level, s.required, s.wanted) for s in found] == [(0, 2, 1, 0), (1, 1, 0, 3)]
    assert await MenuItem.all().count() == 3
