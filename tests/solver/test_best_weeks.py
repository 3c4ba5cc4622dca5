"""The members' side of the bound against every week there is: a week missed here would make the bound too low."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao_solver.engine.kernels.lives import Lives, fits, look_for
from sanbao_solver.engine.kernels.weeks import best_weeks

FIRST = 1_000


@st.composite
def lives(draw: st.DrawFn) -> tuple[Lives, list[int]]:
    """A few members with many more items than are looked at first, of all lengths, and prices, many of them equal."""
    random = np.random.default_rng(draw(st.integers(0, 1_000_000)))
    sizes = random.integers(0, draw(st.sampled_from((4, 26))), 3).tolist()
    items, members = sum(sizes), len(sizes)
    minutes = random.choice(
        draw(st.sampled_from(([30, 60, 90, 120], [17, 45, 61, 100], [30] + 9 * [120]))), items
    )
    earliest = random.integers(0, draw(st.sampled_from((100, 300, 2_000))), items)
    flexible = random.integers(0, 3, items) * random.integers(0, 200, items)
    highest = draw(st.sampled_from((4, 400)))
    prices = FIRST + random.integers(highest // 2 if draw(st.booleans()) else -2, highest, items)
    most = random.integers(0, 4, members)
    room = random.choice([0, 60, 90, 120, 150, 180, 240, 600], members)
    given_lives = Lives(
        item_first=np.cumsum([0, *sizes]),
        first=np.full(members, FIRST),
        step=draw(st.sampled_from((0, 7, 90))),
        most=most,
        room=room,
        minutes=minutes,
        done=earliest + minutes + random.integers(0, 10, items),
        latest=earliest + flexible,
        order=np.arange(members),
        longest=max(1, *sizes),
    )
    return given_lives, prices.tolist()


def week_worth(lives: Lives, week: tuple[int, ...], member: int, price: list[int]) -> int:
    """What the week earns; 0 when it is not allowed. One item alone may be longer than the room, as a cap on pairs."""
    if len(week) > 1 and sum(int(lives.minutes[i]) for i in week) > lives.room[member]:
        return 0
    if not all(fits(lives, one, other) for one, other in combinations(week, 2)):
        return 0
    return sum(price[i] - FIRST - lives.step * at for at, i in enumerate(week))


def best_of_all(lives: Lives, price: list[int]) -> int:
    total = 0
    for member in range(len(lives.most)):
        items = range(lives.item_first[member], lives.item_first[member + 1])
        sizes = range(1, int(lives.most[member]) + 1)
        weeks = (week for size in sizes for week in combinations(items, size))
        total += max(0, *(week_worth(lives, week, member, price) for week in weeks), 0)
    return total


@settings(max_examples=200, deadline=None, derandomize=True)
@given(lives())
def test_the_best_weeks_are_the_best_of_all_weeks(drawn: tuple[Lives, list[int]]) -> None:
    given_lives, price = drawn
    held = np.zeros(len(price), dtype=np.int64)
    members = len(given_lives.most)
    total = best_weeks(given_lives, 0, members, np.array(price), held, look_for(given_lives))
    assert total == best_of_all(given_lives, price)
    held_by = [
        tuple(np.flatnonzero(held[a:b]) + a)
        for a, b in zip(given_lives.item_first, given_lives.item_first[1:], strict=False)
    ]
    assert total == sum(week_worth(given_lives, week, m, price) for m, week in enumerate(held_by))
