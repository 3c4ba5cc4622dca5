from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanbao.core.clock import WEEK_MINUTES
from sanbao.planning.demand import clipped, in_number_order

WINDOWS = st.lists(
    st.tuples(st.integers(-3000, 12_000), st.integers(1, 3000)).map(lambda w: (w[0], w[0] + w[1])), max_size=6
)


@given(WINDOWS, st.integers(-500, 11_000), st.sampled_from([5, 30, 60]))
def test_windows_are_cut_to_the_week_and_to_what_is_still_to_come(
    windows: list[tuple[int, int]], first: int, step: int
):
    found = clipped(windows, first, step)

    assert all(max(0, first) <= start < end <= WEEK_MINUTES for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    inside = {m for start, end in windows for m in range(max(0, start), min(end, WEEK_MINUTES))}
    assert {m for start, end in found for m in range(start, end)} <= inside


def test_a_window_that_has_begun_keeps_its_later_starts():
    assert clipped([(540, 720)], 575, 30) == ((600, 720),)
    assert clipped([(540, 720)], 540, 30) == ((540, 720),)
    assert clipped([(540, 720)], 719, 30) == ()
    assert clipped([(-60, 120), (100, 200)], 0, 30) == ((0, 200),)


def test_numbers_sort_as_people_count():
    assert sorted(["M-1000000", "M-000010", "M-000002"], key=in_number_order) == [
        "M-000002",
        "M-000010",
        "M-1000000",
    ]
