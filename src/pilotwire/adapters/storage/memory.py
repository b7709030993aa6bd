"""The store without a database: the twin of the SQL store, for tests and for trying things out."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, Final

import msgspec

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account
from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.domain.campaign import Campaign, CampaignId, Member
from pilotwire.domain.certificate import Certificate, RootCertificate
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.domain.device_model import Variable
from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.finding import Finding
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.domain.id_token import Token
from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.domain.kept_file import FileId, KeptFile, TicketId
from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.domain.log_upload import LogUpload
from pilotwire.domain.message import Exchange, LoggedMessage, Refusal, frames_of
from pilotwire.domain.meter_key import MeterKeys
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.template import Template
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TimeOrderedIds, TransactionId
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.ports import ReadingRow, StepRow, StorageRefusedError, StoreHealth
from pilotwire.services.work import Change, OutboxEvent, Removed, SeenOddity, StoredReadings, StoredSteps, Work

from .feed import LocalFeed
from .firmware_shelf import ReadsFirmware
from .hot import FindingKey, Hot, finding_key
from .memory_monitoring import MemoryMonitoring
from .shelves import TransactionKey

_Numbered: Final = (OutboxEvent, Refusal)


def system_ms() -> int:
    """Milliseconds since 1970 by this machine's clock."""
    return time.time_ns() // 1_000_000


class MemoryStore(ReadsFirmware):
    """Fits `Store`. Everything is durable at once, for as long as the process lives; nothing is ever waited for."""

    def __init__(self, now_ms: Callable[[], int] = system_ms) -> None:
        self.hot = Hot()
        self.firmware = self.hot.firmware
        self.tokens: dict[str, Token] = {}
        self.transactions: dict[TransactionKey, Transaction] = {}
        self.starts: dict[tuple[StationId, int], RequestedStart] = {}
        self.readings: dict[tuple[object, ...], ReadingRow] = {}
        self.steps: dict[tuple[StationId, TransactionId, Step], StepRow] = {}
        self.messages: dict[RecordId, LoggedMessage] = {}
        self.events: list[OutboxEvent] = []
        self.found: dict[FindingKey, Finding] = {}
        self.refusals: dict[RecordId, Refusal] = {}
        self.operations: dict[OperationId, Operation] = {}
        self.variables: dict[tuple[StationId, str, str], Variable] = {}
        self.templates: dict[str, Template] = {}
        self.display_messages: dict[tuple[StationId, int], DisplayMessage] = {}
        self.installed_profiles: dict[tuple[StationId, int], InstalledProfile] = {}
        self.charging_needs: dict[tuple[StationId, int], ToldNeeds] = {}
        self.swap_steps: dict[tuple[StationId, int, str], BatterySwapStep] = {}
        self.ev_schedules: dict[tuple[StationId, int], ToldSchedule] = {}
        self.display_templates: dict[str, DisplayTemplate] = {}
        self.reservations_kept: dict[int, Reservation] = {}
        self.tariff_versions: dict[str, Tariff] = {}
        self.meter_keys: dict[StationId, MeterKeys] = {}
        self.charge_records: dict[str, ChargeRecord] = {}
        self.held_lists: dict[StationId, HeldList] = {}
        self.kept_answers: dict[str, KeptAnswer] = {}
        self.certificates: dict[RecordId, Certificate] = {}
        self.root_certificates: dict[str, RootCertificate] = {}
        self.log_uploads_kept: dict[int, LogUpload] = {}
        self.kept_files: dict[FileId, KeptFile] = {}
        self.file_tickets_kept: dict[TicketId, FileTicket] = {}
        self.monitoring = MemoryMonitoring(self.variables, self.hot)
        self.updates_kept: dict[int, FirmwareUpdate] = {}
        self.publications_kept: dict[int, Publication] = {}
        self.campaigns: dict[CampaignId, Campaign] = {}
        self.members: dict[tuple[CampaignId, int], Member] = {}
        self.feed = LocalFeed(lambda: self._newest)
        self._newest = RecordId(0)
        self._ids = TimeOrderedIds(now_ms)
        self._numbers = count(1)

    def station(self, station: StationId) -> ChargingStation | None:
        """See `Store`."""
        return self.hot.stations.get(station)

    def connectors(self, station: StationId) -> Mapping[tuple[EvseId, ConnectorId], Connector]:
        """See `Store`."""
        return self.hot.connectors.of_station(station)

    def open_transactions(self, station: StationId) -> Sequence[Transaction]:
        """See `Store`."""
        return self.hot.transactions.of_station(station)

    def stations_with_open(self) -> Sequence[StationId]:
        """See `Store`."""
        return self.hot.transactions.stations()

    def open_with_token(self, key: str) -> Sequence[Transaction]:
        """See `Store`."""
        return self.hot.transactions.with_token(key)

    def requested_starts(self, station: StationId) -> Sequence[RequestedStart]:
        """See `Store`."""
        return self.hot.starts.of_station(station)

    def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """See `Store`."""
        return self.hot.starts.get((station, number))

    def awaited_starts(self) -> Sequence[RequestedStart]:
        """See `Store`."""
        return self.hot.starts.awaited()

    async def transaction(self, station: StationId, transaction: TransactionId) -> Transaction | None:
        """See `Store`."""
        return self.transactions.get((station, transaction))

    async def token(self, key: str) -> Token | None:
        """See `Store`."""
        return self.tokens.get(key)

    def is_found(self, station: StationId, firmware: str, name: str, place: str) -> bool:
        """See `Store`."""
        return (station, firmware, name, place) in self.hot.findings

    def api_keys(self) -> Sequence[ApiKey]:
        """See `Store`."""
        return list(self.hot.api_keys.values())

    def local_lists(self) -> Mapping[str, LocalList]:
        """See `Store`."""
        return self.hot.local_lists

    def token_groups(self) -> Mapping[str, TokenGroup]:
        """See `Store`."""
        return self.hot.token_groups

    def accounts(self) -> Mapping[str, Account]:
        """See `Store`."""
        return self.hot.accounts

    def reservations(self, station: StationId) -> Sequence[Reservation]:
        """See `Store`."""
        return self.hot.reservations.of_station(station)

    def open_reservations(self) -> Sequence[Reservation]:
        """See `Store`."""
        return self.hot.reservations.open()

    def tariffs(self) -> Mapping[str, Tariff]:
        """See `Store`."""
        return self.hot.tariffs

    def tariff_assignments(self) -> Mapping[str, Assignment]:
        """See `Store`."""
        return self.hot.tariff_assignments

    def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """See `Store`."""
        return self.hot.file_tickets.opening(ticket)

    def file_tickets(self) -> Sequence[FileTicket]:
        """See `Store`."""
        return self.hot.file_tickets.all()

    def log_uploads(self, station: StationId) -> Sequence[LogUpload]:
        """See `Store`."""
        return self.hot.log_uploads.of_station(station)

    def next_id(self) -> RecordId:
        """See `Store`."""
        return self._ids.next()

    def next_pair(self) -> RecordId:
        """See `Store`."""
        return self._ids.next_pair()

    def next_transaction_number(self) -> int:
        """See `Store`."""
        return next(self._numbers)

    async def commit(self, work: Work) -> None:
        """See `Store`; never suspends."""
        self._take(work)

    def submit(self, work: Work) -> None:
        """See `Store`."""
        with suppress(StorageRefusedError):  # nobody was promised anything
            self._take(work)

    def _take(self, work: Work) -> None:
        logged = (change for change in work.changes if isinstance(change, LoggedMessage | Exchange))
        messages = {frame.id: frame for record in logged for frame in frames_of(record)}
        if not messages.keys().isdisjoint(self.messages.keys()):
            raise StorageRefusedError("a frame with this id is stored already", "take each frame's id from next_id")
        told = [OutboxEvent(self.next_id(), event) for event in work.events]
        for change in (*work.changes, *told):
            self.hot.apply(change, [])
            self._keep(change)
        self.messages.update(messages)
        numbered = (change.id for change in (*work.changes, *told) if isinstance(change, _Numbered))
        self._newest = max((self._newest, *messages, *numbered))
        self.feed.publish(tuple(messages.values()), told)

    async def room(self) -> None:
        """See `Store`; there is always room."""

    def health(self) -> StoreHealth:
        """Always well."""
        return StoreHealth("memory", 0, 0.0)

    async def close(self) -> None:
        """End the feed; what is stored stays readable."""
        self.feed.close()

    def _keep(self, change: Change) -> None:
        place = _PLACES.get(type(change))
        if place is not None:
            shelf, key = place
            shelf(self)[key(change)] = change
            return
        if self.monitoring.keep(change):
            return
        match change:
            case OutboxEvent():
                self.events.append(change)
            case StoredReadings():
                self._keep_readings(change)
            case StoredSteps():
                for step in change.steps:
                    self.steps.setdefault((change.station, change.transaction, step), StepRow(step, change.received_at))
            case SeenOddity():
                self._count(change)
            case ChargeRecord():
                self.charge_records.setdefault(change.id, change)
            case Removed():
                self._remove(change)

    def _remove(self, removed: Removed) -> None:
        self.monitoring.remove(removed)
        if removed.kind is ChargingStation:
            for key in [key for key in self.variables if key[0] == removed.key]:
                del self.variables[key]
            self.meter_keys.pop(StationId(removed.key), None)
            for shown in [key for key in self.display_messages if key[0] == removed.key]:
                del self.display_messages[shown]
            for kept in [key for key in self.installed_profiles if key[0] == removed.key]:
                del self.installed_profiles[kept]
            for told in [key for key in self.charging_needs if key[0] == removed.key]:
                del self.charging_needs[told]
            for chosen in [key for key in self.ev_schedules if key[0] == removed.key]:
                del self.ev_schedules[chosen]
            self.held_lists.pop(StationId(removed.key), None)
        elif removed.kind is KeptAnswer:
            self.kept_answers.pop(removed.key, None)
        elif removed.kind is DisplayTemplate:
            self.display_templates.pop(removed.key, None)
        elif removed.kind is Template:
            self.templates.pop(removed.key, None)
        elif removed.kind is RootCertificate:
            self.root_certificates.pop(removed.key, None)
        elif removed.kind is KeptFile:
            self.kept_files.pop(FileId(removed.key), None)
        elif removed.kind is Token:
            self.tokens.pop(removed.key, None)

    def _keep_readings(self, stored: StoredReadings) -> None:
        for reading in stored.readings:
            key = (stored.station, stored.transaction, stored.evse_id, reading)
            row = ReadingRow(stored.station, stored.transaction, stored.evse_id, reading, stored.received_at)
            self.readings.setdefault(key, row)

    def _count(self, seen: SeenOddity) -> None:
        key, oddity = finding_key(seen), seen.oddity
        before = self.found.get(key)
        if before is None:
            self.found[key] = Finding(*key, oddity.severity, oddity.detail, 1, seen.at, seen.at, seen.frame_id)
        else:
            self.found[key] = msgspec.structs.replace(
                before, severity=oddity.severity, detail=oddity.detail, count=before.count + 1,
                last_seen_at=seen.at, frame_id=seen.frame_id,
            )  # fmt: skip


_PLACES: Final[Mapping[type, tuple[Callable[[MemoryStore], dict[Any, Any]], Callable[[Any], object]]]] = {
    Transaction: (lambda store: store.transactions, lambda one: (one.station, one.id)),
    RequestedStart: (lambda store: store.starts, lambda one: (one.station, one.id)),
    Token: (lambda store: store.tokens, lambda one: one.key),
    LogUpload: (lambda store: store.log_uploads_kept, lambda one: one.id),
    KeptFile: (lambda store: store.kept_files, lambda one: one.id),
    FileTicket: (lambda store: store.file_tickets_kept, lambda one: one.id),
    Reservation: (lambda store: store.reservations_kept, lambda one: one.id),
    MeterKeys: (lambda store: store.meter_keys, lambda one: one.station),
    HeldList: (lambda store: store.held_lists, lambda one: one.station),
    Operation: (lambda store: store.operations, lambda one: one.id),
    Variable: (lambda store: store.variables, lambda one: (one.station, *one.address.key)),
    Tariff: (lambda store: store.tariff_versions, lambda one: one.reference),
    DisplayMessage: (lambda store: store.display_messages, lambda one: (one.station, one.id)),
    InstalledProfile: (lambda store: store.installed_profiles, lambda one: (one.station, one.id)),
    BatterySwapStep: (lambda store: store.swap_steps, lambda one: (one.station, one.request_id, one.step)),
    ToldNeeds: (lambda store: store.charging_needs, lambda one: (one.station, one.evse_id)),
    ToldSchedule: (lambda store: store.ev_schedules, lambda one: (one.station, one.evse_id)),
    DisplayTemplate: (lambda store: store.display_templates, lambda one: one.name),
    Template: (lambda store: store.templates, lambda one: one.name),
    KeptAnswer: (lambda store: store.kept_answers, lambda one: one.id),
    Certificate: (lambda store: store.certificates, lambda one: one.id),
    RootCertificate: (lambda store: store.root_certificates, lambda one: one.name),
    FirmwareUpdate: (lambda store: store.updates_kept, lambda one: one.number),
    Publication: (lambda store: store.publications_kept, lambda one: one.number),
    Campaign: (lambda store: store.campaigns, lambda one: one.id),
    Member: (lambda store: store.members, lambda one: (one.campaign, one.position)),
    Refusal: (lambda store: store.refusals, lambda one: one.id),
}
"""Where a record that is kept whole lies, and under what key; a later one replaces it."""
