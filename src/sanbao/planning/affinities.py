"""Bonuses of single pairs: a member who knows the beneficiary, a member who wished for this line of service.

A bonus is a negative pair cost. Intentions are written only for the nearest members within reach who have a
skill that a seat asks: other pairs cannot be held, or would cost more in travel than the wish is worth. This is
what keeps the document of a city small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sanbao.planning.material import Material

Ints = NDArray[np.int64]
_REQUESTS_AT_ONCE = 64
_WISHING_FOR_ONE = 16


def pair_costs(material: Material) -> tuple[tuple[str, str, int], ...]:
    """(member, request, cost), sorted by member and request in their order of number."""
    policy, size = material.policy, max(1, len(material.demand))
    keys, costs = [], []
    for bonus, pairs in (
        (policy.continuity_bonus, _acquainted(material)),
        (policy.intention_bonus, _intended(material)),
    ):
        if bonus:
            keys.append(np.unique(pairs[0] * size + pairs[1]))
            costs.append(np.full(len(keys[-1]), -bonus, dtype=np.int64))
    if not keys:
        return ()
    unique, position = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.zeros(len(unique), dtype=np.int64)
    np.add.at(total, position, np.concatenate(costs))
    members = [member.number for member in material.supply]
    requests = [asked.number for asked in material.demand]
    rows = zip((unique // size).tolist(), (unique % size).tolist(), total.tolist(), strict=True)
    return tuple((members[m], requests[q], cost) for m, q, cost in rows)


def _acquainted(material: Material) -> tuple[Ints, Ints]:
    """Positions of members linked to the beneficiary's household, or who served the beneficiary before."""
    position = {member.id: i for i, member in enumerate(material.supply)}
    by_household: dict[UUID, list[int]] = defaultdict(list)
    by_beneficiary: dict[UUID, list[int]] = defaultdict(list)
    for member_id, household_id in material.commitments.links:
        if member_id in position:
            by_household[household_id].append(position[member_id])
    for member_id, resident_id in material.commitments.served_before:
        if member_id in position:
            by_beneficiary[resident_id].append(position[member_id])
    members: list[int] = []
    requests: list[int] = []
    for i, asked in enumerate(material.demand):
        known = by_beneficiary.get(asked.beneficiary_id, ())
        linked = by_household.get(asked.household_id, ()) if asked.household_id else ()
        for member in {*known, *linked}:
            members.append(member)
            requests.append(i)
    return np.array(members, dtype=np.int64), np.array(requests, dtype=np.int64)


def _intended(material: Material) -> tuple[Ints, Ints]:
    """Positions of members and requests of a category they wished for, within reach, with a skill asked."""
    wishing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, member in enumerate(material.supply):
        for category in member.intentions:
            for skill in member.skills:
                wishing[category, skill].append(i)
    asking: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, asked in enumerate(material.demand):
        item = material.items[asked.item_id]
        for skill in {seat.skill for seat in item.seats}:
            asking[item.category.value, skill].append(i)
    homes = np.array([material.homes[m.id] for m in material.supply], dtype=np.int64).reshape(-1, 2)
    sites = np.array([material.sites[q.id] for q in material.demand], dtype=np.int64).reshape(-1, 2)
    reach = np.array([m.reach for m in material.supply], dtype=np.int64)
    parts = [
        part
        for key in sorted(wishing.keys() & asking.keys())
        for part in _within_reach(np.array(wishing[key]), np.array(asking[key]), homes, sites, reach)
    ]
    empty = np.zeros(0, dtype=np.int64)
    return (
        np.concatenate([empty, *(members for members, _ in parts)]),
        np.concatenate([empty, *(requests for _, requests in parts)]),
    )


def _within_reach(
    members: Ints, requests: Ints, homes: Ints, sites: Ints, reach: Ints
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs whose straight distance is within the member's reach, the nearest few members of each request.

    The map is cut into strips as wide as the farthest reach, each strip from south to north into runs of requests:
    a run is compared with the members near it only.
    """
    members = members[np.argsort(homes[members, 0], kind="stable")]
    east, farthest = homes[members, 0], int(reach[members].max())
    strip_of = sites[requests, 0] // max(1, farthest)
    for strip in np.unique(strip_of):
        inside = requests[strip_of == strip]
        inside = inside[np.argsort(sites[inside, 1], kind="stable")]
        first = np.searchsorted(east, sites[inside, 0].min() - farthest, "left")
        last = np.searchsorted(east, sites[inside, 0].max() + farthest, "right")
        beside = members[first:last]
        beside = beside[np.argsort(homes[beside, 1], kind="stable")]
        north = homes[beside, 1]
        for begin in range(0, len(inside), _REQUESTS_AT_ONCE):
            run = inside[begin : begin + _REQUESTS_AT_ONCE]
            low = np.searchsorted(north, sites[run[0], 1] - farthest, "left")
            high = np.searchsorted(north, sites[run[-1], 1] + farthest, "right")
            yield _nearest(beside[low:high], run, homes, sites, reach)


def _nearest(near: Ints, run: Ints, homes: Ints, sites: Ints, reach: Ints) -> tuple[Ints, Ints]:
    """Of these members and requests the pairs within reach, for each request the nearest few."""
    east, north = (homes[near, axis][:, None] - sites[run, axis][None, :] for axis in (0, 1))
    distance = east * east + north * north
    # The rule compares the floor of the distance: floor(d) <= r exactly if d² < (r + 1)².
    i, j = np.nonzero(distance < (reach[near][:, None] + 1) ** 2)
    order = np.lexsort((near[i], distance[i, j], j))
    i, j = i[order], j[order]
    nearest = np.arange(len(j)) - np.searchsorted(j, j, "left") < _WISHING_FOR_ONE
    return near[i[nearest]], run[j[nearest]]
