"""Examples of firmware and campaigns for the API's description."""

from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import campaign as rc
from pilotwire.client import firmware as rf
from pilotwire.client import resources as r
from pilotwire.client.codec import Instant

from .examples import OPERATION


def _at(hour: int, minute: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, tzinfo=UTC)


RELEASE: Final = rf.Release(
    name="example-ac22-2.4.0",
    version="5f3a91c2d4e6b8a0",
    firmware_version="2.4.0",
    vendor="Example",
    created_at=_at(9),
    updated_at=_at(9),
    models=["AC22"],
    from_versions=["2.*"],
    file="154811237654531",
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    md5="098f6bcd4621d373cade4e832627b4f6",
    size_bytes=18_874_368,
    signature="MEUCIQD0vZ1...",
    signing_certificate="-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n",
    proof=rf.SignatureProof(
        algorithm="ECDSA-SHA256", signer="CN=Firmware signing,O=Example", root="example-2026", checked_at=_at(9)
    ),
    actor="fleet team",
)
RELEASE_INPUT: Final = rf.ReleaseInput(
    firmware_version="2.4.0", vendor="Example", models=["AC22"], from_versions=["2.*"], file="154811237654531"
)
UPDATE_INPUT: Final = rf.UpdateInput(release="example-ac22-2.4.0", retries=3, retry_interval_s=60)
UPDATING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.update_firmware",
    request=msgspec.Raw(b'{"release":"example-ac22-2.4.0"}'),
    progress=r.Progress(done=2, total=7, message="downloading"),
)
UPDATE: Final = rf.FirmwareUpdate(
    number=4711,
    station="CS-0042",
    release="example-ac22-2.4.0",
    version="2.4.0",
    state="succeeded",
    requested_at=_at(10),
    since=_at(10, 9),
    retrieve_at=_at(10),
    signed=True,
    status="Installed",
    previous="2.3.1",
    firmware="2.4.0",
    operation="5b1f2c1e-8f5e-4f0d-9a55-0d6f5d1b8c11",
    ended_at=_at(10, 9),
    confirmed=True,
    steps=[
        rf.UpdateStep(at=_at(10), word="Accepted"),
        rf.UpdateStep(at=_at(10, 1), word="Downloading"),
        rf.UpdateStep(at=_at(10, 3), word="Downloaded"),
        rf.UpdateStep(at=_at(10, 4), word="Installing"),
        rf.UpdateStep(at=_at(10, 8), word="Installed"),
        rf.UpdateStep(at=_at(10, 9), word="boot", detail="2.4.0"),
    ],
)
PUBLISH: Final = rf.PublishInput(release="example-ac22-2.4.0")
PUBLISHING: Final = msgspec.structs.replace(
    UPDATING,
    kind="station.publish_firmware",
    progress=r.Progress(done=2, total=5, message="downloading"),
)
UNPUBLISH: Final = rf.UnpublishInput(release="example-ac22-2.4.0")
UNPUBLISHED: Final = r.ControlAnswer(status="Unpublished", noticed=[])
PUBLICATION: Final = rf.Publication(
    number=4712,
    station="LC-1",
    release="example-ac22-2.4.0",
    checksum="098f6bcd4621d373cade4e832627b4f6",
    state="published",
    requested_at=_at(10),
    since=_at(10, 5),
    status="Published",
    locations=["http://192.0.2.10/firmware/ac22-2.4.0.bin"],
)
CAMPAIGN_INPUT: Final = rc.CampaignInput(
    name="AC22 to 2.4.0",
    release="example-ac22-2.4.0",
    selection=r.SelectionInput(vendor="Example", model="AC22"),
    waves=[rc.Wave(stations=5, soak_s=86_400.0, hold=True), rc.Wave(percent=20), rc.Wave()],
    windows=[rc.Window(start="22:00", end="05:00")],
    time_zone="Europe/Berlin",
    at_once=20,
    abort_percent=10,
    abort_minimum=10,
    attempts=2,
)
CAMPAIGN: Final = rc.Campaign(
    id="5b1f2c1e-8f5e-4f0d-9a55-0d6f5d1b8c11",
    name="AC22 to 2.4.0",
    release="example-ac22-2.4.0",
    state="running",
    started_at=_at(9),
    updated_at=_at(22, 14),
    stations=200,
    counts=rc.Counts(waiting=176, running=20, done=4, attempts_ended=4),
    wave=2,
    waves=[
        rc.ShownWave(stations=5, soak_s=86_400.0, hold=True),
        rc.ShownWave(stations=40),
        rc.ShownWave(stations=155),
    ],
    windows=[rc.ShownWindow(start="22:00", end="05:00")],
    time_zone="Europe/Berlin",
    at_once=20,
    abort_percent=10,
    abort_minimum=10,
    attempts=2,
)
MEMBER: Final = rc.Member(
    station="CS-0042",
    position=0,
    wave=1,
    state="done",
    attempts=1,
    begun_at=_at(22),
    ended_at=_at(22, 9),
    duration_s=540.0,
    operation="5b1f2c1e-8f5e-4f0d-9a55-0d6f5d1b8c11.0.1",
    previous="2.3.1",
    firmware="2.4.0",
)
