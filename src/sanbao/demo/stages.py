"""What is being done while a demo is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sanbao.core.catalogue import sentence


@dataclass(frozen=True, slots=True)
class Stage:
    """A step under way: units, people, requests, snapshot, solving, publishing or answers. While solving,
    `gap_percent` is how far the best plan so far can be from the best possible, once that is known."""

    name: str
    gap_percent: float | None = None


OnProgress = Callable[[Stage], None]


def silent(_: Stage) -> None:
    """Report nothing."""


def stage_text(stage: Stage, locale: str = "zh") -> str:
    """A stage in words."""
    text = sentence(f"demo-stage-{stage.name}", {}, locale)
    if stage.gap_percent is None:
        return text
    return text + sentence("demo-stage-gap", {"percent": f"{stage.gap_percent:.1f}"}, locale)
