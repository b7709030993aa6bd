"""Id tokens: what identifies a driver, a vehicle or a contract, and what we know about each."""

from datetime import datetime
from typing import Final, Literal

import msgspec

TokenType = str
"""Open since OCPP 2.1; the known ones are in `TOKEN_TYPES`."""

TOKEN_TYPES: Final = (
    "Central", "DirectPayment", "eMAID", "EVCCID", "ISO14443", "ISO15693", "KeyCode", "Local", "MacAddress",
    "NoAuthorization", "VIN",
)  # fmt: skip

KEY_CODE: Final = "KeyCode"
UNSPECIFIED: Final = ""
"""The type of a token that an OCPP 1.6 station sent: 1.6 has no types, so it matches a token of any type."""

Status = Literal[
    "Accepted", "Blocked", "ConcurrentTx", "Expired", "Invalid", "NoCredit", "NotAllowedTypeEVSE", "NotAtThisLocation",
    "NotAtThisTime", "Unknown",
]  # fmt: skip
"""Outcome of an authorisation, in the words of OCPP 2.x."""


class IdToken(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station read or was given. `additional` holds (value, type) pairs."""

    value: str
    type: TokenType = UNSPECIFIED
    additional: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The form under which tokens are compared: OCPP calls identifiers case-insensitive."""
        return self.value.casefold()


class Token(msgspec.Struct, frozen=True, omit_defaults=True):
    """An id token that the CSMS knows, with the rules for it.

    `blocked` wins over everything; `expires_at` is the last instant of validity; tokens of one `group_id` may stop each
    other's transactions; `concurrent` lifts the rule of one transaction at a time.
    """

    value: str
    type: TokenType = UNSPECIFIED
    blocked: bool = False
    expires_at: datetime | None = None
    group_id: str | None = None
    concurrent: bool = False
    additional: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    personal_message: str | None = None
    note: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def key(self) -> str:
        """The form under which tokens are compared."""
        return self.value.casefold()
