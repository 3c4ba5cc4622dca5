"""Standing requests, requests with their windows, the assignments of earlier weeks: their rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sanbao.core import clock, inputs, numbers
from sanbao.demo.ledger import Ledger
from sanbao.demo.world import RequestSpec, SeriesSpec, ServedSpec, World
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.offers import open_key
from sanbao.dispatch.states import ASSIGNMENT, HOLDING, AssignmentAction, AssignmentState
from sanbao.menu.models import Seat
from sanbao.records.counting import counted
from sanbao.records.models import RecordLine, RecordSource, ServiceRecord
from sanbao.requests import drafts, recurrence
from sanbao.requests.drafts import Place
from sanbao.requests.models import Rating, RequestSeries, RequestWindow, ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState

_ANSWERS = (AssignmentAction.ACCEPT, AssignmentAction.DECLINE)


async def write_requests(ledger: Ledger, world: World) -> None:
    """Write what is asked, and what was served before."""
    for spec in world.series:
        _add_series(ledger, spec, world)
    requests = sorted(world.requests, key=lambda r: r.submitted_at)
    given = await numbers.next_numbers(numbers.of_this_year("REQ"), len(requests))
    for request, number in zip(requests, given, strict=True):
        _add_request(ledger, request, number)
    items = {request.key: request.item.code for request in world.requests}
    units = {request.key: request.unit for request in world.requests}
    seats = {(seat.menu_item_id, seat.position): seat.id for seat in await Seat.all()}
    for i, served in enumerate(world.served):
        item_id = ledger.ids[f"item {items[served.request]}"]
        key = f"assignment-{i}"
        _add_assignment(ledger, key, served, seats[item_id, served.seat])
        _add_record(ledger, f"record-{i}", key, served, units[served.request])
    await ledger.write()


def _add_series(ledger: Ledger, spec: SeriesSpec, world: World) -> None:
    created = world.moment - timedelta(days=70)
    ledger.add(
        RequestSeries,
        spec.key,
        created,
        unit_id=ledger.ids[spec.unit],
        menu_item_id=ledger.ids[f"item {spec.item}"],
        requester_id=ledger.ids[spec.requester],
        beneficiary_id=ledger.ids[spec.beneficiary],
        ordered_by_id=ledger.of(spec.ordered_by),
        rule=recurrence.cleaned(spec.rule, spec.starts_on),
        starts_on=spec.starts_on,
        windows=[list(spec.window)],
        note=drafts.note(spec.note),
        **_place(spec.address, spec.place),
    )


def _place(address: str, place: tuple[float, float]) -> dict[str, str | None]:
    return Place(address=address, longitude=place[0], latitude=place[1]).columns()


def _add_request(ledger: Ledger, spec: RequestSpec, number: str) -> None:
    state, version = ledger.lived(
        REQUEST, spec.key, RequestState.SUBMITTED, spec.submitted_at, spec.ordered_by, spec.steps
    )
    last = spec.steps[-1] if spec.steps else None
    verified = (step.at for step in spec.steps if step.action is RequestAction.VERIFY)
    ledger.add(
        ServiceRequest,
        spec.key,
        spec.submitted_at,
        version=version,
        number=number,
        unit_id=ledger.ids[spec.unit],
        menu_item_id=ledger.ids[f"item {spec.item.code}"],
        requester_id=ledger.ids[spec.requester],
        beneficiary_id=ledger.ids[spec.beneficiary],
        ordered_by_id=ledger.of(spec.ordered_by),
        state=state,
        weight=drafts.weight(spec.weight),
        urgent=spec.urgent,
        weeks_waited=spec.weeks_waited,
        note=drafts.note(spec.note),
        reason=inputs.text("reason", last.reason, most=400, required=False) if last else "",
        submitted_at=spec.submitted_at,
        verified_at=next(verified, None),
        served_from=spec.served_from,
        **_place(spec.address, spec.place),
    )
    if spec.rating is not None:
        ledger.add(
            Rating,
            f"{spec.key} rating",
            spec.rating.at,
            request_id=ledger.ids[spec.key],
            account_id=ledger.of(spec.ordered_by),
            score=spec.rating.score,
            tags=[tag.value for tag in spec.rating.tags],
            words=spec.rating.words,
        )
    for i, (starts_at, ends_at) in enumerate(spec.windows):
        ledger.add(
            RequestWindow, f"{spec.key} window {i}", spec.submitted_at,
            request_id=ledger.ids[spec.key], starts_at=starts_at, ends_at=ends_at,
        )  # fmt: skip


def _add_assignment(ledger: Ledger, key: str, spec: ServedSpec, seat_id: object) -> None:
    state, version = ledger.lived(ASSIGNMENT, key, AssignmentState.OFFERED, spec.offered_at, None, spec.steps)
    member_id, request_id = ledger.ids[spec.member], ledger.ids[spec.request]
    declined = spec.decline_reason is not None
    ledger.add(
        Assignment,
        key,
        spec.offered_at,
        version=version,
        request_id=request_id,
        seat_id=seat_id,
        member_id=member_id,
        starts_at=spec.starts_at,
        ends_at=spec.ends_at,
        travel_minutes=spec.travel_minutes,
        state=state,
        open_key=open_key(member_id, request_id) if state in HOLDING else None,
        answer_by=min(spec.offered_at + timedelta(hours=24), spec.starts_at),
        answered_at=next((step.at for step in spec.steps if step.action in _ANSWERS), None),
        decline_reason=spec.decline_reason,
        note=spec.steps[-1].reason if declined else "",
        checked_in_at=_at(spec, AssignmentAction.CHECK_IN),
        checked_out_at=_at(spec, AssignmentAction.COMPLETE),
    )


def _at(spec: ServedSpec, action: AssignmentAction) -> datetime | None:
    return next((step.at for step in spec.steps if step.action is action), None)


def _add_record(ledger: Ledger, key: str, assignment: str, spec: ServedSpec, unit: str) -> None:
    """The hours of a service, where it was done."""
    came_at, left_at = _at(spec, AssignmentAction.CHECK_IN), _at(spec, AssignmentAction.COMPLETE)
    if came_at is None or left_at is None:
        return
    rule = ServiceRule()
    found = counted(
        came_at,
        left_at,
        starts_at=spec.starts_at,
        ends_at=spec.ends_at,
        overrun_minutes=rule.overrun_minutes,
        day_minutes_left=rule.day_minutes,
    )
    ledger.add(
        ServiceRecord,
        key,
        left_at,
        assignment_id=ledger.ids[assignment],
        member_id=ledger.ids[spec.member],
        unit_id=ledger.ids[unit],
        served_on=spec.starts_at.astimezone(clock.LOCAL).date(),
        planned_minutes=int((spec.ends_at - spec.starts_at).total_seconds() // 60),
        minutes=found.minutes,
        source=RecordSource.MEMBER,
        cap=found.cap,
    )
    ledger.add(
        RecordLine, f"{key} line", left_at, record_id=ledger.ids[key], minutes_before=0, minutes=found.minutes,
        came_at=came_at, left_at=left_at, source=RecordSource.MEMBER,
    )  # fmt: skip
