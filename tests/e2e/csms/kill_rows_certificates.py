"""Certificates signed and exchanged, as rows for a test that kills the server meanwhile: for each request of a station
there is one certificate in the end, which the station has.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import Any, Final

from pilotwire.client.certificate import Certificate
from pilotwire.client.certificate_state import CertificateState
from pilotwire.client.client import Client
from pilotwire.client.filters import CertificateFilter

from .asking_station import AskingStation
from .kill_row import Row, Site, of_station
from .raw_station import RawStation
from .tls_site import PASSWORD


def asking(site: Site, name: str, version: str) -> AskingStation:
    """A station with a password."""
    return AskingStation(name, version, password=PASSWORD, answer_pause_s=1.2)


def asking_with_tls(site: Site, name: str, version: str) -> AskingStation:
    """A station with TLS and a password, that will show the certificates that it gets."""
    trusted = site.pki.root_file
    context = ssl.create_default_context(cafile=trusted)
    return AskingStation(
        name, version, password=PASSWORD, context=context, answer_pause_s=0.3, folder=site.pki.folder, trusted=trusted
    )


def asker(one: RawStation) -> AskingStation:
    """The station as the one that it was made as."""
    assert isinstance(one, AskingStation)
    return one


async def ask(client: Client, one: RawStation) -> str:
    """The station asks for a certificate; signing begins by itself."""
    await asker(one).ask()
    return (await of_station(client, "certificate.sign", one.name)).id


async def ask_before_the_kill(client: Client, one: RawStation) -> None:
    """The station asks for a certificate, and nobody has begun to sign it when the server is killed."""
    await asker(one).ask()


async def has_one(client: Client, one: RawStation) -> None:
    """The station uses a certificate."""
    await asker(one).ask()
    await settled(client, one)


async def rotate(client: Client, one: RawStation) -> str:
    return (await client.certificates.rotate(one.name)).id


async def installed(client: Client, result: Any, one: RawStation) -> None:
    """One request, signed once, whatever was repeated; `waiting` is not said, since the station has it."""
    (certificate,) = await certificates(client, one, lambda states: states == {"installed"})
    assert (len(asker(one).requests), asker(one).serials()) == (1, [certificate.serial_number])
    assert "waiting" not in result
    assert len(set(asker(one).chains)) == 1


async def active(client: Client, result: Any, one: RawStation) -> None:
    """The station has come with the newest; one more, since the answer to the trigger was lost, does no harm."""
    known = await settled(client, one)
    assert [found.state for found in known] == ["replaced"] * (len(known) - 1) + ["active"]
    assert len(known) in (2, 3)
    serials = [found.serial_number for found in known]
    assert asker(one).serials() == serials
    assert (result["state"], result["serial_number"] in serials[1:]) == ("active", True)
    live = (await client.station(one.name)).connection
    assert live is not None
    assert live.security_profile == 3


async def settled(client: Client, one: RawStation) -> list[Certificate]:
    """The certificates of the station, oldest first, once it waits for none and uses what it has."""
    return await certificates(client, one, lambda states: not states & {"requested", "issued", "installed"})


async def certificates(
    client: Client, one: RawStation, holds: Callable[[set[CertificateState]], bool]
) -> list[Certificate]:
    """The certificates of the station, oldest first, once something holds of their states."""
    async with asyncio.timeout(30):
        while True:
            found = (await client.certificates.list(CertificateFilter(station=one.name))).items[::-1]
            if found and holds({each.state for each in found}):
                return found
            await asyncio.sleep(0.05)


ON_CERTIFICATES: Final = (
    Row("certificate.sign", asking, ask, installed, turn="second"),
    Row("certificate.sign", asking, ask_before_the_kill, installed, turn="last"),
    Row("station.rotate_certificate", asking_with_tls, rotate, active, has_one),
)
