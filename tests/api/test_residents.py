"""Residents and households through the API."""

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.members.models import HouseholdLink, Resident
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.members.factories import (
    make_household,
    make_member,
    make_member_with_account,
    make_resident,
)
from tests.people import Client, make_account

REGISTER = """
mutation ($input: ResidentRegisterInput!) { residentRegister(input: $input) {
  ... on ResidentRegisterSuccess { resident { id name telephone address unit { name } household { label } } }
  ... on UserError { __typename code path }
} }
"""
CHANGE = """
mutation ($input: ResidentChangeInput!) { residentChange(input: $input) {
  ... on ResidentChangeSuccess { resident { name address version household { label } } }
  ... on UserError { __typename code path }
} }
"""
HOUSEHOLD = """
mutation ($input: HouseholdCreateInput!) { householdCreate(input: $input) {
  ... on HouseholdCreateSuccess { household { id label address unit { name } } }
  ... on UserError { __typename code path }
} }
"""
LINK = """
mutation ($input: HouseholdLinkCreateInput!) { householdLinkCreate(input: $input) {
  ... on HouseholdLinkCreateSuccess { householdLink { id mayRequest memberName member { name }
    centre { name } household { label } endedAt } }
  ... on UserError { __typename code path }
} }
"""
END = """
mutation ($input: HouseholdLinkEndInput!) { householdLinkEnd(input: $input) {
  ... on HouseholdLinkEndSuccess { householdLink { endedAt version } }
  ... on UserError { __typename code path }
} }
"""


async def test_a_grid_worker_registers_a_household_and_who_lives_there(stranger: Client):
    community, other = [await make_unit(UnitKind.COMMUNITY, name=n) for n in ("Lake", "Hill")]
    grid = await make_unit(UnitKind.GRID, community, name="Grid 1")
    elsewhere = await make_household(other)
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, community))

    home = (
        await worker.ask(
            HOUSEHOLD, input={"unit": gid(grid), "label": "Building 3", "address": "3 Lake Road"}
        )
    )["householdCreate"]["household"]
    made = await worker.ask(
        REGISTER,
        input={
            "unit": gid(community),
            "name": "Han Meimei",
            "telephone": "13900000000",
            "address": "3 Lake Road",
            "household": home["id"],
            "externalId": "r1",
        },
    )
    resident = await Resident.get()
    again = await worker.ask(REGISTER, input={"unit": gid(grid), "name": "x", "externalId": "r1"})
    foreign = await worker.ask(REGISTER, input={"unit": gid(other), "name": "x"})
    strange = await worker.ask(REGISTER, input={"unit": gid(grid), "name": "x", "household": gid(elsewhere)})
    changed = await worker.ask(
        CHANGE, input={"id": gid(resident), "name": "Han Mei", "household": None, "expectedVersion": 1}
    )

    assert home == {"id": home["id"], "label": "Building 3", "address": None, "unit": {"name": "Grid 1"}}
    made["residentRegister"]["resident"].pop("id")
    assert made["residentRegister"]["resident"] == {
        "name": "Han Meimei",
        "telephone": "13900000000",
        "address": None,
        "unit": {"name": "Lake"},
        "household": {"label": "Building 3"},
    }
    assert again["residentRegister"]["code"] == "ALREADY_EXISTS"
    assert foreign["residentRegister"]["__typename"] == "PermissionDeniedError"
    assert strange["residentRegister"]["__typename"] == "NotFoundError"
    assert changed["residentChange"]["resident"] == {
        "name": "Han Mei",
        "address": None,
        "version": 2,
        "household": None,
    }
    kept = await Resident.get()
    assert (kept.address, kept.telephone) == ("3 Lake Road", "13900000000")


async def test_each_person_sees_of_a_resident_what_is_his_to_see(stranger: Client):
    street = await make_unit()
    community, other = [await make_unit(UnitKind.COMMUNITY, street) for _ in range(2)]
    home = await make_household(community, address="2 Lake Road")
    her = await make_account("her")
    resident = await make_resident(community, household_id=home.id, account=her)
    son = await make_account("son")
    await make_resident(community, name="Son", household_id=home.id, account=son)
    helper, helper_account = await make_member_with_account(community, "helper")
    await HouseholdLink.create(member=helper, household=home)
    accounts = {
        "coordinator": await make_account("coordinator", Role.COORDINATOR, street),
        "grid worker": await make_account("grid", Role.GRID_WORKER, community),
        "inspector": await make_account("inspector", Role.INSPECTOR, street),
        "herself": her,
        "son": son,
        "helper": helper_account,
        "foreign": await make_account("foreign", Role.COORDINATOR, other),
        "nobody": await make_account("nobody"),
    }
    document = """query ($id: ID!) { node(id: $id) { ... on Resident {
      name telephone address household { address links { memberName member { name } } } } }
      residents { totalCount } households { totalCount } }"""
    for name, account in accounts.items():
        client = await stranger.signed_in_as(account)
        seen = await client.ask(document, id=gid(resident))
        row = seen["node"]
        if name in ("foreign", "nobody"):
            assert seen == {"node": None, "residents": {"totalCount": 0}, "households": {"totalCount": 0}}
            continue
        full, telephone = (
            name in ("coordinator", "herself"),
            name in ("coordinator", "herself", "grid worker"),
        )
        knows_member = name not in ("herself", "son")
        assert row == {
            "name": "Han Meimei",
            "telephone": "13900000000" if telephone else None,
            "address": "2 Lake Road" if full else None,
            "household": {
                "address": "2 Lake Road" if full or name == "son" else None,
                "links": [{"memberName": "Li Lei", "member": {"name": "Li Lei"} if knows_member else None}],
            },
        }, name
        assert (seen["residents"]["totalCount"], seen["households"]["totalCount"]) == (2, 1), name
    assert await SensitiveRead.filter(account_id=accounts["inspector"].id).count() == 0
    assert await SensitiveRead.filter(account_id=accounts["coordinator"].id).count() == 2


async def test_a_resident_changes_her_own_address_but_not_her_household(stranger: Client):
    community = await make_unit(UnitKind.COMMUNITY)
    home = await make_household(community)
    account = await make_account("her")
    resident = await make_resident(community, account=account)
    herself = await stranger.signed_in_as(account)

    moved = await herself.ask(CHANGE, input={"id": gid(resident), "address": "9 Hill Road"})
    refused = await herself.ask(CHANGE, input={"id": gid(resident), "household": gid(home)})

    assert moved["residentChange"]["resident"]["address"] == "9 Hill Road"
    assert refused["residentChange"]["__typename"] == "PermissionDeniedError"
    assert (await Resident.get(id=resident.id)).household_id is None
    viewer = await herself.ask("{ viewer { resident { name address } } }")
    assert viewer["viewer"]["resident"] == {"name": "Han Meimei", "address": "9 Hill Road"}


async def test_a_member_of_a_centre_household_looks_after_a_household_until_the_link_ends(stranger: Client):
    community = await make_unit(UnitKind.COMMUNITY)
    centre = await make_unit(UnitKind.CENTRE_HOUSEHOLD, community, name="Centre 1")
    home = await make_household(community)
    member, account = await make_member_with_account(community)
    pending = await make_member(community, verified=False)
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, community))
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, community))
    himself = await stranger.signed_in_as(account)
    wanted = {"household": gid(home), "member": gid(member), "centre": gid(centre)}

    refused = await worker.ask(LINK, input=wanted)
    no_centre = await coordinator.ask(LINK, input={**wanted, "centre": gid(community)})
    not_active = await coordinator.ask(LINK, input={**wanted, "member": gid(pending)})
    made = await coordinator.ask(LINK, input=wanted)
    twice = await coordinator.ask(LINK, input=wanted)
    linked = await coordinator.ask("{ households(filter: {linked: true}) { totalCount } }")
    link_id = made["householdLinkCreate"]["householdLink"]["id"]
    not_hers = await worker.ask(END, input={"id": link_id})
    ended = await himself.ask(END, input={"id": link_id, "expectedVersion": 1})
    again = await himself.ask(END, input={"id": link_id})
    free = await coordinator.ask("{ households(filter: {linked: false}) { totalCount } }")

    assert refused["householdLinkCreate"]["__typename"] == "PermissionDeniedError"
    assert no_centre["householdLinkCreate"]["code"] == "CENTRE_KIND"
    assert not_active["householdLinkCreate"]["code"] == "LINK_MEMBER_STATE"
    assert made["householdLinkCreate"]["householdLink"] == {
        "id": link_id,
        "mayRequest": True,
        "memberName": "Li Lei",
        "member": {"name": "Li Lei"},
        "centre": {"name": "Centre 1"},
        "household": {"label": "Building 3, flat 201"},
        "endedAt": None,
    }
    assert twice["householdLinkCreate"]["code"] == "LINK_EXISTS"
    assert linked["households"]["totalCount"] == 1
    assert not_hers["householdLinkEnd"]["__typename"] == "PermissionDeniedError"
    assert ended["householdLinkEnd"]["householdLink"]["version"] == 2
    assert again["householdLinkEnd"]["code"] == "LINK_ENDED"
    assert free["households"]["totalCount"] == 1
    assert await HouseholdLink.all().count() == 1


async def test_residents_and_households_cost_as_many_statements_for_100_rows_as_for_10(
    stranger: Client, statements
):
    street = await make_unit()
    communities = [await make_unit(UnitKind.COMMUNITY, street) for _ in range(3)]
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    member = await make_member(communities[0])
    for i in range(100):
        home = await make_household(communities[i % 3], label=f"Home {i}", address="x")
        await HouseholdLink.create(member=member, household=home)
        await make_resident(communities[i % 3], household_id=home.id)
    documents = (
        "query ($n: Int) { residents(first: $n) { totalCount nodes { name telephone address unit { name } "
        "household { label address } } } }",
        "query ($n: Int) { households(first: $n) { totalCount nodes { label address unit { name } "
        "links { memberName member { name } centre { name } household { label } } } } }",
    )
    for document in documents:
        counts = []
        for n in (10, 100):
            with statements.counting() as sent:
                await coordinator.ask(document, n=n)
            counts.append(len(sent))
        assert counts[0] == counts[1]


MINE = "{ residents(filter: { mine: true }) { nodes { name } } viewer { mayOrder } }"


async def test_everybody_is_told_for_whom_he_may_order_as_himself(stranger: Client):
    community = await make_unit(UnitKind.COMMUNITY)
    home, other_home, closed_home = [await make_household(community) for _ in range(3)]
    parent_account, keeper_account = [await make_account(login) for login in ("parent", "keeper")]
    await make_resident(community, account=parent_account, household_id=home.id, name="Parent")
    await make_resident(community, household_id=home.id, name="Child")
    await make_resident(community, household_id=other_home.id, name="Neighbour")
    await make_resident(community, household_id=closed_home.id, name="Far away")
    member = await make_member(community, account=keeper_account)
    may = await HouseholdLink.create(member=member, household=other_home, may_request=True)
    await HouseholdLink.create(member=member, household=closed_home, may_request=False)
    parent, keeper = [await stranger.signed_in_as(account) for account in (parent_account, keeper_account)]
    clerk = await stranger.signed_in_as(await make_account("clerk", Role.COORDINATOR, community))

    assert [node["name"] for node in (await parent.ask(MINE))["residents"]["nodes"]] == ["Parent", "Child"]
    assert await keeper.ask(MINE) == {
        "residents": {"nodes": [{"name": "Neighbour"}]},
        "viewer": {"mayOrder": True},
    }
    assert await clerk.ask(MINE) == {"residents": {"nodes": []}, "viewer": {"mayOrder": False}}

    await may.update_from_dict({"ended_at": clock.now()}).save()

    assert await keeper.ask(MINE) == {"residents": {"nodes": []}, "viewer": {"mayOrder": False}}
