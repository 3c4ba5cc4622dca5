"""The price of a placement by hand, in words: who comes, who no longer does, what is called off, how far the ways are."""

from __future__ import annotations

from sanbao.core.catalogue import sentence
from sanbao.planning.pricing import Quote, broken_rules
from sanbao.planning.sentences import joined, listed, moment
from sanbao_solver import Served


def of_quote(quote: Quote, locale: str) -> str:
    """What a placement breaks, or what it changes."""
    if quote.price.violations:
        broken = dict.fromkeys(
            sentence(
                f"violation-{each.rule}",
                {"request": each.request_number, "member": each.member_name},
                locale,
            )
            for each in broken_rules(quote.price, quote.rows)
        )
        return joined(list(broken), locale)
    return joined([*_people(quote, locale), *_called_off(quote, locale), _ways(quote, locale)], locale)


def _people(quote: Quote, locale: str) -> list[str]:
    before, after = _team(quote.before), _team(quote.after)
    said = []
    if quote.before is None and quote.after is not None:
        said.append(_said("price-served", quote, after, quote.after, locale))
    elif quote.after is None and quote.before is not None:
        said.append(_said("price-unserved", quote, before, quote.before, locale))
    elif quote.after is not None and quote.before is not None:
        for key, names in (
            ("price-joins", [m for m in after if m not in before]),
            ("price-leaves", [m for m in before if m not in after]),
        ):
            if names:
                said.append(_said(key, quote, names, quote.after, locale))
        if quote.before.start != quote.after.start:
            said.append(_said("price-moves", quote, after, quote.after, locale))
    return said


def _called_off(quote: Quote, locale: str) -> list[str]:
    return [_said("price-called-off", quote, _team(gone), gone, locale) for gone in quote.given_way]


def _ways(quote: Quote, locale: str) -> str:
    minutes = quote.travel_minutes or 0
    key = "price-way-longer" if minutes > 0 else "price-way-shorter" if minutes < 0 else "price-way-same"
    return sentence(key, {"minutes": abs(minutes)}, locale)


def _said(key: str, quote: Quote, members: list[str], service: Served, locale: str) -> str:
    names = [quote.rows.names.get(member, member) for member in members]
    facts = {
        "members": listed(names, locale),
        "request": service.request,
        "start": moment(quote.week, service.start, locale),
    }
    return sentence(key, facts, locale)


def _team(service: Served | None) -> list[str]:
    return [member for seat in service.seats for member in seat] if service else []
