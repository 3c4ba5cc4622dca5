"""The best week of each member at a price for each item (a member in a request): caps, time, way and load at once.

A member of few services (at most MOST) is solved as he is: the dearest one, two or three requests that fit each
other. Two requests fit if one can end, and the nearest way be made, before the latest start of the other, and the
caps hold; three fit if each two do. Others are relaxed: dearest items up to the cap on services, with prices on the
cells of their time instead of one place at a time, and without the cap on minutes.

Only items dear enough to be in a better week than the dearest few make are looked at; this leaves nothing out.
Guarantees: `best` is never below the worth of any week that the rules allow, and exact for integer prices.
"""

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask, Values
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.slots import nearest_way

MOST = 3
FEW = 8
WIDEST = 64
CHUNK = 2_000_000


class Weeks:
    """`item` names the item of each candidate; `member`, `request`, `first` (cost of a first service) describe items."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.fairness = instance.problem.policy.fairness_cost
        self.recent = instance.recent
        starts = np.repeat(instance.row_start, np.diff(instance.row_offset))
        size = max(instance.requests, 1)
        request_of = instance.seat_request[instance.pair_seat]
        keys, item = np.unique(instance.pair_member * size + request_of, return_inverse=True)
        self.item: Ints = item[instance.candidate_pair]
        self.items = len(keys)
        self.member: Ints = keys // size
        self.request: Ints = keys % size
        self.first: Ints = (self.fairness * (2 * instance.recent + 1))[self.member]
        shortest = int(instance.duration.min(initial=10_080))
        self.most: Ints = np.minimum(instance.max_services, instance.max_minutes // shortest)
        self.small: Mask = self.most <= MOST
        self._small_items = self.small[self.member]
        self._times(instance.start_time[starts])
        self.member_items = np.searchsorted(self.member, np.arange(instance.members + 1))

    def _times(self, time: Ints) -> None:
        """Minutes, earliest free end and latest start of each item; the padding at the end fits nothing."""
        instance = self.instance
        earliest = np.full(self.items, 1 << 14, dtype=np.int64)
        latest = np.full(self.items, -1, dtype=np.int64)
        np.minimum.at(earliest, self.item, time)
        np.maximum.at(latest, self.item, time)
        minutes = instance.duration[self.request]
        apart = "travel_time" in instance.rules
        done = earliest + minutes + nearest_way(instance)[self.request] if apart else np.zeros_like(earliest)
        self.minutes = np.append(minutes, 1 << 20).astype(np.int32)
        self.done = np.append(done, 1 << 20).astype(np.int32)
        self.latest = np.append(latest, -1).astype(np.int32)
        self.room = np.minimum(instance.max_minutes, 1 << 20).astype(np.int32)

    def best(self, price: Values, scale: int = 1) -> tuple[int | float, Ints]:
        """The worth of all members' best weeks and the items they take, in units of `1 / scale` points."""
        gain = np.append(price - self.first * scale, np.zeros(1, dtype=price.dtype))
        useful = np.flatnonzero((gain[:-1] > 0) & self._small_items)
        worth, taken = self._big_weeks(price, scale)
        if not len(useful):
            return worth, taken
        owner = self.member[useful]
        begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        count = np.diff(np.append(begins, len(owner)))
        order = np.lexsort((-gain[useful], owner))
        ranked = useful[order]
        best, chosen = self._weeks(ranked, begins, np.minimum(count, FEW), gain, scale)
        members = owner[begins]
        self._wider(ranked, begins, count, members, gain, scale, best, chosen)
        return worth + best.sum(), np.concatenate((taken, chosen[chosen < self.items]))

    def _wider(
        self,
        ranked: Ints,
        begins: Ints,
        count: Ints,
        members: Ints,
        gain: Values,
        scale: int,
        best: Values,
        chosen: Ints,
    ) -> None:
        """Solve again, with every item that could be in a better week, those for whom the dearest few do not settle it."""
        second = np.where(count > 1, gain[ranked[np.minimum(begins + 1, len(ranked) - 1)]], 0)
        others = np.where(self.most[members] > 2, gain[ranked[begins]] + second, gain[ranked[begins]])
        others = np.where(self.most[members] > 1, others - 2 * self.fairness * scale, 0)
        dear = gain[ranked] > np.repeat(best - others, count)
        dear_count = np.add.reduceat(dear.astype(np.int64), begins)
        open_rows = np.flatnonzero((dear_count > FEW) & (self.most[members] > 1))
        if not len(open_rows):
            return
        first, width = begins[open_rows], dear_count[open_rows]
        better, items = self._weeks(ranked, first, np.minimum(width, WIDEST), gain, scale)
        over = np.flatnonzero(width > WIDEST)
        if len(over):
            beyond = gain[ranked[first[over] + WIDEST]] + others[open_rows[over]]
            better[over] = np.maximum(better[over], beyond)
        raised = better > best[open_rows]
        best[open_rows[raised]], chosen[open_rows[raised]] = better[raised], items[raised]

    def _weeks(self, ranked: Ints, first: Ints, count: Ints, gain: Values, scale: int) -> tuple[Values, Ints]:
        """The best weeks from the items at `first` … `first + count` of `ranked`, member by member."""
        best = gain[ranked[first]].copy()
        chosen = np.full((len(first), MOST), self.items, dtype=np.int64)
        chosen[:, 0] = ranked[first]
        most = self.most[self.member[ranked[first]]]
        several = np.flatnonzero((count > 1) & (most > 1))
        width = np.maximum(1 << np.ceil(np.log2(np.maximum(count, 1))).astype(np.int64), 2)
        for size in np.unique(width[several]).tolist():
            mine = several[width[several] == size]
            for rows in np.array_split(mine, len(mine) * size * size // CHUNK + 1):
                column = np.arange(size)
                inside = column < count[rows, None]
                at = np.where(inside, first[rows, None] + column, 0)
                items = np.where(inside, ranked[at], self.items)
                self._pairs_and_triples(items, rows, gain, most[rows], best, chosen, scale)
        return best, chosen

    def _pairs_and_triples(
        self,
        items: Ints,
        rows: Ints,
        gain: Values,
        most: Ints,
        best: Values,
        chosen: Ints,
        scale: int,
    ) -> None:
        """Raise `best` and `chosen` at `rows` where two or three items are worth more than one."""
        value, size, here = gain[items], items.shape[1], np.arange(len(items))
        minutes, done, latest = self.minutes[items], self.done[items], self.latest[items]
        room = self.room[self.member[items[:, 0]]]
        early = done[:, :, None] <= latest[:, None, :]
        fits = early | early.transpose(0, 2, 1)
        fits &= minutes[:, :, None] + minutes[:, None, :] <= room[:, None, None]
        fits[:, np.arange(size), np.arange(size)] = False
        step = 2 * self.fairness * scale
        pair = np.where(fits, value[:, :, None] + value[:, None, :] - step, -1)
        at = np.argmax(pair.reshape(len(items), -1), axis=1)
        self._raise(
            pair.reshape(len(items), -1)[here, at], items, (at // size, at % size), rows, best, chosen
        )
        trio = np.flatnonzero(most > 2)
        if not len(trio) or size < 3:
            return
        value, fits, pair, items, rows = value[trio], fits[trio], pair[trio], items[trio], rows[trio]
        minutes, room, here = minutes[trio], room[trio], np.arange(len(trio))
        both = minutes[:, :, None] + minutes[:, None, :]
        for third in range(size):
            ok = fits[:, third, :, None] & fits[:, third, None, :] & fits
            ok &= both + minutes[:, third, None, None] <= room[:, None, None]
            whole = np.where(ok, pair + value[:, third, None, None] - 2 * step, -1).reshape(len(items), -1)
            at = np.argmax(whole, axis=1)
            self._raise(
                whole[here, at], items, (at // size, at % size, np.full(len(at), third)), rows, best, chosen
            )

    def _raise(
        self,
        value: Values,
        items: Ints,
        at: tuple[Ints, ...],
        rows: Ints,
        best: Values,
        chosen: Ints,
    ) -> None:
        better = np.flatnonzero(value > best[rows])
        best[rows[better]] = value[better]
        for position in range(len(at)):
            chosen[rows[better], position] = items[better, at[position][better]]

    def _big_weeks(self, price: Values, scale: int) -> tuple[int | float, Ints]:
        items = np.flatnonzero(~self._small_items)
        if not len(items):
            return 0, items
        items = items[np.lexsort((-price[items], self.member[items]))]
        owner = self.member[items]
        begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        rank = np.arange(len(items)) - np.repeat(begins, np.diff(np.append(begins, len(items))))
        gain = price[items] - self.fairness * scale * (2 * (self.recent[owner] + rank) + 1)
        useful = (gain > 0) & (rank < self.most[owner])
        return gain[useful].sum(), items[useful]
