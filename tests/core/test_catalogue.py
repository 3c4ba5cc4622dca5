import ast
import importlib
import re
from pathlib import Path

from sanbao.access.roles import Permission, Role
from sanbao.core.catalogue import LOCALES, sentence, sentences
from sanbao.core.machine import Machine
from sanbao.organisations.kinds import UnitKind

SOURCE = Path(__file__).parents[2] / "src" / "sanbao"
REFUSALS = {"InvalidInput": 1, "Unavailable": 0}


def test_every_sentence_stands_in_every_language():
    assert {
        key for key, texts in sentences().items() if set(texts) != set(LOCALES) or not all(texts.values())
    } == set()


def test_every_language_of_a_sentence_names_the_same_facts():
    different = {
        key
        for key, texts in sentences().items()
        if len({frozenset(re.findall(r"\{(\w+)", text)) for text in texts.values()}) > 1
    }

    assert different == set()


def test_one_is_told_in_the_singular():
    told = {n: sentence("swap-deadline", {"minutes": n}, "en").split("at least ")[1] for n in (1, 21, "0.1")}

    assert told == {
        1: "1 minute before the start.",
        21: "21 minutes before the start.",
        "0.1": "0.1 minutes before the start.",
    }


def test_every_key_that_the_code_raises_has_a_sentence():
    missing = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = REFUSALS.get(name)
                if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                    key = node.args[at].value
                    if key not in sentences():
                        missing.add((path.name, key))

    assert missing == set()


def test_every_permission_role_kind_state_and_action_has_words():
    wanted = (
        {f"permission.{p}" for p in Permission}
        | {f"role.{r}" for r in Role}
        | {f"kind.{k}" for k in UnitKind}
    )
    for slice_ in ("members", "requests", "dispatch", "planning"):
        for machine in vars(importlib.import_module(f"sanbao.{slice_}.states")).values():
            if isinstance(machine, Machine):
                wanted |= {f"noun.{machine.noun}"}
                for (state, action), step in machine.table.items():
                    wanted |= {f"state.{state}", f"action.{action}", f"state.{step.to}"}

    assert wanted - set(sentences()) == set()


def test_facts_that_have_words_are_shown_in_them():
    facts = {"state": "QUEUED", "action": "ACCEPT"}

    assert sentence("invalid-transition", facts, "zh") == "现在是“排队中”，不能“接受”。请看看最新情况。"
    assert sentence("invalid-transition", facts, "en") == (
        "It is queued now: you cannot accept. See how it stands."
    )


def test_a_state_is_told_in_the_words_of_its_noun():
    submitted = {"state": "SUBMITTED", "action": "CANCEL"}

    assert "待核实" in sentence("invalid-transition", {"noun": "ServiceRequest", **submitted})
    assert "待受理" in sentence("invalid-transition", {"noun": "ReportIn", **submitted})
    assert "等人来接" in sentence("invalid-transition", {"noun": "Swap", "state": "OPEN", "action": "CANCEL"})


def test_a_missing_fact_shows_as_an_ellipsis_and_a_missing_key_as_itself():
    assert sentence("too-long", {}, "en") == "Too long: at most … characters."
    assert sentence("no-such-key", {}) == "no-such-key"
