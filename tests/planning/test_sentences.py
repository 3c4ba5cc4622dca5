"""Whatever there is to say of a request, a member and a resident read nothing of anybody else."""

import re

import pytest

from sanbao.core.catalogue import LOCALES, sentences
from sanbao.core.clock import Week
from sanbao.planning.models import Proposal
from sanbao.planning.reading import Rows, Why
from sanbao.planning.sentences import Audience, of_request
from sanbao_solver import explain_request, greedy
from sanbao_solver.faults import ContradictoryPins
from tests.solver.weeks import random_week

OWN = {"start", "travel_minutes", "more", "duration", "reason", "count", "minutes"}


def test_no_sentence_for_members_and_residents_has_a_place_for_anybody_else():
    asked = {"skill", "level", "tags"}
    named = {
        key: set(re.findall(r"\{(\w+)", text)) - OWN - asked
        for key, texts in sentences().items()
        if re.search(r"^(why|busy|idle)-.*(member|resident)$", key)
        for text in texts.values()
    }

    assert len(named) > 20
    assert {key for key, facts in named.items() if facts} == set()


@pytest.mark.parametrize("audience", [Audience.MEMBER, Audience.RESIDENT])
def test_of_random_weeks_no_reason_tells_a_name_or_another_request(audience):
    told = 0
    for seed in range(25):
        week = random_week(seed, members=6, requests=6)
        try:
            plan = greedy(week)
        except ContradictoryPins:
            continue
        names = {m.id: f"Name of {m.id}" for m in week.members}
        for request in week.requests:
            report = explain_request(week, plan, request.id)
            why = Why(
                proposal=Proposal(served=report.served, reason=report.reason or ""),
                report=report,
                request=request,
                week=Week.parse("2024-W10"),
                rows=Rows(names=names),
                travel_minutes={p.member: 5 for p in report.placements},
                since=None,
            )
            others = {*names, *names.values(), *(q.id for q in week.requests)}
            for locale in LOCALES:
                said = of_request(why, audience, locale)
                told += 1
                assert said
                assert not [word for word in others if re.search(rf"\b{word}\b", said)]
    assert told > 100
