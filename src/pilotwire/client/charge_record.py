"""Charge detail records: what ended transactions came to."""

from decimal import Decimal

from .account import Money
from .codec import Instant
from .cost import Cost
from .shape import Resource
from .token import IdToken


class StationCost(Resource, frozen=True, kw_only=True):
    """What a station of OCPP 2.1 has reckoned itself; what it did not tell is absent.

    `failure` is why it could not reckon all of it. Flags of the record say where it is not what our cost comes to:
    station-cost-differs, station-tariff-differs, station-cost-failed.
    """

    kind: str
    tariffs: list[str]
    before_taxes: Money | None = None
    after_taxes: Money | None = None
    energy_wh: Decimal | None = None
    charging_s: int | None = None
    idle_s: int | None = None
    reserved_s: int | None = None
    failure: str | None = None


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
