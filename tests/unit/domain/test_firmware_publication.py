"""Firmware at a local controller: how it gets there, and which of its addresses stations are told."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.firmware_commands import PublicationReport
from pilotwire.domain.firmware_publication import Publication, best_location, told
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLACES = ("ftp://10.0.0.2/fw", "http://10.0.0.2/fw", "https://10.0.0.2/fw")


def publication(state: str = "accepted") -> Publication:
    return Publication(StationId("LC-1"), 9, "r2", "0" * 32, NOON, NOON, state=state)  # type: ignore[arg-type]


def test_it_is_published_step_by_step() -> None:
    one, states = publication(), []
    for status in ("DownloadScheduled", "Downloading", "DownloadPaused", "Downloading", "Downloaded"):
        one = told(one, PublicationReport(status, 9), NOON)
        states.append(one.state)
    one = told(one, PublicationReport("ChecksumVerified", 9), NOON)
    one = told(one, PublicationReport("Published", 9, PLACES), NOON)
    assert states == ["download-scheduled", "downloading", "download-paused", "downloading", "downloaded"]
    assert (one.state, one.locations, one.is_open) == ("published", PLACES, True)
    assert told(one, PublicationReport("Downloading", 9), NOON) is one
    assert told(one, PublicationReport("Idle"), NOON) is one


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("DownloadFailed", "download-failed"),
        ("InvalidChecksum", "invalid-checksum"),
        ("PublishFailed", "publish-failed"),
    ],
)
def test_it_fails_by_name(status: str, reason: str) -> None:
    one = told(publication(), PublicationReport(status, 9, detail="disk full"), NOON)
    assert (one.state, one.reason, one.detail, one.ended_at) == ("failed", reason, "disk full", NOON)
    assert told(one, PublicationReport("Published", 9, PLACES), NOON) is one


def test_the_safest_address_is_told() -> None:
    assert best_location(PLACES) == "https://10.0.0.2/fw"
    assert best_location(PLACES[:1]) == "ftp://10.0.0.2/fw"
    assert best_location(()) is None
