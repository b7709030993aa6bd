"""Id tokens, as the API shows and takes them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Name, Resource, Text
from .token_limits import (
    AccountName,
    CacheSeconds,
    Language,
    MessageFormat,
    MessageText,
    Priority,
    TokenLimits,
    TokenLimitsInput,
)


class AdditionalId(Resource, frozen=True, kw_only=True):
    """One more identifier that came with a token."""

    value: Name
    type: Name


class IdToken(Resource, frozen=True, kw_only=True):
    """What a station read or was given; no type where it said none (OCPP 1.6)."""

    value: str
    type: str | None = None
    additional: list[AdditionalId] | None = None


class Token(Resource, frozen=True, kw_only=True):
    """An id token that the CSMS knows. Values are compared without regard to case; `version` is its ETag."""

    value: str
    version: str
    blocked: bool
    concurrent: bool
    type: str | None = None
    expires_at: Instant | None = None
    group_id: str | None = None
    additional: list[AdditionalId] | None = None
    language: str | None = None
    personal_message: str | None = None
    note: str | None = None
    created_at: Instant | None = None
    updated_at: Instant | None = None
    valid_from: Instant | None = None
    language2: str | None = None
    message_format: MessageFormat | None = None
    charging_priority: int | None = None
    cache_s: int | None = None
    account: str | None = None
    limits: TokenLimits | None = None


class AdditionalIdInput(AdditionalId, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set."""


class TokenInput(Input, frozen=True, kw_only=True):
    """The rules for a token. `expires_at` is its last instant; `concurrent` allows several transactions at once.

    Tokens of one `group_id` may stop each other's transactions. `personal_message` may hold {balance}, {energy_kwh},
    {minutes}, {group} and {price}. `cache_s`: how long stations may remember an answer (0: not at all). `account` names
    the prepaid account that pays.
    """

    type: Annotated[str, Meta(min_length=1, max_length=20, pattern=PLAIN)] | None = None
    blocked: bool = False
    expires_at: Instant | None = None
    group_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None
    concurrent: bool = False
    additional: Annotated[list[AdditionalIdInput], Meta(max_length=20)] = msgspec.field(default_factory=list)
    language: Language | None = None
    personal_message: MessageText | None = None
    note: Text | None = None
    valid_from: Instant | None = None
    language2: Language | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: Priority | None = None
    cache_s: CacheSeconds | None = None
    account: AccountName | None = None
    limits: TokenLimitsInput | None = None
