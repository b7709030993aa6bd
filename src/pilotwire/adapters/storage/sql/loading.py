"""What of a database is held in memory: read when the store opens, and put there."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.local_list import LocalList
from pilotwire.domain.log_upload import LogUpload
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import (
    RecordId,
)
from pilotwire.services.work import Change

from ..hot import FindingKey, Hot
from . import (
    accounts,
    api_keys,
    events,
    files,
    findings,
    firmware,
    frames,
    local_lists,
    logs,
    meta,
    refusals,
    reservations,
    starts,
    stations,
    tariffs,
    transactions,
)
from .monitoring import monitoring_loaded
from .named import all_named
from .schema import highest_id


class Loaded(NamedTuple):
    """What stands in the database when the store opens."""

    stations: Sequence[ChargingStation]
    connectors: Sequence[Connector]
    transactions: Sequence[Transaction]
    starts: Sequence[RequestedStart]
    api_keys: Sequence[ApiKey]
    local_lists: Sequence[LocalList]
    token_groups: Sequence[TokenGroup]
    accounts: Sequence[Account]
    reservations: Sequence[Reservation]
    tariffs: Sequence[Tariff]
    tariff_assignments: Sequence[Assignment]
    file_tickets: Sequence[FileTicket]
    monitoring: Sequence[Change]
    log_uploads: Sequence[LogUpload]
    firmware: Sequence[Change]
    finding_keys: Sequence[FindingKey]
    transaction_number: int
    last_id: RecordId


def load(connection: Connection) -> Loaded:
    """Read all that is held in memory."""
    return Loaded(
        stations.all_stations(connection),
        stations.all_connectors(connection),
        transactions.open_transactions(connection),
        starts.awaited_starts(connection),
        api_keys.api_keys(connection),
        all_named(connection, local_lists.LOCAL_LISTS, local_lists.LOCAL_LIST),
        all_named(connection, accounts.TOKEN_GROUPS, accounts.TOKEN_GROUP),
        all_named(connection, accounts.ACCOUNTS, accounts.ACCOUNT),
        reservations.open_reservations(connection),
        all_named(connection, tariffs.TARIFFS, tariffs.TARIFF),
        all_named(connection, tariffs.ASSIGNMENTS, tariffs.ASSIGNMENT),
        files.held_tickets(connection),
        monitoring_loaded(connection),
        logs.open_logs(connection),
        firmware.held(connection),
        findings.finding_keys(connection),
        meta.transaction_number(connection),
        max(frames.last_frame(connection), highest_id(connection, events.EVENTS, refusals.REFUSALS)),
    )


def filled(loaded: Loaded) -> Hot:
    """Memory with all of it."""
    hot = Hot()
    records: tuple[Change, ...] = (
        *loaded.stations,
        *loaded.connectors,
        *loaded.transactions,
        *loaded.starts,
        *loaded.api_keys,
        *loaded.local_lists,
        *loaded.token_groups,
        *loaded.accounts,
        *loaded.reservations,
        *loaded.tariffs,
        *loaded.tariff_assignments,
        *loaded.file_tickets,
        *loaded.monitoring,
        *loaded.log_uploads,
        *loaded.firmware,
    )
    for record in records:
        hot.apply(record, [])
    hot.findings.update(dict.fromkeys(loaded.finding_keys, True))
    return hot
