"""TLS handshakes are limited in number and in time, whoever opens connections."""

import asyncio
import socket
import ssl
from pathlib import Path

from tests.fixtures.certificates import certificate

from pilotwire.adapters.transport.tls_accept import TlsAcceptor, TlsTerms


async def test_a_handshake_waits_while_as_many_as_allowed_are_in_progress(tmp_path: Path) -> None:
    root = certificate("Root", is_ca=True)
    leaf, key = certificate("csms", root).save(tmp_path, "csms")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf, key)
    failed: list[str] = []
    listening = socket.create_server(("127.0.0.1", 0), backlog=16)
    listening.setblocking(False)
    terms = TlsTerms(
        context=lambda: context,
        protocol=asyncio.Protocol,
        failed=lambda address, error: failed.append(address),
        handshake_timeout_s=0.5,
        at_once=1,
    )
    acceptor = TlsAcceptor(listening, terms)
    acceptor.start()
    host, port = listening.getsockname()
    _, idle = await asyncio.open_connection(host, port)
    await asyncio.sleep(0.05)
    trusting = ssl.create_default_context(cafile=root.save(tmp_path, "root")[0])
    trusting.check_hostname = False
    before = list(failed)
    _, served = await asyncio.open_connection(host, port, ssl=trusting)
    assert before == []
    assert failed == ["127.0.0.1"]
    served.close()
    idle.close()
    await acceptor.close()
