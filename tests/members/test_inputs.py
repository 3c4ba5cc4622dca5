"""The rules of single fields: no database needed but for the keys of sealing."""

from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from sanbao.core import positions, sealing
from sanbao.core.errors import InvalidInput
from sanbao.members import abilities, contacts, drafts, times
from sanbao.members.free_time import WeeklyTime
from sanbao.members.kinds import ServiceCategory
from sanbao.members.models import Skill


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setattr(sealing, "_keyring", sealing.Keyring([b"k" * 32]))


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 81}, "name", "too-long"),
        ({"telephone": "call me"}, "telephone", "telephone-format"),
        ({"telephone": "1" * 21}, "telephone", "telephone-format"),
        ({"position": (181.0, 0.0)}, "position", "position-range"),
        ({"position": (float("nan"), 0.0)}, "position", "position-range"),
        ({"birth_date": date(2026, 11, 24)}, "birth_date", "birth-date-range"),
        ({"trained_on": date(2026, 11, 24)}, "trained_on", "trained-in-future"),
        ({"insured_until": date(2200, 1, 1)}, "insured_until", "date-range"),
        ({"max_services_per_week": 22}, "max_services_per_week", "out-of-range"),
        ({"max_minutes_per_week": 10_081}, "max_minutes_per_week", "out-of-range"),
        ({"reach_metres": -1}, "reach_metres", "out-of-range"),
        ({"intentions": [ServiceCategory.HEALTH] * 2}, "intentions", "intention-twice"),
        ({"external_id": "7"}, "external_system", "external-id-half"),
        ({"external_system": "nvs"}, "external_id", "external-id-half"),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_by_name(said, field, reason):
    with time_machine.travel("2026-11-23T04:00:00+00:00", tick=False), pytest.raises(InvalidInput) as refused:
        drafts.columns(said)
    assert refused.value.path == (field,)
    assert refused.value.message_key == reason


def test_the_limits_themselves_are_allowed_and_what_is_left_out_has_no_column():
    found = drafts.columns(
        {
            "max_services_per_week": 21,
            "max_minutes_per_week": 10_080,
            "reach_metres": 200_000,
            "address": None,
        }
    )
    assert found == {
        "max_services_per_week": 21,
        "max_minutes_per_week": 10_080,
        "reach_metres": 200_000,
        "address": None,
    }


def test_equal_telephones_have_equal_fingerprints_however_they_are_written():
    same = {contacts.fingerprint(t) for t in ("13800000000", "138-0000-0000", "+86 138 0000 0000")}
    assert len(same) == 1
    assert contacts.fingerprint("13800000001") not in same


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_position_comes_back_to_a_tenth_of_a_metre(longitude, latitude):
    back = positions.read(positions.written(longitude, latitude))
    assert abs(back[0] - longitude) <= 5e-7
    assert abs(back[1] - latitude) <= 5e-7


@pytest.mark.parametrize(
    ("wanted", "path", "reason"),
    [
        ([WeeklyTime(7, 0, 60)], ("times", "0", "weekday"), "weekday-range"),
        ([WeeklyTime(0, -1, 60)], ("times", "0", "start_minute"), "out-of-range"),
        ([WeeklyTime(0, 0, 1441)], ("times", "0", "end_minute"), "out-of-range"),
        ([WeeklyTime(0, 60, 60)], ("times", "0", "end_minute"), "minutes-order"),
        ([WeeklyTime(0, 0, 60), WeeklyTime(0, 59, 90)], ("times", "1"), "times-overlap"),
        (
            [WeeklyTime(0, 0, 60, date(2026, 2, 2), date(2026, 2, 1))],
            ("times", "0", "valid_until"),
            "dates-order",
        ),
        ([WeeklyTime(0, i, i + 1) for i in range(71)], ("times",), "too-many"),
    ],
)
def test_weekly_times_that_make_no_sense_are_refused_by_their_place(wanted, path, reason):
    with pytest.raises(InvalidInput) as refused:
        times.check_times(wanted)
    assert (refused.value.path, refused.value.message_key) == (path, reason)


def test_times_that_touch_lie_on_other_days_or_are_valid_at_other_dates_do_not_overlap():
    times.check_times(
        [
            WeeklyTime(0, 0, 60, None, date(2026, 6, 30)),
            WeeklyTime(0, 60, 1440),
            WeeklyTime(1, 0, 60),
            WeeklyTime(0, 0, 60, date(2026, 7, 1), None),
        ]
    )


def test_a_skill_that_needs_a_certificate_needs_its_number_and_its_last_day():
    nurse = Skill(code="nurse", name="Nurse", certificate_required=True)
    with pytest.raises(InvalidInput) as refused:
        abilities.check(nurse, 1, None, date(2030, 1, 1))
    assert refused.value.path == ("certificate_number",)
    with pytest.raises(InvalidInput) as refused:
        abilities.check(nurse, 1, "N-1", None)
    assert refused.value.path == ("expires_on",)
    with pytest.raises(InvalidInput) as refused:
        abilities.check(nurse, 4, "N-1", date(2030, 1, 1))
    assert refused.value.path == ("level",)
    assert abilities.check(nurse, 3, "N-1", date(2030, 1, 1))["level"] == 3
