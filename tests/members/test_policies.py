"""Who may order for whom, and who may know of which resident."""

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.roles import Role
from sanbao.members import households, life, policies
from sanbao.members.models import Resident
from sanbao.members.states import MemberAction
from sanbao.organisations.kinds import UnitKind
from tests.factories import make_unit
from tests.members.factories import make_household, make_member_with_account, make_resident
from tests.people import make_account


async def test_one_orders_for_oneself_ones_household_and_the_households_one_looks_after(db):
    community, other = await make_unit(UnitKind.COMMUNITY), await make_unit(UnitKind.COMMUNITY)
    home = await make_household(community)
    grandmother = await make_resident(community, household_id=home.id)
    son_account = await make_account("son")
    await make_resident(community, household_id=home.id, account=son_account)
    neighbour_account = await make_account("neighbour")
    neighbour = await make_resident(community, account=neighbour_account)
    linked, linked_account = await make_member_with_account(community, "linked")
    visitor, visitor_account = await make_member_with_account(community, "visitor")
    link = await households.link(SYSTEM, home.id, linked.id, centre_id=None, may_request=True)
    await households.link(SYSTEM, home.id, visitor.id, centre_id=None, may_request=False)
    accounts = {
        "son": son_account,
        "neighbour": neighbour_account,
        "linked": linked_account,
        "visitor": visitor_account,
        "grid": await make_account("grid", Role.GRID_WORKER, community),
        "foreign": await make_account("foreign", Role.COORDINATOR, other),
        "inspector": await make_account("inspector", Role.INSPECTOR, community),
    }
    actors = {name: await sessions.actor_of(account) for name, account in accounts.items()}
    actors["stranger"] = Actor()

    async def who(resident: Resident) -> set[str]:
        return {name for name, actor in actors.items() if await policies.may_request_for(actor, resident)}

    async def knowing(resident: Resident) -> set[str]:
        seen = {n: policies.visible_residents(a).filter(id=resident.id) for n, a in actors.items()}
        return {name for name, found in seen.items() if await found.exists()}

    assert await who(grandmother) == {"son", "linked", "grid"}
    assert await who(neighbour) == {"neighbour", "grid"}
    assert await knowing(grandmother) == {"son", "linked", "grid", "inspector"}
    assert await knowing(neighbour) == {"neighbour", "grid", "inspector"}

    await life.step(SYSTEM, linked.id, MemberAction.PAUSE)
    assert await who(grandmother) == {"son", "grid"}
    await life.step(SYSTEM, linked.id, MemberAction.RESUME)
    await households.end_link(actors["linked"], link.id)
    assert await who(grandmother) == {"son", "grid"}
    assert await knowing(grandmother) == {"son", "grid", "inspector"}
