"""Loaders: what many rows of an answer ask for is fetched in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from tortoise.models import Model

Row = TypeVar("Row", bound=Model)


class Loaders:
    """One request's loaders, made when first asked for."""

    def __init__(self) -> None:
        self._made: dict[object, DataLoader[Any, Any]] = {}

    async def row(self, model: type[Row], id: UUID) -> Row:
        """The row behind a foreign key that is set."""
        found = await self._by_id(model).load(id)
        assert found is not None, f"{model.__name__} {id} is referred to but gone"
        return found

    async def optional_row(self, model: type[Row], id: UUID | None) -> Row | None:
        """The row behind a nullable foreign key."""
        return None if id is None else await self._by_id(model).load(id)

    async def children(self, model: type[Row], field: str, id: UUID, *order: str) -> list[Row]:
        """The rows whose `field` is `id`, in an order: for relations of a few rows each."""

        async def load(ids: Sequence[UUID]) -> list[list[Row]]:
            found: dict[UUID, list[Row]] = defaultdict(list)
            for row in await model.filter(**{f"{field}__in": list(ids)}).order_by(*order, "id"):
                found[getattr(row, field)].append(row)
            return [found[key] for key in ids]

        return await self.batched((model, field, order), load, id)

    async def batched(
        self, name: object, load: Callable[[Sequence[Any]], Awaitable[Sequence[Any]]], key: object
    ) -> Any:
        """Any other batch: `load` gets all keys asked for at once and answers in their order.

        `name` tells loaders apart; the first `load` given under a name is kept.
        """
        if name not in self._made:
            self._made[name] = DataLoader(load_fn=load)
        return await self._made[name].load(key)

    def _by_id(self, model: type[Row]) -> DataLoader[UUID, Row | None]:
        if model not in self._made:

            async def load(ids: Sequence[UUID]) -> list[Row | None]:
                rows = {row.pk: row for row in await model.filter(id__in=list(ids))}
                return [rows.get(id) for id in ids]

            self._made[model] = DataLoader(load_fn=load)
        return self._made[model]
