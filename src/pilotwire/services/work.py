"""A unit of work: all that one message or one request changes, stored in one commit or not at all."""

from datetime import datetime

import msgspec

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account, Booking
from pilotwire.domain.alert import Alert
from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.domain.campaign import Campaign, Member
from pilotwire.domain.certificate import Certificate, RootCertificate
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Variable
from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.domain.event import Event
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.finding import Oddity
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.domain.id_token import Token
from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.domain.kept_file import KeptFile
from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.domain.log_upload import LogUpload
from pilotwire.domain.message import Exchange, LoggedMessage, Refusal
from pilotwire.domain.meter_key import MeterKeys
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.operation import Operation
from pilotwire.domain.reading import Reading
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.template import Template
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import EvseId, RecordId, StationId, TransactionId

from .kept_answer import KeptAnswer


class StoredReadings(msgspec.Struct, frozen=True):
    """Readings to append. The same reading of the same transaction twice is stored once. No transaction: None."""

    station: StationId
    transaction: TransactionId | None
    evse_id: EvseId
    readings: tuple[Reading, ...]
    received_at: datetime


class StoredSteps(msgspec.Struct, frozen=True):
    """Steps of a transaction's history to append. The same step twice is stored once."""

    station: StationId
    transaction: TransactionId
    steps: tuple[Step, ...]
    received_at: datetime


class StoredDeviceEvent(msgspec.Struct, frozen=True):
    """An event of the device model to append. The same event twice is stored once."""

    id: RecordId
    event: DeviceEvent
    received_at: datetime


class SeenOddity(msgspec.Struct, frozen=True):
    """One more occurrence to count into a finding."""

    station: StationId
    firmware: str
    oddity: Oddity
    at: datetime
    frame_id: RecordId | None = None


class Removed(msgspec.Struct, frozen=True):
    """A record to delete: the kind of record and its key. A station takes its connectors along, never its history."""

    kind: (
        type[ChargingStation] | type[Token] | type[TokenGroup] | type[Account] | type[ApiKey] | type[LocalList]
        | type[Template] | type[KeptAnswer] | type[Tariff] | type[Assignment] | type[RootCertificate]
        | type[Monitor] | type[MonitorTemplate] | type[CustomerInquiry]
        | type[FirmwareRelease]
        | type[KeptFile]
        | type[DisplayTemplate]
    )  # fmt: skip
    key: str


class OutboxEvent(msgspec.Struct, frozen=True):
    """An event with its place in the order of all that was stored."""

    id: RecordId
    event: Event


Change = (
    ChargingStation | Connector | Transaction | RequestedStart | Token | ApiKey | StoredReadings | StoredSteps
    | KeptAnswer | SeenOddity | LoggedMessage | Exchange | LocalList | HeldList
    | TokenGroup | Account | Booking | Reservation | MeterKeys
    | Tariff | Assignment | ChargeRecord
    | DisplayMessage | DisplayTemplate | InstalledProfile | ToldNeeds | ToldSchedule | BatterySwapStep
    | FirmwareRelease | FirmwareUpdate | Publication | Campaign | Member
    | Variable | Template | Operation | Refusal | Removed | OutboxEvent | Certificate | RootCertificate
    | KeptFile | FileTicket | LogUpload
    | Monitor | MonitorTemplate | StoredDeviceEvent | Alert | EventStream | StreamBatch
    | CustomerInquiry | CustomerPart
)  # fmt: skip


class Work:
    """Gathers changes while a message is handled; handed to `Store.commit` as a whole.

    Saving a record again replaces what this work held of it. Nothing is visible to anybody before the commit begins.
    """

    __slots__ = ("changes", "events", "oddities")

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.events: list[Event] = []
        self.oddities: list[Oddity] = []

    def save(self, *changes: Change) -> None:
        """Add records to be stored as they are now."""
        self.changes.extend(changes)

    def tell(self, *events: Event) -> None:
        """Add events for the outbox; they get their ids when the work is committed."""
        self.events.extend(events)

    def note(self, *oddities: Oddity) -> None:
        """Add oddities of the message at hand; `findings.count` turns them into changes once its record has an id."""
        self.oddities.extend(oddities)
