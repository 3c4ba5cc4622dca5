from __future__ import annotations

from sanbao.access.roles import Role
from sanbao.organisations.kinds import UnitKind
from sanbao.planning.models import Policy
from tests.factories import gid, make_unit
from tests.people import Client, make_account

ERROR = "... on UserError { code path message }"
CREATE = f"""mutation ($input: PolicyCreateInput!) {{ policyCreate(input: $input) {{ __typename
  ... on PolicyCreateSuccess {{ policy {{ id name revision travelCost fairnessCost version }} }} {ERROR} }} }}"""
CHANGE = f"""mutation ($input: PolicyChangeInput!) {{ policyChange(input: $input) {{ __typename
  ... on PolicyChangeSuccess {{ policy {{ id name revision travelCost fairnessCost version }} }} {ERROR} }} }}"""
LIST = """query ($unit: ID, $active: Boolean) { policies(unit: $unit, active: $active) {
  nodes { name revision active } } }"""


async def test_a_policy_is_made_changed_and_valid_below(stranger: Client):
    street, other = await make_unit(), await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    below = await stranger.signed_in_as(await make_account("below", Role.COORDINATOR, community))
    neighbour = await stranger.signed_in_as(await make_account("neighbour", Role.COORDINATOR, other))

    made = await boss.ask(
        CREATE, input={"unit": gid(street), "name": "Fair", "numbers": {"fairnessCost": 90}}
    )
    policy = made["policyCreate"]["policy"]
    assert (policy["travelCost"], policy["fairnessCost"]) == (20, 90)
    changed = await boss.ask(
        CHANGE, input={"id": policy["id"], "numbers": {"travelCost": 10}, "expectedVersion": 1}
    )

    new = changed["policyChange"]["policy"]
    assert (new["revision"], new["travelCost"], new["fairnessCost"]) == (2, 10, 90)
    newest = [{"name": "Fair", "revision": 2, "active": True}]
    assert (await boss.ask(LIST, active=True))["policies"]["nodes"] == newest
    assert (await below.ask(LIST, unit=gid(community), active=True))["policies"]["nodes"] == newest
    assert len((await boss.ask(LIST, active=None))["policies"]["nodes"]) == 2
    assert (await neighbour.ask(LIST, active=None))["policies"]["nodes"] == []
    refused = await below.ask(CHANGE, input={"id": new["id"], "numbers": {"travelCost": 11}})
    assert refused["policyChange"]["code"] == "PERMISSION_DENIED"
    hidden = await neighbour.ask(CHANGE, input={"id": new["id"], "numbers": {"travelCost": 11}})
    assert hidden["policyChange"]["code"] == "NOT_FOUND"


async def test_numbers_out_of_range_are_refused_with_their_path(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    for numbers, field, code in (
        ({"timeLimitSeconds": 0}, "timeLimitSeconds", "OUT_OF_RANGE"),
        ({"detourPercent": 99}, "detourPercent", "OUT_OF_RANGE"),
        ({"requestValue": 1000, "travelCost": 17}, "travelCost", "POLICY_TRAVEL_COST"),
    ):
        refused = await boss.ask(CREATE, input={"unit": gid(street), "name": "X", "numbers": numbers})
        assert refused["policyCreate"]["path"] == ["numbers", field]
        assert refused["policyCreate"]["code"] == code
    assert await Policy.all().count() == 0
