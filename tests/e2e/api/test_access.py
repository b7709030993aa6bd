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
from .display_access import DISPLAY_NEEDED, DISPLAY_REQUESTS
from .monitoring_access import MONITORING_NEEDED, MONITORING_REQUESTS

REQUESTS: dict[str, tuple[str, str]] = {
    "list_stations": ("GET", "/stations"),
    "get_station": ("GET", "/stations/CS-1"),
    "replace_station": ("PUT", "/stations/CS-1"),
    "change_station": ("PATCH", "/stations/CS-1"),
    "delete_station": ("DELETE", "/stations/CS-1"),
    "list_connectors": ("GET", "/stations/CS-1/connectors"),
    "make_call": ("POST", "/stations/CS-1/calls"),
    "start_transaction": ("POST", "/stations/CS-1/start"),
    "list_availability": ("GET", "/stations/CS-1/availability"),
    "list_connector_states": ("GET", "/stations/CS-1/connector-states"),
    "list_remote_starts": ("GET", "/stations/CS-1/remote-starts"),
    "get_remote_start": ("GET", "/stations/CS-1/remote-starts/7"),
    "stop_transaction": ("POST", "/stations/CS-1/stop"),
    "unlock_connector": ("POST", "/stations/CS-1/unlock"),
    "reset_station": ("POST", "/stations/CS-1/reset"),
    "change_availability": ("POST", "/stations/CS-1/availability"),
    "trigger_message": ("POST", "/stations/CS-1/trigger"),
    "clear_cache": ("POST", "/stations/CS-1/clear-cache"),
    "ask_transaction_status": ("POST", "/stations/CS-1/transaction-status"),
    "close_stale_transactions": ("POST", "/stations/CS-1/close-stale-transactions"),
    "start_bulk": ("POST", "/operations/bulk"),
    "pause_operation": ("POST", "/operations/op-1/pause"),
    "resume_operation": ("POST", "/operations/op-1/resume"),
    "write_usual_settings": ("POST", "/stations/CS-1/settings"),
    "list_capabilities": ("GET", "/stations/CS-1/capabilities"),
    "forget_capability": ("DELETE", "/stations/CS-1/capabilities/reset"),
    "hold_station": ("POST", "/stations/CS-1/hold"),
    "accept_station": ("POST", "/stations/CS-1/accept"),
    "reject_station": ("POST", "/stations/CS-1/reject"),
    "change_station_password": ("POST", "/stations/CS-1/password"),
    "list_operations": ("GET", "/operations"),
    "get_operation": ("GET", "/operations/op-1"),
    "cancel_operation": ("POST", "/operations/op-1/cancel"),
    "list_local_lists": ("GET", "/local-lists"),
    "get_local_list": ("GET", "/local-lists/fleet"),
    "replace_local_list": ("PUT", "/local-lists/fleet"),
    "delete_local_list": ("DELETE", "/local-lists/fleet"),
    "sync_local_list": ("POST", "/local-lists/fleet/sync"),
    "get_station_local_list": ("GET", "/stations/CS-1/local-list"),
    "sync_station_local_list": ("POST", "/stations/CS-1/local-list/sync"),
    "list_tokens": ("GET", "/tokens"),
    "get_token": ("GET", "/tokens/04A1"),
    "replace_token": ("PUT", "/tokens/04A1"),
    "delete_token": ("DELETE", "/tokens/04A1"),
    "list_transactions": ("GET", "/transactions"),
    "get_transaction": ("GET", "/stations/CS-1/transactions/t-1"),
    "list_readings": ("GET", "/stations/CS-1/transactions/t-1/readings"),
    "list_station_readings": ("GET", "/stations/CS-1/readings"),
    "list_signed_readings": ("GET", "/stations/CS-1/transactions/t/signed-readings"),
    "export_values": ("GET", "/stations/CS-1/transactions/t/signed-readings/values.xml"),
    "export_ocmf": ("GET", "/stations/CS-1/transactions/t/signed-readings/values.ocmf"),
    "list_meter_keys": ("GET", "/stations/CS-1/meter-keys"),
    "add_meter_key": ("POST", "/stations/CS-1/meter-keys"),
    "delete_meter_key": ("DELETE", "/stations/CS-1/meter-keys/x"),
    "list_reservations": ("GET", "/reservations"),
    "make_reservation": ("POST", "/stations/CS-1/reservations"),
    "get_reservation": ("GET", "/stations/CS-1/reservations/1"),
    "cancel_reservation": ("POST", "/stations/CS-1/reservations/1/cancel"),
    "list_files": ("GET", "/files"),
    "upload_file": ("POST", "/files"),
    "get_file": ("GET", "/files/1"),
    "download_file": ("GET", "/files/1/content"),
    "change_file": ("PATCH", "/files/1"),
    "delete_file": ("DELETE", "/files/1"),
    "issue_download": ("POST", "/files/1/tickets"),
    "issue_upload": ("POST", "/file-tickets"),
    "list_file_tickets": ("GET", "/file-tickets"),
    "get_file_ticket": ("GET", "/file-tickets/x"),
    "end_file_ticket": ("DELETE", "/file-tickets/x"),
    "list_messages": ("GET", "/messages"),
    "get_message": ("GET", "/messages/1"),
    "list_findings": ("GET", "/findings"),
    "list_refusals": ("GET", "/refusals"),
    "stream_events": ("GET", "/events?types=x"),
    "list_variables": ("GET", "/stations/CS-1/variables"),
    "read_station_variables": ("POST", "/stations/CS-1/variables/read"),
    "write_station_variables": ("POST", "/stations/CS-1/variables/write"),
    "store_network_profile": ("POST", "/stations/CS-1/network_profile"),
    "start_report": ("POST", "/stations/CS-1/reports"),
    "get_drift": ("GET", "/stations/CS-1/drift"),
    "list_templates": ("GET", "/templates"),
    "get_template": ("GET", "/templates/T"),
    "replace_template": ("PUT", "/templates/T"),
    "delete_template": ("DELETE", "/templates/T"),
    "apply_template": ("POST", "/templates/T/apply"),
    "list_keys": ("GET", "/keys"),
    "make_key": ("POST", "/keys"),
    "delete_key": ("DELETE", "/keys/x"),
    "make_login_link": ("POST", "/login_links"),
    "list_steps": ("GET", "/stations/CS-1/transactions/t/history"),
    "get_series": ("GET", "/stations/CS-1/transactions/t/series"),
    "list_problems": ("GET", "/transactions/problems"),
    "check_transaction": ("POST", "/stations/CS-1/transactions/t/check"),
    "close_transaction": ("POST", "/stations/CS-1/transactions/t/close"),
    "limit_transaction": ("POST", "/stations/CS-1/transactions/t/limits"),
    "forget_token": ("POST", "/tokens/T/forget"),
    "change_security_profile": ("POST", "/stations/CS-1/security_profile"),
    "rotate_password": ("POST", "/stations/CS-1/rotate-password"),
    "list_security_events": ("GET", "/security-events"),
    "list_token_groups": ("GET", "/token-groups"),
    "get_token_group": ("GET", "/token-groups/G"),
    "replace_token_group": ("PUT", "/token-groups/G"),
    "delete_token_group": ("DELETE", "/token-groups/G"),
    "list_accounts": ("GET", "/accounts"),
    "get_account": ("GET", "/accounts/A"),
    "replace_account": ("PUT", "/accounts/A"),
    "book_on_account": ("POST", "/accounts/A/bookings"),
    "delete_account": ("DELETE", "/accounts/A"),
    "ask_authorization": ("POST", "/authorize"),
    "change_transaction_tariff": ("POST", "/stations/CS-1/transactions/t-1/tariff"),
    "list_tariffs": ("GET", "/tariffs"),
    "get_tariff": ("GET", "/tariffs/T"),
    "replace_tariff": ("PUT", "/tariffs/T"),
    "delete_tariff": ("DELETE", "/tariffs/T"),
    "list_tariff_assignments": ("GET", "/tariff-assignments"),
    "get_tariff_assignment": ("GET", "/tariff-assignments/T"),
    "replace_tariff_assignment": ("PUT", "/tariff-assignments/T"),
    "delete_tariff_assignment": ("DELETE", "/tariff-assignments/T"),
    "get_cost": ("GET", "/stations/CS-1/transactions/t/cost"),
    "list_charge_records": ("GET", "/cdrs"),
    "get_charge_record": ("GET", "/cdrs/c"),
    "make_charge_record": ("POST", "/stations/CS-1/transactions/t/cdr"),
    "list_certificates": ("GET", "/certificates"),
    "get_certificate": ("GET", "/certificates/1"),
    "revoke_certificate": ("POST", "/certificates/1/revoke"),
    "list_authorities": ("GET", "/certificate-authorities"),
    "rotate_certificate": ("POST", "/stations/CS-1/certificates/rotate"),
    "list_root_certificates": ("GET", "/root-certificates"),
    "get_root_certificate": ("GET", "/root-certificates/v2g"),
    "replace_root_certificate": ("PUT", "/root-certificates/v2g"),
    "delete_root_certificate": ("DELETE", "/root-certificates/v2g"),
    "read_station_certificates": ("POST", "/stations/CS-1/certificates/read"),
    "install_certificate": ("POST", "/stations/CS-1/certificates/install"),
    "delete_certificate": ("POST", "/stations/CS-1/certificates/delete"),
    "get_health": ("GET", "/health"),
    "get_metrics": ("GET", "/metrics"),
    "get_station_tariffs": ("GET", "/stations/CS-1/tariffs"),
    "install_station_tariffs": ("POST", "/stations/CS-1/tariffs"),
    "clear_station_tariffs": ("POST", "/stations/CS-1/tariffs/clear"),
    **DISPLAY_REQUESTS,
    **MONITORING_REQUESTS,
}
CONTROL = (
    "start_transaction", "stop_transaction", "unlock_connector", "reset_station", "change_availability",
    "trigger_message", "clear_cache", "ask_transaction_status", "close_stale_transactions", "limit_transaction",
    "check_transaction", "close_transaction", "make_reservation", "cancel_reservation", "change_transaction_tariff",
)  # fmt: skip
NEEDED: dict[str, Scope] = {
    **dict.fromkeys(REQUESTS, "read"),
    **dict.fromkeys(
        ("make_call", "cancel_operation", "sync_local_list", "sync_station_local_list", *CONTROL), "operate"
    ),
    **dict.fromkeys(
        (
            "replace_station",
            "change_station",
            "delete_station",
            "change_station_password",
            "hold_station",
            "forget_capability",
            "write_usual_settings",
            "start_bulk",
            "accept_station",
            "reject_station",
            "replace_local_list",
            "delete_local_list",
            "replace_token",
            "delete_token",
            "add_meter_key",
            "delete_meter_key",
        ),
        "configure",
    ),
    **dict.fromkeys(
        (
            "read_station_variables",
            "start_report",
            "pause_operation",
            "resume_operation",
            "forget_token",
            "make_charge_record",
        ),
        "operate",
    ),
    **dict.fromkeys(("download_file", "issue_download", "issue_upload", "end_file_ticket"), "operate"),
    **dict.fromkeys(("upload_file", "change_file", "delete_file"), "configure"),
    **dict.fromkeys(
        (
            "change_security_profile",
            "rotate_password",
            "replace_token_group",
            "delete_token_group",
            "replace_account",
            "book_on_account",
            "delete_account",
            "replace_tariff",
            "delete_tariff",
            "replace_tariff_assignment",
            "delete_tariff_assignment",
        ),
        "configure",
    ),
    **dict.fromkeys(
        (
            "write_station_variables",
            "store_network_profile",
            "replace_template",
            "delete_template",
            "apply_template",
        ),
        "configure",
    ),
    **dict.fromkeys(("list_keys", "make_key", "delete_key", "make_login_link"), "admin"),
    **dict.fromkeys(
        (
            "revoke_certificate",
            "rotate_certificate",
            "replace_root_certificate",
            "delete_root_certificate",
            "install_certificate",
            "delete_certificate",
            "install_station_tariffs",
            "clear_station_tariffs",
        ),
        "configure",
    ),
    "read_station_certificates": "operate",
    **DISPLAY_NEEDED,
    **MONITORING_NEEDED,
}


def test_every_route_is_tried_here() -> None:
    assert set(REQUESTS) | {"get_pulse"} == set(ROUTES)


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
