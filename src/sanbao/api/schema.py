"""The schema: a readable list of its parts."""

from __future__ import annotations

from functools import cache
from typing import Any

import strawberry
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.tools import merge_types
from tortoise.models import Model

from sanbao.api import (
    account_deeds,
    accounts,
    assignment_deeds,
    assignments,
    at_risk,
    audit,
    calendar,
    households,
    identities,
    imports,
    member_deeds,
    member_loads,
    member_times,
    members,
    menu,
    menu_pictures,
    nodes,
    own_identities,
    pictures,
    policies,
    preflight,
    proposals,
    repairs,
    report_in_deeds,
    report_ins,
    report_schemes,
    request_deeds,
    request_feedback,
    requests,
    residents,
    run_board,
    run_comparisons,
    run_decisions,
    run_progress,
    runs,
    series,
    service_records,
    service_rules,
    sessions,
    shortages,
    skills,
    swap_deeds,
    swaps,
    tallies,
    timers,
    units,
    words,
    work_units,
)
from sanbao.api.errors import TopLevelErrors
from sanbao.api.journal import FlushReads
from sanbao.api.limits import Limits
from sanbao.api.node import NODES
from sanbao.api.sockets import EachOperationAnew
from sanbao.api.streaming import StreamingSchema
from sanbao.api.trusted import TrustedOnly

_QUERIES = (
    nodes.NodeQueries,
    words.WordQueries,
    accounts.AccountQueries,
    identities.IdentityQueries,
    sessions.SessionQueries,
    audit.AuditQueries,
    units.UnitQueries,
    skills.SkillQueries,
    members.MemberQueries,
    residents.ResidentQueries,
    households.HouseholdQueries,
    work_units.WorkUnitQueries,
    menu.MenuQueries,
    pictures.PictureQueries,
    report_schemes.ReportSchemeQueries,
    report_ins.ReportInQueries,
    requests.RequestQueries,
    series.SeriesQueries,
    assignments.AssignmentQueries,
    assignment_deeds.FitQueries,
    service_rules.ServiceRuleQueries,
    service_records.ServiceRecordQueries,
    member_loads.MemberLoadQueries,
    swaps.SwapQueries,
    policies.PolicyQueries,
    runs.RunQueries,
    preflight.PreflightQueries,
    proposals.ProposalQueries,
    run_board.RunBoardQueries,
    run_comparisons.RunComparisonQueries,
    run_decisions.RunDecisionQueries,
    at_risk.AtRiskQueries,
    tallies.TallyQueries,
    shortages.ShortageQueries,
    repairs.RepairQueries,
    timers.TimerQueries,
)
_MUTATIONS = (
    accounts.AccountMutations,
    account_deeds.AccountDeeds,
    identities.IdentityMutations,
    own_identities.OwnIdentityMutations,
    sessions.SessionMutations,
    units.UnitMutations,
    skills.SkillMutations,
    member_deeds.MemberMutations,
    member_times.MemberTimeMutations,
    residents.ResidentMutations,
    households.HouseholdMutations,
    menu.MenuMutations,
    menu_pictures.MenuPictureMutations,
    report_schemes.ReportSchemeMutations,
    report_in_deeds.ReportInMutations,
    request_deeds.RequestMutations,
    request_feedback.RequestFeedback,
    series.SeriesMutations,
    assignment_deeds.AssignmentMutations,
    service_rules.ServiceRuleMutations,
    swap_deeds.SwapMutations,
    calendar.CalendarMutations,
    policies.PolicyMutations,
    runs.RunMutations,
    timers.TimerMutations,
    run_decisions.RunDecisionMutations,
    repairs.RepairMutations,
    imports.ImportMutations,
)
_SUBSCRIPTIONS = (run_progress.RunSubscriptions, imports.ImportSubscriptions)


class _RowsAreNotAwaitable(StrawberryGraphQLCoreExecutionContext):
    """Tortoise's rows can be awaited; graphql-core would make a task of each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.is_awaitable
        self.is_awaitable = lambda value: not isinstance(value, Model) and given(value)  # type: ignore[assignment]


@cache
def build_schema() -> strawberry.Schema:
    """The one schema of this process. What depends on the settings comes with each request's context."""
    return StreamingSchema(
        query=merge_types("Query", _QUERIES),
        mutation=merge_types("Mutation", _MUTATIONS),
        subscription=merge_types("Subscription", _SUBSCRIPTIONS),
        types=[registered.type for registered in NODES.values()],
        execution_context_class=_RowsAreNotAwaitable,
        extensions=[
            EachOperationAnew,
            TopLevelErrors,
            TrustedOnly,
            FlushReads,
            Limits,
            ParserCache,
            ValidationCache,
        ],
    )
