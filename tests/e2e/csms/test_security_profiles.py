"""Security profiles 2 and 3: the running server, `openssl` and the `ocpp` package over real TLS."""

import asyncio
import shutil
import ssl
import subprocess
import time

import ocpp.v16.call as call16
import ocpp.v201.call as call201
import pytest
import websockets
from tests.fixtures.certificates import Pair, certificate, revocation_list

from pilotwire.client.filters import FindingFilter
from pilotwire.client.station import StationInput, StationPatch

from .foreign_stations import Station16, Station201
from .tls_site import PASSWORD, Pki, connected, running, status

OPENSSL = shutil.which("openssl") or "openssl"


async def s_client(port: int, *arguments: str) -> str:
    """What `openssl s_client` says of a handshake."""
    command = [OPENSSL, "s_client", "-connect", f"127.0.0.1:{port}", *arguments]
    done = await asyncio.to_thread(
        subprocess.run, command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10, check=False
    )
    return done.stdout + done.stderr


async def negotiated(port: int, *arguments: str) -> str:
    """The version, suite and the common name of the certificate of a handshake, "" where it failed."""
    said = await s_client(port, *arguments)
    line = next((one for one in said.splitlines() if one.startswith("New, ")), "New, (NONE)")
    if "(NONE)" in line:
        return ""
    name = next(one for one in said.splitlines() if one.startswith("subject="))
    return f"{line.removeprefix('New, ').replace(', Cipher is', '')} {name.partition('CN = ')[2]}"


WEAK = ("-cipher", "ALL:@SECLEVEL=0")


@pytest.mark.requirement(
    "A00.FR.313", "A00.FR.314", "A00.FR.315", "A00.FR.320", "A00.FR.321", "A00.FR.416", "A00.FR.417", "A00.FR.418",
    "A00.FR.424", "A00.FR.425", "1.6 sec A00.FR.425",
    "1.6 sec A00.FR.312", "1.6 sec A00.FR.314", "1.6 sec A00.FR.416", "1.6 sec A00.FR.418",
)  # fmt: skip
async def test_tls_1_2_and_1_3_work_with_the_certificate_that_the_charger_can_use(pki: Pki) -> None:
    async with running(pki) as server:
        port = server.port
        assert await negotiated(port, "-tls1_3") == "TLSv1.3 TLS_AES_256_GCM_SHA384 csms ecdsa"
        assert await negotiated(port, "-tls1_2") == "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256 csms ecdsa"
        suites = {
            "ECDHE-ECDSA-AES128-GCM-SHA256": "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256 csms ecdsa",
            "ECDHE-ECDSA-AES256-GCM-SHA384": "TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384 csms ecdsa",
            "aRSA": "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 csms rsa",
            "ECDHE-ECDSA-AES128-SHA": "",
            "ECDHE-RSA-AES256-SHA": "",
        }
        said = {suite: await negotiated(port, "-tls1_2", "-cipher", suite) for suite in suites}
        assert said == suites
        assert await negotiated(port, "-tls1_1", *WEAK) == ""
        assert (await server.refusal("tls-too-old")).status == 0
        assert "Compression: NONE" in await s_client(port, "-tls1_2", "-comp")


@pytest.mark.requirement(
    "A00.FR.318", "A00.FR.322", "A00.FR.421", "1.6 sec A00.FR.317", "1.6 sec A00.FR.321", "1.6 sec A00.FR.421"
)
async def test_suites_without_forward_secrecy_are_there_for_those_who_ask(pki: Pki) -> None:
    static = {"AES128-GCM-SHA256": "csms rsa", "AES256-GCM-SHA384": "csms rsa"}
    async with running(pki) as server:
        for suite in static:
            assert await negotiated(server.port, "-tls1_2", "-cipher", suite) == ""
        refused = await server.refusal("tls-no-common-suite")
        assert (refused.station, refused.address) == (None, "127.0.0.1")
    async with running(pki, ocpp_tls_rsa_suites=True) as server:
        for suite, name in static.items():
            assert await negotiated(server.port, "-tls1_2", "-cipher", suite) == f"TLSv1.2 {suite} {name}"
        assert await negotiated(server.port, "-tls1_2") == "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256 csms ecdsa"


@pytest.mark.requirement(
    "A00.FR.006", "A00.FR.306", "A00.FR.307", "A00.FR.312", "A00.FR.324", "1.6 sec A00.FR.305", "1.6 sec A00.FR.306"
)
async def test_a_station_with_a_password_boots_over_tls_with_profile_2(pki: Pki, database_url: str | None) -> None:
    async with running(pki, database_url=database_url) as server:
        await server.client.put_station("CP16", StationInput(password=PASSWORD))
        async with connected(server.url("CP16"), pki.client("none"), Station16, "ocpp1.6", PASSWORD) as station:
            boot = await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
            assert boot.status == "Accepted"
            live = (await server.client.station("CP16")).connection
            assert live is not None
            assert live.security_profile == 2
            plain = f"{server.server.ocpp_url}/CP16".replace("://", f"://CP16:{PASSWORD}@")
            assert await status(plain, None) == 409
            await server.refusal("weaker-profile")
        assert await status(server.url("CP16"), pki.client("none")) == 401


@pytest.mark.requirement(
    "A00.FR.409", "A00.FR.410", "A00.FR.415", "B01.FR.11", "1.6 sec A00.FR.409", "1.6 sec A00.FR.410"
)
async def test_a_station_with_a_certificate_boots_with_profile_3(pki: Pki, database_url: str | None) -> None:
    between = certificate("Station Sub-CA", pki.stations, is_ca=True)
    good = pki.client("good", certificate("CP201", between, serial_number="SN-1"), between)
    async with running(pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca) as server:
        await server.client.put_station("CP201", StationInput(password=PASSWORD))
        async with connected(server.url("CP201"), good, Station201, "ocpp2.0.1") as station:
            about = {"model": "One", "vendor_name": "Acme", "serial_number": "SN-1"}
            boot = await station.call(call201.BootNotification(charging_station=about, reason="PowerUp"))
            assert boot.status == "Accepted"
            live = (await server.client.station("CP201")).connection
            assert live is not None
            assert live.security_profile == 3
        assert (await server.client.findings(FindingFilter(station="CP201"))).items == []


@pytest.mark.requirement(
    "A00.FR.403", "A00.FR.405", "A00.FR.407", "A00.FR.408",
    "1.6 sec A00.FR.403", "1.6 sec A00.FR.405", "1.6 sec A00.FR.407", "1.6 sec A00.FR.408",
    "A00.FR.705", "1.6 sec A00.FR.704",
)  # fmt: skip
async def test_each_bad_certificate_is_refused_with_its_reason(pki: Pki, database_url: str | None) -> None:
    ca = pki.stations
    revoked, good, alien = certificate("CP1", ca), certificate("CP1", ca), certificate("Alien CA", is_ca=True)
    lists = pki.folder / "revoked.pem"
    lists.write_bytes(revocation_list(ca, revoked))
    stale = certificate("Sub-CA", ca, is_ca=True, valid=(-3, -1))
    unlisted = certificate("Other Sub-CA", ca, is_ca=True)
    at_http: dict[str, tuple[Pair | None, tuple[Pair, ...]]] = {
        "certificate-missing": (None, ()),
        "certificate-wrong": (certificate("CP2", ca), ()),
        "certificate-expired": (certificate("CP1", ca, valid=(-3, -1)), ()),
        "certificate-not-yet-valid": (certificate("CP1", ca, valid=(1, 3)), ()),
        "certificate-revoked": (revoked, ()),
        "revocation-unknown": (certificate("CP1", unlisted), (unlisted,)),
    }
    async with running(
        pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_crl=lists
    ) as server:
        url = server.url("CP1")
        assert await status(url, pki.client("good", good)) == 101
        for reason, (pair, above) in at_http.items():
            assert (reason, await status(url, pki.client(reason, pair, *above))) == (reason, 403)
            refused = await server.refusal(reason)
            assert (refused.station, refused.status) == ("CP1", 403)
        assert await status(url, pki.client("stale", certificate("CP1", stale), stale)) == 403
        await server.refusal("certificate-expired", "The CA 'CN=Sub-CA' expired on ")
        words = {
            "it is self-signed": pki.client("self", certificate("CP1")),
            "the CA that issued it is not in the bundle": pki.client("alien", certificate("CP1", alien)),
        }
        for detail, context in words.items():
            assert await status(url, context) == 0
            refused = await server.refusal("certificate-untrusted", detail)
            assert (refused.station, refused.address, refused.status) == (None, "127.0.0.1", 0)
        assert [one.id for one in (await server.client.stations()).items] == ["CP1"]


async def test_a_resumed_session_does_not_outlive_its_certificate(pki: Pki) -> None:
    pair = certificate("CP1", pki.stations)
    file, key = pair.save(pki.folder, "cp1")
    lists, session = pki.folder / "revoked.pem", str(pki.folder / "session")
    lists.write_bytes(revocation_list(pki.stations))
    mine = ("-tls1_2", "-cert", str(file), "-key", str(key))
    async with running(pki, ocpp_tls_client_ca=pki.client_ca, ocpp_tls_client_crl=lists) as server:
        assert "New, TLSv1.2" in await s_client(server.port, *mine, "-sess_out", session)
        assert "Reused, TLSv1.2" in await s_client(server.port, *mine, "-sess_in", session)
        lists.write_bytes(revocation_list(pki.stations, pair))
        server.server.read_certificates_again()
        assert "New, TLSv1.2" in await s_client(server.port, *mine, "-sess_in", session)
        context = pki.client("cp1", pair)
        assert await status(server.url("CP1"), context) == 403
        await server.refusal("certificate-revoked")


async def test_a_certificate_for_the_serial_number_is_good_once_the_station_has_told_it(
    pki: Pki, database_url: str | None
) -> None:
    mine = pki.client("serial", certificate("SN-7", pki.stations))
    async with running(pki, database_url=database_url, ocpp_tls_client_ca=pki.client_ca) as server:
        assert await status(server.url("CP7"), mine) == 403
        await server.refusal("certificate-wrong")
        plain = f"{server.server.ocpp_url}/CP7"
        async with websockets.connect(plain, subprotocols=[websockets.Subprotocol("ocpp1.6")]) as socket:
            station = Station16("CP7", socket)
            reading = asyncio.create_task(station.start())
            about = {"charge_point_model": "One", "charge_point_vendor": "Acme", "charge_point_serial_number": "SN-7"}
            await station.call(call16.BootNotification(**about))
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        assert await status(server.url("CP7"), mine) == 101


async def test_new_files_hold_for_new_connections_and_broken_ones_change_nothing(
    pki: Pki, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(pki) as server:
        async with connected(server.url("CP1"), pki.client("none"), Station16, "ocpp1.6") as station:
            certificate("csms second", pki.root).save(pki.folder, "ecdsa")
            server.server.read_certificates_again()
            assert await negotiated(server.port, "-tls1_3") == "TLSv1.3 TLS_AES_256_GCM_SHA384 csms second"
            pki.keys[0].write_text("no key at all")
            server.server.read_certificates_again()
            assert "holds no private key in PEM. Give the certificate's key." in caplog.text
            assert await negotiated(server.port, "-tls1_3") == "TLSv1.3 TLS_AES_256_GCM_SHA384 csms second"
            assert (await server.client.health()).state == "ready"
            await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
        certificate("csms third", pki.root).save(pki.folder, "ecdsa")
        deadline = time.monotonic() + 10  # it looks at the files every 2 s, unasked
        while await negotiated(server.port, "-tls1_3") != "TLSv1.3 TLS_AES_256_GCM_SHA384 csms third":
            assert time.monotonic() < deadline
            await asyncio.sleep(0.1)


@pytest.mark.requirement("A00.FR.002", "1.6 sec A00.FR.002")
async def test_a_station_below_its_minimum_profile_is_refused(pki: Pki, database_url: str | None) -> None:
    async with running(pki, database_url=database_url) as server:
        url, plain = server.url("CP1"), f"{server.server.ocpp_url}/CP1"
        async with connected(plain, None, Station16, "ocpp1.6") as station:  # type: ignore[arg-type]
            shown = await server.client.put_station("CP1", StationInput(min_security_profile=2, password=PASSWORD))
            assert shown.min_security_profile == 2
            await asyncio.wait_for(station._connection.wait_closed(), 10)
        assert await status(plain.replace("://", f"://CP1:{PASSWORD}@"), None) == 403
        refused = await server.refusal("profile-too-low")
        assert (refused.station, refused.detail) == (
            "CP1",
            "The connection reaches security profile 1, the station's minimum is 2.",
        )
        assert await status(url.replace("://", f"://CP1:{PASSWORD}@"), pki.client("none")) == 101
        await server.client.patch_station("CP1", StationPatch(min_security_profile=3))
        assert await status(url.replace("://", f"://CP1:{PASSWORD}@"), pki.client("none")) == 403
        await server.client.patch_station("CP1", StationPatch(min_security_profile=None))
        assert (await server.client.station("CP1")).min_security_profile is None


async def test_plain_http_and_a_charger_that_does_not_trust_us_are_told_apart(pki: Pki) -> None:
    async with running(pki) as server:
        assert await status(server.url("CP1").replace("wss:", "ws:"), None) == 0
        assert (await server.refusal("not-tls")).detail == "What came is not TLS, but plain HTTP."
        await s_client(server.port, "-CAfile", str(pki.client_ca), "-verify_return_error")
        assert "unknown ca" in (await server.refusal("server-untrusted")).detail


@pytest.mark.requirement("A00.FR.507")
async def test_without_certificates_a_pair_for_trying_out_is_made_and_kept(pki: Pki, database_url: str | None) -> None:
    folder = pki.folder / "data" / "tls"
    async with running(pki, database_url=database_url, ocpp_tls_certificates=(), ocpp_tls_keys=()) as server:
        told = server.server.announcement()
        assert told.development is not None
        assert told.development.trust_file == str(folder / "chargers.pem")
        assert {file.name: file.stat().st_mode & 0o777 for file in folder.glob("*.key")} == {
            "ecdsa.key": 0o600,
            "rsa.key": 0o600,
        }
        assert (folder / "chargers.pem").read_bytes().count(b"-----BEGIN CERTIFICATE-----\n") == 2
        trusting = ssl.create_default_context(cafile=told.development.trust_file)
        assert await status(server.url("CP1"), trusting) == 101
        assert [kind for kind, _ in told.development.fingerprints] == ["ECDSA", "RSA"]
    first = (folder / "ecdsa.pem").read_bytes()
    async with running(pki, database_url=database_url, ocpp_tls_certificates=(), ocpp_tls_keys=()):
        assert (folder / "ecdsa.pem").read_bytes() == first
