"""Report-ins of the in-service Party members: mostly three of three, and every other state besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sanbao.demo.chance import dice, pick
from sanbao.demo.texts import Words
from sanbao.demo.world import GridSpec, MemberSpec, ReportInSpec, Step
from sanbao.members import report_schemes
from sanbao.members.kinds import MemberKind
from sanbao.members.states import ReportInAction as Action
from sanbao.organisations.kinds import UnitKind

_TARGETS = report_schemes.DEFAULT_KINDS

_REAFFIRM_DAYS = 182


class Reporting:
    """Makes the report-ins, three targets for each Party member."""

    def __init__(self, seed: int, moment: datetime, words: Words, grids: Iterable[GridSpec]) -> None:
        self._roll, self._moment, self._words = dice(seed, "report-ins"), moment, words
        self._grids = {grid.key: grid for grid in grids}
        self._number = 0

    def make(self, members: Iterable[MemberSpec]) -> Iterator[ReportInSpec]:
        """In the order of the members."""
        for member in members:
            if member.kind is MemberKind.IN_SERVICE_PARTY_MEMBER:
                yield from self._of(member)

    def _of(self, member: MemberSpec) -> Iterator[ReportInSpec]:
        complete = pick(self._roll, {"three": 80, "two": 14, "one": 6})
        last = pick(self._roll, {"none": 40, "submitted": 30, "returned": 30})
        for kind in _TARGETS[: {"three": 3, "two": 2, "one": 1}[complete]]:
            yield from self._standing(member, kind)
        if complete != "three" and last != "none":
            kind = _TARGETS[{"two": 2, "one": 1}[complete]]
            at = self._moment - timedelta(days=self._roll.uniform(0.5, 6))
            steps: tuple[Step, ...] = ()
            if last == "returned":
                back = Step(Action.RETURN, at + timedelta(hours=5), self._word("returned"), self._by(member))
                steps = (back,)
            yield self._report_in(member, kind, self._target(member, kind), at, steps)

    def _standing(self, member: MemberSpec, kind: UnitKind) -> Iterator[ReportInSpec]:
        """One that was received once; what has become of it."""
        by, target = self._by(member), self._target(member, kind)
        accept = Step(Action.ACCEPT, member.joined_at + timedelta(days=2, hours=3), by=by)
        lately = self._moment - timedelta(days=self._roll.uniform(0.3, 8))
        steps = [accept, *self._reaffirmed(accept.at, lately)]
        fate = pick(
            self._roll, {"stands": 955, "moves": 10, "moved": 10, "leaves": 7, "left": 8, "lapsed": 10}
        )
        other = self._elsewhere(member, kind) if fate in ("moves", "moved") else None
        if fate == "lapsed":
            steps = [accept, Step(Action.LAPSE, accept.at + timedelta(days=_REAFFIRM_DAYS + 1))]
            if steps[-1].at > self._moment:
                steps = [accept]
        elif other is not None:
            steps.append(Step(Action.REQUEST_TRANSFER, lately, self._word("transfer")))
            if fate == "moved":
                steps.append(Step(Action.COMPLETE_TRANSFER, lately + timedelta(hours=6), by=by))
        elif fate in ("leaves", "left"):
            steps.append(Step(Action.REQUEST_WITHDRAWAL, lately, self._word("withdraw")))
            if fate == "left":
                steps.append(Step(Action.APPROVE_WITHDRAWAL, lately + timedelta(hours=6), by=by))
        old = self._report_in(member, kind, target, member.joined_at, tuple(steps), other)
        yield old
        if other is not None and fate == "moved":
            yield self._report_in(
                member, kind, other, lately + timedelta(hours=6), (), supersedes=old.key, begins_active=True
            )

    def _reaffirmed(self, accepted: datetime, lately: datetime) -> list[Step]:
        """Every half-year since, the last one before its day; a few are due within days."""
        steps, at = [], accepted
        while at + timedelta(days=_REAFFIRM_DAYS) < lately:
            at += timedelta(days=self._roll.randint(120, _REAFFIRM_DAYS - 2))
            steps.append(Step(Action.REAFFIRM, at))
        return steps

    def _report_in(
        self,
        member: MemberSpec,
        kind: UnitKind,
        target: str,
        at: datetime,
        steps: tuple[Step, ...],
        transfer_target: str | None = None,
        supersedes: str | None = None,
        begins_active: bool = False,
    ) -> ReportInSpec:
        self._number += 1
        return ReportInSpec(
            key=f"report-in-{self._number}",
            member=member.key,
            target=target,
            target_kind=kind,
            created_at=at,
            steps=steps,
            transfer_target=transfer_target,
            supersedes=supersedes,
            begins_active=begins_active,
        )

    def _target(self, member: MemberSpec, kind: UnitKind) -> str:
        grid = self._grids[member.unit]
        if kind is UnitKind.GRID:
            return grid.key
        if kind is UnitKind.COMMUNITY:
            return f"community-{grid.community}"
        own = f"{member.home.group}-centre"
        return own if own in grid.centres else grid.centres[0]

    def _elsewhere(self, member: MemberSpec, kind: UnitKind) -> str | None:
        """Another unit of the kind in the same community; None for the community itself."""
        if kind is UnitKind.COMMUNITY:
            return None
        here = self._grids[member.unit]
        others = [g for g in self._grids.values() if g.community == here.community and g is not here]
        grid = self._roll.choice(others)
        return grid.key if kind is UnitKind.GRID else self._roll.choice(grid.centres)

    def _by(self, member: MemberSpec) -> str:
        return f"account-community-{self._grids[member.unit].community}"

    def _word(self, kind: str) -> str:
        words: tuple[str, ...] = getattr(self._words, kind)
        return self._roll.choice(words)
