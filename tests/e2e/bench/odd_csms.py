"""A CSMS for the bench's own tests: `odd_csms.py MODE serve --data-dir=FOLDER --ocpp-port=PORT --http-port=PORT`.

Modes: `call-error` refuses heartbeats, `wrong-id` answers another call, `hang-up` ends the connection, `pending`
accepts no boot, `chatty` calls the station and answers its heartbeats only once that call was refused.
"""

import asyncio
import sys
from pathlib import Path

import msgspec
from aiohttp import WSMsgType, web

MODE = sys.argv[1]
OPTIONS = dict(one.removeprefix("--").split("=", 1) for one in sys.argv[3:] if "=" in one)


async def station(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(protocols=("ocpp2.0.1",))
    await socket.prepare(request)
    refused = MODE != "chatty"
    while (message := await socket.receive()).type is WSMsgType.TEXT:
        frame = msgspec.json.decode(message.data)
        if frame[0] == 4:
            refused = frame[1:3] == ["srv-1", "NotSupported"]
        elif frame[2] == "Heartbeat" and MODE == "hang-up":
            await socket.close()
        elif refused or frame[2] != "Heartbeat":
            await socket.send_str(answer(frame[1], frame[2]))
        if frame[0] == 2 and frame[2] == "StatusNotification" and MODE == "chatty":
            await socket.send_str('[2,"srv-1","ClearCache",{}]')
    return socket


def answer(call_id: str, action: str) -> str:
    if action == "BootNotification":
        return f'[3,"{call_id}",{{"status":"{"Pending" if MODE == "pending" else "Accepted"}"}}]'
    if action == "Heartbeat" and MODE == "call-error":
        return f'[4,"{call_id}","InternalError","no time today",{{}}]'
    if action == "Heartbeat" and MODE == "wrong-id":
        return '[3,"another",{}]'
    return f'[3,"{call_id}",{{}}]'


async def health(request: web.Request) -> web.Response:
    return web.json_response({"state": "ready"}, status=200 if "Bearer pw_test" in str(request.headers) else 401)


async def serve() -> None:
    for route, port in (
        (web.get("/ocpp/{station}", station), OPTIONS["ocpp-port"]),
        (web.get("/api/v1/health", health), OPTIONS["http-port"]),
    ):
        app = web.Application()
        app.add_routes([route])
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    data = Path(OPTIONS["data-dir"])
    data.mkdir(parents=True)
    (data / "admin.key").write_text("pw_test\n", encoding="ascii")
    asyncio.run(serve())
