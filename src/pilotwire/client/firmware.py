"""Firmware as the API shows and takes it: releases, updates of stations, what local controllers offer."""

from typing import Annotated

import msgspec
from msgspec import Meta

from .codec import Instant
from .control import ControlInput
from .filters import Moment, Wanted
from .firmware_state import PublicationState, Signing, UpdateState
from .shape import PLAIN, Input, Name, Resource, Text

Seconds = Annotated[float, Meta(ge=0.1, le=31_536_000)]
Retries = Annotated[int, Meta(ge=0, le=1000)]
Pattern = Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)]
Location = Annotated[str, Meta(min_length=1, max_length=2000, pattern=PLAIN)]


class ReleaseInput(Input, frozen=True, kw_only=True):
    """A release: the version that stations report once they run it, whose it is, and where it lies.

    `file` is one that is kept here, `location` an address elsewhere; one of both. `models` none: all of the vendor's.
    `from_versions`: it may only follow these, `*` standing for any text. `sha256` and `md5` are in hex; of a file here
    they are computed, and compared with what is given. `signature` is in base64, `signing_certificate` in PEM.
    """

    firmware_version: Pattern
    vendor: Name
    models: Annotated[list[Name], Meta(max_length=200)] = msgspec.field(default_factory=list)
    from_versions: Annotated[list[Pattern], Meta(max_length=200)] = msgspec.field(default_factory=list)
    file: Name | None = None
    location: Location | None = None
    sha256: Name | None = None
    md5: Name | None = None
    signature: Annotated[str, Meta(min_length=1, max_length=2000)] | None = None
    signing_certificate: Annotated[str, Meta(min_length=1, max_length=20_000)] | None = None
    note: Text | None = None


class SignatureProof(Resource, frozen=True, kw_only=True):
    """A signature that was found right here: by which algorithm, whose it is, and under which root certificate."""

    algorithm: str
    signer: str
    root: str
    checked_at: Instant


class Release(Resource, frozen=True, kw_only=True):
    """A release. `version` changes whenever it does; `proof` is there where its signature was verified here."""

    name: str
    version: str
    firmware_version: str
    vendor: str
    created_at: Instant
    updated_at: Instant
    models: list[str] = msgspec.field(default_factory=list)
    from_versions: list[str] = msgspec.field(default_factory=list)
    file: str | None = None
    location: str | None = None
    sha256: str | None = None
    md5: str | None = None
    size_bytes: int | None = None
    signature: str | None = None
    signing_certificate: str | None = None
    proof: SignatureProof | None = None
    note: str | None = None
    actor: str | None = None


class ReleaseList(Resource, frozen=True, kw_only=True):
    """Releases by name, rising."""

    items: list[Release]
    next_cursor: str | None


class ReleaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name, version, vendor, models or note."""

    q: Annotated[Wanted, Meta(description="Text within name, version, vendor, models or note.")] | None = None


class UpdateTimes(Input, frozen=True, kw_only=True):
    """How long each part of an update may take: until the download begins, the download, the installation, the wait for
    it where the station says that it waits, the boot that shows the new version; and after how long a silence the
    station is asked.
    """

    start_s: Seconds = 86_400.0
    download_s: Seconds = 7_200.0
    install_s: Seconds = 3_600.0
    scheduled_s: Seconds = 86_400.0
    boot_s: Seconds = 1_800.0
    silence_s: Seconds = 600.0


class UpdateInput(Input, frozen=True, kw_only=True):
    """Which release a station is given, and when it fetches and installs it; none: at once.

    `signing`: `prefer` sends the signature where the release has one and the station knows that, `require` nothing
    else, `never` none. `scheme` is by which protocol it fetches a file of ours. `via` names a local controller that
    offers the release. `force`: also where the release is not for the station, or it runs it already.
    """

    release: Name
    retrieve_at: Moment | None = None
    install_at: Moment | None = None
    retries: Retries | None = None
    retry_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    signing: Signing = "prefer"
    scheme: Annotated[str, Meta(pattern="^(https|http|ftps|ftp)$(?!\n)")] | None = None
    via: Name | None = None
    force: bool = False
    wait_s: Seconds = 86_400.0
    times: UpdateTimes = UpdateTimes()


class UpdateStep(Resource, frozen=True, kw_only=True):
    """One thing that was heard: a status, `boot` with the version, or the answer to the request. `verdict` says what it
    was worth: taken, skipped (further on than what may follow), repeated, backward (of an earlier part), late.
    """

    at: Instant
    word: str
    verdict: str = "taken"
    detail: str | None = None


class FirmwareUpdate(Resource, frozen=True, kw_only=True):
    """One update of one station, by the number of its request. `status` is the station's last word that held, `reason`
    names a failure, `confirmed`: a boot showed the version.
    """

    number: int
    station: str
    release: str
    version: str
    state: UpdateState
    requested_at: Instant
    since: Instant
    retrieve_at: Instant
    signed: bool = False
    status: str | None = None
    install_at: Instant | None = None
    previous: str | None = None
    firmware: str | None = None
    operation: str | None = None
    actor: str | None = None
    via: str | None = None
    sent_at: Instant | None = None
    heard_at: Instant | None = None
    ended_at: Instant | None = None
    reason: str | None = None
    detail: str | None = None
    remedy: str | None = None
    confirmed: bool = False
    steps: list[UpdateStep] = msgspec.field(default_factory=list)


class FirmwareUpdateList(Resource, frozen=True, kw_only=True):
    """Updates, newest first."""

    items: list[FirmwareUpdate]
    next_cursor: str | None


class UpdateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Updates of one station, state or release; `since` and `until` bound when they were asked for."""

    station: Annotated[Wanted, Meta(description="The station.")] | None = None
    state: Annotated[UpdateState, Meta(description="How they stand.")] | None = None
    release: Annotated[Wanted, Meta(description="The release.")] | None = None
    since: Annotated[Moment, Meta(description="Asked for at this time or later.")] | None = None
    until: Annotated[Moment, Meta(description="Asked for before this time.")] | None = None


class PublishInput(Input, frozen=True, kw_only=True):
    """Which release a local controller offers to the stations behind it."""

    release: Name
    retries: Retries | None = None
    retry_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    scheme: Annotated[str, Meta(pattern="^(https|http|ftps|ftp)$(?!\n)")] | None = None
    wait_s: Seconds = 86_400.0
    timeout_s: Seconds = 7_200.0


class UnpublishInput(ControlInput, frozen=True, kw_only=True):
    """Which release it offers no longer."""

    release: Name


class Publication(Resource, frozen=True, kw_only=True):
    """A release at a local controller; `locations` are where it is offered, one a protocol."""

    number: int
    station: str
    release: str
    checksum: str
    state: PublicationState
    requested_at: Instant
    since: Instant
    status: str | None = None
    locations: list[str] = msgspec.field(default_factory=list)
    operation: str | None = None
    actor: str | None = None
    ended_at: Instant | None = None
    reason: str | None = None
    detail: str | None = None


class PublicationList(Resource, frozen=True, kw_only=True):
    """Publications, newest first."""

    items: list[Publication]
    next_cursor: str | None


class PublicationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Those of one local controller."""

    station: Annotated[Wanted, Meta(description="The local controller.")] | None = None
