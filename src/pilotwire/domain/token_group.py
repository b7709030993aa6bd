"""Groups of tokens: what holds for all tokens of one name."""

from datetime import datetime

import msgspec

from .id_token import MessageFormat
from .token_limits import Limits


class TokenGroup(msgspec.Struct, frozen=True, omit_defaults=True):
    """What holds for all tokens that name this group, beside each token's own rules.

    A group needs no record: its tokens may stop each other's transactions anyway. `blocked` blocks all of them.
    `master_pass`: they stop any transaction and start none; one group at most is that. `account` pays for tokens that
    have none of their own, and the message is for those that have none. Source: OCPP 2.0.1 part 2, C09 and C16.
    """

    name: str
    created_at: datetime
    updated_at: datetime
    master_pass: bool = False
    blocked: bool = False
    account: str | None = None
    limits: Limits | None = None
    language: str | None = None
    personal_message: str | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: int | None = None
    cache_s: int | None = None
    note: str | None = None
