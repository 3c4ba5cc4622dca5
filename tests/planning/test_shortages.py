import pytest

from sanbao.core.errors import NotFound
from sanbao.planning import shortages
from tests.factories import make_unit
from tests.planning.worlds import make_inspector, make_world


async def test_a_run_tells_what_one_more_member_would_be_worth_by_skill_unit_and_time(db):
    world = await make_world(members=1, requests=1, seats=[{"level": 3}])
    inspector = await make_inspector(world.street)

    found = await shortages.of_run(inspector, world.run.id)

    assert [(row.unit_id, row.figures.skill, row.figures.short, row.figures.paying) for row in found] == [
        (world.requests[0].unit_id, "care", 1, 1)
    ]
    assert found[0].figures.most > 0
    assert found[0].ends_at > found[0].starts_at


async def test_shortages_are_for_those_who_may_read_the_run(db):
    world = await make_world(members=1, requests=1)
    stranger = await make_inspector(await make_unit(name="Another street"))

    with pytest.raises(NotFound):
        await shortages.of_run(stranger, world.run.id)
