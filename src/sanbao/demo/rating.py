"""What people said of last week's services: that they were done, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sanbao.demo.chance import dice, pick, some
from sanbao.demo.texts import Words
from sanbao.demo.world import RatingSpec, RequestSpec, Step
from sanbao.requests.models import RatingTag
from sanbao.requests.states import RequestAction

_SCORES = {5: 60, 4: 25, 3: 9, 2: 5, 1: 1}
_GOOD = (RatingTag.PUNCTUAL, RatingTag.FRIENDLY, RatingTag.SKILLED, RatingTag.THOROUGH)
_BAD = (RatingTag.LATE, RatingTag.CARELESS, RatingTag.NOT_SOLVED)


def with_word(
    seed: int, moment: datetime, words: Words, requests: Iterable[RequestSpec]
) -> Iterator[RequestSpec]:
    """The same requests; many of those whose service is over are confirmed and rated by who ordered them."""
    roll = dice(seed, "ratings")
    for request in requests:
        last = request.steps[-1] if request.steps else None
        if last is None or last.action is not RequestAction.FINISH or request.ordered_by is None:
            yield request
            continue
        at = last.at + timedelta(hours=roll.uniform(0.2, 20))
        fate = pick(roll, {"silent": 30, "confirmed": 15, "rated": 55})
        if fate == "silent" or at > moment:
            yield request
            continue
        steps = [*request.steps, Step(RequestAction.CLOSE, at, by=request.ordered_by)]
        if fate == "confirmed":
            yield replace(request, steps=tuple(steps))
            continue
        score = pick(roll, _SCORES)
        said = words.rated[str(score)]
        rating = RatingSpec(
            score=score,
            tags=tuple(some(roll, _GOOD if score > 3 else _BAD, 1, 2)),
            words=roll.choice(said) if roll.random() < 0.7 else None,
            at=at + timedelta(minutes=1),
        )
        steps.append(Step(RequestAction.RATE, rating.at, by=request.ordered_by))
        yield replace(request, steps=tuple(steps), rating=rating)
