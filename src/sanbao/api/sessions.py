"""One's own sessions in the API: where one is signed in, and ending that."""

from __future__ import annotations

from datetime import datetime

import strawberry

from sanbao.access import models, sessions
from sanbao.access.devices import device
from sanbao.access.models import TokenPurpose
from sanbao.api import browser_sessions, provider_memory, provider_sign_in
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.node import Node, node
from sanbao.api.query import query
from sanbao.core import ids, paging
from sanbao.core.errors import InvalidInput


@node(models.Token, sessions.of, description="Somewhere you are signed in. 登录会话。")
class Session(Node):
    created_at: datetime = strawberry.field(description="When it began, UTC.")
    expires_at: datetime | None = strawberry.field(description="When it ends by itself, UTC.")

    @strawberry.field(
        description="Browser and system, as far as the device tells, such as `Edge on Windows`."
    )
    def device(self, root: strawberry.Parent[models.Token], info: Info) -> str:
        return device(root.user_agent, info.context.locale)

    @strawberry.field(description="When it was last used, UTC, to five minutes.")
    def last_used_at(self, root: strawberry.Parent[models.Token]) -> datetime:
        return root.last_used_at or root.created_at

    @strawberry.field(description="True of the one that asks.")
    def current(self, root: strawberry.Parent[models.Token], info: Info) -> bool:
        return _is_current(root, info)


def _also_there(info: Info) -> str | None:
    request, settings = info.context.request, info.context.settings
    if request is None or settings.oidc_issuer is None or not settings.oidc_end_session:
        return None
    return provider_sign_in.END if provider_memory.has_come(request, settings) else None


def _is_current(session: models.Token, info: Info) -> bool:
    return info.context.token is not None and sessions.digest(info.context.token) == session.digest


@strawberry.type
class SessionQueries:
    @query(
        needs="self",
        description="Where you are signed in, newest first. 登录会话列表。",
        paged=True,
    )
    async def sessions(self, info: Info, page: paging.PageRequest) -> Connection[Session]:
        return await paging.page(sessions.of(info.context.actor), ("-created_at",), page)


@strawberry.input(
    description="Which sessions to end: this one where nothing is said, else one of these. 退出登录。"
)
class SessionEndInput(MutationInput):
    id: strawberry.ID | None = strawberry.field(default=None, description="This one of your sessions.")
    others: bool = strawberry.field(default=False, description="Every session of the account but this.")
    everywhere: bool = strawberry.field(
        default=False, description="End every session of the account, not only this."
    )


@strawberry.type(description="Signed out.")
class SessionEndSuccess:
    ended: bool = strawberry.field(description="Always true.")
    provider_address: str | None = strawberry.field(
        default=None,
        description="Where to send the browser now, from the root of this server, so that it signs out at the identity "
        "provider too; null where this session ends not, or did not come from there.",
    )


@strawberry.type
class SessionMutations:
    @mutation(needs="self", description="Sign out, here or elsewhere. 退出。")
    async def session_end(info: Info, input: SessionEndInput) -> SessionEndSuccess:
        actor, token = info.context.actor, info.context.token
        if (input.id is not None) + input.others + input.everywhere > 1:
            raise InvalidInput("id", "session-which")
        if input.others:
            await sessions.revoke_all(actor.require_signed_in(), TokenPurpose.SESSION, but=token)
            return SessionEndSuccess(ended=True)
        if input.id is not None:
            ended = await sessions.end(actor, ids.row_id(input.id, "Token"))
            if not _is_current(ended, info):
                return SessionEndSuccess(ended=True)
        elif input.everywhere:
            await sessions.revoke_all(actor.require_signed_in(), TokenPurpose.SESSION)
        elif token:
            await sessions.revoke(token)
        browser_sessions.forget(info.context)
        return SessionEndSuccess(ended=True, provider_address=_also_there(info))
