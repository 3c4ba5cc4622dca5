"""Sessions of browsers: the flags of the cookie, and whom it stands for."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import httpx
import orjson
import pytest
import websockets
from pydantic import ValidationError

from sanbao.access.models import Token
from sanbao.app import create_app
from sanbao.core.settings import Settings
from sanbao.demo import DemoLogin
from tests.people import PASSWORD, give_password, make_account

SIGN_IN = """mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) {
  ... on SessionCreateSuccess { token } ... on UserError { code path } } }"""
SIGN_OUT = "mutation { sessionEnd(input: {}) { ... on SessionEndSuccess { ended } } }"
PAGE = {"x-sanbao-page": "1", "origin": "http://test"}


def browser(settings: Settings, base_url: str = "http://test") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(settings)), base_url=base_url)


async def post(
    http: httpx.AsyncClient, query: str, headers: dict[str, str], **variables: Any
) -> httpx.Response:
    return await http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


async def signed_in(http: httpx.AsyncClient, headers: dict[str, str]) -> httpx.Response:
    await give_password(await make_account("boss"))
    said = {"login": "boss", "password": PASSWORD, "inCookie": True}
    return await post(http, SIGN_IN, headers, input=said)


async def viewer(http: httpx.AsyncClient, headers: dict[str, str]) -> Any:
    return (await post(http, "{ viewer { login } }", headers)).json()["data"]["viewer"]


async def test_the_token_goes_into_a_cookie_that_no_script_reads_and_not_into_the_answer(db: Settings):
    async with browser(db) as http:
        answer = await signed_in(http, PAGE)

        assert answer.json()["data"] == {"sessionCreate": {"token": ""}}
        cookie = SimpleCookie(answer.headers["set-cookie"])["sanbao-session"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
        assert (cookie["secure"], cookie["max-age"]) == ("", str(12 * 3600))
        assert await viewer(http, PAGE) == {"login": "boss"}


async def test_over_https_the_cookie_is_secure_and_bound_to_the_host(db: Settings):
    async with browser(db, "https://test") as http:
        answer = await signed_in(http, {**PAGE, "origin": "https://test"})

        cookie = SimpleCookie(answer.headers["set-cookie"])["__Host-sanbao-session"]
        assert (cookie["secure"], cookie["httponly"], cookie["domain"]) == (True, True, "")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://test"},
        {"x-sanbao-page": "1", "origin": "http://elsewhere.example"},
        {"x-sanbao-page": "1", "origin": "null"},
        {"x-sanbao-page": "1", "origin": "http://["},
    ],
    ids=["nothing", "no header", "foreign origin", "opaque origin", "broken origin"],
)
async def test_a_request_from_elsewhere_is_a_strangers_though_the_cookie_comes_along(
    db: Settings, headers: dict[str, str]
):
    async with browser(db) as http:
        await signed_in(http, PAGE)

        assert await viewer(http, headers) is None
        refused = await post(http, SIGN_OUT, headers)

        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await Token.filter(revoked_at=None).count() == 1


async def test_no_cookie_is_given_to_a_page_of_another_origin(db: Settings):
    async with browser(db) as http:
        answer = await signed_in(http, {**PAGE, "origin": "http://elsewhere.example"})

        assert answer.json()["data"]["sessionCreate"] == {
            "code": "PAGE_OF_OTHER_ORIGIN",
            "path": ["inCookie"],
        }
        assert "set-cookie" not in answer.headers
        assert await Token.all().count() == 0


async def test_signing_out_ends_the_session_at_the_server_and_takes_the_cookie_back(db: Settings):
    async with browser(db) as http:
        await signed_in(http, PAGE)
        kept = http.cookies["sanbao-session"]

        answer = await post(http, SIGN_OUT, PAGE)

        assert answer.json()["data"] == {"sessionEnd": {"ended": True}}
        assert "sanbao-session" not in http.cookies
        http.cookies.set("sanbao-session", kept)
        assert await viewer(http, PAGE) is None


async def test_a_bearer_token_needs_neither_header_nor_origin(db: Settings):
    await give_password(await make_account("boss"))
    async with browser(db) as http:
        answer = await post(http, SIGN_IN, {}, input={"login": "boss", "password": PASSWORD})
        token = answer.json()["data"]["sessionCreate"]["token"]

        assert "set-cookie" not in answer.headers
        assert await viewer(http, {"authorization": f"Bearer {token}"}) == {"login": "boss"}


@pytest.mark.parametrize("is_demo", [True, False])
async def test_logins_of_the_demo_are_offered_in_the_demo_only(db: Settings, is_demo: bool):
    login = DemoLogin("street", "sanbao-demo", "街道派单员", "Coordinator", "Wang")
    app = create_app(db.model_copy(update={"demo": is_demo}), [login])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        for page in ("signin", "graphiql"):
            offered = (await http.get(f"/{page}/demo.json")).json()["logins"]
            assert [one["login"] for one in offered] == (["street"] if is_demo else [])


async def test_pages_may_ask_nobody_but_us(db: Settings):
    async with browser(db) as http:
        for page in ("console", "member", "resident", "account", "signin"):
            policy = (await http.get(f"/{page}/anything/below")).headers["content-security-policy"]
            assert "default-src 'none'; script-src 'self'; " in policy
            assert "connect-src 'self'; " in policy
            assert "frame-ancestors 'none'" in policy
        assert (await http.get("/")).headers["location"] == "/signin/"


async def test_pages_may_ask_for_map_tiles_where_the_operator_has_chosen_some_and_nobody_else(db: Settings):
    tiles = "https://tiles.example.org/{z}/{x}/{y}.png"
    chosen = db.model_copy(update={"map_tiles_url": tiles, "map_tiles_credit": "© Example"})
    for settings, asked in ((db, "'self'"), (chosen, "'self' https://tiles.example.org")):
        app = create_app(settings)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
            policy = (await http.get("/console/")).headers["content-security-policy"]
        assert f"; connect-src {asked}; " in policy
        assert f"; img-src {asked} data:; " in policy


@pytest.mark.parametrize(
    "wrong", ["tiles/{z}/{x}/{y}.png", "https://tiles.example.org/{z}/{x}.png", "https://a;b/{z}/{x}/{y}.png"]
)
def test_an_address_that_is_none_of_tiles_is_refused(wrong: str):
    with pytest.raises(ValidationError, match="map_tiles_url"):
        Settings(map_tiles_url=wrong)


async def viewer_over_websocket(address: str, cookie: str, origin: str) -> Any:
    """Who the server takes a page of that origin for, by its cookie alone."""
    async with websockets.connect(
        f"ws://{address}/graphql",
        subprotocols=[websockets.Subprotocol("graphql-transport-ws")],
        origin=websockets.Origin(origin),
        additional_headers={"cookie": f"sanbao-session={cookie}"},
    ) as socket:
        await socket.send('{"type": "connection_init"}')
        assert orjson.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send('{"id": "1", "type": "subscribe", "payload": {"query": "{ viewer { login } }"}}')
        return orjson.loads(await socket.recv())["payload"]["data"]["viewer"]


async def test_the_cookie_goes_with_a_websocket_of_our_own_pages(db: Settings, address: str):
    async with browser(db) as http:
        await signed_in(http, PAGE)
        kept = http.cookies["sanbao-session"]

    assert await viewer_over_websocket(address, kept, f"http://{address}") == {"login": "boss"}
    assert await viewer_over_websocket(address, kept, db.address) == {"login": "boss"}


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://["])
async def test_a_websocket_of_another_origin_is_refused_though_the_cookie_comes_along(
    db: Settings, address: str, origin: str
):
    async with browser(db) as http:
        await signed_in(http, PAGE)
        kept = http.cookies["sanbao-session"]

    with pytest.raises(websockets.InvalidStatus) as refused:
        await viewer_over_websocket(address, kept, origin)
    assert refused.value.response.status_code == 403
