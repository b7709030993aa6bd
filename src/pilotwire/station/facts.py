"""What a station has to tell about its transactions, in no version's words, so that it can wait for a connection."""

from typing import Literal, TypeAlias

import msgspec

from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading

FactKind: TypeAlias = Literal["Started", "Updated", "Ended"]
ChargingState: TypeAlias = Literal["Idle", "EVConnected", "Charging", "SuspendedEV", "SuspendedEVSE"]


class Place(msgspec.Struct, frozen=True):
    """An EVSE and the connector in use there; both count from 1. `number` is the connector's in OCPP 1.6."""

    evse_id: int
    connector_id: int
    number: int


class TransactionFact(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a transaction. `at_ms` is by the station's own clock; `meter_wh` the energy register then.

    `trigger` and `reason` are words of OCPP 2.1. `offline`: there was no connection when it happened. `token` is set
    where a token was presented for this step.
    """

    kind: FactKind
    transaction: str
    place: Place
    at_ms: int
    seq_no: int
    trigger: str
    meter_wh: int
    state: ChargingState | None = None
    readings: tuple[Reading, ...] = ()
    token: IdToken | None = None
    offline: bool = False
    reason: str | None = None
    remote_start_id: int | None = None
    reservation_id: int | None = None
    charged_s: int | None = None
    phases: int | None = None
    cable_max_a: int | None = None
