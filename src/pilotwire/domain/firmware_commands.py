"""What is asked of stations and local controllers about firmware."""

from datetime import datetime

import msgspec

from .command import Command, Reply
from .firmware_status import FirmwareStatus


class UpdateFirmware(Command[Reply], frozen=True):
    """Fetch firmware and install it. With a signature and its certificate the station checks where it comes from.

    `calls_off`: it is there to cancel the one before it, where the version has that.

    Source: OCPP 2.1 part 2, L01 and L02; OCPP 1.6, 5.19; OCPP 1.6 security whitepaper, L01.
    """

    number: int
    location: str
    retrieve_at: datetime
    install_at: datetime | None = None
    signature: str | None = None
    signing_certificate: str | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    calls_off: bool = False


class PublishFirmware(Command[Reply], frozen=True):
    """Fetch firmware and offer it to the stations behind. `checksum` is its MD5 in hex.

    Source: OCPP 2.1 part 2, L03.
    """

    number: int
    location: str
    checksum: str
    retries: int | None = None
    retry_interval_s: int | None = None


class UnpublishFirmware(Command[Reply], frozen=True):
    """Offer it no longer. Source: OCPP 2.1 part 2, L04."""

    checksum: str


class AskFirmwareStatus(Command[Reply], frozen=True):
    """Say how far the update is; 1.6 has a way of its own for one that was `signed`.

    Source: OCPP 2.1 part 2, L01.FR.25 and L01.FR.26; OCPP 1.6 security whitepaper, L01.FR.28 and L01.FR.29.
    """

    signed: bool = False


class AskPublicationStatus(Command[Reply], frozen=True):
    """Say how far offering firmware is. Source: OCPP 2.1 part 2, L03.FR.10 and L03.FR.11."""


class FirmwareReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station says how an update goes; `number` is the request's. `numbered`: its version repeats that number."""

    status: FirmwareStatus
    number: int | None = None
    detail: str | None = None
    numbered: bool = True


class PublicationReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A local controller says how offering goes, and where it offers."""

    status: str
    number: int | None = None
    locations: tuple[str, ...] = ()
    detail: str | None = None
