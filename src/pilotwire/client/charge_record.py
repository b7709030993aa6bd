"""Charge detail records: what ended transactions came to."""

from decimal import Decimal

from .codec import Instant
from .cost import Cost
from .shape import Resource
from .station_cost import StationCost
from .token import IdToken


class ChargeRecord(Resource, frozen=True, kw_only=True):
    """What a transaction came to; it never changes. `corrects` names the record whose place it takes.

    `number` counts the records of the transaction from 1. `time_s` is all of the time, `parking_s` that in which the
    vehicle asked for nothing. Without a tariff there is no `cost`. With `reservation_id` it is of a reservation that
    nobody came for, and its `transaction_id` is no transaction's.
    """

    id: str
    station: str
    transaction_id: str
    number: int
    created_at: Instant
    started_at: Instant
    ended_at: Instant
    energy_wh: Decimal
    time_s: int
    parking_s: int
    flags: list[str]
    evse_id: int | None = None
    connector_id: int | None = None
    id_token: IdToken | None = None
    group_id: str | None = None
    account: str | None = None
    stopped_reason: str | None = None
    corrects: str | None = None
    cost: Cost | None = None
    station_cost: StationCost | None = None
    reservation_id: int | None = None


class ChargeRecordList(Resource, frozen=True, kw_only=True):
    """Records by the end of their transaction, newest first."""

    items: list[ChargeRecord]
    next_cursor: str | None
