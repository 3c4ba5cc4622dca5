"""What is kept of how to reach somebody, cleaned: the columns that members, residents and households share."""

from __future__ import annotations

import re
from typing import Any

from sanbao.core import inputs, positions, sealing
from sanbao.core.errors import InvalidInput

_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,29}")


def telephone_columns(value: str | None) -> dict[str, Any]:
    """The number, sealed by the model, and the fingerprint by which equal numbers are found."""
    number = inputs.optional_text("telephone", value, most=30)
    if number is None:
        return {"telephone": None, "telephone_fingerprint": None}
    digits = re.sub(r"\D", "", number)
    if not _TELEPHONE.fullmatch(number) or not 3 <= len(digits) <= 20:
        raise InvalidInput("telephone", "telephone-format")
    return {"telephone": number, "telephone_fingerprint": fingerprint(number)}


def fingerprint(telephone: str) -> str:
    """Equal for equal numbers, however they are written, with or without China's +86."""
    digits = re.sub(r"\D", "", telephone)
    if telephone.startswith(("+86", "0086")):
        digits = digits.removeprefix("00").removeprefix("86")
    return sealing.installed().fingerprint(digits)


def place_columns(said: Any) -> dict[str, Any]:
    """Address and position, where they are said."""
    columns: dict[str, Any] = {}
    if "address" in said:
        columns["address"] = inputs.optional_text("address", said["address"], most=200)
    if "position" in said:
        pair = said["position"]
        place = inputs.position("position", *pair) if pair else None
        columns["position"] = positions.written(*place) if place else None
    return columns


def external_columns(said: Any) -> dict[str, Any]:
    """The id in another system, where it is said: both parts or neither."""
    if "external_system" not in said and "external_id" not in said:
        return {}
    system = inputs.optional_text("external_system", said.get("external_system"), most=40)
    id = inputs.optional_text("external_id", said.get("external_id"), most=80)
    if (system is None) != (id is None):
        raise InvalidInput("external_id" if id is None else "external_system", "external-id-half")
    return {"external_system": system, "external_id": id}
