import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pilotwire.adapters.transport.door import ListenerSettings
from pilotwire.adapters.transport.handshake import HandshakeRules
from pilotwire.adapters.transport.ws_client import Dial, Dialer, UnreachableError

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import OpenSite, Until

# Made for these tests, each trusting the other; they open nothing else.
SERVER = Path(__file__).parent / "tls" / "server.pem"
CLIENT = Path(__file__).parent / "tls" / "client.pem"
SETTINGS = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"))


def server_context(ask_certificate: bool) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=CLIENT)
    context.load_cert_chain(SERVER)
    context.verify_mode = ssl.CERT_REQUIRED if ask_certificate else ssl.CERT_NONE
    return context


def client_context(with_certificate: bool) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=SERVER)
    if with_certificate:
        context.load_cert_chain(CLIENT)
    return context


async def test_the_certificate_of_profile_3_is_known_before_the_upgrade(open_site: "OpenSite", until: "Until") -> None:
    site = await open_site(settings=SETTINGS, ssl_context=server_context(ask_certificate=True))
    url = f"wss://127.0.0.1:{site.port}/ocpp/CS001"
    async with Dialer() as dialer:
        await dialer.dial(Dial(url, ("ocpp2.0.1",), ssl_context=client_context(with_certificate=True)))
        await until(lambda: site.links)
    (handshake,) = site.handshakes
    assert handshake.secure
    assert handshake.certificate is not None
    assert handshake.certificate.common_name == "SERIAL-0001"
    certificate = CLIENT.read_text().partition("-----END PRIVATE KEY-----")[2].strip()
    assert handshake.certificate.der == ssl.PEM_cert_to_DER_cert(certificate)
    assert site.links[0].connection.peer.certificate == handshake.certificate


async def test_profile_2_is_secure_and_shows_no_certificate(open_site: "OpenSite", until: "Until") -> None:
    site = await open_site(settings=SETTINGS, ssl_context=server_context(ask_certificate=False))
    url = f"wss://127.0.0.1:{site.port}/ocpp/CS001"
    async with Dialer() as dialer:
        await dialer.dial(Dial(url, ("ocpp2.0.1",), ssl_context=client_context(with_certificate=False)))
        await until(lambda: site.links)
    assert (site.handshakes[0].secure, site.handshakes[0].certificate) == (True, None)


async def test_a_station_that_trusts_nobody_here_says_so(open_site: "OpenSite") -> None:
    site = await open_site(settings=SETTINGS, ssl_context=server_context(ask_certificate=False))
    url = f"wss://127.0.0.1:{site.port}/ocpp/CS001"
    async with Dialer() as dialer:
        with pytest.raises(UnreachableError, match="certificate verify failed"):
            await dialer.dial(Dial(url, ("ocpp2.0.1",)))
    assert site.handshakes == []


async def test_a_plain_station_at_a_tls_port_gets_no_answer(open_site: "OpenSite") -> None:
    site = await open_site(settings=SETTINGS, ssl_context=server_context(ask_certificate=False))
    async with Dialer() as dialer:
        with pytest.raises(UnreachableError, match=r"check host, port and scheme|cannot connect"):
            await dialer.dial(Dial(f"ws://127.0.0.1:{site.port}/ocpp/CS001", ("ocpp2.0.1",)))
    assert site.handshakes == []
