"""What happened before: the services of last week, and a few that are going on at this moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from sanbao.core.clock import Week
from sanbao.core.positions import metres_between
from sanbao.demo.chance import dice, pick
from sanbao.demo.texts import SeatText, Words
from sanbao.demo.world import MemberSpec, RequestSpec, ServedSpec, Step
from sanbao.dispatch.states import AssignmentAction, DeclineReason
from sanbao.members.kinds import Tag
from sanbao.members.states import MemberAction
from sanbao.requests.states import RequestAction

_ADULT_YEARS = 18
_NOW_SERVED = ("lonely-visit", "shopping", "phone-help-home")


def is_active(member: MemberSpec) -> bool:
    """Whether all that happened to a member leaves him active."""
    return [step.action for step in member.steps] == [MemberAction.VERIFY]


class Earlier:
    """Turns requests for the coming week into ones of the week before last Monday, with their assignments."""

    def __init__(
        self, seed: int, week: Week, moment: datetime, words: Words, members: Iterable[MemberSpec]
    ) -> None:
        self._roll, self._words, self._moment = dice(seed, "earlier"), words, moment
        this_week = Week.containing(moment)
        self._back = week.starts_at - this_week.starts_at + timedelta(weeks=1)
        self._last_monday = this_week.starts_at - timedelta(weeks=1)
        self._taken: set[tuple[str, datetime]] = set()
        self._able: dict[str, list[tuple[MemberSpec, int]]] = defaultdict(list)
        for member in members:
            if is_active(member):
                for skill in member.skills:
                    self._able[skill.code].append((member, skill.level))
        self.served: list[ServedSpec] = []

    def last_week(self, requests: Iterable[RequestSpec]) -> Iterator[RequestSpec]:
        """The requests as they were a week ago, each done, called off or run out."""
        for request in requests:
            yield self._ended(self._moved(request))

    def at_this_moment(self, requests: Iterable[RequestSpec]) -> Iterator[RequestSpec]:
        """Those that somebody is doing right now: the first of a few simple kinds."""
        wanted = set(_NOW_SERVED)
        for request in requests:
            if request.item.code in wanted:
                start = self._moment.replace(minute=self._moment.minute // 10 * 10, second=0, microsecond=0)
                start -= timedelta(minutes=20)
                moved = self._moved(request)
                found = self._serve(replace(moved, windows=((start, start + timedelta(hours=2)),)), now=True)
                if found is not None:
                    wanted.discard(request.item.code)
                    yield found

    def _moved(self, request: RequestSpec) -> RequestSpec:
        start, end = request.windows[0]
        first = self._last_monday - timedelta(days=self._roll.uniform(3.5, 8))
        return replace(
            request,
            key=f"earlier-{request.key}",
            windows=((start - self._back, end - self._back),),
            weeks_waited=0,
            submitted_at=first,
            steps=(Step(RequestAction.VERIFY, first + timedelta(hours=3), by=f"account-{request.unit}"),),
        )

    def _ended(self, request: RequestSpec) -> RequestSpec:
        fate = pick(self._roll, {"done": 88, "cancelled": 6, "expired": 6})
        if fate == "done":
            done = self._serve(request, now=False)
            if done is not None:
                return done
        action = RequestAction.CANCEL if fate == "cancelled" else RequestAction.EXPIRE
        words = self._words.cancelled if fate == "cancelled" else self._words.expired
        at = request.windows[0][0 if fate == "cancelled" else 1]
        step = Step(action, at - timedelta(hours=20 if fate == "cancelled" else 0), self._roll.choice(words))
        return replace(request, steps=(*request.steps, step))

    def _serve(self, request: RequestSpec, *, now: bool) -> RequestSpec | None:
        """The request with its team found and its service done (or begun); None where nobody can."""
        start, end = request.windows[0][0], request.windows[0][0] + timedelta(minutes=request.item.minutes)
        team: list[tuple[int, MemberSpec]] = []
        spare: list[tuple[int, MemberSpec]] = []
        for position, seat in enumerate(request.item.seats):
            chosen = {member.key for _, member in team}
            free = [m for m in self._candidates(request, seat, start) if m.key not in chosen]
            if len(free) < seat.required:
                return None
            team += [(position, member) for member in free[: seat.required]]
            spare += [(position, member) for member in free[seat.required : seat.required + 1]]
        offered = min(start - timedelta(hours=2), self._last_monday - timedelta(days=2, hours=6))
        accepted = offered + (start - timedelta(hours=1) - offered) * self._roll.uniform(0.05, 0.4)
        for i, (position, member) in enumerate(team):
            self._taken.add((member.key, start))
            steps = self._steps(accepted, start, end, now=now, may_miss=i > 0)
            self.served.append(self._assignment(request, position, member, start, end, offered, steps))
        if not now:
            self._fell_out(request, spare, start, end, offered, accepted)
        steps_of_request = [
            Step(RequestAction.OFFER, offered),
            Step(RequestAction.CONFIRM, accepted),
            Step(RequestAction.BEGIN, start - timedelta(minutes=4)),
        ]
        if not now:
            steps_of_request.append(Step(RequestAction.FINISH, end))
        return replace(request, steps=(*request.steps, *steps_of_request), served_from=start)

    def _steps(
        self, accepted: datetime, start: datetime, end: datetime, *, now: bool, may_miss: bool
    ) -> tuple[Step, ...]:
        accept = Step(AssignmentAction.ACCEPT, accepted)
        if may_miss and not now and self._roll.random() < 0.12:
            reason = self._roll.choice(self._words.no_show)
            return accept, Step(AssignmentAction.MARK_NO_SHOW, end, reason)
        check_in = Step(AssignmentAction.CHECK_IN, start - timedelta(minutes=4))
        return (accept, check_in) if now else (accept, check_in, Step(AssignmentAction.COMPLETE, end))

    def _fell_out(
        self,
        request: RequestSpec,
        spare: list[tuple[int, MemberSpec]],
        start: datetime,
        end: datetime,
        offered: datetime,
        accepted: datetime,
    ) -> None:
        """Somebody who was asked as well and said no, did not answer, or was let go."""
        for position, member in spare:
            fate = pick(self._roll, {"none": 74, "declined": 15, "expired": 7, "withdrawn": 4})
            if fate == "none":
                continue
            reason = self._roll.choice(list(DeclineReason)) if fate == "declined" else None
            word = self._roll.choice(self._words.decline[reason.value]) if reason else ""
            step = {
                "declined": Step(AssignmentAction.DECLINE, accepted, word),
                "expired": Step(AssignmentAction.EXPIRE, offered + timedelta(hours=24)),
                "withdrawn": Step(AssignmentAction.WITHDRAW, accepted, "已有人接单，谢谢您。"),
            }[fate]
            gone = self._assignment(request, position, member, start, end, offered, (step,))
            self.served.append(replace(gone, decline_reason=reason))

    def _assignment(
        self,
        request: RequestSpec,
        seat: int,
        member: MemberSpec,
        start: datetime,
        end: datetime,
        offered: datetime,
        steps: tuple[Step, ...],
    ) -> ServedSpec:
        minutes = ceil(metres_between(member.home.place, request.place) * 1.3 / 200)
        return ServedSpec(request.key, seat, member.key, start, end, minutes, offered, steps)

    def _candidates(self, request: RequestSpec, seat: SeatText, start: datetime) -> list[MemberSpec]:
        """Who can hold a seat, the nearest first."""
        tags = set(seat.tags)
        near = []
        for member, level in self._able[seat.skill]:
            away = metres_between(member.home.place, request.place)
            if level >= seat.level and away <= member.reach_metres and (member.key, start) not in self._taken:
                if Tag.INSURED in tags and (not member.insured_until or member.insured_until < start.date()):
                    continue
                if Tag.ADULT in tags and member.born.year + _ADULT_YEARS >= start.year:
                    continue
                if Tag.TRAINED in tags and (not member.trained_on or member.trained_on > start.date()):
                    continue
                near.append((away, member))
        return [member for _, member in sorted(near, key=lambda found: found[0])]
