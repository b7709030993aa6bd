"""Whose certificates stations may show, and what becomes of one that contradicts its boot; over real TLS."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import ocpp.v16.call as call16
import ocpp.v21.call as call21
import ocpp.v201.call as call201
import pytest
import websockets
from ocpp.exceptions import OCPPError
from tests.fixtures.certificates import certificate

from pilotwire.adapters.clock import SystemClock
from pilotwire.client.certificate import Certificate, RootCertificateInput
from pilotwire.client.filters import CertificateFilter, FindingFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput

from .certificate_stations import Renewing201, Wallet, with_wallet
from .foreign_stations import Station16, Station21, Station201
from .tls_site import PASSWORD, Pki, Running, connected, running, status


def boot(calls: Any, serial_number: str) -> Any:
    """A boot that tells this serial number."""
    if calls is call16:
        return calls.BootNotification(
            charge_point_model="One", charge_point_vendor="Acme", charge_point_serial_number=serial_number
        )
    about = {"model": "Two", "vendor_name": "Acme", "serial_number": serial_number}
    return calls.BootNotification(charging_station=about, reason="PowerUp")


@pytest.mark.requirement("A00.FR.404", "1.6 sec A00.FR.404")
async def test_only_certificates_of_named_organisations_open_the_door(pki: Pki, database_url: str | None) -> None:
    shown = {
        "ours": (certificate("CP1", pki.stations, organization="My  Company"), 101),
        "partner": (certificate("CP1", pki.stations, organization="Partner Ltd"), 101),
        "other": (certificate("CP1", pki.stations, organization="My Company II"), 403),
        "none": (certificate("CP1", pki.stations), 403),
    }
    chosen = ("my company", "Partner Ltd")
    async with running(
        pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_organizations=chosen
    ) as server:
        for name, (pair, wanted) in shown.items():
            assert (name, await status(server.url("CP1"), pki.client(name, pair))) == (name, wanted)
            if name == "other":
                await server.refusal("certificate-foreign", "names 'My Company II' as the organisation")
        await server.refusal("certificate-foreign", "names nobody as the organisation")


@pytest.mark.requirement("B01.FR.11", "B01.FR.12")
@pytest.mark.parametrize(
    ("kind", "subprotocol", "calls"),
    [(Station16, "ocpp1.6", call16), (Station201, "ocpp2.0.1", call201), (Station21, "ocpp2.1", call21)],
    ids=["1.6", "2.0.1", "2.1"],
)
@pytest.mark.parametrize("common_name", ["CP1", "SN-1"])
async def test_a_boot_with_another_serial_number_ends_the_connection(
    pki: Pki, database_url: str | None, kind: Any, subprotocol: str, calls: Any, common_name: str
) -> None:
    named = "SN-1" if common_name == "CP1" else None
    mine = pki.client("mine", certificate(common_name, pki.stations, serial_number=named))
    async with running(
        pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_optional=True
    ) as server:
        await server.client.put_station("CP1", StationInput(password=PASSWORD))
        async with connected(server.url("CP1"), pki.client("x"), kind, subprotocol, PASSWORD) as station:
            assert (await station.call(boot(calls, "SN-1"))).status == "Accepted"
        async with connected(server.url("CP1"), mine, kind, subprotocol) as station:
            with pytest.raises(OCPPError, match="serial number is not the one in the station's certificate"):
                await station.call(boot(calls, "SN-2"), suppress=False)
            await asyncio.wait_for(station._connection.wait_closed(), 10)
            assert station._connection.close_code == 1008
        known = await server.client.station("CP1")
        assert known.identity.serial_number == "SN-1"
        found = (await server.client.findings(FindingFilter(station="CP1", name="serial-mismatch"))).items
        assert [one.detail for one in found] == ["the certificate names serial number 'SN-1', the boot 'SN-2'"]
        async with connected(server.url("CP1"), mine, kind, subprotocol) as station:
            assert (await station.call(boot(calls, "SN-1"))).status == "Accepted"


async def test_a_mismatch_can_be_a_finding_alone(pki: Pki, database_url: str | None) -> None:
    mine = pki.client("mine", certificate("CP1", pki.stations, serial_number="SN-1"))
    chosen: dict[str, Any] = {"ocpp_tls_client_ca": pki.client_ca, "serial_number_mismatch": "record"}
    async with (
        running(pki, database_url=database_url, **chosen) as server,
        connected(server.url("CP1"), mine, Station201, "ocpp2.0.1") as station,
    ):
        assert (await station.call(boot(call201, "SN-2"))).status == "Accepted"
        found = (await server.client.findings(FindingFilter(station="CP1", name="serial-mismatch"))).items
        assert [one.count for one in found] == [1]


@pytest.mark.requirement("A00.FR.001", "1.6 sec A00.FR.001")
async def test_one_port_serves_profiles_2_and_3_and_each_station_has_one_of_them(
    pki: Pki, database_url: str | None
) -> None:
    mine = pki.client("mine", certificate("CP1", pki.stations))
    async with running(
        pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_optional=True
    ) as server:
        secret = server.url("CP1").replace("://", f"://CP1:{PASSWORD}@")
        await server.client.put_station("CP1", StationInput(password=PASSWORD, min_security_profile=2))
        assert await status(secret, pki.client("x")) == 101
        assert await status(server.url("CP1"), pki.client("x")) == 401
        await server.client.put_station("CP1", StationInput(password=PASSWORD, min_security_profile=3))
        assert await status(secret, pki.client("x")) == 403
        await server.refusal("profile-too-low", "reaches security profile 2, the station's minimum is 3")
        async with websockets.connect(server.url("CP1"), subprotocols=[websockets.Subprotocol("ocpp2.0.1")], ssl=mine):
            live = (await server.client.station("CP1")).connection
            assert live is not None
            assert live.security_profile == 3


async def test_a_server_whose_clock_is_in_1970_accepts_no_certificate_and_makes_none(
    pki: Pki, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = pki.client("mine", certificate("CP1", pki.stations))
    root = RootCertificateInput(use="V2GRootCertificate", certificate=pki.root.pem.decode())
    async with running(pki, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_optional=True) as server:
        await server.client.put_station("CP2", StationInput(password=PASSWORD))
        wallet = Wallet(pki.folder, common_name="CP2")
        make = with_wallet(Renewing201, wallet)
        async with connected(server.url("CP2"), pki.client("x"), make, "ocpp2.0.1", PASSWORD) as station:
            await station.boot()
            with monkeypatch.context() as patched:
                patched.setattr(SystemClock, "now", lambda _: datetime(1970, 1, 1, 0, 7, tzinfo=UTC))
                assert await status(server.url("CP1"), mine) == 503
                assert (await station.ask()).status == "Accepted"
                (failed,) = await _ended(server, "CP2")
                assert (failed.state, failed.error, failed.remedy, failed.serial_number) == (
                    "failed", "this server's clock says 1970-01-01 00:07 UTC, which cannot be right",
                    "set the clock; nothing that has dates is made or accepted before", None,
                )  # fmt: skip
                with pytest.raises(ApiProblem) as refused:
                    await server.client.certificates.put_root("v2g", root)
                told = refused.value.problem
                assert (told.status, told.detail) == (
                    409, "This server's clock says 1970-01-01 00:07 UTC, which cannot be right.",
                )  # fmt: skip
            await server.refusal("server-clock-wrong", "This server's clock says 1970-01-01 00:07 UTC.")
            assert await status(server.url("CP1"), mine) == 101
            assert (await server.client.certificates.put_root("v2g", root)).name == "v2g"
            assert (await station.ask()).status == "Accepted"
            await wallet.got(1)
        assert not (pki.folder / "data" / "pki" / "v2g").exists()


async def _ended(server: Running, station: str) -> list[Certificate]:
    async with asyncio.timeout(20):
        while True:
            found = (await server.client.certificates.list(CertificateFilter(station=station))).items
            if found and all(one.state not in ("requested", "issued") for one in found):
                return found
            await asyncio.sleep(0.05)
