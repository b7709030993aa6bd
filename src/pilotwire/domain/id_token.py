"""Id tokens: what identifies a driver, a vehicle or a contract, and what we know about each."""

from datetime import datetime
from typing import Final, Literal

import msgspec

from .token_limits import Limits

TokenType = str
"""Open since OCPP 2.1; the known ones are in `TOKEN_TYPES`."""

TOKEN_TYPES: Final = (
    "Central", "DirectPayment", "eMAID", "EVCCID", "ISO14443", "ISO15693", "KeyCode", "Local", "MacAddress",
    "NoAuthorization", "VIN",
)  # fmt: skip

KEY_CODE: Final = "KeyCode"
DIRECT_PAYMENT: Final = "DirectPayment"
"""The reference of a payment that a terminal at the station has taken."""
UNSPECIFIED: Final = ""
"""The type of a token that an OCPP 1.6 station sent: 1.6 has no types, so it matches a token of any type."""

Status = Literal[
    "Accepted", "Blocked", "ConcurrentTx", "Expired", "Invalid", "NoCredit", "NotAllowedTypeEVSE", "NotAtThisLocation",
    "NotAtThisTime", "Unknown",
]  # fmt: skip
"""Outcome of an authorisation, in the words of OCPP 2.x."""
MessageFormat = Literal["ASCII", "HTML", "URI", "UTF8", "QRCODE"]
"""How a personal message is to be read; QRCODE is known since OCPP 2.1."""


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
    other's transactions; `concurrent` lifts the rule of one transaction at a time. `cache_s` is how long stations may
    remember an answer about it (0: not at all; None: the group's or the deployment's rule); `account` names the prepaid
    account that pays; `charging_priority` is from -9 to 9, 0 being the middle.
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
    valid_from: datetime | None = None
    language2: str | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: int | None = None
    cache_s: int | None = None
    account: str | None = None
    limits: Limits | None = None

    @property
    def key(self) -> str:
        """The form under which tokens are compared."""
        return self.value.casefold()
