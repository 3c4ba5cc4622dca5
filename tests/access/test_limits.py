"""What a document may ask for is measured before it runs, and measuring costs little."""

from __future__ import annotations

from graphql import get_introspection_query

from sanbao.access.roles import Role
from tests.factories import make_unit
from tests.people import Client, make_account


async def test_fragments_that_double_again_and_again_are_measured_at_once_and_refused(stranger: Client):
    doubling = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(99))

    answer = await stranger.send(f"{{ ...F0 }} {doubling} fragment F99 on Query {{ viewer {{ id }} }}")

    assert answer["errors"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": "cost",
        "found": 2**31 - 1,
        "most": 20_000,
    }


async def test_a_fragment_counts_wherever_it_is_spread(stranger: Client):
    inspector = await stranger.signed_in_as(
        await make_account("inspector", Role.INSPECTOR, await make_unit())
    )
    written_out = (
        "{ a: units(first: 3) { nodes { id b: name } } c: units(first: 3) { nodes { id b: name } } }"
    )
    spread = "{ a: units(first: 3) { ...U } c: units(first: 3) { ...U } } fragment U on UnitConnection { nodes { id b: name } }"

    costs = [
        (await inspector.send(text))["extensions"]["cost"]["requested"] for text in (written_out, spread)
    ]

    assert costs == [20, 20]


async def test_aliases_within_a_fragment_count_each_time(stranger: Client):
    aliases = " ".join(f"a{i}: __typename" for i in range(16))

    answer = await stranger.send(f"{{ ...A viewer {{ id }} b: viewer {{ ...B }} }} fragment A on Query {{ {aliases} }} "
                                 f"fragment B on Account {{ {aliases} }}")  # fmt: skip

    assert answer["errors"][0]["extensions"]["found"] == 33


async def test_a_page_size_counts_the_same_however_it_is_given(stranger: Client):
    inspector = await stranger.signed_in_as(
        await make_account("inspector", Role.INSPECTOR, await make_unit())
    )
    said = [
        ("{ units(first: 7) { nodes { id } } }", {}),
        ("query ($n: Int) { units(first: $n) { nodes { id } } }", {"n": 7}),
        ("query ($n: Int = 7) { units(first: $n) { nodes { id } } }", {}),
    ]

    costs = [(await inspector.send(text, **given))["extensions"]["cost"]["requested"] for text, given in said]

    assert costs == [15, 15, 15]


async def test_the_contract_may_be_read_whole_but_not_again_and_again(stranger: Client):
    whole = await stranger.send(get_introspection_query(specified_by_url=True, input_value_deprecation=True))
    again = " ".join(f"a{i}: types {{ ...T }}" for i in range(4))
    often = f"{{ __schema {{ {again} }} }} fragment T on __Type {{ fields {{ args {{ type {{ name }} }} }} }}"
    long = "{ __schema { types { name " + "kind ... on __Type { name } " * 200 + "} } }"

    refused = [(await stranger.send(document))["errors"][0]["extensions"] for document in (often, long)]

    assert "errors" not in whole
    assert whole["extensions"]["cost"]["requested"] < 20_000
    assert [(r["limit"], r["found"]) for r in refused] == [("aliases", 40), ("cost", 20_101)]
