"""A state machine is one table: from, action, to, and who may.

A slice writes its table in `states.py`; `access.moves.advance` is the only hand that changes a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sanbao.core.errors import InvalidTransition

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """One row of the table. `permission` is what the actor needs on the row's unit; None: the owner's own
    deed or the system's, checked by the service that calls."""

    to: State
    permission: str | None = None


@dataclass(frozen=True, slots=True)
class Machine(Generic[State, Action]):
    """The table of one noun."""

    noun: str
    table: Mapping[tuple[State, Action], Transition[State]]

    def transition(self, state: State, action: Action) -> Transition[State]:
        """The row for an action in a state; raises InvalidTransition where the table has none."""
        try:
            return self.table[state, action]
        except KeyError:
            raise InvalidTransition(self.noun, state.value, action.value) from None
