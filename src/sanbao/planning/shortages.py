"""Where a run is short of hands, and what one more pair would be worth there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.core.db import ROWS_A_STATEMENT
from sanbao.planning import reading, runs
from sanbao.requests.models import ServiceRequest
from sanbao_solver import SeatPrice, Shortage, seat_prices, shortage


@dataclass(frozen=True, slots=True)
class UnitShortage:
    """A skill that the requests of a unit lack in a block of four hours, with the solver's figures."""

    unit_id: UUID
    starts_at: datetime
    ends_at: datetime
    figures: Shortage


async def of_run(actor: Actor, run_id: UUID) -> list[UnitShortage]:
    """The shortages of a run's plan, what pays most first. Worked out anew: milliseconds for a street, up to half a
    minute for a city.

    Raises NotFound for a run that is not the actor's to read, Conflict before it has a plan.
    """
    run = await runs.get(actor, run_id)
    book = await reading.book_of(run)
    prices: list[SeatPrice] = await asyncio.to_thread(seat_prices, book.problem, book.plan)
    units: dict[str, UUID] = {}
    numbers = sorted({price.request for price in prices})
    for start in range(0, len(numbers), ROWS_A_STATEMENT):
        part = numbers[start : start + ROWS_A_STATEMENT]
        units |= dict(await ServiceRequest.filter(number__in=part).values_list("number", "unit_id"))
    areas = {number: str(unit) for number, unit in units.items()}
    known = [price for price in prices if price.request in areas]
    return [
        UnitShortage(UUID(row.area), book.week.moment(row.begin), book.week.moment(row.end), row)
        for row in await asyncio.to_thread(shortage, book.problem, known, areas)
    ]
