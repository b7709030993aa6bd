"""What a station knows of a customer: asked for, or to be forgotten, and its answer as it comes in parts."""

from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.kernel.ids import RecordId, StationId

from .command import Command, Reply
from .id_token import IdToken
from .report import Assembly
from .security_commands import CertificateId

ReferenceKind = Literal["id-token", "certificate", "identifier"]


class CustomerReference(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom it is about: exactly one of a token, a certificate by the hash with which it was installed, or a text.

    Source: OCPP 2.0.1 part 2, N09.FR.04, N09.FR.08 and N09.FR.09.
    """

    id_token: IdToken | None = None
    certificate: CertificateId | None = None
    identifier: str | None = None

    @property
    def kind(self) -> ReferenceKind | None:
        """Which of them it is; None unless it is exactly one."""
        given: list[ReferenceKind] = [
            *(("id-token",) if self.id_token is not None else ()),
            *(("certificate",) if self.certificate is not None else ()),
            *(("identifier",) if self.identifier is not None else ()),
        ]
        return given[0] if len(given) == 1 else None


class CustomerInquiry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question to a station, by our own number. It is forgotten at `expires_at` with all that came.

    `about` holds personal data, as the parts do; whoever may not see these sees neither.
    """

    id: RecordId
    station: StationId
    about: CustomerReference
    report: bool
    clear: bool
    assembly: Assembly
    asked_at: datetime
    expires_at: datetime
    actor: str | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether parts of its answer may still come."""
        return self.ended_at is None


class CustomerPart(msgspec.Struct, frozen=True):
    """A part of the answer, as the station put it; `seq_no` counts from 0."""

    inquiry: RecordId
    seq_no: int
    text: str
    expires_at: datetime


class CustomerInformation(Command[Reply], frozen=True):
    """Ask for what is known of a customer (`report`), to forget it (`clear`), or both.

    Source: OCPP 2.0.1 part 2, N09 and N10.
    """

    request_id: int
    about: CustomerReference
    report: bool
    clear: bool
