"""Every closed set of the contract has words, in both languages."""

from __future__ import annotations

from typing import get_args

from sanbao.core.catalogue import LOCALES, families, sentences, word
from sanbao_solver.explain.changes import Kind
from sanbao_solver.plan import Reason
from tests.people import Client

WORDS = "query ($sets: [String!]) { words(sets: $sets) { name words { code text } } }"


async def said(client: Client, locale: str) -> dict[str, dict[str, str]]:
    """All words by set and code."""
    headers = {"accept-language": locale}
    answer = (await client.http.post("/graphql", json={"query": WORDS}, headers=headers)).json()
    return {s["name"]: {w["code"]: w["text"] for w in s["words"]} for s in answer["data"]["words"]}


async def test_every_code_of_every_set_has_words_of_its_own_in_both_languages(stranger: Client):
    found = {locale: await said(stranger, locale) for locale in LOCALES}

    assert {
        (name, code) for name, words in found["zh"].items() for code, text in words.items() if text == code
    } == set()
    assert {(name, *words) for name, words in found["en"].items()} == {
        (n, *w) for n, w in found["zh"].items()
    }
    for sets in found.values():
        assert {name for name, words in sets.items() if len(set(words.values())) < len(words)} == set()
    assert found["zh"]["RequestState"]["DONE"] == "已完成，待确认"
    assert found["en"]["UnitKind"]["CITY"] == "city"
    assert found["en"]["SeatRole"]["COORDINATOR"] == "coordinates"
    assert found["zh"]["RequestAction"]["REOPEN"] == "重开"
    assert len(found["zh"]) > 30


async def test_a_stranger_may_ask_for_some_sets_and_is_told_of_a_wrong_name(stranger: Client):
    some = await stranger.ask(WORDS, sets=["Risk", "RunStage", "Risk"])
    wrong = await stranger.send(WORDS, sets=["Risk", "risk"])

    assert [s["name"] for s in some["words"]] == ["Risk", "RunStage"]
    assert some["words"][0]["words"][0] == {"code": "LOW", "text": "low risk"}
    assert wrong["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "'risk'" in wrong["errors"][0]["message"]


def test_reasons_rules_and_kinds_of_change_are_those_of_the_solver():
    known = families()
    assert set(get_args(Kind)) <= set(known["SmallestChangeKind"])
    assert set(get_args(Reason)) <= set(known["UnservedReason"])
    violations = {key.removeprefix("violation-") for key in sentences() if key.startswith("violation-")}
    assert violations <= set(known["Rule"])


def test_a_code_without_words_is_shown_as_it_is():
    assert word("RequestState", "NO_SUCH") == "NO_SUCH"
