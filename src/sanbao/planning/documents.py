"""The documents of a run: kept compressed and sealed in the database, decoded once a process. A problem has the homes
of members and the places of requests.

Decoded values are frozen, so the few most recent are shared between callers, known by their digest.
"""

from __future__ import annotations

import asyncio
import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from sanbao.core import sealing
from sanbao.core.errors import NotFound
from sanbao.planning.models import DocumentKind, RunDocument
from sanbao_solver import Plan, Problem, read_plan, read_problem

_KEPT = 6
_COMPRESSION = 3

Value = TypeVar("Value", Problem, Plan)

_decoded: OrderedDict[tuple[DocumentKind, str], Problem | Plan] = OrderedDict()
_reading: dict[tuple[DocumentKind, str], asyncio.Lock] = {}


def digest(body: bytes) -> str:
    """The SHA-256 of a document, in hexadecimal: equal problems have equal digests."""
    return hashlib.sha256(body).hexdigest()


async def save(run_id: UUID, kind: DocumentKind, body: bytes) -> str:
    """Keep a document in place of the run's earlier one of its kind; answers its digest.

    The caller holds the unit of work.
    """
    packed, sha256 = await asyncio.to_thread(lambda: (_packed(body), digest(body)))
    await RunDocument.filter(run_id=run_id, kind=kind).delete()
    await RunDocument.create(run_id=run_id, kind=kind, body=packed, sha256=sha256)
    return sha256


async def remove(run_id: UUID, kind: DocumentKind) -> None:
    """Forget a document; forgetting one that is not there changes nothing."""
    await RunDocument.filter(run_id=run_id, kind=kind).delete()


async def exists(run_id: UUID, kind: DocumentKind) -> bool:
    """Whether the run has a document of the kind."""
    return await RunDocument.exists(run_id=run_id, kind=kind)


async def load(run_id: UUID, kind: DocumentKind) -> bytes:
    """A document as it was saved; raises NotFound where the run has none."""
    found = await RunDocument.filter(run_id=run_id, kind=kind).first()
    if found is None:
        raise NotFound("RunDocument", run_id)
    return await asyncio.to_thread(_unpacked, found.body)


async def load_problem(run_id: UUID) -> Problem:
    """The run's frozen problem; raises NotFound before the run was started."""
    return await _load_decoded(run_id, DocumentKind.PROBLEM, read_problem)


async def load_plan(run_id: UUID) -> Plan:
    """The run's plan; raises NotFound before the run has proposed one."""
    return await _load_decoded(run_id, DocumentKind.PLAN, read_plan)


async def load_plans(run_ids: Sequence[UUID]) -> dict[UUID, Plan]:
    """The plans of those runs that have one, in two statements."""
    rows = RunDocument.filter(run_id__in=list(run_ids), kind=DocumentKind.PLAN)
    found: dict[UUID, Plan] = {}
    unknown = []
    for run_id, sha256 in await rows.values_list("run_id", "sha256"):
        known = _decoded.get((DocumentKind.PLAN, str(sha256)))
        if isinstance(known, Plan):
            found[run_id] = known
        else:
            unknown.append(run_id)
    for row in await rows.filter(run_id__in=unknown) if unknown else []:
        found[row.run_id] = await asyncio.to_thread(_unpacked_plan, row.body)
    return found


def _unpacked_plan(packed: bytes) -> Plan:
    return read_plan(_unpacked(packed))


def _packed(body: bytes) -> bytes:
    return sealing.installed().seal_bytes(zlib.compress(body, _COMPRESSION))


def _unpacked(packed: bytes) -> bytes:
    """The document; those of earlier versions were not sealed."""
    sealed = sealing.is_sealed(packed)
    return zlib.decompress(sealing.installed().unseal_bytes(packed) if sealed else packed)


async def _load_decoded(run_id: UUID, kind: DocumentKind, read: Callable[[bytes], Value]) -> Value:
    known = await RunDocument.filter(run_id=run_id, kind=kind).values_list("sha256", flat=True)
    if not known:
        raise NotFound("RunDocument", run_id)
    key = (kind, str(known[0]))
    async with _reading.setdefault(key, asyncio.Lock()):
        value = _decoded.get(key)
        if value is None:
            body = await load(run_id, kind)
            value = await asyncio.to_thread(read, body)
            _decoded[kind, digest(body)] = value
            while len(_decoded) > _KEPT:
                _decoded.popitem(last=False)
        else:
            _decoded.move_to_end(key)
    _reading.pop(key, None)
    return value  # type: ignore[return-value]
