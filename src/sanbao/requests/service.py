"""Submitting requests and changing what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.moves import begin
from sanbao.access.roles import Permission
from sanbao.core import clock, numbers
from sanbao.core.db import insert_many, locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, InvalidTransition
from sanbao.members import contacts
from sanbao.members.models import Household, Resident
from sanbao.members.policies import may_request_for
from sanbao.menu.models import MenuItem
from sanbao.menu.service import orderable
from sanbao.organisations import scope
from sanbao.requests import drafts, policies
from sanbao.requests.drafts import Place, RequestDraft, Window
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import REQUEST, RequestState

_CHANGEABLE = (RequestState.SUBMITTED, RequestState.NEEDS_INFO, RequestState.QUEUED)


async def submit(actor: Actor, draft: RequestDraft) -> ServiceRequest:
    """Order a service: for oneself, for a household one may request for, or as staff for anybody of the unit
    (`request:submit-for-others`, which the weight needs as well).

    The request belongs to the beneficiary's unit, whose menu it must be on. Raises InvalidInput.
    """
    requester, beneficiary = await people(actor, draft.requester_id, draft.beneficiary_id)
    if draft.weight is not None:
        drafts.weight(draft.weight)
        await scope.require(actor, Permission.REQUEST_SUBMIT_FOR_OTHERS, beneficiary.unit_id)
    windows = drafts.windows(draft.windows)
    first_day = windows[0].starts_at.astimezone(clock.LOCAL).date()
    item = await orderable(beneficiary.unit_id, draft.menu_item_id, first_day)
    drafts.check_fit(windows, item)
    external = contacts.external_columns(
        {"external_system": draft.external_system, "external_id": draft.external_id}
    )
    if external["external_id"] is not None and await ServiceRequest.exists(**external):
        raise AlreadyExists("ServiceRequest", external["external_id"])
    return await enter(
        actor,
        windows,
        unit_id=beneficiary.unit_id,
        menu_item_id=item.id,
        requester_id=requester.id,
        beneficiary_id=beneficiary.id,
        weight=draft.weight or item.weight,
        urgent=draft.urgent,
        note=drafts.note(draft.note),
        **external,
        **(await place_of(beneficiary, draft.place)),
    )


async def enter(
    actor: Actor, windows: Sequence[Window], *, reason: str = "", **columns: Any
) -> ServiceRequest:
    """Write a new request with its number, its windows and the first line of its history."""
    async with unit_of_work():
        request = await ServiceRequest.create(
            number=await numbers.next_number(numbers.of_this_year("REQ")),
            ordered_by_id=actor.account_id,
            submitted_at=clock.now(),
            **columns,
        )
        await write_windows(request.id, windows)
        await begin(REQUEST, request, actor, reason)
    return request


async def change(
    actor: Actor,
    id: UUID,
    *,
    windows: Sequence[Window] | None = None,
    note: str | None = None,
    place: Place | None = None,
    expected_version: int | None = None,
) -> ServiceRequest:
    """Say other windows, another note or place (None leaves as it is, a blank note clears, what a place leaves out is
    the beneficiary's), before the request is offered. By its people, or staff (`request:manage`)."""
    await policies.require_side_or(actor, Permission.REQUEST_MANAGE, await policies.get(actor, id))
    async with unit_of_work():
        request = await locked(ServiceRequest, id, expected_version=expected_version)
        if request.state not in _CHANGEABLE:
            raise InvalidTransition("ServiceRequest", request.state.value, "CHANGE")
        if windows is not None:
            item = await MenuItem.get(id=request.menu_item_id)
            cleaned = drafts.windows(windows)
            drafts.check_fit(cleaned, item)
            await RequestWindow.filter(request_id=id).delete()
            await write_windows(id, cleaned)
        if note is not None:
            request.note = drafts.note(note)  # type: ignore[assignment]
        if place is not None:
            beneficiary = await Resident.get(id=request.beneficiary_id)
            request.update_from_dict(await place_of(beneficiary, place))
        request.version += 1
        await request.save(update_fields=["note", "address", "position", "version"])
    return request


async def people(
    actor: Actor, requester_id: UUID | None, beneficiary_id: UUID | None
) -> tuple[Resident, Resident]:
    """Who asks and who receives; raises InvalidInput for somebody whom the actor may not order for, as for
    somebody who is not there."""
    beneficiary_id = beneficiary_id or requester_id or actor.resident_id
    requester_id = requester_id or actor.resident_id or beneficiary_id
    if beneficiary_id is None or requester_id is None:
        raise InvalidInput("beneficiary", "required")
    beneficiary = await _orderable_for(actor, "beneficiary", beneficiary_id)
    if requester_id == beneficiary_id:
        return beneficiary, beneficiary
    return await _orderable_for(actor, "requester", requester_id), beneficiary


async def _orderable_for(actor: Actor, field: str, id: UUID) -> Resident:
    resident = await Resident.get_or_none(id=id)
    if resident is None or not await may_request_for(actor, resident):
        raise InvalidInput(field, "unknown-id", noun="Resident")
    return resident


async def place_of(beneficiary: Resident, place: Place) -> dict[str, Any]:
    """Address and position: what is given, else the beneficiary's, else his household's."""
    household = await Household.get_or_none(id=beneficiary.household_id) if beneficiary.household_id else None
    given = place.columns()
    return {
        name: given.get(name)
        or getattr(beneficiary, name)
        or (getattr(household, name) if household else None)
        for name in ("address", "position")
    }


async def write_windows(request_id: UUID, windows: Sequence[Window]) -> None:
    """Write the windows of a request that has none."""
    await insert_many(
        RequestWindow,
        [RequestWindow(request_id=request_id, starts_at=w.starts_at, ends_at=w.ends_at) for w in windows],
    )
