"""What a repeated mutation answers: what the first one answered, as far as it can be kept."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from sanbao.access.actor import SYSTEM
from sanbao.api import idempotency
from sanbao.api.run_decisions import RunPublishSuccess
from sanbao.planning import publishing
from tests.api.test_run_progress import a_queued_run


async def test_moments_come_back_and_what_cannot_be_kept_is_null(db: object):
    _, run = await a_queued_run()
    dropped = publishing.DroppedPlace(request_id=run.id, member_id=None, rule="gone")
    moment = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    for places, kept_places in (([dropped], None), ([], [])):
        answer = RunPublishSuccess(run=run, offers=3, answer_by=moment, dropped=places)

        kept = orjson.loads(orjson.dumps(idempotency.freeze(answer)))
        again = await idempotency.thaw(SYSTEM, kept, RunPublishSuccess)

        assert (again.run, again.offers, again.answer_by, again.dropped) == (run, 3, moment, kept_places)
