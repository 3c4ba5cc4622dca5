"""What somebody signed in with, in plain words."""

from __future__ import annotations

from ua_parser import parse

from sanbao.core.catalogue import sentence


def device(user_agent: str, locale: str) -> str:
    """Browser and system out of what a browser calls itself, such as "Edge on Windows"; versions are left out."""
    found = parse(user_agent)
    browser = found.user_agent.family if found.user_agent else None
    system = found.os.family if found.os else None
    known = {"browser": browser, "system": system}
    key = "-".join(["device", *(name for name, value in known.items() if value)])
    return sentence(key, known, locale)
