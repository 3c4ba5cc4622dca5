"""What one more member is worth: never more than solving with him shows, and summed up by skill, area and time."""

from msgspec.structs import replace

from sanbao_solver import ContradictoryPins, Member, SeatPrice, SolveSettings, seat_prices, shortage, solve
from tests.solver.weeks import member, plan, problem, random_week, request, seat

EXACT = SolveSettings(time_limit_seconds=None)


def test_a_place_that_keeps_a_request_from_being_served_is_worth_the_request() -> None:
    asked = request(windows=((540, 600),), weight=2, seats=(seat(), seat(skill="drive")))
    week = problem([member()], [asked])
    (price,) = seat_prices(week, plan())
    assert price == SeatPrice(request="q", seat=1, start=540, price=20_000 - 30 - 30, short=1)
    two_short = problem([], [asked])
    assert [(p.seat, p.price, p.short) for p in seat_prices(two_short, plan())] == [(0, 0, 1), (1, 0, 1)]


def test_who_would_free_somebody_for_it_is_worth_as_much_elsewhere() -> None:
    both = member("both", skills={"cook": 1, "drive": 1}, max_services=1)
    asked = [
        request("meal", windows=((540, 600),), weight=3),
        request("ride", windows=((900, 960),), seats=(seat(skill="drive"),)),
    ]
    week = problem([both], asked)
    found = {(p.request, p.start): p.price for p in seat_prices(week, plan(("meal", 540, [["both"]])))}
    assert found == {("ride", 900): 9970, ("meal", 540): 9970}


def test_no_price_is_more_than_the_best_plan_with_the_newcomer_gains() -> None:
    seen = 0
    for seed in range(60):
        week = random_week(seed, members=5, requests=5)
        try:
            answer = solve(week, EXACT)
        except ContradictoryPins:
            continue
        for price in [p for p in seat_prices(week, answer) if p.price][:3]:
            asked = next(q for q in week.requests if q.id == price.request)
            place = asked.seats[price.seat]
            newcomer = Member(
                id="newcomer",
                place=asked.place,
                skills={place.skill: place.level},
                tags=place.tags,
                available=((price.start, price.start + asked.duration),),
                max_services=1,
                max_minutes=asked.duration,
                reach=0,
                recent_services=0,
            )
            more = solve(replace(week, members=(*week.members, newcomer)), EXACT)
            assert more.score.total - answer.score.total >= price.price > 0
            seen += 1
    assert seen > 30


def test_prices_are_summed_up_by_skill_area_and_block() -> None:
    asked = [
        request("a", place=(100, 100)),
        request("b", place=(2900, 2999)),
        request("c", place=(-1, 0), seats=(seat(skill="drive"),)),
    ]
    week = problem([], asked)
    prices = [
        SeatPrice(request="a", seat=0, start=540, price=100, short=2),
        SeatPrice(request="a", seat=0, start=600, price=300),
        SeatPrice(request="b", seat=0, start=719, price=600),
        SeatPrice(request="b", seat=0, start=720, price=0, short=1),
        SeatPrice(request="c", seat=0, start=600, price=50),
    ]
    rows = shortage(week, prices)
    assert [(r.skill, r.area, r.begin, r.end, r.short, r.paying, r.most, r.average) for r in rows] == [
        ("cook", "0,0", 480, 720, 2, 2, 600, 450.0),
        ("drive", "-3000,0", 480, 720, 0, 1, 50, 50.0),
        ("cook", "0,0", 720, 960, 1, 0, 0, 0.0),
    ]
    named = shortage(week, prices, {"a": "east", "b": "west", "c": "west"}, block_minutes=1440)
    assert [(r.skill, r.area, r.most) for r in named] == [
        ("cook", "west", 600),
        ("cook", "east", 300),
        ("drive", "west", 50),
    ]
