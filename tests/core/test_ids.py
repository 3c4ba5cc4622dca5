import time

import pytest

from sanbao.core import ids
from sanbao.core.errors import InvalidInput


def test_ids_made_one_after_another_sort_in_that_order_and_never_repeat():
    made = [ids.new_id() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == 20_000
    assert {(id.version, id.variant) for id in made} == {(7, "specified in RFC 4122")}


def test_an_id_tells_the_millisecond_of_its_making(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ids, "_ticks", 0)  # other tests travel in time, and ids never go back
    before = time.time_ns() // 1_000_000
    made = ids.new_id()

    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 10


def test_a_global_id_leads_back_to_its_type_and_row():
    id = ids.new_id()

    assert ids.from_global_id(ids.to_global_id("Unit", id)) == ("Unit", id)


@pytest.mark.parametrize("text", ["", "x", "VW5pdDp4", "三报", "=" * 50, "\x00", "a" * 10_000])
def test_anything_else_is_no_id(text: str):
    with pytest.raises(InvalidInput):
        ids.from_global_id(text)
