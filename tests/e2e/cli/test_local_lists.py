"""`pilotwire local-lists` against a server."""

import json

import msgspec

from pilotwire.services.local_list_jobs import SYNC, SyncJob
from pilotwire.services.station_link import (
    CallResult,
)

from .conftest import Beside, Run


def _with_station(beside: Beside, pilotwire: Run) -> None:
    """CS-1 keeps a list and is connected; one token is known."""
    beside.site.jobs[SYNC] = SyncJob(pause_s=0.01)
    versions = [0]

    async def answer(action: str, payload: bytes) -> CallResult:
        if action == "GetLocalListVersion":
            return CallResult("m", msgspec.Raw(b'{"versionNumber":%d}' % versions[-1]), 1.0)
        versions.append(json.loads(payload)["versionNumber"])
        return CallResult("m", msgspec.Raw(b'{"status":"Accepted"}'), 1.0)

    assert pilotwire("tokens", "add", "04A2", "--group", "fleet").code == 0
    assert pilotwire("stations", "add", "CS-1").code == 0
    beside.site.link.connect("CS-1", answer)


def test_a_list_is_put_and_brought_to_its_station(beside: Beside, pilotwire: Run) -> None:
    _with_station(beside, pilotwire)
    put = pilotwire("local-lists", "put", "depot", "--group", "fleet", "--token", "04a2", "--station", "CS-1")
    assert put.code == 0
    assert json.loads(pilotwire("local-lists", "show", "depot", "--json").out)["tokens"] == ["04A2"]
    assert "unknown" in pilotwire("local-lists", "status", "CS-1").out
    synced = pilotwire("local-lists", "sync", "depot", "--wait")
    assert (synced.code, "done" in synced.out) == (0, True)
    status = json.loads(pilotwire("local-lists", "status", "CS-1", "--json").out)
    assert (status["state"], status["reported"]["version"], status["reported"]["entries"]) == ("in-sync", 1, 1)
    listed = [json.loads(line) for line in pilotwire("local-lists", "list", "--json").out.splitlines()]
    assert [(one["name"], one["revision"]) for one in listed] == [("depot", 1)]


def test_one_station_is_brought_in_step_by_itself(beside: Beside, pilotwire: Run) -> None:
    _with_station(beside, pilotwire)
    pilotwire("local-lists", "put", "depot", "--group", "fleet", "--station", "CS-1")
    assert pilotwire("local-lists", "sync", "--station", "CS-1", "--wait").code == 0
    assert pilotwire("local-lists", "remove", "depot", "-y").code == 0
    assert "outdated" in pilotwire("local-lists", "status", "CS-1").out


def test_a_sync_of_nothing_or_of_both_is_refused(pilotwire: Run) -> None:
    for arguments in ((), ("depot", "--station", "CS-1")):
        refused = pilotwire("local-lists", "sync", *arguments)
        assert (refused.code, refused.err.splitlines()[0]) == (1, "pilotwire: Name either a list or one station.")


def test_an_unknown_token_is_told_with_its_place(pilotwire: Run) -> None:
    refused = pilotwire("local-lists", "put", "depot", "--token", "nobody")
    assert refused.code == 1
    assert "There is no token 'nobody'." in refused.err
