"""What is wrong with open transactions, and closing one."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Resource

ProblemName = Literal["no-energy", "silent", "too-long", "connector-free", "not-running", "overtaken"]


class TransactionProblem(Resource, frozen=True, kw_only=True):
    """One thing that is wrong with a transaction. `certain`: it proves that the transaction cannot be running."""

    name: str
    since: Instant
    why: str
    certain: bool


class TroubledTransaction(Resource, frozen=True, kw_only=True):
    """An open transaction and what is wrong with it."""

    station: str
    transaction_id: str
    started_at: Instant
    last_received_at: Instant
    energy_wh: Decimal
    problems: list[TransactionProblem]
    evse_id: int | None = None
    charging_state: str | None = None


class TroubledList(Resource, frozen=True, kw_only=True):
    """Open transactions with problems, by station and id."""

    items: list[TroubledTransaction]
    next_cursor: str | None


class CloseInput(Input, frozen=True, kw_only=True):
    """Why the transaction is closed; it stands in its history."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=PLAIN)]
