"""A station that brings its log when it is asked for it, however often it must try."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import websockets

from .raw_station import Answer, RawStation

CONTENT: Final = b"line of a log\n" * 20_000
_GONE: Final = (404, 410, 413)


@dataclass
class LogStation(RawStation):
    """Slow to bring: `pause_s` before and within. A newer request ends an older one."""

    pause_s: float = 0.5
    brought: int = 0
    number: int = 0
    bringing: "asyncio.Task[None] | None" = None

    def by_itself(self, action: str, payload: dict[str, Any]) -> Answer:
        """See `RawStation`."""
        if action not in ("GetLog", "GetDiagnostics"):
            return super().by_itself(action, payload)
        was_busy = self.bringing is not None and not self.bringing.done()
        if self.bringing is not None:
            self.bringing.cancel()
        self.number = payload.get("requestId", 0)
        url = payload["location"] if action == "GetDiagnostics" else payload["log"]["remoteLocation"]
        self.bringing = asyncio.get_running_loop().create_task(self._bring(url, self.number))
        if action == "GetDiagnostics":
            return {"fileName": "diag.log"}
        return {"status": "AcceptedCanceled" if was_busy else "Accepted", "filename": "diag.log"}

    async def _bring(self, url: str, number: int) -> None:
        await asyncio.sleep(self.pause_s)
        await self._say("Uploading", number)
        while True:
            try:
                async with aiohttp.ClientSession() as session, session.put(f"{url}diag.log", data=self._body()) as told:
                    if told.status in _GONE:
                        return
                    if told.status == 201:
                        break
            except (aiohttp.ClientError, OSError):
                pass
            await asyncio.sleep(0.1)
        self.brought += 1
        await self._say("Uploaded", number)

    async def _say(self, status: str, number: int) -> None:
        """Tell it, again and again until it is answered."""
        payload: dict[str, Any] = {"status": status}
        action = "DiagnosticsStatusNotification" if self.version == "ocpp1.6" else "LogStatusNotification"
        if self.version != "ocpp1.6":
            payload["requestId"] = number
        while True:
            try:
                async with asyncio.timeout(1.0):
                    await self.call(action, payload)
                return
            except (TimeoutError, AssertionError, OSError, websockets.WebSocketException):
                await asyncio.sleep(0.1)

    async def _body(self) -> AsyncIterator[bytes]:
        for start in range(0, len(CONTENT), 70_000):
            await asyncio.sleep(self.pause_s / 4)
            yield CONTENT[start : start + 70_000]
