"""The question whether a token would be let charge, and the answer."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from .account import Money
from .codec import Instant
from .shape import PLAIN, Input, Name, Resource
from .token_limits import Number

Status = Literal[
    "Accepted", "Blocked", "ConcurrentTx", "Expired", "Invalid", "NoCredit", "NotAllowedTypeEVSE", "NotAtThisLocation",
    "NotAtThisTime", "Unknown",
]  # fmt: skip


class AuthorizeToken(Input, frozen=True, kw_only=True):
    """The token as the station would send it; OCPP 1.6 sends no type."""

    value: Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
    type: Annotated[str, Meta(min_length=1, max_length=20, pattern=PLAIN)] | None = None


class AuthorizeInput(Input, frozen=True, kw_only=True):
    """A token that might be presented. `evse_id` is where; `start`: to begin a transaction there, which one that is
    busy elsewhere may not.
    """

    id_token: AuthorizeToken
    station: Name
    evse_id: Number | None = None
    connector_id: Number | None = None
    start: bool = True


class Allowance(Resource, frozen=True, kw_only=True):
    """The most that may be spent on the transaction, out of the prepaid account."""

    amount: Money | None = None
    energy_wh: Decimal | None = None
    time_s: int | None = None


class AuthorizeAnswer(Resource, frozen=True, kw_only=True):
    """What the station would be answered now, and in words why; `evse_ids` are the only ones it may use."""

    status: Status
    reason: str | None = None
    group_id: str | None = None
    master_pass: bool = False
    evse_ids: list[int] | None = None
    expires_at: Instant | None = None
    language: str | None = None
    personal_message: str | None = None
    charging_priority: int | None = None
    account: str | None = None
    allowance: Allowance | None = None
