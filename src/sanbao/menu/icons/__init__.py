"""Line icons for menu items, drawn for Sanbao: `<name>.svg` in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sanbao.members.kinds import ServiceCategory

OF_CATEGORY: Mapping[ServiceCategory, str] = {
    ServiceCategory.ORGANISATION_BUILDING: "flag",
    ServiceCategory.LEGAL_AID: "scales",
    ServiceCategory.HARDSHIP_AND_DISABILITY: "heart",
    ServiceCategory.COMMUNITY_GOVERNANCE: "house",
    ServiceCategory.HEALTH: "medical",
    ServiceCategory.CULTURE_AND_SPORT: "music",
    ServiceCategory.SAFETY_AND_PATROL: "shield",
    ServiceCategory.OTHER: "star",
}
"""What is shown for an item that has neither a picture nor an icon of its own."""

SIDE = 96
"""Width and height in pixels at which an icon is shown where nothing else is said."""


@cache
def drawings() -> Mapping[str, bytes]:
    """Every icon as SVG, by its name, in alphabetical order."""
    found = [file for file in files(__package__).iterdir() if file.name.endswith(".svg")]
    return {file.name.removesuffix(".svg"): file.read_bytes() for file in sorted(found, key=lambda f: f.name)}
