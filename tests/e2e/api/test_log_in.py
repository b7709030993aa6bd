"""People who log in with a link: what opens it, what a session may do, and when it ends."""

from datetime import timedelta

import aiohttp

from pilotwire.apps.api.access import COOKIE, CSRF_HEADER
from pilotwire.client.client import Client

from .conftest import NOON, Site


async def test_a_login_link_works_once(site: Site, client: Client) -> None:
    link = await client.login_link()
    assert link.expires_at == NOON + timedelta(hours=24)
    async with aiohttp.ClientSession(site.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(link.path, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/docs")
            cookie = answer.headers["Set-Cookie"]
            assert f"{COOKIE}=" in cookie
            assert "HttpOnly" in cookie
            assert "SameSite=lax" in cookie
        async with browser.get("/api/v1/stations") as answer:
            assert answer.status == 200
    async with aiohttp.ClientSession(site.url) as other, other.get(link.path, allow_redirects=False) as answer:
        assert answer.status == 401
        assert "Set-Cookie" not in answer.headers


async def logged_in(site: Site) -> aiohttp.ClientSession:
    browser = aiohttp.ClientSession(site.url, cookie_jar=aiohttp.CookieJar(unsafe=True))
    token = site.parts.logins.issue_token(site.clock.monotonic())
    async with browser.get("/login", params={"token": token}, allow_redirects=False) as answer:
        assert answer.status == 303
    return browser


async def test_a_change_by_cookie_needs_the_consoles_header(site: Site) -> None:
    async with await logged_in(site) as browser:
        async with browser.put("/api/v1/stations/CS-1", json={}) as answer:
            assert answer.status == 403
            assert (await answer.json(content_type=None))["title"] == "Not from the console"
        async with browser.put("/api/v1/stations/CS-1", json={}, headers={CSRF_HEADER: "1"}) as answer:
            assert answer.status == 201


async def test_who_logs_out_is_out(site: Site) -> None:
    async with await logged_in(site) as browser:
        async with browser.post("/logout") as answer:
            assert answer.status == 403
        (stolen,) = [cookie.value for cookie in browser.cookie_jar if cookie.key == COOKIE]
        async with browser.post("/logout", headers={CSRF_HEADER: "1"}) as answer:
            assert answer.status == 204
        async with browser.get("/api/v1/stations", headers={"Cookie": f"{COOKIE}={stolen}"}) as answer:
            assert answer.status == 401


async def test_a_session_ends_twelve_hours_after_its_last_use(site: Site) -> None:
    async with await logged_in(site) as browser:
        for hours, status in ((11, 200), (11, 200), (12, 401)):
            site.clock.pass_by(hours * 3600)
            async with browser.get("/api/v1/stations") as answer:
                assert answer.status == status


async def test_a_login_token_ends_after_a_day(site: Site) -> None:
    token = site.parts.logins.issue_token(site.clock.monotonic())
    site.clock.pass_by(24 * 3600)
    async with aiohttp.ClientSession(site.url) as other, other.get("/login", params={"token": token}) as answer:
        assert answer.status == 401


async def test_guessing_login_tokens_is_slowed_down(site: Site) -> None:
    good = site.parts.logins.issue_token(site.clock.monotonic())
    async with aiohttp.ClientSession(site.url) as other:
        for expected in [401] * 20 + [429]:
            async with other.get("/login", params={"token": "wrong"}) as answer:
                assert answer.status == expected
        async with other.get("/login", params={"token": good}) as answer:
            assert answer.status == 429


async def test_the_login_link_opens_nothing_before_it_is_used(site: Site, client: Client) -> None:
    link = await client.login_link()
    token = link.path.partition("token=")[2]
    async with aiohttp.ClientSession(site.url) as other:
        for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"{COOKIE}={token}"}):
            async with other.get("/api/v1/stations", headers=headers) as answer:
                assert answer.status == 401
