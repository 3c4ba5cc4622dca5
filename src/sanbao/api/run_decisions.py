"""What a coordinator decides about a run in the API: locks, placements by hand, publishing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry.scalars import JSON

from sanbao.access.models import Account as AccountRow
from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.errors import UserError
from sanbao.api.members import Member
from sanbao.api.mutation import VersionedInput, mutation
from sanbao.api.node import Node, VersionedNode, node
from sanbao.api.proposals import GIVE_WAY, Proposal, RuleViolation, Run, SeatTeamInput, placement_of
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.api.run_comparisons import InputChange
from sanbao.core import errors, ids, paging
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.planning import lock_conflicts, locks, models, overrides, publishing
from sanbao.requests.models import ServiceRequest as RequestRow

if TYPE_CHECKING:
    pass

LockKind = strawberry.enum(
    models.LockKind,
    name="LockKind",
    description="PAIR 锁定人员 (a member in the team), TIME 锁定时间, PAIR_AND_TIME 锁定人员与时间, FORBID 禁止 (never this "
    "member for this request), SERVE 必须服务. 锁定种类。",
)


async def _member_name(info: Info, member_id: Any) -> str | None:
    row = await info.context.loaders.optional_row(MemberRow, member_id)
    return row.name if row else None


async def _account_name(info: Info, account_id: Any) -> str | None:
    row = await info.context.loaders.optional_row(AccountRow, account_id)
    return row.display_name if row else None


@node(
    models.Lock,
    locks.visible,
    description="A decision that the next solve of the run, and of runs based on it, has to keep. 锁定。",
)
class Lock(VersionedNode):
    kind: LockKind = strawberry.field(description="What is fixed.")
    starts_at: datetime | None = strawberry.field(description="The start that is fixed, UTC.")
    reason: str = strawberry.field(description="Why; may be empty.")

    @strawberry.field(description="The run.")
    async def run(self, root: strawberry.Parent[models.Lock], info: Info) -> Run:
        return await info.context.loaders.row(models.AssignmentRun, root.run_id)

    @strawberry.field(description="The request.")
    async def request(self, root: strawberry.Parent[models.Lock], info: Info) -> ServiceRequest:
        return await info.context.loaders.row(RequestRow, root.request_id)

    @strawberry.field(description="The member; null where none is fixed, or you may not know of him.")
    async def member(self, root: strawberry.Parent[models.Lock], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)

    @strawberry.field(description="The member's name; null where none is fixed.")
    async def member_name(self, root: strawberry.Parent[models.Lock], info: Info) -> str | None:
        return await _member_name(info, root.member_id)

    @strawberry.field(description="Who locked it. 操作人。")
    async def by(self, root: strawberry.Parent[models.Lock], info: Info) -> str | None:
        return await _account_name(info, root.account_id)


@node(
    models.Override,
    overrides.visible,
    description="A line of the ledger of placements by hand; it is never changed. 人工调整记录。",
)
class Override(Node):
    created_at: datetime = strawberry.field(description="When, UTC.")
    reason: str = strawberry.field(description="Why.")
    price: float = strawberry.field(
        description="By how many points the total fell; negative where it rose. 代价。"
    )

    @strawberry.field(
        description="Before: `starts_at` (ISO 8601 or null) and `members`, pairs of seat index and member number."
    )
    def before(self, root: strawberry.Parent[models.Override]) -> JSON:
        return root.before

    @strawberry.field(description="After, in the same form.")
    def after(self, root: strawberry.Parent[models.Override]) -> JSON:
        return root.after

    @strawberry.field(description="The run.")
    async def run(self, root: strawberry.Parent[models.Override], info: Info) -> Run:
        return await info.context.loaders.row(models.AssignmentRun, root.run_id)

    @strawberry.field(description="The request.")
    async def request(self, root: strawberry.Parent[models.Override], info: Info) -> ServiceRequest:
        return await info.context.loaders.row(RequestRow, root.request_id)

    @strawberry.field(description="Who placed it. 操作人。")
    async def by(self, root: strawberry.Parent[models.Override], info: Info) -> str | None:
        return await _account_name(info, root.account_id)


@strawberry.type(description="Locks cannot hold together, or against a rule. 锁定矛盾。")
class LocksContradictError(UserError):
    locks: list[Lock] = strawberry.field(description="The locks in conflict, the new one left out.")


@strawberry.type(description="The placement breaks rules of the solver; nothing was saved. 违反规则。")
class RuleBrokenError(UserError):
    violations: list[RuleViolation] = strawberry.field(description="Each broken rule.")


@strawberry.type(description="Members, requests or locks moved since the snapshot. 输入已变动。")
class InputsChangedError(UserError):
    changes: list[InputChange] = strawberry.field(
        description="The first 100 changes, those that break the plan first; `runInputChanges` pages through all."
    )


@strawberry.type(description="Another run of an overlapping unit is published for the week. 同周重叠。")
class WeekOverlapError(UserError):
    pass


@strawberry.input(description="What to lock. 锁定。")
class LockAddInput(VersionedInput):
    run: strawberry.ID = strawberry.field(
        description="The run: DRAFT, PROPOSED, FAILED or CANCELLED. `expectedVersion` is its version."
    )
    kind: LockKind = strawberry.field(description="What to fix.")
    request: strawberry.ID | None = strawberry.field(
        default=None,
        description="The request. Left out, with PAIR or PAIR_AND_TIME: all that the member holds in the plan.",
    )
    member: strawberry.ID | None = strawberry.field(
        default=None, description="The member: for PAIR, PAIR_AND_TIME and FORBID."
    )
    starts_at: datetime | None = strawberry.field(
        default=None,
        description="The start, with an offset: for TIME and PAIR_AND_TIME; the plan's where left out.",
    )
    reason: str = strawberry.field(default="", description="Why, at most 400 characters.")


@strawberry.input(description="Which lock to take away. 解除锁定。")
class LockRemoveInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The lock.")


@strawberry.input(description="A placement by hand. 人工调整。")
class ProposalPlaceInput(VersionedInput):
    run: strawberry.ID = strawberry.field(description="A PROPOSED run. `expectedVersion` is its version.")
    request: strawberry.ID = strawberry.field(description="The request to place.")
    starts_at: datetime = strawberry.field(description="Its start, with an offset.")
    seats: list[SeatTeamInput] = strawberry.field(
        description="Who holds each seat, in the menu item's order."
    )
    reason: str = strawberry.field(description="Why, 1 to 400 characters; kept in the ledger.")
    give_way: list[strawberry.ID] | None = strawberry.field(default=None, description=GIVE_WAY)


@strawberry.input(description="A request to take out of the plan by hand. 人工取下。")
class ProposalRemoveInput(VersionedInput):
    run: strawberry.ID = strawberry.field(description="A PROPOSED run. `expectedVersion` is its version.")
    request: strawberry.ID = strawberry.field(description="The request to take out.")
    reason: str = strawberry.field(description="Why, 1 to 400 characters; kept in the ledger.")


@strawberry.input(description="Which run to publish, and how. 发布派单。")
class RunPublishInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="A PROPOSED run.")
    answer_by: datetime | None = strawberry.field(
        default=None,
        description="Until when members answer, with an offset; the policy's hours from now where left out.",
    )
    apply_anyway: bool = strawberry.field(
        default=False, description="Publish what still holds although the input moved since the snapshot."
    )


@strawberry.type(description="A place that was not offered because the input moved. 未发布的安排。")
class DroppedPlace:
    rule: str = strawberry.field(
        description="The rule that it would break, as `RuleViolation.rule`; gone where the request is gone."
    )

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, publishing.DroppedPlace)

    @strawberry.field(description="The request.")
    async def request(
        self, root: strawberry.Parent[publishing.DroppedPlace], info: Info
    ) -> ServiceRequest | None:
        return await info.context.loaders.optional_row(RequestRow, root.request_id)

    @strawberry.field(
        description="The member who was left out of the team; null where the whole request was."
    )
    async def member(self, root: strawberry.Parent[publishing.DroppedPlace], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)


@strawberry.type(description="Locked.")
class LockAddSuccess:
    run: Run = strawberry.field(description="The run with its new version.")
    locks: list[Lock] = strawberry.field(
        description="The locks that stand for it; those that stood before included."
    )


@strawberry.type(description="The lock is gone.")
class LockRemoveSuccess:
    run: Run = strawberry.field(description="The run with its new version.")


@strawberry.type(description="Placed, locked, and written in the ledger.")
class ProposalPlaceSuccess:
    proposal: Proposal = strawberry.field(description="The proposal as it is now.")


@strawberry.type(description="Taken out, and written in the ledger.")
class ProposalRemoveSuccess:
    proposal: Proposal = strawberry.field(description="The proposal as it is now.")


@strawberry.type(description="Published: the offers are out.")
class RunPublishSuccess:
    run: Run = strawberry.field(description="The run, PUBLISHED.")
    offers: int = strawberry.field(description="How many offers were made.")
    answer_by: datetime | None = strawberry.field(
        description="The members' deadline, UTC; earlier where the service begins before it."
    )
    dropped: list[DroppedPlace] | None = strawberry.field(
        description="What was not offered because the input moved (with `applyAnyway`); null in a repeated answer."
    )


@strawberry.type
class RunDecisionQueries:
    @query(needs=Permission.RUN_READ, description="The locks of a run. 锁定列表。", paged=True)
    async def locks(
        self,
        info: Info,
        page: paging.PageRequest,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
    ) -> Connection[Lock]:
        run_id = ids.row_id(run, "AssignmentRun", "run")
        return await paging.page(locks.visible(info.context.actor).filter(run_id=run_id), (), page)

    @query(
        needs=Permission.RUN_READ,
        description="The placements by hand of a run, oldest first. 人工调整记录。",
        paged=True,
    )
    async def overrides(
        self,
        info: Info,
        page: paging.PageRequest,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
    ) -> Connection[Override]:
        run_id = ids.row_id(run, "AssignmentRun", "run")
        return await paging.page(overrides.visible(info.context.actor).filter(run_id=run_id), (), page)


@strawberry.type
class RunDecisionMutations:
    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Fix a pair, a time, a ban, or that a request is served, for the next solve. 锁定。",
        errors={lock_conflicts.LocksContradict: LocksContradictError},
    )
    async def lock_add(info: Info, input: LockAddInput) -> LockAddSuccess:
        draft = locks.LockDraft(
            kind=input.kind,
            request_id=ids.row_id(input.request, "ServiceRequest", "request") if input.request else None,
            member_id=ids.row_id(input.member, "Member", "member") if input.member else None,
            starts_at=input.starts_at,
            reason=input.reason,
        )
        run_id = ids.row_id(input.run, "AssignmentRun", "run")
        run, made = await locks.add(
            info.context.actor, run_id, draft, expected_version=input.expected_version
        )
        return LockAddSuccess(run=run, locks=made)

    @mutation(needs=Permission.RUN_MANAGE, description="Take a lock away. 解除锁定。")
    async def lock_remove(info: Info, input: LockRemoveInput) -> LockRemoveSuccess:
        run = await locks.remove(
            info.context.actor, ids.row_id(input.id, "Lock"), expected_version=input.expected_version
        )
        return LockRemoveSuccess(run=run)

    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Place a request by hand: checked by the solver's rules, locked, kept in the ledger. 人工调整。",
        errors={errors.RuleBroken: RuleBrokenError},
    )
    async def proposal_place(info: Info, input: ProposalPlaceInput) -> ProposalPlaceSuccess:
        proposal = await overrides.place(
            info.context.actor,
            ids.row_id(input.run, "AssignmentRun", "run"),
            placement_of(input.request, input.starts_at, input.seats, input.give_way or []),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return ProposalPlaceSuccess(proposal=proposal)

    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Take a request out of the plan by hand. It is not locked out: a new solve may place it again. "
        "人工取下。",
        errors={errors.RuleBroken: RuleBrokenError},
    )
    async def proposal_remove(info: Info, input: ProposalRemoveInput) -> ProposalRemoveSuccess:
        proposal = await overrides.place(
            info.context.actor,
            ids.row_id(input.run, "AssignmentRun", "run"),
            placement_of(input.request, None, []),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return ProposalRemoveSuccess(proposal=proposal)

    @mutation(
        needs=Permission.RUN_PUBLISH,
        description="Make offers of a run's plan. Refused with the changes where the input moved since the "
        "snapshot, and where an overlapping run of the week is published. 发布派单。",
        errors={errors.InputsChanged: InputsChangedError, errors.WeekOverlap: WeekOverlapError},
    )
    async def run_publish(info: Info, input: RunPublishInput) -> RunPublishSuccess:
        done = await publishing.publish(
            info.context.actor,
            ids.row_id(input.id, "AssignmentRun"),
            answer_by=input.answer_by,
            apply_anyway=input.apply_anyway,
            expected_version=input.expected_version,
        )
        return RunPublishSuccess(
            run=done.run,
            offers=done.offers,
            answer_by=done.answer_by,
            dropped=list(done.dropped),
        )
