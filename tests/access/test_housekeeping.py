from datetime import timedelta

from sanbao.access import housekeeping, sessions
from sanbao.access.models import IdempotentAnswer, Token, TokenPurpose
from sanbao.core import clock
from sanbao.core.settings import Settings
from tests.people import make_account


async def test_what_has_run_out_is_thrown_away_and_the_rest_stays(db: Settings):
    account = await make_account("boss")
    await sessions.issue(account.id, TokenPurpose.SESSION, hours=1)
    await sessions.issue(account.id, TokenPurpose.SESSION, hours=100)
    await sessions.issue(account.id, TokenPurpose.CALENDAR)
    await IdempotentAnswer.create(account=account, key="k", input_digest="d", answer={})

    await housekeeping.purge(clock.now() + timedelta(hours=23))
    assert (await Token.all().count(), await IdempotentAnswer.all().count()) == (3, 1)

    await housekeeping.purge(clock.now() + timedelta(hours=26))
    assert (await Token.all().count(), await IdempotentAnswer.all().count()) == (2, 0)
