"""Firmware that a local controller offers to the stations behind it. Source: OCPP 2.1 part 2, L03 and L04."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from pilotwire.kernel.ids import StationId

from .firmware_commands import PublicationReport

PublicationState = Literal[
    "asking", "accepted", "download-scheduled", "downloading", "download-paused", "downloaded", "checksum-verified",
    "published", "failed", "cancelled", "unpublished",
]  # fmt: skip
"""`published` lasts until it is taken back; the last three are ends."""
ENDS: Final[frozenset[PublicationState]] = frozenset({"failed", "cancelled", "unpublished"})
WAITING: Final[frozenset[PublicationState]] = frozenset(
    {"asking", "accepted", "download-scheduled", "downloading", "download-paused", "downloaded", "checksum-verified"}
)
_STATES: Final[Mapping[str, PublicationState]] = {
    "DownloadScheduled": "download-scheduled", "Downloading": "downloading", "DownloadPaused": "download-paused",
    "Downloaded": "downloaded", "ChecksumVerified": "checksum-verified", "Published": "published",
}  # fmt: skip
_FAILURES: Final[Mapping[str, str]] = {
    "DownloadFailed": "download-failed",
    "InvalidChecksum": "invalid-checksum",
    "PublishFailed": "publish-failed",
}
_ORDER: Final = ("https", "http", "ftps", "ftp")


class Publication(msgspec.Struct, frozen=True, omit_defaults=True):
    """One release at one local controller. `checksum` is the MD5 under which it is taken back. `locations` are where
    it is offered, one a protocol.
    """

    station: StationId
    number: int
    release: str
    checksum: str
    requested_at: datetime
    since: datetime
    state: PublicationState = "asking"
    status: str | None = None
    locations: tuple[str, ...] = ()
    ticket: str | None = None
    operation: str | None = None
    actor: str | None = None
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str | None = None
    detail: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state not in ENDS


def told(publication: Publication, report: PublicationReport, at: datetime) -> Publication:
    """The publication after a status of the controller; Idle and what comes after an end change nothing."""
    if not publication.is_open:
        return publication
    failure = _FAILURES.get(report.status)
    if failure is not None:
        return finished(publication, "failed", at, failure, report.detail, status=report.status)
    state = _STATES.get(report.status)
    if state is None or publication.state == "published":
        return publication
    return msgspec.structs.replace(
        publication, state=state, status=report.status, since=at, locations=report.locations or publication.locations
    )


def finished(
    publication: Publication, state: PublicationState, at: datetime, reason: str | None = None,
    detail: str | None = None, status: str | None = None,
) -> Publication:  # fmt: skip
    """The publication at its end."""
    return msgspec.structs.replace(
        publication, state=state, since=at, ended_at=at, reason=reason, detail=detail,
        status=status or publication.status,
    )  # fmt: skip


def best_location(locations: Sequence[str]) -> str | None:
    """The address by the safest protocol among those that a controller offers."""
    known = {urlsplit(one).scheme.lower(): one for one in reversed(locations)}
    return next((known[scheme] for scheme in _ORDER if scheme in known), locations[0] if locations else None)
