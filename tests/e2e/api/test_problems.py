"""Every error has one form, whoever raised it, and tells nothing that it should not."""

import asyncio
import io
import logging

import aiohttp
import pytest
from yarl import URL

from pilotwire.apps.api.problem_table import PROBLEMS
from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem, ServerUnreachable
from pilotwire.client.station import StationInput
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import StorageRefusedError
from pilotwire.services.work import Work

from .conftest import IN_SHARED_LOOP, Site


async def problem(answer: aiohttp.ClientResponse) -> dict[str, object]:
    """The document, its form checked."""
    assert answer.content_type == "application/problem+json"
    document: dict[str, object] = await answer.json(content_type=None)
    assert {"type", "title", "status", "detail", "request_id"} <= set(document)
    assert set(document) <= {"type", "title", "status", "detail", "request_id", "remedy", "errors"}
    assert document["status"] == answer.status
    assert document["request_id"] == answer.headers["X-Request-Id"]
    kind = str(document["type"]).removeprefix("/docs/errors#")
    assert (PROBLEMS[kind].status, PROBLEMS[kind].title) == (answer.status, document["title"])
    return document


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "The request has no body."),
        (b"{", "The body is no JSON: Input data was truncated."),
        (b"nonsense", "The body is no JSON: invalid character (byte 4)."),
        (b'{"name":"\xff"}', "The body is no JSON"),
        (b'{"name":"\\ud800"}', "The body is no JSON"),
        (b"{} {}", "The body is no JSON: trailing characters (byte 4)."),
        (b'{"behaviour":' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
        (b'{"x":' * 5_000 + b"1" + b"}" * 5_000, ""),
    ],
)
async def test_a_body_that_is_no_json_is_refused(shared_raw: aiohttp.ClientSession, body: bytes, detail: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with shared_raw.put("/api/v1/stations/CS-1", data=body, headers=headers) as answer:
        document = await problem(answer)
        assert answer.status in ((400,) if detail else (400, 422))
        assert str(document["detail"]).startswith(detail)


async def test_a_deeply_nested_payload_is_refused_and_not_passed_on(site: Site, raw: aiohttp.ClientSession) -> None:
    async with raw.put("/api/v1/stations/CS-1", json={}) as answer:
        assert answer.status == 201
    body = b'{"action":"Reset","payload":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    async with raw.post(
        "/api/v1/stations/CS-1/calls", data=body, headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 400
        assert (await problem(answer))["detail"] == "The body is nested too deeply."


@IN_SHARED_LOOP
async def test_a_body_of_another_kind_is_refused(shared_raw: aiohttp.ClientSession) -> None:
    async with shared_raw.put("/api/v1/stations/CS-1", data=b"{}", headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415
        assert (await problem(answer))["detail"] == "The body is declared as 'text/plain'."


@IN_SHARED_LOOP
async def test_a_huge_body_is_refused(shared_raw: aiohttp.ClientSession) -> None:
    body = io.BytesIO(b'{"name":"' + b"x" * 1_100_000 + b'"}')
    async with shared_raw.put(
        "/api/v1/stations/CS-1", data=body, headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 413
        await problem(answer)


@IN_SHARED_LOOP
async def test_a_huge_body_without_a_declared_length_is_refused(shared_raw: aiohttp.ClientSession) -> None:
    async def chunks() -> object:
        for _ in range(12):
            yield b" " * 100_000

    headers = {"Content-Type": "application/json"}
    async with shared_raw.put("/api/v1/stations/CS-1", data=chunks(), headers=headers) as answer:
        assert answer.status == 413
        await problem(answer)


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    "path", ["/nope", "/api/v1", "/api/v1/station", "/api/v2/stations", "/docs/nope", "/api/v1/stations/a/b"]
)
async def test_an_unknown_route_says_so(shared_raw: aiohttp.ClientSession, path: str) -> None:
    async with shared_raw.get(path) as answer:
        assert answer.status == 404
        assert (await problem(answer))["title"] == "No such route"


@IN_SHARED_LOOP
async def test_a_wrong_method_names_the_right_ones(shared_raw: aiohttp.ClientSession) -> None:
    async with shared_raw.post("/api/v1/stations/CS-1", json={}) as answer:
        assert answer.status == 405
        assert {"GET", "PUT", "PATCH", "DELETE"} <= {one.strip() for one in answer.headers["Allow"].split(",")}
        assert (await problem(answer))["title"] == "Method not allowed"


async def test_a_failure_of_ours_tells_nothing_but_where_to_look(
    site: Site, raw: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(station: StationId) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(site.store, "station", broken)
    with caplog.at_level(logging.ERROR):
        async with raw.get("/api/v1/stations/CS-1") as answer:
            assert answer.status == 500
            document = await problem(answer)
            assert "secret" not in await answer.text()
    assert document["remedy"] == f"Look for {document['request_id']} in the server's log."
    assert str(document["request_id"]) in caplog.text
    assert "secret inside" in caplog.text


async def test_a_change_that_storage_refuses_is_told(
    site: Site, raw: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(work: Work) -> None:
        raise StorageRefusedError("It holds something that cannot be stored.", "Change it.")

    monkeypatch.setattr(site.store, "commit", refuse)
    async with raw.put("/api/v1/stations/CS-1", json={}) as answer:
        assert answer.status == 500
        assert (await problem(answer))["detail"] == "It holds something that cannot be stored."


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    "path",
    ["/api/v1/stations/%00", "/api/v1/stations/%0d%0aX-Evil:%201", "/api/v1/tokens/%c0%af", "/api/v1/messages?q=%00",
     "/api/v1/findings?name=%0a", "/api/v1/stations?q=" + "x" * 300, "/api/v1/tokens/" + "x" * 2000],
)  # fmt: skip
async def test_texts_that_cannot_be_names_are_refused(
    shared_site: Site, shared_raw: aiohttp.ClientSession, path: str
) -> None:
    async with shared_raw.get(URL(shared_site.url + path, encoded=True)) as answer:
        assert answer.status == 422
        assert "X-Evil" not in answer.headers
        await problem(answer)


@pytest.mark.parametrize(
    "q", ["'; DROP TABLE station; --", "%", "_", "\\", '"', "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>"]
)
async def test_searching_for_odd_texts_finds_nothing_and_breaks_nothing(raw: aiohttp.ClientSession, q: str) -> None:
    async with raw.put("/api/v1/stations/CS-1", json={"name": "Yard"}) as answer:
        assert answer.status == 201
    for path in ("stations", "tokens", "messages"):
        async with raw.get(f"/api/v1/{path}", params={"q": q}) as answer:
            assert (await answer.json())["items"] == []


async def test_html_in_a_name_stays_data(raw: aiohttp.ClientSession) -> None:
    name = '<img src=x onerror="alert(1)">'
    async with raw.put("/api/v1/stations/CS-1", json={"name": name}) as answer:
        assert answer.content_type == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert (await answer.json())["name"] == name


@IN_SHARED_LOOP
async def test_garbage_on_the_line_does_not_stop_the_server(shared_site: Site, shared_client: Client) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 5000, b"GET /\xff HTTP/1.1\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", shared_site.server.port)
        writer.write(garbage)
        await writer.drain()
        writer.write_eof()
        async with asyncio.timeout(5):
            answer = await reader.read()
        writer.close()
        assert b"Traceback" not in answer
    assert (await shared_client.health()).state == "ready"


@IN_SHARED_LOOP
async def test_the_client_says_what_is_wrong_with_an_address(shared_site: Site) -> None:
    async with Client("http://127.0.0.1:9", "pw_x") as client:
        with pytest.raises(ServerUnreachable, match="cannot be reached") as refused:
            await client.health()
    assert "pilotwire serve" in refused.value.remedy
    for url in ("127.0.0.1:8080", "", "ftp://x", "http://"):
        async with Client(url, "pw_x") as client:
            with pytest.raises(ServerUnreachable, match="not the address of a server"):
                await client.health()


@IN_SHARED_LOOP
async def test_the_client_knows_an_answer_that_is_not_ours(shared_site: Site) -> None:
    async with Client(f"{shared_site.url}/elsewhere", shared_site.keys["read"]) as client:
        with pytest.raises(ApiProblem) as refused:
            await client.stations()
    assert refused.value.title == "No such route"

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno")
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(other, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    async with Client(f"http://127.0.0.1:{port}", "pw_x") as client:
        with pytest.raises(ServerUnreachable, match="502 Bad Gateway"):
            await client.put_station("CS-1", StationInput())
    proxy.close()
    await proxy.wait_closed()
