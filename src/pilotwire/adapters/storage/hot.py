"""What every message needs to know, held in memory, as the works that have begun leave it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account, Booking, booked
from pilotwire.domain.alert import Alert
from pilotwire.domain.customer import CustomerInquiry
from pilotwire.domain.event_stream import EventStream
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.domain.id_token import Token
from pilotwire.domain.local_list import LocalList
from pilotwire.domain.log_upload import LATE_LOGS, LogUpload
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId
from pilotwire.services.work import Change, Removed, SeenOddity

from .firmware_shelf import FirmwareShelves
from .open_shelf import OpenRecords
from .reservation_shelf import Reservations
from .shelves import CACHED_TOKENS, Connectors, Plain, RequestedStarts, Shelf, Tokens, Transactions
from .ticket_shelf import FileTickets

FindingKey = tuple[StationId, str, str, str]

Step = tuple[Shelf, Any, Any, Any]
"""One change of memory: the shelf, the key, the record before and the record after."""


LATE_INQUIRIES: Final = 2
"""Questions about customers that a station has answered and may answer again, where our word did not reach it."""
LATE_ALERTS: Final = 16
"""Alerts of one station that are over and still known to its events: these come in any order."""


class Hot:
    """The records, and the way in which a work changes them, settles once stored, or is taken back."""

    def __init__(self, cached_tokens: int = CACHED_TOKENS) -> None:
        self.stations: dict[StationId, ChargingStation] = {}
        self.api_keys: dict[str, ApiKey] = {}
        self.local_lists: dict[str, LocalList] = {}
        self.token_groups: dict[str, TokenGroup] = {}
        self.accounts: dict[str, Account] = {}
        self.tariffs: dict[str, Tariff] = {}
        self.tariff_assignments: dict[str, Assignment] = {}
        self.findings: dict[FindingKey, object] = {}
        self.connectors = Connectors()
        self.transactions = Transactions()
        self.starts = RequestedStarts()
        self.reservations = Reservations()
        self.tokens = Tokens(cached_tokens)
        self.file_tickets = FileTickets()
        self.alerts = OpenRecords[Alert](_number, late=LATE_ALERTS)
        self.streams = OpenRecords[EventStream](_number)
        self.log_uploads = OpenRecords[LogUpload](_number, late=LATE_LOGS)
        self.inquiries = OpenRecords[CustomerInquiry](_number, late=LATE_INQUIRIES)
        self.firmware = FirmwareShelves()
        self._shelves: Mapping[type, Shelf] = {
            ChargingStation: Plain(self.stations, _station_id),
            Connector: self.connectors,
            Transaction: self.transactions,
            RequestedStart: self.starts,
            Reservation: self.reservations,
            FirmwareRelease: Plain(self.firmware.releases, _name),
            FirmwareUpdate: self.firmware.updates,
            Publication: self.firmware.publications,
            Token: self.tokens,
            FileTicket: self.file_tickets,
            Alert: self.alerts,
            EventStream: self.streams,
            LogUpload: self.log_uploads,
            CustomerInquiry: self.inquiries,
            ApiKey: Plain(self.api_keys, _key_id),
            LocalList: Plain(self.local_lists, _name),
            TokenGroup: Plain(self.token_groups, _name),
            Account: Plain(self.accounts, _name),
            Tariff: Plain(self.tariffs, _tariff_id),
            Assignment: Plain(self.tariff_assignments, _target),
            SeenOddity: Plain(self.findings, finding_key),
        }

    def apply(self, change: Change, steps: list[Step]) -> None:
        """Show the change to reads from now on; `steps` receives what it did. Kinds not held here do nothing."""
        shelf = self._shelves.get(type(change))
        if shelf is not None:
            _put(shelf, shelf.key_of(change), change, steps)
        elif type(change) is Removed:
            self._remove(change, steps)
        elif type(change) is Booking and change.account in self.accounts:
            self.apply(booked(self.accounts[change.account], change), steps)

    def settle(self, steps: Iterable[Step]) -> None:
        """The steps of a work that is stored now."""
        for shelf, key, _, after in steps:
            shelf.settle(key, after)

    def revert(self, steps: Sequence[Step], later: Iterable[list[Step]]) -> None:
        """Take back the steps of a refused work; what a later work has built on them stays.

        `later` are the steps of all works after it: where one of them replaced a refused record it forgets that, so
        that taking it back in turn leads to what is stored.
        """
        following = tuple(later)
        for shelf, key, before, after in reversed(steps):
            if shelf.get(key) is after:
                shelf.restore(key, before)
                continue
            for others in following:
                others[:] = [
                    (shelf, key, before, newer) if (other, name) == (shelf, key) and replaced is after
                    else (other, name, replaced, newer)
                    for other, name, replaced, newer in others
                ]  # fmt: skip

    def _remove(self, removed: Removed, steps: list[Step]) -> None:
        if removed.kind is ChargingStation:
            for connector in tuple(self.connectors.of_station(StationId(removed.key)).values()):
                _put(self.connectors, self.connectors.key_of(connector), None, steps)
            for alert in self.alerts.of_station(StationId(removed.key)):
                _put(self.alerts, self.alerts.key_of(alert), None, steps)
            for stream in self.streams.of_station(StationId(removed.key)):
                _put(self.streams, self.streams.key_of(stream), None, steps)
        if removed.kind is CustomerInquiry:
            for inquiry in self.inquiries.numbered(int(removed.key)):
                _put(self.inquiries, self.inquiries.key_of(inquiry), None, steps)
            return
        shelf = self._shelves.get(removed.kind)
        if shelf is not None:
            _put(shelf, removed.key, None, steps)


def finding_key(seen: SeenOddity) -> FindingKey:
    """Under which finding an occurrence is counted."""
    return seen.station, seen.firmware, seen.oddity.name, seen.oddity.place


def _put(shelf: Shelf, key: Any, after: object, steps: list[Step]) -> None:
    steps.append((shelf, key, shelf.get(key), after))
    shelf.put(key, after)


def _name(record: LocalList | TokenGroup | Account | FirmwareRelease) -> str:
    return record.name


def _tariff_id(tariff: Tariff) -> str:
    return tariff.id


def _number(record: Alert | EventStream | LogUpload | CustomerInquiry) -> int:
    return record.id


def _target(assignment: Assignment) -> str:
    return assignment.target


def _station_id(station: ChargingStation) -> StationId:
    return station.id


def _key_id(key: ApiKey) -> str:
    return key.id
