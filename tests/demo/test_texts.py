"""The words of the demo fit together and fit the service."""

from collections import Counter
from typing import get_args

from sanbao.core.catalogue import LOCALES, sentences
from sanbao.demo.texts import texts
from sanbao.dispatch.states import DeclineReason
from sanbao.members.kinds import ServiceCategory, Tag
from sanbao.menu.icons import drawings
from sanbao.menu.models import Risk
from sanbao_solver.plan import Reason

STAGES = ("units", "people", "requests", "snapshot", "solving", "publishing", "answers")


def test_every_seat_asks_for_a_skill_of_the_list_and_every_skill_is_asked_for() -> None:
    asked = {seat.skill for item in texts().menu.item for seat in item.seats}
    assert asked == {skill.code for skill in texts().skills}


def test_the_menu_has_about_sixty_items_in_all_eight_categories_and_no_code_twice() -> None:
    items = texts().menu.item
    assert 57 <= len(items) <= 66
    assert {item.category for item in items} == set(ServiceCategory)
    assert len({item.code for item in items}) == len(items)


def test_no_two_items_of_a_category_are_shown_with_the_same_picture() -> None:
    shown = [(item.category, item.icon) for item in texts().menu.item]
    assert [pair for pair, count in Counter(shown).items() if count > 1] == []
    assert {icon for _, icon in shown} <= set(drawings())


def test_a_risk_has_a_notice_and_a_high_one_demands_insured_adults_in_the_leading_seat() -> None:
    for item in texts().menu.item:
        assert (item.risk is Risk.LOW) == (item.risk_notice is None), item.code
        if item.risk is Risk.HIGH:
            assert {Tag.INSURED, Tag.ADULT} <= set(item.seats[0].tags), item.code


def test_what_the_menu_says_in_chinese_it_says_in_english_too() -> None:
    menu = texts().menu
    assert menu.low_risk_en
    for item in menu.item:
        assert bool(item.risk_notice) == bool(item.risk_notice_en), item.code
        assert bool(item.conditions) == bool(item.conditions_en), item.code


def test_seasons_keep_some_items_off_the_menu_in_every_month() -> None:
    seasons = [item.season for item in texts().menu.item if item.season]
    for month in range(1, 13):
        off = [
            s
            for s in seasons
            if not (s[0] <= month <= s[1] if s[0] <= s[1] else month >= s[0] or month <= s[1])
        ]
        assert 1 <= len(off) < len(texts().menu.item) / 4


def test_there_is_a_word_for_every_reason_to_decline() -> None:
    words = texts().words.decline
    assert words.keys() == {reason.value for reason in DeclineReason}
    assert all(words.values())


def test_every_reason_of_the_solver_and_every_stage_has_words_in_both_languages() -> None:
    keys = [f"UnservedReason.{reason}" for reason in get_args(Reason)] + [
        f"demo-stage-{s}" for s in (*STAGES, "gap")
    ]
    for key in keys:
        assert all(sentences()[key].get(locale) for locale in LOCALES), key


def test_no_sensitive_person_is_named_by_the_lists_of_names() -> None:
    names = texts().names
    assert all(len(name) in (2, 3) for name in names.never)
    assert {name[0] for name in names.never} <= {s[0] for s in names.surnames}
