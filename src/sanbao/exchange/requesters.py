"""The residents behind imported requests: found again by unit, name and telephone, made where they are new.

Somebody without a telephone is known by the request alone: two people of one name are not made one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanbao.core.bulk import Values
from sanbao.core.ids import new_id
from sanbao.exchange.importer import ParsedRow, Progress, chunks, insert_steadily
from sanbao.members.models import Resident


@dataclass(frozen=True, slots=True)
class Requester:
    """What a request takes from a resident."""

    id: UUID
    address: str | None
    position: str | None


Key = tuple[UUID, str, str]
"""Unit, name, fingerprint of the telephone."""


class Requesters:
    """Finds and makes the residents of one import."""

    def __init__(self) -> None:
        self._known: dict[Key, Requester] = {}
        self._new: list[Values] = []

    async def find(self, rows: Sequence[ParsedRow]) -> None:
        """Read the residents with the telephones of these rows."""
        prints = {
            row.found[who]["telephone_fingerprint"] for row in rows for who in ("requester", "beneficiary")
        }
        for part in chunks(sorted(prints - {None})):
            for r in await Resident.filter(telephone_fingerprint__in=part).order_by("id"):
                key = (r.unit_id, r.name, str(r.telephone_fingerprint))
                self._known.setdefault(key, Requester(r.id, r.address, r.position))

    def of(self, row: ParsedRow) -> tuple[Requester, Requester]:
        """Who asks and who receives; a row without a beneficiary means the requester himself."""
        has_other = "beneficiary_name" in row.values
        requester = self._one(row, "requester", lives_there=not has_other)
        return requester, self._one(row, "beneficiary", lives_there=True) if has_other else requester

    def _one(self, row: ParsedRow, who: str, *, lives_there: bool) -> Requester:
        unit_id: UUID = row.found["unit"].id
        name: str = row.values[f"{who}_name"]
        reach: dict[str, Any] = row.found[who]
        fingerprint = reach["telephone_fingerprint"]
        if fingerprint is not None and (unit_id, name, fingerprint) in self._known:
            return self._known[unit_id, name, fingerprint]
        columns: dict[str, Any] = row.found["columns"] if lives_there else {}
        made = Requester(new_id(), columns.get("address"), columns.get("position"))
        self._new.append(
            {
                "id": made.id,
                "unit_id": unit_id,
                "name": name,
                "address": made.address,
                "position": made.position,
                **reach,
            }
        )
        if fingerprint is not None:
            self._known[unit_id, name, fingerprint] = made
        return made

    @staticmethod
    async def who_differs(rows: Sequence[ParsedRow]) -> None:
        """Note in `found["others"]` of rows with an existing request who is somebody else in the file."""
        ids = {
            id
            for row in rows
            for id in (row.found["request"].requester_id, row.found["request"].beneficiary_id)
        }
        people: dict[UUID, tuple[str, str | None]] = {}
        for part in chunks(sorted(ids)):
            lines = Resident.filter(id__in=part).values_list("id", "name", "telephone_fingerprint")
            people |= {id: (name, fingerprint) for id, name, fingerprint in await lines}
        for row in rows:
            request = row.found["request"]
            row.found["others"] = {
                who
                for who, id in (("requester", request.requester_id), ("beneficiary", request.beneficiary_id))
                if f"{who}_name" in row.values and not _is_said(row, who, *people[id])
            }

    async def write(self, progress: Progress) -> None:
        """Write the new residents."""
        await insert_steadily(Resident, self._new, len(self._new), progress, "residents")


def _is_said(row: ParsedRow, who: str, name: str, fingerprint: str | None) -> bool:
    """Does a row name this person? A telephone that it leaves out may be any."""
    said = row.found[who]["telephone_fingerprint"]
    return row.values[f"{who}_name"] == name and said in (None, fingerprint)
