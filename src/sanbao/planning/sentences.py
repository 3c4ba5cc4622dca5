"""Reasons in words, at three levels: coordinator, member, resident.

A sentence for a member or a resident names nobody and says nothing about anybody else.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from enum import StrEnum

from sanbao.core.catalogue import sentence, sentences
from sanbao.core.clock import LOCAL, Week
from sanbao.dispatch.states import FIRM, HOLDING, AssignmentState
from sanbao.planning.reading import MemberPlan, Why
from sanbao.requests.states import OVER, RequestState


class Audience(StrEnum):
    """For whom a reason is said."""

    COORDINATOR = "COORDINATOR"
    MEMBER = "MEMBER"
    RESIDENT = "RESIDENT"


_MOST_NAMED = 5
_STANDING = frozenset((*HOLDING, *FIRM))
_DAYS = {
    "zh": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def moment(week: Week, minute: int, locale: str) -> str:
    """A minute of the week as people say it: 11月25日 周三 14:00."""
    return moment_of(week.moment(minute).astimezone(LOCAL), locale)


def moment_of(at: datetime, locale: str) -> str:
    """A local moment as people say it."""
    if locale == "en":
        return f"{_DAYS['en'][at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at:%H:%M}"
    return f"{at.month}月{at.day}日 {_DAYS['zh'][at.weekday()]} {at:%H:%M}"


def of_request(why: Why, audience: Audience, locale: str) -> str:
    """Why a request is served by whom, or not; once published, with what has become of it since.

    For MEMBER, as the first of the team would read it.
    """
    if audience is Audience.RESIDENT and why.since is not None and why.since.state is not RequestState.QUEUED:
        return stands(why.since.state, why.since.served_from, locale)
    if why.report.served:
        return _served(why, audience, locale)
    if audience is Audience.MEMBER:
        return sentence("why-unserved-member", {}, locale)
    said = unserved(why.proposal.reason or str(why.report.reason), audience, locale, **_asked(why, locale))
    if audience is Audience.RESIDENT:
        return said
    return joined(
        [
            said,
            _nearest(why, locale),
            _holders(why, locale),
            _change(why, locale),
            _arranged_since(why, locale),
        ],
        locale,
    )


def unserved(reason: str, audience: Audience, locale: str, **facts: object) -> str:
    """Why a request is not served, by the code alone."""
    return sentence(f"why-unserved-{reason}-{audience.value.lower()}", facts, locale)


def stands(state: RequestState, served_from: datetime | None, locale: str) -> str:
    """For the resident: how a request stands that is not waiting to be planned."""
    if served_from is None or state in OVER:
        return sentence("why-over-resident", {}, locale)
    return arranged(
        moment_of(served_from.astimezone(LOCAL), locale),
        locale,
        confirmed=state is not RequestState.OFFERED,
    )


def arranged(starts_at: str, locale: str, *, confirmed: bool = False) -> str:
    """For the resident: somebody will come, and whether everybody has confirmed."""
    key = "why-confirmed-resident" if confirmed else "why-served-resident"
    return sentence(key, {"start": starts_at}, locale)


def waiting(locale: str) -> str:
    """For the resident: it was arranged, and has to be arranged anew."""
    return sentence("why-waiting-resident", {}, locale)


def for_member(
    starts_at: str,
    travel_minutes: int,
    *,
    familiar: bool,
    backfilled: bool,
    locale: str,
    state: AssignmentState = AssignmentState.OFFERED,
) -> str:
    """Why a member is asked, or what became of it: only what is his own."""
    key = f"why-{state.value.lower()}-member"
    if state is AssignmentState.OFFERED:
        key = "why-backfill-member" if backfilled else "why-served-member"
    more = sentence("why-familiar-member", {}, locale) if familiar else ""
    return sentence(
        key, {"start": starts_at, "travel_minutes": travel_minutes, "more": more}, locale
    ).rstrip()


def of_member(plan: MemberPlan, audience: Audience, locale: str) -> str:
    """What a member's week holds, or why it holds nothing."""
    level = "member" if audience is Audience.MEMBER else "coordinator"
    facts = {"member": plan.member.name, "count": len(plan.report.duties), "minutes": plan.report.minutes}
    if plan.report.duties:
        return sentence(f"busy-{level}", facts, locale)
    reason = sentence(f"idle-{plan.report.rule or 'not_needed'}", {}, locale)
    return sentence(f"idle-{level}", {**facts, "reason": reason}, locale)


def _served(why: Why, audience: Audience, locale: str) -> str:
    report = why.report
    start = moment(why.week, report.start or 0, locale)
    if audience is Audience.RESIDENT:
        return arranged(start, locale) if why.since is None else waiting(locale)
    if audience is Audience.MEMBER:
        first = next(iter(report.placements), None)
        way = why.travel_minutes.get(first.member, 0) if first else 0
        familiar = bool(first and first.pairs > 0)
        state = why.since.answers.get(first.member) if first and why.since else None
        return for_member(
            start,
            way,
            familiar=familiar,
            backfilled=False,
            locale=locale,
            state=state or AssignmentState.OFFERED,
        )
    names = why.rows.names
    team = [names.get(member, member) for member in why.travel_minutes] or [
        names.get(placement.member, placement.member) for placement in report.placements
    ]
    answers = _answers(why, locale)
    key = "why-planned-coordinator" if answers else "why-served-coordinator"
    said = [sentence(key, {"start": start, "team": listed(team, locale)}, locale), answers]
    for placement in report.placements:
        parts = {
            "travel": placement.travel,
            "fairness": placement.fairness,
            "pairs": placement.pairs,
            "change": placement.change,
        }
        runner_up = (
            sentence(
                "why-runner-up",
                {"runner_up": names.get(placement.runner_up, placement.runner_up), "gap": placement.gap},
                locale,
            )
            if placement.runner_up
            else sentence("why-no-runner-up", {}, locale)
        )
        facts = {
            "member": names.get(placement.member, placement.member),
            "travel_minutes": why.travel_minutes.get(placement.member, 0),
            "parts": sentence("why-placement-parts", parts, locale),
            "runner_up": runner_up,
        }
        said.append(sentence("why-placement", facts, locale))
    return joined(said, locale)


def _answers(why: Why, locale: str) -> str:
    """Who is asked and who has said yes since publishing, those asked in somebody's place included.

    Who said no is told by the assignment alone, which fewer people may read.
    """
    if why.since is None or not why.since.answers:
        return ""
    by_state: dict[AssignmentState, list[str]] = defaultdict(list)
    for member, state in why.since.answers.items():
        if state in _STANDING:
            by_state[state].append(why.rows.names.get(member, member))
    said = [
        sentence(
            "why-answer-coordinator", {"members": listed(by_state[state], locale), "state": state}, locale
        )
        for state in AssignmentState
        if state in by_state
    ]
    if not said:
        return sentence("why-nobody-coordinator", {}, locale)
    return sentence("why-answers-coordinator", {"answers": listed(said, locale)}, locale)


def _arranged_since(why: Why, locale: str) -> str:
    """A request that the plan left out and that was arranged all the same."""
    if why.since is None or why.since.served_from is None:
        return ""
    start = moment_of(why.since.served_from.astimezone(LOCAL), locale)
    return sentence("why-since-coordinator", {"start": start}, locale)


def _asked(why: Why, locale: str) -> dict[str, object]:
    """What the request asks for: the seat that most members fail at, or the first."""
    seats = why.request.seats
    short = min(why.report.seats, key=lambda s: s.left - s.required, default=None)
    seat = seats[short.seat if short else 0] if seats else None
    return {
        "duration": why.request.duration,
        "skill": why.skills.said(seat.skill, locale) if seat else "",
        "level": seat.level if seat else 0,
        "tags": ", ".join(seat.tags) if seat else "",
    }


def _nearest(why: Why, locale: str) -> str:
    nearest = why.report.nearest
    if nearest is None:
        return ""
    member = why.rows.names.get(nearest.member, nearest.member)
    return sentence("why-nearest", {"member": member, "miss": miss(nearest.rule, nearest.by, locale)}, locale)


def miss(rule: str, by: int, locale: str) -> str:
    """By how much a member fails a rule."""
    return sentence(f"miss-{rule}", {"by": by}, locale)


def _holders(why: Why, locale: str) -> str:
    """Who could, at the start that comes closest: those in the way at that time, then those whose week is full."""
    if why.report.start is None:
        return ""
    start = moment(why.week, why.report.start, locale)
    said = []
    for key, in_the_way in (("why-holders", True), ("why-week-full", False)):
        requests = dict.fromkeys(
            h.request for h in why.report.holders if (h.rule == "travel_time") is in_the_way
        )
        if requests:
            facts = {"start": start, "requests": listed(list(requests)[:_MOST_NAMED], locale)}
            said.append(sentence(key, facts, locale))
    return joined(said, locale)


def _change(why: Why, locale: str) -> str:
    change = why.report.change
    if change is None:
        return ""
    if change.kind == "displace":
        return smallest_change(why, locale)
    displaced = (
        sentence("why-displaces", {"requests": listed(list(change.displaced), locale)}, locale)
        if change.displaced
        else sentence("why-displaces-nobody", {}, locale)
    )
    return sentence("why-change", {"change": smallest_change(why, locale), "displaced": displaced}, locale)


def smallest_change(why: Why, locale: str) -> str:
    """The one change that would serve a request, or who would have to give way where none was proved; empty where
    the report has neither."""
    change = why.report.change
    if change is None:
        return ""
    if change.kind == "displace":
        return sentence(
            "why-only-by-displacing", {"requests": listed(list(change.displaced), locale)}, locale
        )
    key = f"change-{change.kind}" if f"change-{change.kind}" in sentences() else "change-other"
    seats = why.request.seats if change.seat is None else [why.request.seats[change.seat]]
    facts = {
        "kind": change.kind,
        "by": change.by,
        "member": why.rows.names.get(change.member or "", change.member or ""),
        "start": moment(why.week, change.service.start, locale),
        "skill": listed(list(dict.fromkeys(why.skills.said(s.skill, locale) for s in seats)), locale),
    }
    return sentence(key, facts, locale)


def joined(said: list[str], locale: str) -> str:
    """Sentences one after the other; Chinese sets no space between them."""
    return ("" if locale == "zh" else " ").join(text for text in said if text)


def listed(words: list[str], locale: str) -> str:
    """Names one after the other."""
    return sentence("list-separator", {}, locale).join(words)
