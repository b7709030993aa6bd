"""The history of a transaction, and limits of one: what was wanted, sent, confirmed and reached."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Resource
from .token import IdToken


class TransactionLimit(Resource, frozen=True, kw_only=True):
    """Where energy transfer shall end: cost, energy, time since the start, state of charge. Absent is no limit."""

    max_cost: Decimal | None = None
    max_energy_wh: Decimal | None = None
    max_time_s: int | None = None
    max_soc_percent: int | None = None


class TransactionLimits(Resource, frozen=True, kw_only=True):
    """Limits of a transaction: `wanted` are ours, `sent` those that the station was told, `reported` its own words.

    `reached` names the limit that is reached and was not raised since. `stop_asked_at` is when the station was asked to
    stop because it does not keep the limit itself.
    """

    wanted: TransactionLimit
    sent: TransactionLimit
    reported: TransactionLimit
    set_by: str | None = None
    reached: str | None = None
    stop_asked_at: Instant | None = None


class TransactionCheck(Resource, frozen=True, kw_only=True):
    """What the station said of a transaction when it was asked last: whether it runs, whether messages of it wait."""

    at: Instant
    messages_in_queue: bool
    ongoing: bool | None = None


class LimitsInput(Input, frozen=True, kw_only=True):
    """Limits to set; what is not named stays. A limit is lifted by raising it. `message` is shown to the driver."""

    max_cost: Annotated[float, Meta(ge=0, le=1_000_000_000)] | None = None
    max_energy_wh: Annotated[float, Meta(ge=0, le=1_000_000_000)] | None = None
    max_time_s: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
    max_soc_percent: Annotated[int, Meta(ge=0, le=100)] | None = None
    message: Annotated[str, Meta(min_length=1, max_length=512, pattern=PLAIN)] | None = None


class LimitsAnswer(Resource, frozen=True, kw_only=True):
    """The limits that hold now; `noticed` says who keeps them, and how."""

    noticed: list[str]
    limits: TransactionLimits | None = None


class Step(Resource, frozen=True, kw_only=True):
    """One step of a transaction's history. `at` is the station's time where the station told it, else ours.

    `kind` state: its charging state is `state` from then on.
    """

    at: Instant
    received_at: Instant
    kind: str
    state: str | None = None
    trigger: str | None = None
    id_token: IdToken | None = None
    limit: TransactionLimit | None = None
    detail: str | None = None


class StepList(Resource, frozen=True, kw_only=True):
    """The history of a transaction, oldest first."""

    items: list[Step]
    next_cursor: str | None
