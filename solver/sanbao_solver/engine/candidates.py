"""Which members could hold which seats: a join on skill and a grid of places, then every pair rule in full.

Guarantees: a pair is in the result exactly if all rules of PAIR_RULES among `rules` allow it; nothing is pruned.
The grid has one layer for each class of reach (powers of two), so that a cell and its eight neighbours hold
everybody of the layer who may reach its middle.
"""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask, Pairs, floor_sqrt, lookup, order_by, small_ints
from sanbao_solver.engine.kernels.join import near_pairs
from sanbao_solver.problem import Problem
from sanbao_solver.rules import PAIR_RULES

SMALLEST_CELL_BITS = 7
ENDLESS_BITS = 31
CHUNK = 3_000_000


class Entries(NamedTuple):
    """Members by what they hold, cell after cell of the grid; `level` is −1 where any will do."""

    member: Ints
    level: Ints
    home: Ints
    reach: Ints


class Ranges(NamedTuple):
    """Ranges of entries that may be allowed for a seat, in the order of seats."""

    entries: Entries
    seat: Ints
    first: Ints
    last: Ints


class Candidates:
    """All allowed (seat, member) pairs, by seat and then by cost: `seat`, `member`, `cost` (travel and pair cost)."""

    def __init__(self, problem: Problem, rules: Collection[str], threads: int = 1) -> None:
        self._problem = problem
        self._rules = rules
        self._index_members()
        self._index_seats()
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(self._judged, self._ranges()))
        none = (small_ints(0), small_ints(0), np.zeros(0, dtype=np.int64))
        self.seat, self.member, self.cost = map(np.concatenate, zip(none, *parts, strict=True))

    def _index_members(self) -> None:
        problem = self._problem
        members = problem.members
        self.skill_code = {name: i for i, name in enumerate(sorted({s for m in members for s in m.skills}))}
        self.everyone = len(self.skill_code)
        self.home = np.array([m.place for m in members], dtype=np.int64).reshape(-1, 2)
        self.reach = np.array([m.reach for m in members], dtype=np.int64)
        held = [
            (i, self.skill_code[s], level) for i, m in enumerate(members) for s, level in m.skills.items()
        ]
        table = np.array(held, dtype=np.int64).reshape(-1, 3)
        keys = table[:, 0] * (self.everyone + 1) + table[:, 1]
        order = np.argsort(keys)
        self._skill_keys, self._skill_levels = keys[order], table[order, 2]
        self._skill_table = table

    def _index_seats(self) -> None:
        problem = self._problem
        seats = [(r, s) for r, q in enumerate(problem.requests) for s in q.seats]
        code = {**self.skill_code}
        self.seat_request = np.array([r for r, _ in seats], dtype=np.int64)
        self.seat_level = np.array([s.level for _, s in seats], dtype=np.int64)
        self.seat_skill = np.array([code.get(s.skill, -1) for _, s in seats], dtype=np.int64)
        self.site = np.array([q.place for q in problem.requests], dtype=np.int64).reshape(-1, 2)
        self._seat_site = self.site[self.seat_request]
        tags = {t: i for i, t in enumerate(sorted({t for _, s in seats for t in s.tags}))}
        words = len(tags) // 62 + 1
        self._seat_tags = _tag_words((s.tags for _, s in seats), tags, words, len(seats))
        self._member_tags = _tag_words((m.tags for m in problem.members), tags, words, len(problem.members))
        member_at = {m.id: i for i, m in enumerate(problem.members)}
        request_at = {q.id: i for i, q in enumerate(problem.requests)}
        size = len(problem.requests)
        banned = {member_at[m] * size + request_at[q] for m, q in problem.forbidden}
        self._forbidden_keys = np.array(sorted(banned), dtype=np.int64)
        costs: dict[int, int] = {}
        for m, q, cost in problem.pair_costs:
            key = member_at[m] * size + request_at[q]
            costs[key] = costs.get(key, 0) + cost
        in_order = sorted(costs.items())
        self._cost_keys = np.array([k for k, _ in in_order], dtype=np.int64)
        self._cost_values = np.array([v for _, v in in_order], dtype=np.int64)

    def _ranges(self) -> Iterator[Ranges]:
        """What holds every pair that may be allowed once: some seats at a time, to spare memory."""
        members, seats = len(self.home), len(self.seat_request)
        if not members or not seats:
            return
        by_skill = "skill" in self._rules
        asks_anyone = (self.seat_level == 0) | (not by_skill)
        group = np.where(asks_anyone, self.everyone, self.seat_skill)
        owner, code, level = (self._skill_table[:, i] for i in range(3))
        if asks_anyone.any():
            owner = np.concatenate((owner, np.arange(members)))
            code = np.concatenate((code, np.full(members, self.everyone)))
            level = np.concatenate((level, np.full(members, -1)))
        bits = np.array([max(SMALLEST_CELL_BITS, int(r).bit_length()) for r in self.reach], dtype=np.int64)
        if "reach" not in self._rules:
            bits[:] = ENDLESS_BITS
        bits = np.minimum(bits, ENDLESS_BITS)
        corner = np.minimum(self.home.min(axis=0), self.site.min(axis=0))
        span = np.maximum(self.home.max(axis=0), self.site.max(axis=0)) - corner
        width, height = (int(v) // 2**SMALLEST_CELL_BITS + 3 for v in span)
        layers = np.unique(bits)
        layer_of = np.searchsorted(layers, bits)

        def key(code: Ints, layer: Ints, place: Ints, shift: Ints) -> Ints:
            cell = ((place - corner) >> shift[:, None]) + 1
            keys: Ints = ((code * len(layers) + layer) * height + cell[:, 1]) * width + cell[:, 0]
            return keys

        keys = key(code, layer_of[owner], self.home[owner], bits[owner])
        order = np.argsort(keys, kind="stable")
        keys, owner, level = keys[order], owner[order], level[order]
        asked = np.flatnonzero(group >= 0)
        first, count, seat = [], [], []
        for layer, shift in enumerate(layers):
            same = np.full(len(asked), layer)
            middle = key(group[asked], same, self._seat_site[asked], np.full(len(asked), shift))
            for row in (-1, 0, 1):
                low = np.searchsorted(keys, middle + row * width - 1)
                high = np.searchsorted(keys, middle + row * width + 1, side="right")
                some = high > low
                first.append(low[some])
                count.append((high - low)[some])
                seat.append(asked[some])
        seats_of = np.concatenate(seat)
        by_seat = np.argsort(seats_of, kind="stable")
        seats_of, firsts, counts = (np.concatenate(c)[by_seat] for c in (seat, first, count))
        entries = Entries(owner, level, self.home[owner], self.reach[owner])
        ends = np.cumsum(counts)
        low, done = 0, 0
        while low < len(ends):
            high = int(np.searchsorted(ends, done + CHUNK))
            high = int(np.searchsorted(seats_of, seats_of[min(high, len(ends) - 1)], side="right"))
            some = slice(low, high)
            yield Ranges(entries, seats_of[some], firsts[some], firsts[some] + counts[some])
            low, done = high, ends[high - 1]

    def facts(self, seat: Ints, member: Ints, level: Ints | None = None, metres: Ints | None = None) -> Pairs:
        """What the pair rules ask about these pairs; levels and metres that are known need not be looked up."""
        if level is None:
            held_key = member * (self.everyone + 1) + self.seat_skill[seat]
            held = lookup(self._skill_keys, self._skill_levels, held_key, -1)
            level = np.where(self.seat_skill[seat] < 0, -1, held)
        if metres is None:
            step = self.home[member] - self._seat_site[seat]
            metres = floor_sqrt((step * step).sum(axis=1))
        forbidden = np.zeros(len(seat), dtype=np.bool_)
        marked = self._marked(self._forbidden_keys, seat, member)
        key = self._key(seat[marked], member[marked])
        forbidden[marked] = lookup(self._forbidden_keys, np.ones_like(self._forbidden_keys), key, 0) > 0
        asked_tags = self._seat_tags[seat]
        return Pairs(
            seat=seat,
            member=member,
            level_asked=self.seat_level[seat],
            level_held=level,
            tags_held=((self._member_tags[member] & asked_tags) == asked_tags).all(axis=1),
            forbidden=forbidden,
            metres=metres,
            reach=self.reach[member],
        )

    def _judged(self, ranges: Ranges) -> tuple[Ints, Ints, Ints]:
        """(seat, member, cost) of the pairs that all rules allow, in order."""
        entries, room = ranges.entries, int((ranges.last - ranges.first).sum())
        which, entry, metres = (np.empty(room, dtype=np.int64) for _ in range(3))
        keep = ("reach" not in self._rules, "level" not in self._rules)
        held = (entries.home, entries.reach, entries.level)
        found = near_pairs(
            ranges.first,
            ranges.last,
            ranges.seat,
            *held,
            self._seat_site,
            self.seat_level,
            *keep,
            which,
            entry,
            metres,
        )
        which, entry, metres = which[:found], entry[:found], metres[:found]
        seat, member, level = ranges.seat[which], entries.member[entry], entries.level[entry]
        pairs = self.facts(seat, member, level, metres)
        allowed: Mask = np.ones(len(seat), dtype=np.bool_)
        for rule in PAIR_RULES:
            if rule.NAME in self._rules:
                allowed &= rule.allows(pairs)
        seat, member = seat[allowed], member[allowed]
        cost = self._cost(seat, member, metres[allowed])
        order = order_by(seat, cost, member)
        return seat[order].astype(np.int32), member[order].astype(np.int32), cost[order]

    def _cost(self, seat: Ints, member: Ints, metres: Ints) -> Ints:
        travel = self._problem.travel
        minutes: Ints = -(-metres * travel.detour_percent // (100 * travel.metres_per_minute))
        cost: Ints = self._problem.policy.travel_cost * minutes
        priced = self._marked(self._cost_keys, seat, member)
        key = self._key(seat[priced], member[priced])
        cost[priced] += lookup(self._cost_keys, self._cost_values, key, 0)
        return cost

    def _key(self, seat: Ints, member: Ints) -> Ints:
        keys: Ints = member * len(self.site) + self.seat_request[seat]
        return keys

    def _marked(self, keys: Ints, seat: Ints, member: Ints) -> Ints:
        """The pairs whose member and request both occur in `keys`: few, where keys are few."""
        named = np.zeros(len(self.home), dtype=np.bool_)
        asked = np.zeros(len(self.site), dtype=np.bool_)
        if len(keys):
            named[keys // len(self.site)] = True
            asked[keys % len(self.site)] = True
        marked: Ints = np.flatnonzero(named[member] & asked[self.seat_request[seat]])
        return marked


def _tag_words(tags_of: Iterator[tuple[str, ...]], known: dict[str, int], words: int, rows: int) -> Ints:
    bits = np.zeros((rows, words), dtype=np.int64)
    for row, tags in enumerate(tags_of):
        for tag in tags:
            position = known.get(tag)
            if position is not None:
                bits[row, position // 62] |= 1 << (position % 62)
    return bits
