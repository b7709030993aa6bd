"""Health, figures, and the pages for people."""

import re

import aiohttp
import msgspec
import pytest

from pilotwire.apps.api.problem_table import PROBLEMS
from pilotwire.client.client import Client
from pilotwire.client.health import HealthCheck

from .conftest import IN_SHARED_LOOP, NOON, Site

TROUBLE = HealthCheck(name="storage", state="degraded", detail="The disk is full.", remedy="Make room.")


async def test_a_well_server_says_so(site: Site, client: Client) -> None:
    health = await client.health()
    assert (health.state, health.version, health.started_at) == ("ready", "0.1.0", NOON)
    assert (health.ocpp_url, health.stations_connected) == ("ws://127.0.0.1:9000/ocpp", 0)
    assert health.checks == [HealthCheck(name="storage", state="ready")]


async def test_a_server_in_trouble_says_why_and_what_to_do(
    site: Site, client: Client, raw: aiohttp.ClientSession
) -> None:
    site.trouble = TROUBLE
    health = await client.health()
    assert (health.state, health.checks) == ("degraded", [TROUBLE])
    async with raw.get("/api/v1/health") as answer:
        assert answer.status == 503


async def test_anybody_may_ask_whether_the_server_is_well_and_no_more(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as session:
        async with session.get("/health") as answer:
            assert (answer.status, await answer.json()) == (200, {"state": "ready"})
        site.trouble = TROUBLE
        async with session.get("/health") as answer:
            assert (answer.status, await answer.json()) == (503, {"state": "degraded"})


async def test_figures_are_in_the_form_of_prometheus(site: Site, raw: aiohttp.ClientSession) -> None:
    async with raw.get("/api/v1/stations") as answer:
        assert answer.status == 200
    async with raw.get("/nope") as answer:
        assert answer.status == 404
    async with raw.get("/api/v1/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        text = await answer.text()
    assert "pilotwire_stations_connected 0.0\n" in text
    assert 'pilotwire_api_requests_total{method="GET",route="/api/v1/stations",status="200"} 1.0\n' in text
    assert 'pilotwire_api_requests_total{method="GET",route="other",status="404"} 1.0\n' in text


@IN_SHARED_LOOP
async def test_the_root_leads_to_the_description(shared_site: Site) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session, session.get("/", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "/docs")


@IN_SHARED_LOOP
async def test_the_description_comes_without_foreign_hosts(shared_site: Site) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session:
        async with session.get("/docs") as answer:
            assert answer.content_type == "text/html"
            policy = answer.headers["Content-Security-Policy"]
            page = await answer.text()
        assert "script-src 'self';" in policy
        assert "http" not in page
        links = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert len(links) == 4
        for link in links:
            async with session.get(link) as answer:
                assert answer.status == 200, link
                assert len(await answer.read()) > 100


@IN_SHARED_LOOP
async def test_only_the_files_of_swagger_ui_can_be_had(shared_site: Site) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session:
        for name in ("__init__.py", "..%2f__init__.py", "index.html"):
            async with session.get(f"/docs/assets/{name}") as answer:
                assert answer.status == 404


@IN_SHARED_LOOP
@pytest.mark.parametrize(("path", "version"), [("openapi.json", "3.1.0"), ("openapi-3.0.json", "3.0.3")])
async def test_the_description_is_there_for_programs(shared_site: Site, path: str, version: str) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session, session.get(f"/docs/{path}") as answer:
        assert answer.content_type == "application/json"
        assert msgspec.json.decode(await answer.read())["openapi"] == version


@IN_SHARED_LOOP
async def test_each_type_of_problem_leads_to_its_explanation(shared_site: Site) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session, session.get("/docs/errors") as answer:
        page = await answer.text()
    for kind in PROBLEMS:
        assert f'id="{kind}"' in page


@IN_SHARED_LOOP
async def test_answers_carry_careful_headers(shared_site: Site) -> None:
    async with aiohttp.ClientSession(shared_site.url) as session, session.get("/health") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
