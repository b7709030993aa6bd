"""Transactions and their readings."""

from decimal import Decimal
from typing import Literal

from .codec import Instant
from .settlement import Settlement
from .shape import Resource
from .station_cost import StationCost
from .token import IdToken
from .transaction_history import TransactionCheck, TransactionLimits

TransactionState = Literal["open", "ended"]
ReadingKind = Literal["sampled", "clock-aligned", "transaction", "other"]
"""Taken every so often; at full intervals of the clock; at begin or end of a transaction; triggered and all else."""


class MeterOddity(Resource, frozen=True, kw_only=True):
    """What is odd between two readings: a gap, a jump of more than the EVSE can deliver, or a register that went back.

    `power_w` is what a jump would have taken.
    """

    kind: Literal["gap", "jump", "regression"]
    since: Instant
    until: Instant
    from_wh: Decimal | None = None
    to_wh: Decimal | None = None
    power_w: Decimal | None = None


class Transaction(Resource, frozen=True, kw_only=True):
    """A transaction. Energy in Wh, `*_received_at` is our time, the other instants are the station's.

    `missing` holds ranges of sequence numbers that have not come although later ones have; `flags` name what was odd.
    `start_point` and `stop_point` are what began and ended it, in the words of OCPP's TxStartPoint and TxStopPoint,
    told from the triggers beside them. `interruption` is offline while reports come out of the station's memory, and
    rebooted when it has started anew and not told of the transaction since. `message` waits to be shown.
    `meter_oddities` are shown with a single one alone: what is odd about its readings. `tariff` in its
    `tariff_version` was chosen when it started, and prices it. `station_tariff` is the one by which the station says to
    reckon itself, `station_cost` what that comes to as told last, `settlement` what its payment terminal did (2.1).
    """

    station: str
    id: str
    state: TransactionState
    started_at: Instant
    started_received_at: Instant
    last_at: Instant
    last_received_at: Instant
    energy_wh: Decimal
    offline: bool
    flags: list[str]
    missing: list[tuple[int, int]]
    evse_id: int | None = None
    connector_id: int | None = None
    ended_at: Instant | None = None
    ended_received_at: Instant | None = None
    charging_state: str | None = None
    id_token: IdToken | None = None
    stop_token: IdToken | None = None
    group_id: str | None = None
    authorization: str | None = None
    stopped_reason: str | None = None
    remote_start_id: int | None = None
    reservation_id: int | None = None
    meter_start_wh: Decimal | None = None
    meter_stop_wh: Decimal | None = None
    account: str | None = None
    power_w: Decimal | None = None
    soc_percent: Decimal | None = None
    charging_state_since: Instant | None = None
    start_point: str | None = None
    start_trigger: str | None = None
    stop_point: str | None = None
    stop_trigger: str | None = None
    interruption: str | None = None
    limits: TransactionLimits | None = None
    message: str | None = None
    checked: TransactionCheck | None = None
    meter_oddities: list[MeterOddity] | None = None
    tariff: str | None = None
    tariff_version: str | None = None
    station_tariff: str | None = None
    settlement: Settlement | None = None
    station_cost: StationCost | None = None


class SignedValue(Resource, frozen=True, kw_only=True):
    """A value signed by the meter, untouched."""

    data: str
    encoding: str | None = None
    method: str | None = None
    public_key: str | None = None


class Sample(Resource, frozen=True, kw_only=True):
    """One quantity at one instant. `sent` is value and unit as the station wrote them, where we converted."""

    measurand: str
    unit: str
    location: str
    value: Decimal | None = None
    phase: str | None = None
    sent: str | None = None
    signed: SignedValue | None = None


class Reading(Resource, frozen=True, kw_only=True):
    """All samples of one instant. `at` is the station's time; `kind` sums the context up."""

    evse_id: int
    at: Instant
    received_at: Instant
    context: str
    kind: ReadingKind
    samples: list[Sample]
    import_wh: Decimal | None = None
