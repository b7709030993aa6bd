"""The bare echo: `python -m pilotwire.apps.lab.bench.echo PORT` answers every text with one made beforehand.

`PORT CERTIFICATE KEY` makes it speak TLS, and `PORT CERTIFICATE KEY CA` ask for certificates of that CA too.

The same WebSocket library, event loop and garbage collection as the server, and nothing else: what a message costs here
is what it costs at least. The path says how long the answer is: /echo/BYTES/STATION.
"""

import asyncio
import gc
import ssl
import sys
from typing import Final

import uvloop
from aiohttp import WSMsgType, web

GC_THRESHOLD: Final = (100_000, 50, 100)
"""As the server sets it."""


async def answer(request: web.Request) -> web.WebSocketResponse:
    """Serve one connection until it ends."""
    prepared = prepared_answer(int(request.match_info["bytes"])).decode()
    socket = web.WebSocketResponse(protocols=_offered(request), compress=False)
    await socket.prepare(request)
    while (await socket.receive()).type is WSMsgType.TEXT:
        await socket.send_str(prepared)
    return socket


async def serve(port: int, context: ssl.SSLContext | None = None) -> None:
    """Listen until the process is told to end."""
    app = web.Application()
    app.router.add_get("/echo/{bytes}/{station}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=2048, ssl_context=context).start()
    await asyncio.Event().wait()


def secured(certificate: str, key: str, client_ca: str = "") -> ssl.SSLContext:
    """TLS as the library has it, without tickets, as the stations of a storm take none up; certificates required."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    context.options |= ssl.OP_NO_TICKET
    context.num_tickets = 0
    if client_ca:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def prepared_answer(size: int) -> bytes:
    """A call result of this many bytes, whose id belongs to no call: what the bare echo sends."""
    frame = b'[3,"6f9619ff-8b86-4011-b42d-%b",{}]'
    return frame % (b"0" * max(0, size - len(frame) + 2))


def _offered(request: web.Request) -> tuple[str, ...]:
    return tuple(name.strip() for name in request.headers.get("Sec-WebSocket-Protocol", "").split(",") if name.strip())


if __name__ == "__main__":
    gc.set_threshold(*GC_THRESHOLD)
    uvloop.run(serve(int(sys.argv[1]), secured(*sys.argv[2:5]) if sys.argv[2:] else None))
