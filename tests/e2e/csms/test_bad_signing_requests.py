"""Signing requests that must not be signed, over the wire in each version: the literal answer, the reason that people
see, and no certificate.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.fixtures.bad_requests import ORGANIZATION, bad_requests
from tests.fixtures.certificates import signing_request

from pilotwire.client.certificate import Certificate
from pilotwire.client.client import Client
from pilotwire.client.filters import CertificateFilter, EventFilter, FindingFilter
from pilotwire.client.station import StationInput

from .conftest import Running, running
from .raw_station import EACH, RawStation

PASSWORD: Final = "a-long-enough-password"
ACCEPTED: Final = {"status": "Accepted"}


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None) -> AsyncIterator[Running]:
    """On both databases, for one organisation, with a station of each version."""
    async with running(tmp_path, database_url, certificate_organization=ORGANIZATION) as started:
        async with started.client() as client:
            for version in EACH:
                await client.put_station(version, StationInput(password=PASSWORD))
        yield started


def station(version: str, **answers: Any) -> RawStation:
    """It is called as its version, and takes every certificate, unless told otherwise."""
    return RawStation(version, version, answers={"CertificateSigned": ACCEPTED, **answers}, password=PASSWORD)


def request(identity: str) -> str:
    """A good one, for a new key."""
    return signing_request(ec.generate_private_key(ec.SECP256R1()), identity, ORGANIZATION)


def rejected(version: str, reason: str, remedy: str) -> dict[str, Any]:
    """The answer on the wire; 1.6 has no room for a reason."""
    if version == "ocpp1.6":
        return {"status": "Rejected"}
    info = {"reasonCode": "InvalidCSR", "additionalInfo": f"{reason}; {remedy}"}
    return {"status": "Rejected", "statusInfo": info}


async def refusals(client: Client, identity: str, number: int) -> list[dict[str, Any]]:
    """The first events of refused certificates of a station."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        async for event in client.events(EventFilter(types=("certificate.refused",), station=identity), after="0"):
            found.append(msgspec.json.decode(event.data))
            if len(found) == number:
                break
    return found


async def certificates(client: Client, identity: str, *wanted: str) -> list[Certificate]:
    """Those of a station, oldest first, once they are in these states."""
    async with asyncio.timeout(20):
        while True:
            found = (await client.certificates.list(CertificateFilter(station=identity))).items[::-1]
            if tuple(one.state for one in found) == wanted:
                return found
            await asyncio.sleep(0.02)


@pytest.mark.requirement("A02.FR.12", "A03.FR.12", "1.6 sec A02.FR.12", "1.6 sec A03.FR.12")
async def test_a_bad_request_is_rejected_with_its_reason_and_nothing_is_made(server: Running, tmp_path: Path) -> None:
    for version in EACH:
        one, bad = station(version), bad_requests(version)
        async with server.client() as client, one.connected(server.ocpp_url):
            answers = {name: await one.call("SignCertificate", {"csr": wrong.csr}) for name, wrong in bad.items()}
            assert answers == {name: rejected(version, wrong.reason, wrong.remedy) for name, wrong in bad.items()}
            events = await refusals(client, version, len(bad))
            assert [(event["reason"], event["remedy"]) for event in events] == [
                (wrong.reason, wrong.remedy) for wrong in bad.values()
            ]
            found = (await client.findings(FindingFilter(station=version, name="unrepaired"))).items
            assert [(one.place, one.detail) for one in found] == [
                ("/csr", "maxLength: has 5501 characters, more than 5500")
            ]
            assert (await client.certificates.list()).items == []
            assert one.asked == []
    assert not (tmp_path / "pki" / "stations").exists()


@pytest.mark.requirement("A02.FR.11", "A03.FR.11", "1.6 sec A02.FR.11", "1.6 sec A03.FR.11")
async def test_two_requests_one_right_after_the_other_get_a_certificate_each_and_the_same_one_only_one(
    server: Running,
) -> None:
    for version in EACH:
        first, second = (request(version).replace("\n", "\r\n") for _ in range(2))
        one = station(version)
        async with server.client() as client, one.connected(server.ocpp_url):
            asked = [one.call("SignCertificate", {"csr": csr}) for csr in (first, first, second)]
            assert await asyncio.gather(*asked) == [ACCEPTED, ACCEPTED, ACCEPTED]
            made = await certificates(client, version, "installed", "installed")
            assert one.actions == ["CertificateSigned", "CertificateSigned"]
            chains = [payload["certificateChain"] for _, payload in one.asked]
            assert chains == [(await client.certificates.get(which.id)).chain for which in made]


async def test_a_station_whose_clock_is_in_1970_is_known_by_its_answer_and_gets_its_certificate_later(
    server: Running,
) -> None:
    for version in EACH:
        refusal: dict[str, Any] = {"status": "Rejected"}
        if version != "ocpp1.6":
            refusal["statusInfo"] = {"reasonCode": "InvalidCertificate", "additionalInfo": "not valid before 2026"}
        one, csr = station(version, CertificateSigned=refusal), request(version)
        in_1970 = {"type": "SettingSystemTime", "timestamp": "1970-01-01T00:00:07Z"}
        async with server.client() as client, one.connected(server.ocpp_url):
            assert await one.call("SecurityEventNotification", in_1970) == {}
            assert await one.call("SignCertificate", {"csr": csr}) == ACCEPTED
            (refused,) = await certificates(client, version, "refused")
            why = "" if version == "ocpp1.6" else " (InvalidCertificate not valid before 2026)"
            assert (refused.error, refused.remedy) == (
                f"the station answered Rejected{why}",
                "see that its clock is right and that it trusts the root of the CA, then rotate the certificate again",
            )
            one.answers["CertificateSigned"] = ACCEPTED
            assert await one.call("SignCertificate", {"csr": csr}) == ACCEPTED
            await certificates(client, version, "refused", "installed")
