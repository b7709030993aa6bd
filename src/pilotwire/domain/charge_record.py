"""Charge detail records: what an ended transaction came to, written down once and never changed."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TransactionId

from .cost import Cost
from .id_token import IdToken
from .reservation import Reservation
from .station_cost import StationCost, difference
from .transaction import Transaction

ASKED_FOR: Final = RecordId(0)


class ChargeRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record. A transaction that changes after its end gets another one, which names in `corrects` the one before.

    `number` counts a transaction's records from 1. `time_s` is all of the time and `parking_s` that in which the
    vehicle asked for nothing. `cost` is None where no tariff applied; `tariff` is the reference of its version.
    `event_id` is that of the event for which it was made, 0 for one that somebody asked for. `station_cost` is what the
    station has reckoned itself; a flag says where that is not what `cost` comes to. `reservation` is the one that
    nobody came for, in a record that is of no transaction: its `transaction` is then a name that none can have.
    Source: OCPI 2.2.1 and 2.3.0, module CDRs.
    """

    id: str
    created_at: datetime
    station: StationId
    transaction: TransactionId
    number: int
    started_at: datetime
    ended_at: datetime
    energy_wh: Decimal
    time_s: int
    parking_s: int
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    id_token: IdToken | None = None
    group_id: str | None = None
    account: str | None = None
    stopped_reason: str | None = None
    tariff: str | None = None
    cost: Cost | None = None
    corrects: str | None = None
    flags: tuple[str, ...] = ()
    event_id: RecordId = ASKED_FOR
    station_cost: StationCost | None = None
    reservation: int | None = None


def record_id(station: StationId, transaction: TransactionId, number: int) -> str:
    """The id of a transaction's record, always the same, so that none is made twice; 32 characters."""
    name = f"{len(station)}:{station}{transaction}#{number}"
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def record_of(
    transaction: Transaction, cost: Cost | None, parking_s: int, made_at: datetime, before: ChargeRecord | None,
    event_id: RecordId = ASKED_FOR,
) -> ChargeRecord:  # fmt: skip
    """The record of an ended transaction: the one `before` where that says the same."""
    number = 1 if before is None else before.number + 1
    odd = oddity_of(transaction, cost)
    ended_at = max(transaction.ended_at or transaction.last_at, transaction.started_at)
    made = ChargeRecord(
        id=record_id(transaction.station, transaction.id, number),
        created_at=made_at,
        station=transaction.station,
        transaction=transaction.id,
        number=number,
        started_at=transaction.started_at,
        ended_at=ended_at,
        energy_wh=transaction.energy_wh,
        time_s=round((ended_at - transaction.started_at).total_seconds()),
        parking_s=parking_s,
        evse_id=transaction.evse_id,
        connector_id=transaction.connector_id,
        id_token=transaction.id_token,
        group_id=transaction.group_id,
        account=transaction.account,
        stopped_reason=transaction.stopped_reason,
        tariff=transaction.tariff,
        cost=cost,
        corrects=None if before is None else before.id,
        flags=transaction.flags if odd is None else (*transaction.flags, odd[0]),
        event_id=event_id,
        station_cost=transaction.station_cost,
    )
    return before if before is not None and _says(made) == _says(before) else made


def record_of_reservation(
    reservation: Reservation, cost: Cost, made_at: datetime, event_id: RecordId = ASKED_FOR
) -> ChargeRecord:
    """The record of a reservation that nobody came for, of the time for which it held."""
    name = TransactionId(f"reservation {reservation.id}")  # no station's id has a space in it
    return ChargeRecord(
        id=record_id(reservation.station, name, 1),
        created_at=made_at,
        station=reservation.station,
        transaction=name,
        number=1,
        started_at=cost.since,
        ended_at=cost.until,
        energy_wh=Decimal(),
        time_s=round((cost.until - cost.since).total_seconds()),
        parking_s=0,
        evse_id=reservation.evse_id,
        id_token=reservation.id_token,
        group_id=reservation.group_id,
        tariff=reservation.tariff,
        cost=cost,
        flags=("reservation-unused",),
        event_id=event_id,
        reservation=reservation.id,
    )


def oddity_of(transaction: Transaction, cost: Cost | None) -> tuple[str, str] | None:
    """The finding and its words where the station reckoned something else than we; None where it did not."""
    told = transaction.station_cost
    if told is None or cost is None:
        return None
    changes = transaction.tariff_changes
    return difference(told, cost, changes[-1].tariff if changes else transaction.tariff)


def _says(record: ChargeRecord) -> ChargeRecord:
    """The record without what tells it from others of its transaction."""
    return msgspec.structs.replace(
        record, id="", created_at=record.ended_at, number=0, corrects=None, event_id=ASKED_FOR
    )
