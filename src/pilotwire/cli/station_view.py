"""A station as a live view shows it: what was there first, and every event since."""

from collections import deque
from collections.abc import Iterable
from datetime import tzinfo
from decimal import Decimal
from typing import Final

import msgspec
from rich.console import Group
from rich.table import Table
from rich.text import Text

from pilotwire.cli.messages import message_table
from pilotwire.cli.output import grid, rest
from pilotwire.cli.words import kw, kwh, when
from pilotwire.client.codec import Instant
from pilotwire.client.event import Event, MessageReceived, MessageSent
from pilotwire.client.message import Message
from pilotwire.client.station import Connector, ConnectorStatus, Station
from pilotwire.client.transaction import Transaction

LAST_MESSAGES: Final = 12
_STATE_STYLE: Final = {"connected": "bold green", "disconnected": "bold red"}
_STATUS_STYLE: Final = {"Available": "green", "Occupied": "cyan", "Reserved": "yellow", "Faulted": "bold red"}
_CHARGING_STYLE: Final = {"Charging": "green", "SuspendedEV": "yellow", "SuspendedEVSE": "yellow"}


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """An open transaction, as far as a view shows it."""

    id: str
    started_at: Instant
    energy_wh: Decimal
    evse_id: int | None = None
    token: str = ""
    charging_state: str | None = None
    power_w: Decimal | None = None


class View:
    """Takes events in their order; `drawn` is how it looks now."""

    def __init__(
        self, station: Station, connectors: Iterable[Connector], transactions: Iterable[Transaction],
        messages: Iterable[Message] = (),
    ) -> None:  # fmt: skip
        self.name = station.id
        self.about = " ".join(
            word for word in (station.protocol, station.identity.vendor, station.identity.model) if word
        )
        self.state = station.state
        self.since = station.connected_at if station.state == "connected" else station.disconnected_at
        self.why = ""
        self.connectors = {(one.evse_id, one.connector_id): one for one in connectors}
        self.running = {one.id: _running(one) for one in transactions}
        self.messages: deque[Message] = deque(messages, maxlen=LAST_MESSAGES)

    def take(self, event: Event) -> None:
        """The station after one more event."""
        match event.type:
            case "message.received":
                self.messages.append(event.read(MessageReceived))
            case "message.sent":
                self.messages.append(event.read(MessageSent))
            case "connector.status_changed":
                self._status(event.read(_Status))
            case "transaction.started" | "transaction.updated":
                self._transaction(event.read(_Told))
            case "transaction.ended":
                self.running.pop(event.read(_Told).transaction_id, None)
            case "station.connected":
                self.state, self.since, self.why = "connected", event.at, ""
            case "station.disconnected":
                self.state, self.since, self.why = "disconnected", event.at, event.read(_Reason).reason

    def drawn(self, zone: tzinfo | None) -> Group:
        """Head, connectors, open transactions, and the last messages, newest at the end."""
        parts: list[Text | Table] = [
            Text.assemble(
                (self.name, "bold"), f"  {self.about}  ", (self.state, _STATE_STYLE[self.state]),
                f" since {when(self.since, zone)}" if self.since else "", f"  ({self.why})" if self.why else "",
            )
        ]  # fmt: skip
        if self.connectors:
            parts += [Text(), self._connector_table(zone)]
        parts += [Text(), self._transaction_table(zone) if self.running else Text("No transaction is open.", "dim")]
        if self.messages:
            parts += [Text(), message_table(self.messages, zone)]
        return Group(*parts)

    def _status(self, told: "_Status") -> None:
        key = told.evse_id, told.connector_id
        before = self.connectors.get(key)
        fresh = Connector(
            evse_id=told.evse_id, connector_id=told.connector_id, status=told.status, detail=told.detail,
            since=told.since, received_at=told.at, error_code=told.error_code, info=told.info,
        )  # fmt: skip
        self.connectors[key] = (
            fresh if before is None else msgspec.structs.replace(fresh, wanted=before.wanted, type=before.type)
        )

    def _transaction(self, told: "_Told") -> None:
        before = self.running.get(told.transaction_id)
        self.running[told.transaction_id] = Running(
            id=told.transaction_id,
            started_at=told.happened_at if before is None else before.started_at,
            energy_wh=told.energy_wh,
            evse_id=told.evse_id,
            token=told.id_token.value if told.id_token else "" if before is None else before.token,
            charging_state=told.charging_state,
            power_w=told.power_w,
        )

    def _connector_table(self, zone: tzinfo | None) -> Table:
        return grid(
            ("EVSE", "Connector", "Status", "Detail", "Since", rest("Error")),
            (
                (
                    str(one.evse_id),
                    str(one.connector_id),
                    Text(one.status or "", _STATUS_STYLE.get(one.status or "", "")),
                    one.detail or "",
                    when(one.since, zone),
                    "" if one.error_code in (None, "NoError") else f"{one.error_code} {one.info or ''}".rstrip(),
                )
                for _, one in sorted(self.connectors.items())
            ),
        )

    def _transaction_table(self, zone: tzinfo | None) -> Table:
        return grid(
            ("Transaction", "EVSE", "Token", "Started", "State", "Energy", rest("Power")),
            (
                (
                    one.id,
                    "" if one.evse_id is None else str(one.evse_id),
                    one.token,
                    when(one.started_at, zone),
                    Text(one.charging_state or "", _CHARGING_STYLE.get(one.charging_state or "", "")),
                    kwh(one.energy_wh),
                    kw(one.power_w),
                )
                for one in self.running.values()
            ),
        )


class _Status(msgspec.Struct, kw_only=True):
    at: Instant
    evse_id: int
    connector_id: int
    status: ConnectorStatus
    since: Instant
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None


class _Token(msgspec.Struct):
    value: str


class _Told(msgspec.Struct, kw_only=True):
    transaction_id: str
    happened_at: Instant
    energy_wh: Decimal
    evse_id: int | None = None
    id_token: _Token | None = None
    charging_state: str | None = None
    power_w: Decimal | None = None


class _Reason(msgspec.Struct):
    reason: str = ""


def _running(one: Transaction) -> Running:
    return Running(
        id=one.id,
        started_at=one.started_at,
        energy_wh=one.energy_wh,
        evse_id=one.evse_id,
        token=one.id_token.value if one.id_token else "",
        charging_state=one.charging_state,
        power_w=one.power_w,
    )
