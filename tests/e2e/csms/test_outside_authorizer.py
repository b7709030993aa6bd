"""Somebody outside who decides about tokens: the example of the docs, and programs that misbehave."""

import asyncio
import importlib.util
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from pilotwire.client.authorize import AuthorizeInput, AuthorizeToken
from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .frame_stations import FrameStation, station, told

DOCS = Path(__file__).resolve().parents[3] / "docs"
SECRET = "a-secret-of-16-or-more"  # of a test
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("authorizer", DOCS / "examples" / "authorizer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@asynccontextmanager
async def site(data_dir: Path, app: web.Application, **more: Any) -> AsyncIterator[Running]:
    async with TestServer(app) as outside:
        settings = {"authorizer_url": str(outside.make_url("/authorize")), "authorizer_secret": SECRET, **more}
        async with running(data_dir, **settings) as server:
            yield server


def program(answer: Answer) -> web.Application:
    app = web.Application()
    app.router.add_post("/authorize", answer)
    return app


async def asks(asking: FrameStation, token: str) -> str:
    answer = await asking.call("Authorize", json.dumps({"idToken": {"idToken": token, "type": "ISO14443"}}))
    return str(answer["idTokenInfo"]["status"])


async def test_the_example_of_the_docs_decides_about_unknown_tokens_in_every_version(tmp_path: Path) -> None:
    async with site(tmp_path, example().app()) as server, server.client() as client:
        await client.put_token("0KNOWN", TokenInput())
        async with station(server, "CS1", "ocpp2.0.1") as cs1:
            answer = await cs1.call("Authorize", '{"idToken":{"idToken":"04a2b3c4","type":"ISO14443"}}')
            info = answer["idTokenInfo"]
            assert info.pop("cacheExpiryDateTime")
            assert info == {"status": "Accepted", "groupIdToken": {"idToken": "members", "type": "Central"}}
            assert await asks(cs1, "0OTHER") == "Blocked"
            assert await asks(cs1, "0KNOWN") == "Accepted"
        async with station(server, "CP1", "ocpp1.6") as cp1:
            answer = await cp1.call("Authorize", '{"idTag":"04A2B3C4"}')
            assert (answer["idTagInfo"]["status"], answer["idTagInfo"]["parentIdTag"]) == ("Accepted", "members")
        refused = await told(client, 1, "token.refused")
        assert refused[0]["reason"] == "no member asks at CS1"
        question = AuthorizeInput(id_token=AuthorizeToken(value="0OTHER"), station="CS1")
        assert (await client.authorize(question)).reason == "no member asks at CS1"


async def test_a_program_with_another_secret_is_not_believed_to_have_answered(tmp_path: Path) -> None:
    module = example()
    module.SECRET = "another-secret-altogether"  # type: ignore[attr-defined]  # of the example
    async with site(tmp_path, module.app()) as server, server.client() as client:
        async with station(server, "CS1", "ocpp2.1") as cs1:
            assert await asks(cs1, "04A2B3C4") == "Invalid"
        failed = await told(client, 1, "authorizer.failed")
        assert failed == [
            {
                "type": "authorizer.failed",
                "station": "CS1",
                "reason": "it answers with HTTP status 401",
                "fallback": "refuse",
            }
        ]


BAD: dict[str, tuple[bytes, int, str]] = {
    "not JSON": (b"<html>", 200, "its answer cannot be used: JSON is malformed"),
    "another form": (b'{"state":"Accepted"}', 200, "its answer cannot be used: Object contains unknown field `state`"),
    "no such status": (b'{"status":"Sure"}', 200, "its answer cannot be used: Invalid enum value 'Sure'"),
    "a long group": (b'{"status":"Accepted","group_id":"%s"}' % (b"g" * 37), 200, "its answer cannot be used"),
    "too large": (b" " * 70_000, 200, "127.0.0.1 answers with more than 65536 bytes"),
    "a redirect": (b"", 307, "it answers with HTTP status 307"),
    "an error": (b"", 500, "it answers with HTTP status 500"),
}


@pytest.mark.parametrize("case", sorted(BAD))
async def test_an_answer_that_cannot_be_used_leaves_the_fallback_and_an_event(tmp_path: Path, case: str) -> None:
    body, status, why = BAD[case]

    async def answer(_: web.Request) -> web.Response:
        headers = {"Location": "/authorize"} if status == 307 else {}
        return web.Response(body=body, status=status, headers=headers)

    async with site(tmp_path, program(answer), authorizer_fallback="accept") as server, server.client() as client:
        async with station(server, "CS1", "ocpp2.1") as cs1:
            assert await asks(cs1, "0NEW") == "Accepted"
        assert why in (await told(client, 1, "authorizer.failed"))[0]["reason"]


async def test_one_that_hangs_delays_nobody_else_and_after_a_while_nobody_at_all(tmp_path: Path) -> None:
    asked: list[str] = []
    begun = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        asked.append((await request.json())["id_token"]["value"])
        begun.set()
        await asyncio.sleep(60)
        return web.Response()

    more = {"authorizer_timeout_s": 0.4, "authorizer_fallback": "local"}
    async with site(tmp_path, program(hang), **more) as server, server.client() as client:
        await client.put_token("0KNOWN", TokenInput())
        async with station(server, "CS1", "ocpp2.1") as cs1, station(server, "CS2", "ocpp1.6") as cs2:
            waiting = asyncio.create_task(asks(cs1, "0NEW"))
            await begun.wait()
            answer = await cs2.call("Authorize", '{"idTag":"0KNOWN"}')
            assert answer["idTagInfo"]["status"] == "Accepted"
            assert not waiting.done()
            assert await waiting == "Unknown"
            for number in range(6):
                assert await asks(cs1, f"0NEW{number}") == "Unknown"
        assert asked == ["0NEW", "0NEW0", "0NEW1", "0NEW2", "0NEW3"]
        failed = await told(client, 7, "authorizer.failed")
        assert failed[4]["reason"] == "127.0.0.1 took longer than 0.4 s"
        assert failed[6]["reason"] == "it failed 5 times in a row and is not asked for 10 s"


async def test_asked_for_all_it_can_refuse_and_limit_what_is_accepted_here(tmp_path: Path) -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        if seen[-1]["id_token"]["value"] == "0BROKE":
            return web.json_response({"status": "NoCredit"})
        limit = {"amount": {"amount": "4.20", "currency": "EUR"}, "energy_wh": 9000}
        return web.json_response({"status": "Accepted", "limit": limit, "personal_message": "Hello"})

    async with site(tmp_path, program(answer), authorizer_tokens="all") as server, server.client() as client:
        await client.put_token("0BROKE", TokenInput())
        await client.put_token("0ANNE", TokenInput(group_id="family"))
        async with station(server, "CS1", "ocpp2.0.1") as cs1:
            assert await asks(cs1, "0BROKE") == "NoCredit"
            answer_to = await cs1.call("Authorize", '{"idToken":{"idToken":"0ANNE","type":"ISO14443"}}')
            assert answer_to["idTokenInfo"] == {
                "status": "Accepted",
                "groupIdToken": {"idToken": "family", "type": "Central"},
                "personalMessage": {"format": "UTF8", "content": "Hello"},
            }
            assert await asks(cs1, "0ANNE") == "Accepted"
        assert len(seen) == 2, "an answer holds for a while at the same station"
        seen[0].pop("at")
        assert seen[0] == {
            "station": "CS1",
            "id_token": {"value": "0BROKE", "type": "ISO14443"},
            "evse_id": None,
            "known": True,
        }
        question = AuthorizeInput(id_token=AuthorizeToken(value="0ANNE"), station="CS1", evse_id=1)
        left = (await client.authorize(question)).allowance
        assert left is not None
        assert left.amount is not None
        assert (left.amount.amount, float(left.energy_wh or 0)) == ("4.20", 9000.0)
