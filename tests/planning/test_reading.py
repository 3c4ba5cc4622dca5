from datetime import timedelta
from typing import get_args

import pytest

from sanbao.access.actor import Actor
from sanbao.core import clock
from sanbao.core.catalogue import LOCALES, sentence, sentences
from sanbao.core.errors import Conflict, NotFound
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Member, Skill
from sanbao.organisations.kinds import UnitKind
from sanbao.planning import own_reasons, publishing, reading
from sanbao.planning.guard import InputChangeKind
from sanbao.planning.models import Proposal
from sanbao.planning.reading import ProposalFilter
from sanbao.planning.sentences import Audience, of_member, of_request, smallest_change
from sanbao.requests.models import ServiceRequest
from sanbao_solver.explain.changes import Kind
from sanbao_solver.plan import Reason
from sanbao_solver.rules import NAMES
from sanbao_solver.staffing import RULE_ORDER
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_assignment, make_item, make_member, make_request
from tests.planning.worlds import HOME, make_coordinator, make_inspector, make_world, propose


def test_every_code_of_the_solver_has_its_sentences():
    wanted = {
        f"why-unserved-{reason}-{level}"
        for reason in get_args(Reason)
        for level in ("coordinator", "resident")
    }
    wanted |= {f"miss-{rule}" for rule in RULE_ORDER} | {f"violation-{rule}" for rule in NAMES}
    wanted |= {f"change-{kind}" for kind in get_args(Kind) if kind != "displace"}
    wanted |= {f"idle-{rule}" for rule in (*RULE_ORDER, "not_needed")}
    wanted |= {f"changed-{kind.value.lower()}" for kind in InputChangeKind}

    assert wanted - set(sentences()) == set()


async def test_proposals_are_found_by_what_a_coordinator_asks(db):
    world = await make_world(members=1, requests=3)
    community = await make_unit(UnitKind.COMMUNITY, world.street, **HOME)
    plumbing = await make_request(
        community, item=await make_item(world.street, name="Fix a tap", skill="plumbing")
    )
    run = await propose(world.street, world.policy)
    inspector = await make_inspector(world.street)

    async def found(**said):
        rows = await reading.proposals(inspector, run.id, ProposalFilter(**said))
        return {p.request_id for p in await rows}

    everything = {q.id for q in (*world.requests, plumbing)}
    served = await found(served=True)
    assert await found() == everything
    assert len(served) == 2
    assert await found(served=False) == everything - served
    assert await found(reason="no_skill") == {plumbing.id}
    assert await found(below=community.id) == {plumbing.id}
    assert await found(skill="plumbing") == {plumbing.id}
    assert await found(menu_item_id=plumbing.menu_item_id) == {plumbing.id}
    assert await found(menu_item_id=plumbing.menu_item_id, served=True) == set()
    assert await found(member_id=world.members[0].id) == served
    assert await found(text="tap") == {plumbing.id}
    assert await found(text=world.requests[0].number.lower()) == {world.requests[0].id}
    assert await found(served=True, skill="plumbing") == set()
    with pytest.raises(NotFound):
        await reading.proposals(
            await make_coordinator(await make_unit(), "elsewhere"), run.id, ProposalFilter()
        )


async def test_a_served_request_says_why_this_member_and_who_comes_next(db):
    world = await make_world(members=3, requests=1)

    [why] = await reading.why_many([await reading.proposal_of(world.run.id, world.requests[0].id)])

    [placement] = why.report.placements
    assert placement.member == world.members[0].number
    assert placement.runner_up == world.members[1].number
    assert (placement.travel, placement.fairness, placement.gap) == (0, -30, 20)
    assert of_request(why, Audience.COORDINATOR, "en") == (
        "Member 0 will serve at Mon 4 Mar 09:00. Member 0: 0 minutes away, travel 0, fairness -30, continuity and "
        "wishes 0, change 0 points. The runner-up is Member 1, 20 points behind."
    )
    for audience in (Audience.MEMBER, Audience.RESIDENT):
        for locale in LOCALES:
            told = of_request(why, audience, locale)
            assert not any(m.name in told or m.number in told for m in world.members)
            assert "…" not in told


async def test_an_unserved_request_says_why_not_and_what_would_serve_it(db):
    world = await make_world(members=1, requests=1, seats=[{"level": 3}])
    proposal = await reading.proposal_of(world.run.id, world.requests[0].id)

    [why] = await reading.why_many([proposal])

    assert (proposal.served, proposal.reason) == (False, "no_level")
    [seat] = why.report.seats
    assert list(seat.removed) == list(RULE_ORDER)
    assert ({rule: n for rule, n in seat.removed.items() if n}, seat.left) == ({"level": 1}, 0)
    assert (why.report.nearest.rule, why.report.nearest.by) == ("level", 2)
    assert why.report.change.kind == "level"
    assert of_request(why, Audience.COORDINATOR, "en") == (
        "Nobody has the skill care at level 3. Nearest miss: Member 0: 2 level(s) short. The smallest change that "
        "serves it (verified): Member 0 rises 2 level(s) in care. Nothing else is displaced."
    )
    assert of_request(why, Audience.RESIDENT, "zh") == "目前还没有足够熟练的人做这项服务，社区正在寻找。"
    assert "Member 0" not in of_request(why, Audience.MEMBER, "en")


async def test_a_skill_is_told_by_the_name_that_people_have_for_it(db):
    world = await make_world(members=1, requests=1, seats=[{"level": 3}])
    await Skill.filter(code="care").update(name="护理", name_en="nursing")

    [why] = await reading.why_many([await reading.proposal_of(world.run.id, world.requests[0].id)])

    assert of_request(why, Audience.COORDINATOR, "zh").startswith("会“护理”的人都不到 3 级。")
    assert of_request(why, Audience.COORDINATOR, "en").startswith("Nobody has the skill nursing at level 3.")
    assert smallest_change(why, "zh") == "Member 0的“护理”提高 2 级"


async def test_who_is_busy_is_told_with_the_start_and_apart_from_whose_week_is_full(db):
    world = await make_world(members=1, requests=3)
    proposal = await Proposal.get(run_id=world.run.id, served=False)

    [why] = await reading.why_many([proposal])

    first, second = (q.number for q in world.requests if q.id != proposal.request_id)
    assert why.report.start == 540
    assert [(h.request, h.start, h.rule) for h in why.report.holders] == [
        (first, 540, "travel_time"),
        (second, 600, "max_services"),
    ]
    told = of_request(why, Audience.COORDINATOR, "en")
    assert (
        f"At Mon 4 Mar 09:00 those who could are busy with {first}. "
        f"The weekly limits of some who could are filled by {second}. "
    ) in told


async def test_reasons_of_many_proposals_take_few_statements(db, statements):
    world = await make_world(members=3, requests=12)
    rows = await (await reading.proposals(await make_inspector(world.street), world.run.id, ProposalFilter()))

    counts = []
    for some in (rows[:2], rows):
        with statements.counting() as sent:
            assert len(await reading.why_many(some)) == len(some)
        counts.append(len(sent))

    assert counts[0] >= counts[1] - 1


async def test_a_members_week_is_told_with_what_each_service_costs(db):
    world = await make_world(members=1, requests=2)
    idle = await make_member(world.street, name="Idle", skills={})
    run = await propose(world.street, world.policy)
    inspector = await make_inspector(world.street)

    busy = await reading.member_plan(inspector, run.id, world.members[0].id)
    nothing = await reading.member_plan(inspector, run.id, idle.id)

    assert [d.request for d in busy.report.duties] == [q.number for q in world.requests]
    assert [d.fairness for d in busy.report.duties] == [-30, -90]
    assert of_member(busy, Audience.MEMBER, "en") == ("You have 2 service(s) this week, 120 minutes in all.")
    assert of_member(nothing, Audience.COORDINATOR, "en").startswith("Idle has nothing this week: ")
    with pytest.raises(Conflict):
        await reading.member_plan(inspector, world.run.id, idle.id)


async def test_members_and_residents_are_told_their_own_reasons_and_nobody_elses(db):
    world = await make_world(members=2, requests=5)
    await publishing.publish(await make_coordinator(world.street), world.run.id)
    offers = await Assignment.all().order_by("id")
    requests = await ServiceRequest.all().order_by("number")
    helper = await make_assignment(
        next(q for q in requests if q.id == offers[0].request_id),
        await make_member(world.street),
        offers[0].starts_at,
        AssignmentState.OFFERED,
        run_id=world.run.id,
    )

    mine = await own_reasons.of_assignments([*offers, helper], "en")
    theirs = await own_reasons.of_requests(requests, "en")

    assert [reason.code for reason in mine] == ["asked"] * 4 + ["backfill"]
    told = mine[0].sentence(Audience.MEMBER, "en")
    assert told.startswith("You are asked because you can do this, are free at Mon 4 Mar ")
    assert mine[-1].sentence(Audience.MEMBER, "en").startswith("A place has come free.")
    assert sorted(reason.code for reason in theirs) == ["arranged"] * 4 + ["members_busy"]
    left_out = next(r for r in theirs if r.code == "members_busy")
    assert left_out.sentence(Audience.RESIDENT, "en") == (
        "Everybody who can do this is busy this week; yours comes first next week."
    )
    names = set(await Member.all().values_list("name", flat=True))
    for reason, audience in [(r, Audience.MEMBER) for r in mine] + [(r, Audience.RESIDENT) for r in theirs]:
        assert not any(name in reason.sentence(audience, "zh") for name in names)


async def test_reasons_follow_what_people_answer(db):
    world = await make_world(members=2, requests=1, seats=[{"required": 2}])
    await publishing.publish(await make_coordinator(world.street), world.run.id)
    proposal = await reading.proposal_of(world.run.id, world.requests[0].id)
    offers = await Assignment.all().order_by("member__number")
    mine = [Actor(account_id=None, display_name=m.name, member_id=m.id) for m in world.members]

    async def told() -> list[str]:
        request = await ServiceRequest.get(id=world.requests[0].id)
        [own] = await own_reasons.of_requests([request], "en")
        [his, _] = await own_reasons.of_assignments(await Assignment.all().order_by("member__number"), "en")
        [why] = await reading.why_many([proposal])
        coordinator = of_request(why, Audience.COORDINATOR, "en")
        assert of_request(why, Audience.RESIDENT, "en") == own.sentence(Audience.RESIDENT, "en")
        assert of_request(why, Audience.MEMBER, "en") == his.sentence(Audience.MEMBER, "en")
        return [
            own.sentence(Audience.RESIDENT, "en"),
            his.sentence(Audience.MEMBER, "en"),
            coordinator[: coordinator.index(" Member 0: ")],
        ]

    arranged = (
        "A visit is arranged for Mon 4 Mar 09:00; you will be told when the people who come have confirmed."
    )
    accepted = (
        "You said yes: Mon 4 Mar 09:00, about 0 minutes from home. "
        "You were asked because you can do this and are free then."
    )
    plan = "The plan: Member 0, Member 1 at Mon 4 Mar 09:00. Now: "
    asked = (
        "You are asked because you can do this, are free at Mon 4 Mar 09:00 and live about 0 minutes away. "
        "To accept or decline is up to you."
    )
    assert await told() == [arranged, asked, f"{plan}Member 0, Member 1 (offered)."]

    await answers.accept(mine[0], offers[0].id)
    assert await told() == [arranged, accepted, f"{plan}Member 1 (offered), Member 0 (accepted)."]

    await answers.accept(mine[1], offers[1].id)
    confirmed = "A visit at Mon 4 Mar 09:00 is confirmed by the people who come."
    assert await told() == [confirmed, accepted, f"{plan}Member 0, Member 1 (accepted)."]

    await answers.decline(mine[0], offers[0].id, DeclineReason.NOT_FREE)
    assert await told() == [
        arranged,
        "You declined this service (Mon 4 Mar 09:00).",
        f"{plan}Member 1 (accepted).",
    ]


async def test_an_offer_by_hand_has_no_reason_and_a_fallen_request_waits(db):
    world = await make_world(members=1, requests=1)
    await publishing.publish(await make_coordinator(world.street), world.run.id)
    by_hand = await make_assignment(
        await make_request(world.street), world.members[0], WEEK.starts_at + timedelta(hours=9)
    )
    await ServiceRequest.filter(id=world.requests[0].id).update(state="QUEUED", served_from=None)

    [none] = await own_reasons.of_assignments([by_hand], "zh")
    [waiting] = await own_reasons.of_requests([await ServiceRequest.get(id=world.requests[0].id)], "zh")

    assert none is None
    assert waiting.sentence(Audience.RESIDENT, "zh") == sentence("why-waiting-resident", {}, "zh")
    assert clock.now() < WEEK.starts_at
