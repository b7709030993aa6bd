"""Groups of tokens: what holds for all tokens that name one."""

from .codec import Instant
from .shape import Input, Resource, Text
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


class TokenGroup(Resource, frozen=True, kw_only=True):
    """What holds for all tokens of a group; `version` is its ETag. Their own rules come first where they have some."""

    name: str
    version: str
    blocked: bool
    master_pass: bool
    created_at: Instant
    updated_at: Instant
    account: str | None = None
    limits: TokenLimits | None = None
    language: str | None = None
    personal_message: str | None = None
    message_format: MessageFormat | None = None
    charging_priority: int | None = None
    cache_s: int | None = None
    note: str | None = None


class TokenGroupInput(Input, frozen=True, kw_only=True):
    """A group as it is put. `master_pass`: its tokens stop any transaction and start none; one group at most.

    `account` pays for all its tokens; the limits hold beside each token's own.
    """

    blocked: bool = False
    master_pass: bool = False
    account: AccountName | None = None
    limits: TokenLimitsInput | None = None
    language: Language | None = None
    personal_message: MessageText | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: Priority | None = None
    cache_s: CacheSeconds | None = None
    note: Text | None = None


class TokenGroupList(Resource, frozen=True, kw_only=True):
    """Groups that have a record, by name, rising."""

    items: list[TokenGroup]
    next_cursor: str | None
