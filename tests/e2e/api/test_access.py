"""Who may do what: keys, scopes, hosts, and how often one may be wrong."""

from datetime import timedelta

import aiohttp
import pytest

from pilotwire.apps.api.route_table import ROUTES
from pilotwire.client.client import Client
from pilotwire.client.codec import Instant
from pilotwire.client.key import KeyInput
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.access import Scope

from .conftest import IN_SHARED_LOOP, NOON, SCOPES, Site
from .route_scopes import NEEDED, REQUESTS


def test_every_route_is_tried_here_and_there_are_no_others_with_a_scope() -> None:
    assert set(REQUESTS) | {"get_pulse"} == set(ROUTES)
    assert set(NEEDED) == set(REQUESTS)


async def test_no_route_answers_without_a_key(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as session:
        for method, path in REQUESTS.values():
            async with session.request(method, f"/api/v1{path}") as answer:
                assert answer.status == 401, path
                assert answer.headers["WWW-Authenticate"] == 'Bearer realm="pilotwire"'
                assert (await answer.json(content_type="application/problem+json"))["title"] == "No valid key"


@pytest.mark.parametrize("scope", SCOPES)
async def test_each_scope_reaches_its_routes_and_no_further(site: Site, scope: Scope) -> None:
    headers = {"Authorization": f"Bearer {site.keys[scope]}"}
    async with aiohttp.ClientSession(site.url, headers=headers) as session:
        for name, (method, path) in REQUESTS.items():
            async with session.request(method, f"/api/v1{path}") as answer:
                is_refused = answer.status == 403
            assert is_refused == (SCOPES.index(scope) < SCOPES.index(NEEDED[name])), name


@pytest.mark.parametrize(
    "header", ["Bearer pw_wrong", "Bearer", "Basic cHc6cHc=", "pw_x", "Bearer pw_\xe4", "Bearer " + "x" * 5000]
)
async def test_a_wrong_key_opens_nothing(site: Site, header: str) -> None:
    headers = {"Authorization": header}
    async with aiohttp.ClientSession(site.url, headers=headers) as session, session.get("/api/v1/stations") as answer:
        assert answer.status == 401
        assert "pw_x" not in await answer.text()


async def test_an_expired_key_opens_nothing(site: Site, client: Client) -> None:
    ends_at = Instant.of(NOON + timedelta(hours=1))
    new = await client.create_key(KeyInput(name="short", scope="admin", expires_at=ends_at))
    async with Client(site.url, new.secret) as short:
        await short.stations()
        site.clock.pass_by(3600)
        with pytest.raises(ApiProblem) as refused:
            await short.stations()
    assert (refused.value.status, refused.value.detail) == (401, "The key 'short' has expired.")


async def test_a_new_key_shows_its_secret_once(site: Site, client: Client) -> None:
    new = await client.create_key(KeyInput(name="billing", scope="read"))
    assert new.secret.startswith("pw_")
    shown = next(key for key in (await client.keys()).items if key.id == new.id)
    assert (shown.name, shown.scope, shown.created_at, shown.last_used_at) == ("billing", "read", NOON, None)
    async with Client(site.url, new.secret) as other:
        await other.stations()
    shown = next(key for key in (await client.keys()).items if key.id == new.id)
    assert shown.last_used_at == NOON


async def test_a_deleted_key_opens_nothing(site: Site, client: Client) -> None:
    new = await client.create_key(KeyInput(name="billing", scope="read"))
    await client.delete_key(new.id)
    async with Client(site.url, new.secret) as other:
        with pytest.raises(ApiProblem) as refused:
            await other.stations()
    assert refused.value.status == 401
    with pytest.raises(ApiProblem) as refused:
        await client.delete_key(new.id)
    assert refused.value.status == 404


@IN_SHARED_LOOP
async def test_the_last_admin_key_cannot_be_deleted(shared_client: Client) -> None:
    (admin,) = [key for key in (await shared_client.keys()).items if key.scope == "admin"]
    with pytest.raises(ApiProblem) as refused:
        await shared_client.delete_key(admin.id)
    assert (refused.value.status, refused.value.detail) == (409, "This is the last admin key.")


@IN_SHARED_LOOP
async def test_a_key_for_the_past_is_pointed_at(shared_client: Client) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.create_key(KeyInput(name="late", scope="read", expires_at=Instant.of(NOON)))
    assert refused.value.errors[0].pointer == "/expires_at"


async def test_guessing_keys_is_slowed_down_but_good_keys_pass(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as session:

        async def status(key: str) -> int:
            async with session.get("/api/v1/stations", headers={"Authorization": f"Bearer {key}"}) as answer:
                if answer.status == 429:
                    assert answer.headers["Retry-After"] == "60"
                return answer.status

        assert [await status("pw_wrong") for _ in range(21)] == [401] * 20 + [429]
        assert await status(site.keys["read"]) == 200
        site.clock.pass_by(60)
        assert await status("pw_wrong") == 401


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:1234", "[::1]:8080", "pilot.example"])
async def test_on_loopback_the_server_answers_to_its_own_names(host: str) -> None:
    site = Site(hosts=["Pilot.example"])
    await site.start()
    async with aiohttp.ClientSession(site.url) as session, session.get("/health", headers={"Host": host}) as answer:
        assert answer.status == 200
    await site.server.stop()


@IN_SHARED_LOOP
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example"])
async def test_on_loopback_a_foreign_name_is_turned_away(shared_site: Site, host: str) -> None:
    async with (
        aiohttp.ClientSession(shared_site.url) as session,
        session.get("/health", headers={"Host": host}) as answer,
    ):
        assert answer.status == 421
        assert answer.content_type == "application/problem+json"
        assert (await answer.json(content_type=None))["title"] == "Unknown host"
