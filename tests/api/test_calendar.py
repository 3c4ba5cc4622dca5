from datetime import timedelta

from icalendar import Calendar

from sanbao.access.models import Account, IdempotentAnswer, SensitiveRead
from sanbao.dispatch.answers import accept, decline
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import DeclineReason
from sanbao.members.models import Resident
from sanbao.menu.models import MenuItem
from tests.dispatch.factories import Scene, acting, make_member, make_offer, make_scene
from tests.people import Client
from tests.requests.factories import in_hours

RENEW = """mutation ($key: String) { calendarAddressRenew(input: {idempotencyKey: $key}) {
  ... on CalendarAddressRenewSuccess { url } ... on UserError { code message } } }"""
REVOKE = "mutation { calendarAddressRevoke(input: {}) { ... on CalendarAddressRevokeSuccess { revoked } } }"


async def events_at(client: Client, path: str) -> dict[str, dict[str, object]]:
    response = await client.http.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-cache"
    found = {}
    for event in Calendar.from_ical(response.content).walk("VEVENT"):
        found[str(event["uid"])] = {
            "status": str(event["status"]),
            "summary": str(event["summary"]),
            "location": str(event["location"]) if "location" in event else None,
            "sequence": int(event["sequence"]),
            "start": event["dtstart"].dt,
        }
    return found


async def open_calendar(stranger: Client, scene: Scene):
    member = await make_member(scene.community)
    client = await stranger.signed_in_as(await Account.get(id=member.account_id))
    url = (await client.ask(RENEW))["calendarAddressRenew"]["url"]
    return member, client, url.removeprefix("http://127.0.0.1:8000")


async def test_a_member_subscribes_to_his_services(stranger: Client):
    scene = await make_scene()
    member, _, path = await open_calendar(stranger, scene)
    offers = []
    for day in range(3):
        request = await scene.request()
        offers.append(await make_offer(request, scene.seat, member, starts_at=in_hours(25 + 24 * day)))
    actor = await acting(member)
    await accept(actor, offers[1].id)
    await decline(actor, offers[2].id, DeclineReason.OTHER)
    old = await make_offer(await scene.request(), scene.seat, member, starts_at=in_hours(200))
    long_ago = in_hours(-24 * 31)
    await Assignment.filter(id=old.id).update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))

    events = await events_at(stranger, path)

    def expected(i: int, status: str, summary: str, location: str | None, sequence: int):
        return {
            "status": status,
            "summary": summary,
            "location": location,
            "sequence": sequence,
            "start": offers[i].starts_at,
        }

    assert events == {
        f"{offers[0].id}@sanbao": expected(0, "TENTATIVE", "【待答复】Tap repair", None, 1),
        f"{offers[1].id}@sanbao": expected(1, "CONFIRMED", "Tap repair", "Lane 1, No. 2", 2),
        f"{offers[2].id}@sanbao": expected(2, "CANCELLED", "Tap repair", None, 2),
    }
    read = await SensitiveRead.get()
    assert (read.account_id, read.row_id, read.field_names) == (
        member.account_id,
        offers[1].request_id,
        "address",
    )


async def test_a_calendar_speaks_the_language_of_its_member(stranger: Client):
    scene = await make_scene()
    member, _, path = await open_calendar(stranger, scene)
    await Account.filter(id=member.account_id).update(locale="en")
    await make_offer(await scene.request(), scene.seat, member)

    calendar = Calendar.from_ical((await stranger.http.get(path)).content)

    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["x-wr-calname"]), str(event["summary"])) == (
        "Sanbao · my services",
        "[To answer] Tap repair",
    )
    assert ": please answer before " in str(event["description"])


async def test_an_unchanged_calendar_is_not_sent_again(stranger: Client):
    scene = await make_scene()
    member, _, path = await open_calendar(stranger, scene)
    offer = await make_offer(await scene.request(), scene.seat, member)
    tag = (await stranger.http.get(path)).headers["etag"]

    again = await stranger.http.get(path, headers={"if-none-match": tag})
    await accept(await acting(member), offer.id)
    changed = await stranger.http.get(path, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


async def test_an_address_ends_with_the_next_one_and_with_its_revocation(stranger: Client):
    scene = await make_scene()
    _, client, first = await open_calendar(stranger, scene)
    second = (await client.ask(RENEW))["calendarAddressRenew"]["url"].removeprefix("http://127.0.0.1:8000")

    assert (await stranger.http.get(first)).status_code == 404
    assert (await stranger.http.get(second)).status_code == 200
    assert await client.ask(REVOKE) == {"calendarAddressRevoke": {"revoked": True}}
    assert (await stranger.http.get(second)).status_code == 404
    assert (await stranger.http.get("/calendar/made-up.ics")).status_code == 404
    assert (await stranger.http.get(f"/calendar/{client.token}.ics")).status_code == 404


async def test_the_address_is_shown_once_and_to_members_only(stranger: Client):
    scene = await make_scene()
    _, client, _ = await open_calendar(stranger, scene)
    resident = await stranger.signed_in_as(scene.resident_account)

    first = await client.ask(RENEW, key="k")
    again = await client.ask(RENEW, key="k")
    refused = await resident.ask(RENEW)

    url = first["calendarAddressRenew"]["url"]
    assert again == {"calendarAddressRenew": {"url": None}}
    assert (await stranger.http.get(url.removeprefix("http://127.0.0.1:8000"))).status_code == 200
    assert (await IdempotentAnswer.get()).answer == {"address": None}
    assert refused["calendarAddressRenew"]["code"] == "CALENDAR_HOLDER"


async def test_text_of_people_cannot_add_lines_to_a_calendar(stranger: Client):
    scene = await make_scene()
    member, _, path = await open_calendar(stranger, scene)
    evil = "A\r\nEND:VEVENT\rBEGIN:VEVENT\u2028SUMMARY:owned\u0085X\x07"
    await MenuItem.filter(id=scene.item.id).update(name=evil)
    await Resident.filter(id=scene.resident.id).update(address=evil)
    offer = await make_offer(await scene.request(), scene.seat, member)
    await accept(await acting(member), offer.id)

    body = (await stranger.http.get(path)).text

    lines = [line for line in body.splitlines() if line]
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines) == 1
    assert not any(line.startswith("SUMMARY:owned") for line in lines)
    event = Calendar.from_ical(body).walk("VEVENT")[0]
    assert event["summary"] == event["location"] == "A END:VEVENT BEGIN:VEVENT SUMMARY:owned X"
