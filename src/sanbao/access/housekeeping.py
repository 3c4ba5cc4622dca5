"""What has run out is thrown away: sign-in tokens past their time, answers kept for repetitions."""

from __future__ import annotations

from datetime import datetime, timedelta

from sanbao.access.models import IdempotentAnswer, Token

ANSWERS_KEPT_HOURS = 24


async def purge(now: datetime) -> None:
    """Delete tokens a day past their time and answers older than a day. Revoked calendar addresses stay."""
    await Token.filter(expires_at__lt=now - timedelta(days=1)).delete()
    await IdempotentAnswer.filter(created_at__lt=now - timedelta(hours=ANSWERS_KEPT_HOURS)).delete()
