"""Logs of stations, as a row for a test that kills the server meanwhile."""

from typing import Any, Final

from pilotwire.client.client import Client
from pilotwire.client.log import LogFilter

from .kill_row import Row, Site
from .log_station import CONTENT, LogStation
from .raw_station import RawStation


def slow(site: Site, name: str, version: str) -> LogStation:
    """A station that takes its time to bring a log."""
    return LogStation(name, version, pause_s=1.0)


async def request(client: Client, one: RawStation) -> str:
    return (await client.logs.request(one.name)).id


async def here(client: Client, result: Any, one: RawStation) -> None:
    """It is here, whole, and joined to the request; nothing else came by it."""
    assert isinstance(one, LogStation)
    log = await client.logs.get(result["request_id"])
    assert (log.state, log.status, [file.size_bytes for file in log.files]) == ("uploaded", "Uploaded", [len(CONTENT)])
    content = b"".join([part async for part in client.files.content(log.files[0].id)])
    assert content == CONTENT
    all_ = (await client.logs.list(LogFilter(station=one.name))).items
    assert all(other.ended_at is not None for other in all_)


ON_LOGS: Final = (Row("station.get_log", slow, request, here),)
