"""Security profiles raised by an operation, at stations of all three versions, over real ws and wss.

Each takes seconds: the whole way runs on both databases in every version, what ends otherwise in one on PostgreSQL, and
what leaves nothing but an error of the operation on SQLite alone.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import pytest
from tests.fixtures.certificates import certificate

from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.security import SecurityProfileInput
from pilotwire.client.station import StationInput
from pilotwire.services.jobs import JOBS
from pilotwire.services.profile_jobs import RAISE, RaiseJob

from .conftest import ONCE_ON_POSTGRES
from .tls_site import PASSWORD, Pki, Running, running, status
from .upgrading_stations import Upgrading, Way, working

T = TypeVar("T")
EACH_VERSION = pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
ONCE = pytest.mark.parametrize(("protocol", "database_url"), ONCE_ON_POSTGRES, indirect=["database_url"])
SINCE_2 = pytest.mark.parametrize(("protocol", "database_url"), ONCE_ON_POSTGRES[1:], indirect=["database_url"])
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def server(pki: Pki, monkeypatch: pytest.MonkeyPatch, database_url: str | None) -> AsyncIterator[Running]:
    """One TLS port for profiles 2 and 3, on each database; its patience is short."""
    quick = {**JOBS, RAISE: RaiseJob(settle_s=0.3, grace_s=0.3, look_every_s=0.02)}
    monkeypatch.setattr("pilotwire.apps.server.app.JOBS", quick)
    chosen: dict[str, Any] = {"ocpp_tls_client_ca": pki.client_ca, "ocpp_tls_client_optional": True}
    async with running(pki, database_url=database_url, **chosen) as started:
        yield started


def station(server: Running, pki: Pki, protocol: str, profile: int = 1, **more: Any) -> Upgrading:
    """CP1 as it is before; with `trust` it finds our certificate good."""
    url = server.server.ocpp_url if profile < 2 else server.server.ocpp_tls_url or ""
    own = pki.client("cp1", certificate("CP1", pki.stations))
    made = Upgrading(protocol, {1: Way(url, profile)}, PASSWORD, pki.client("none"), own, profile=profile)
    for name, value in more.items():
        setattr(made, name, value)
    if protocol == "ocpp1.6" and "url_key" not in more:
        made.ways[9] = Way(server.server.ocpp_tls_url or "", 0)
    return made


async def entered(server: Running, password: str | None = PASSWORD) -> None:
    await server.client.put_station("CP1", StationInput(password=password))


async def until(read: Callable[[], Awaitable[T]], holds: Callable[[T], bool]) -> T:
    """What is read, once this holds."""
    async with asyncio.timeout(20):
        while True:
            found = await read()
            if holds(found):
                return found
            await asyncio.sleep(0.02)


async def ended(server: Running, begun: Operation) -> Operation:
    """The operation at its end."""
    ends = ("done", "failed", "cancelled")
    return await until(lambda: server.client.operation(begun.id), lambda found: found.state in ends)


async def present(server: Running) -> tuple[int | None, int | None]:
    """The profile of the station's connection, and its minimum."""
    shown = await until(lambda: server.client.station("CP1"), lambda found: found.connection is not None)
    assert shown.connection is not None
    return shown.connection.security_profile, shown.min_security_profile


def result(operation: Operation) -> tuple[str, str]:
    return operation.state, bytes(operation.result).decode()


@pytest.mark.requirement("A05.FR.07", "1.6 sec A05.FR.09")
@EACH_VERSION
async def test_a_station_goes_from_1_to_2_to_3_and_never_back(server: Running, pki: Pki, protocol: str) -> None:
    await entered(server)
    async with working(station(server, pki, protocol)) as charger:
        assert await present(server) == (1, None)
        second = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        assert result(await ended(server, second)) == (
            "done", '{"outcome":"raised","security_profile":2,"previous":1}',
        )  # fmt: skip
        assert await present(server) == (2, 2)
        plain = server.server.ocpp_url.replace("://", f"://CP1:{PASSWORD}@") + "/CP1"
        assert await status(plain, None) == 403
        third = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=3))
        assert result(await ended(server, third)) == (
            "done", '{"outcome":"raised","security_profile":3,"previous":2}',
        )  # fmt: skip
        assert await present(server) == (3, 3)
        secret = server.url("CP1").replace("://", f"://CP1:{PASSWORD}@")
        assert await status(secret, pki.client("none")) == 403
        again = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=3))
        assert '"outcome":"already"' in result(await ended(server, again))[1]
        assert charger.tried[0] == 1
        assert set(charger.tried[1:]) == {2, 3}


@ONCE
async def test_a_station_without_a_password_gets_one_on_its_way_from_0_to_2(
    server: Running, pki: Pki, protocol: str
) -> None:
    await entered(server, None)
    async with working(station(server, pki, protocol, 0, password=None)) as charger:
        assert await present(server) == (0, None)
        begun = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        assert (await ended(server, begun)).state == "done"
        assert await present(server) == (2, 2)
        assert charger.password is not None
        assert len(charger.password) == 40
        assert (await server.client.station("CP1")).has_password
        assert charger.password not in str(await server.client.messages())


@ONCE
async def test_a_station_that_cannot_come_by_the_new_way_keeps_its_old_one(
    server: Running, pki: Pki, protocol: str
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol, trust=ssl.create_default_context())) as charger:
        await present(server)
        begun = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        failed = await ended(server, begun)
        assert failed.state == "failed"
        assert failed.errors[-1].message == "profile.fell-back: the station came back with security profile 1"
        assert 2 in charger.tried
        assert await present(server) == (1, None)
        if protocol != "ocpp1.6":
            assert charger.priority == [1]


@ONCE
@pytest.mark.parametrize("force", [False, True])
async def test_without_our_root_nothing_is_changed_unless_forced(
    server: Running, pki: Pki, protocol: str, force: bool
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol, has_root=False)) as charger:
        await present(server)
        wish = SecurityProfileInput(security_profile=2, force=force)
        done = await ended(server, await server.client.security.change_profile("CP1", wish))
        assert done.state == ("done" if force else "failed")
        assert done.errors[-1].message.startswith("profile.root-missing: ")
        assert {"SetNetworkProfile", "SetVariables", "ChangeConfiguration"}.isdisjoint(charger.asked) is not force


@ON_SQLITE
@pytest.mark.parametrize(
    ("protocol", "says", "error"),
    [
        ("ocpp1.6", {"SecurityProfile": "Rejected"}, "profile.refused: the station answered Rejected to SecurityCtrlr"),
        ("ocpp1.6", {"SecurityProfile": "NotSupported"}, "profile.unsupported: the station has no SecurityCtrlr"),
        ("ocpp2.0.1", {"SetNetworkProfile": "Failed"}, "profile.slot-refused: the station answered Failed to slot 2"),
        ("ocpp2.1", {"NetworkConfigurationPriority": "Rejected"}, "profile.refused: the station answered Rejected to"),
    ],
)
async def test_a_station_that_refuses_is_left_as_it_was(
    server: Running, pki: Pki, protocol: str, says: dict[str, str], error: str
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol, says=says)) as charger:
        await present(server)
        wish = SecurityProfileInput(security_profile=2)
        failed = await ended(server, await server.client.security.change_profile("CP1", wish))
        assert failed.state == "failed"
        assert failed.errors[-1].message.startswith(error)
        assert (await present(server), charger.profile, charger.tried) == ((1, None), 1, [1])


async def test_a_1_6_station_whose_address_is_a_key_gets_it_and_boots(server: Running, pki: Pki) -> None:
    await entered(server)
    says = {"SecurityProfile": "RebootRequired"}
    async with working(station(server, pki, "ocpp1.6", url_key="BackendURL", says=says)) as charger:
        await present(server)
        wish = SecurityProfileInput(security_profile=2, url_key="BackendURL", when="now")
        assert (await ended(server, await server.client.security.change_profile("CP1", wish))).state == "done"
        assert await present(server) == (2, 2)
        assert charger.asked[-3:] == ["ChangeConfiguration", "ChangeConfiguration", "Reset"]


@ONCE
async def test_it_waits_for_the_end_of_a_transaction_and_can_be_cancelled(
    server: Running, pki: Pki, protocol: str
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol)) as charger:
        await present(server)
        at = "2026-03-01T12:00:00Z"
        start: dict[str, Any] = {"connectorId": 1, "idTag": "04A2", "meterStart": 0, "timestamp": at}
        action = "StartTransaction"
        if protocol != "ocpp1.6":
            action = "TransactionEvent"
            start = {
                "eventType": "Started", "timestamp": at, "triggerReason": "Authorized", "seqNo": 0,
                "transactionInfo": {"transactionId": "t1"}, "evse": {"id": 1, "connectorId": 1},
            }  # fmt: skip
        await charger.socket.send(f'[2,"start","{action}",{json.dumps(start)}]')
        await until(lambda: server.client.transactions(), lambda found: bool(found.items))
        begun = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        waits = "waiting for the end of 1 transactions"
        await until(lambda: server.client.operation(begun.id), lambda found: found.progress.message == waits)
        with pytest.raises(ApiProblem, match="runs for station 'CP1' already"):
            await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        await server.client.cancel_operation(begun.id)
        assert (await ended(server, begun)).state == "cancelled"
        assert {"SetNetworkProfile", "ChangeConfiguration", "Reset"}.isdisjoint(charger.asked)
        assert await present(server) == (1, None)


@SINCE_2
async def test_cancelled_while_the_station_is_to_boot_it_takes_back_what_was_told(
    server: Running, pki: Pki, protocol: str
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol, says={"Reset": "Scheduled"})) as charger:
        await present(server)
        begun = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        waits = "waiting for the station to come back"
        await until(lambda: server.client.operation(begun.id), lambda found: found.progress.message == waits)
        assert charger.priority == [2, 1]
        await server.client.cancel_operation(begun.id)
        assert (await ended(server, begun)).state == "cancelled"
        assert charger.priority == [1]
        assert await present(server) == (1, None)


@pytest.mark.requirement("A00.FR.005")
@SINCE_2
@pytest.mark.parametrize("allowed", [None, False, True])
async def test_down_goes_only_from_3_to_2_and_where_the_station_allows_it(
    server: Running, pki: Pki, protocol: str, allowed: bool | None
) -> None:
    await entered(server)
    async with working(station(server, pki, protocol, 3, may_downgrade=allowed)) as charger:
        await present(server)
        first = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=3))
        assert (await ended(server, first)).state == "done"
        down = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        done = await ended(server, down)
        if allowed:
            assert result(done) == ("done", '{"outcome":"lowered","security_profile":2,"previous":3}')
            assert await present(server) == (2, 2)
        else:
            assert done.errors[-1].message == (
                "profile.no-downgrade: the station does not allow a lower security profile"
            )
            assert await present(server) == (3, 3)
        to_1 = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=1))
        refused = await ended(server, to_1)
        assert refused.errors[-1].message.startswith("profile.no-downgrade: OCPP has no way from security profile ")
        assert 1 not in charger.tried


async def test_the_minimum_stays_when_a_station_allows_less_and_does_not_do_it(server: Running, pki: Pki) -> None:
    await entered(server)
    says = {"SetNetworkProfile": "Rejected"}
    async with working(station(server, pki, "ocpp2.1", 3, may_downgrade=True, says=says)):
        await present(server)
        up = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=3))
        assert (await ended(server, up)).state == "done"
        down = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2))
        assert (await ended(server, down)).state == "failed"
        assert await present(server) == (3, 3)


@ON_SQLITE
async def test_one_that_waits_for_its_station_can_be_cancelled(server: Running) -> None:
    await entered(server)
    begun = await server.client.security.change_profile("CP1", SecurityProfileInput(security_profile=2, deadline_s=10))
    assert begun.state == "waiting"
    await asyncio.sleep(0.1)
    assert (await server.client.operation(begun.id)).state == "waiting"
    await server.client.cancel_operation(begun.id)
    assert (await ended(server, begun)).state == "cancelled"


async def test_a_server_without_the_port_says_so(pki: Pki) -> None:
    async with running(pki, ocpp_tls_client_ca=pki.client_ca) as server:
        await entered(server)
        async with working(station(server, pki, "ocpp2.0.1")) as charger:
            await present(server)
            wish = SecurityProfileInput(security_profile=2)
            failed = await ended(server, await server.client.security.change_profile("CP1", wish))
            assert failed.errors[-1].message == "profile.no-port: this server has no port for security profile 2"
            assert charger.asked == []
        wrong = SecurityProfileInput(security_profile=2, csms_url="ws://csms.example/ocpp")
        with pytest.raises(ApiProblem) as refused:
            await server.client.security.change_profile("CP1", wrong)
        assert [one.pointer for one in refused.value.problem.errors or ()] == ["/csms_url"]
