"""From works to rows, and a group of works into the database: one statement for each kind of row.

A new table is a new file like its neighbours, a line in `ENCODERS`, one in `BULKS`, and a migration.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Text, delete, func, select

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account, Booking
from pilotwire.domain.alert import Alert
from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.domain.campaign import Campaign, Member
from pilotwire.domain.certificate import Certificate, RootCertificate
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.device_model import Variable
from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.file_ticket import FileTicket
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
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.template import Template
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.work import (
    Change,
    OutboxEvent,
    Removed,
    SeenOddity,
    StoredDeviceEvent,
    StoredReadings,
    StoredSteps,
)

from ..hot import Hot
from ..text import storable
from . import (
    accounts,
    api_keys,
    battery_swaps,
    campaigns,
    certificates,
    charge_records,
    charging_needs,
    customers,
    device_events,
    displays,
    event_streams,
    events,
    files,
    findings,
    firmware,
    frames,
    kept_answers,
    local_lists,
    logs,
    meta,
    meter_keys,
    monitors,
    operations,
    profiles,
    readings,
    refusals,
    reservations,
    starts,
    stations,
    steps,
    tariffs,
    templates,
    tokens,
    transactions,
    variables,
)
from .bulk import Bulk, Erase, Pairs, Row, Statements

Encoder = Callable[[Any, Hot, Pairs], None]
"""Adds the rows of a change; memory still shows what was before it."""

ERASED: Final[Mapping[type, tuple[Erase, ...]]] = {
    ChargingStation: (
        Erase(stations.SAVE_STATION),
        Erase(stations.SAVE_CONNECTOR),
        Erase(variables.SAVE_VARIABLE),
        Erase(local_lists.SAVE_HELD_LIST),
        Erase(meter_keys.SAVE_METER_KEYS),
        Erase(monitors.SAVE_MONITOR, column=1),
        Erase(device_events.SAVE_ALERT, column=1),
        Erase(event_streams.SAVE_EVENT_STREAM, column=1),
        Erase(displays.SAVE_DISPLAY_MESSAGE),
        Erase(profiles.SAVE_INSTALLED_PROFILE),
        Erase(charging_needs.SAVE_NEEDS),
        Erase(charging_needs.SAVE_SCHEDULE),
    ),
    Token: (Erase(tokens.SAVE_TOKEN),),
    ApiKey: (Erase(api_keys.SAVE_API_KEY),),
    LocalList: (Erase(local_lists.SAVE_LOCAL_LIST),),
    Template: (Erase(templates.SAVE_TEMPLATE),),
    DisplayTemplate: (Erase(displays.SAVE_DISPLAY_TEMPLATE),),
    KeptAnswer: (Erase(kept_answers.SAVE_KEPT_ANSWER),),
    TokenGroup: (Erase(accounts.SAVE_TOKEN_GROUP),),
    Account: (Erase(accounts.SAVE_ACCOUNT),),
    Tariff: (Erase(tariffs.SAVE_TARIFF),),
    Assignment: (Erase(tariffs.SAVE_ASSIGNMENT),),
    KeptFile: (Erase(files.SAVE_FILE),),
    RootCertificate: (Erase(certificates.SAVE_ROOT_CERTIFICATE),),
    Monitor: (Erase(monitors.SAVE_MONITOR),),
    MonitorTemplate: (Erase(monitors.SAVE_MONITOR_TEMPLATE),),
    CustomerInquiry: (Erase(customers.SAVE_INQUIRY), Erase(customers.APPEND_CUSTOMER_PART)),
    FirmwareRelease: (Erase(firmware.SAVE_RELEASE),),
}


def removed_rows(removed: Removed, _: Hot, rows: Pairs) -> None:
    """What a removal deletes."""
    for erase in ERASED[removed.kind]:
        is_text = isinstance(erase.of.table.columns[erase.column].type, Text)
        rows.append((erase, (storable(removed.key) if is_text else int(removed.key),)))


ENCODERS: Final[Mapping[type, Encoder]] = {
    ChargingStation: stations.station_rows,
    Connector: stations.connector_rows,
    Transaction: transactions.transaction_rows,
    RequestedStart: starts.start_rows,
    Token: tokens.token_rows,
    ApiKey: api_keys.api_key_rows,
    StoredReadings: readings.reading_rows,
    StoredSteps: steps.step_rows,
    SeenOddity: findings.finding_rows,
    LoggedMessage: frames.frame_rows,
    Exchange: frames.exchange_rows,
    OutboxEvent: events.event_rows,
    Refusal: refusals.refusal_rows,
    Operation: operations.operation_rows,
    Variable: variables.variable_rows,
    Template: templates.template_rows,
    DisplayMessage: displays.display_message_rows,
    InstalledProfile: profiles.installed_profile_rows,
    ToldNeeds: charging_needs.needs_rows,
    BatterySwapStep: battery_swaps.swap_step_rows,
    ToldSchedule: charging_needs.schedule_rows,
    DisplayTemplate: displays.display_template_rows,
    LocalList: local_lists.local_list_rows,
    HeldList: local_lists.held_list_rows,
    TokenGroup: accounts.token_group_rows,
    Account: accounts.account_rows,
    Booking: accounts.booking_rows,
    ChargeRecord: charge_records.charge_record_rows,
    Tariff: tariffs.tariff_rows,
    Assignment: tariffs.assignment_rows,
    KeptAnswer: kept_answers.kept_answer_rows,
    Reservation: reservations.reservation_rows,
    MeterKeys: meter_keys.meter_key_rows,
    Certificate: certificates.certificate_rows,
    RootCertificate: certificates.root_rows,
    Monitor: monitors.monitor_rows,
    MonitorTemplate: monitors.monitor_template_rows,
    KeptFile: files.file_rows,
    FileTicket: files.ticket_rows,
    StoredDeviceEvent: device_events.device_event_rows,
    Alert: device_events.alert_rows,
    EventStream: event_streams.event_stream_rows,
    StreamBatch: event_streams.stream_batch_rows,
    LogUpload: logs.log_rows,
    CustomerInquiry: customers.inquiry_rows,
    CustomerPart: customers.customer_part_rows,
    FirmwareRelease: firmware.release_rows,
    FirmwareUpdate: firmware.update_rows,
    Publication: firmware.publication_rows,
    Campaign: campaigns.campaign_rows,
    Member: campaigns.member_rows,
    Removed: removed_rows,
}
BULKS: Final[tuple[Bulk, ...]] = (
    stations.SAVE_STATION, stations.SAVE_CONNECTOR, tokens.SAVE_TOKEN, api_keys.SAVE_API_KEY,
    transactions.SAVE_BODY, transactions.SAVE_PLACE, starts.SAVE_START, readings.APPEND_READING, steps.APPEND_STEP,
    findings.COUNT_FINDING,
    frames.APPEND_FRAME, events.APPEND_EVENT, refusals.APPEND_REFUSAL, operations.SAVE_OPERATION,
    variables.SAVE_VARIABLE, templates.SAVE_TEMPLATE, local_lists.SAVE_LOCAL_LIST, local_lists.SAVE_HELD_LIST,
    accounts.SAVE_TOKEN_GROUP, accounts.SAVE_ACCOUNT, reservations.SAVE_RESERVATION,
    tariffs.SAVE_TARIFF, tariffs.APPEND_VERSION, tariffs.SAVE_ASSIGNMENT, charge_records.APPEND_CHARGE_RECORD,
    meter_keys.SAVE_METER_KEYS, displays.SAVE_DISPLAY_MESSAGE, displays.SAVE_DISPLAY_TEMPLATE,
    firmware.SAVE_RELEASE, firmware.SAVE_UPDATE, firmware.SAVE_PUBLICATION, campaigns.SAVE_CAMPAIGN,
    campaigns.SAVE_MEMBER,
    profiles.SAVE_INSTALLED_PROFILE, charging_needs.SAVE_NEEDS, charging_needs.SAVE_SCHEDULE,
    battery_swaps.SAVE_SWAP_STEP,
    kept_answers.SAVE_KEPT_ANSWER, certificates.SAVE_CERTIFICATE,
    certificates.SAVE_ROOT_CERTIFICATE, monitors.SAVE_MONITOR, monitors.SAVE_MONITOR_TEMPLATE,
    files.SAVE_FILE, files.SAVE_TICKET, logs.SAVE_LOG,
    device_events.APPEND_DEVICE_EVENT, device_events.SAVE_ALERT, event_streams.SAVE_EVENT_STREAM,
    event_streams.APPEND_STREAM_BATCH, customers.SAVE_INQUIRY, customers.APPEND_CUSTOMER_PART, meta.SAVE_META,
)  # fmt: skip
"""In the order in which they are written, always the same."""
_NUMBERED: Final = (frames.APPEND_FRAME, events.APPEND_EVENT, refusals.APPEND_REFUSAL)


class Batch(NamedTuple):
    """The rows of a group, and before them the keys to erase."""

    rows: Mapping[Bulk, Sequence[Row]]
    erased: Mapping[Erase, Sequence[str | int]]


def encoded(changes: Iterable[Change], hot: Hot) -> Pairs:
    """The rows of a work's changes, in order."""
    rows: Pairs = []
    for change in changes:
        ENCODERS[type(change)](change, hot, rows)
    return rows


def batch_of(works: Sequence[Pairs], transaction_number: int | None) -> Batch:
    """The rows of all works by statement, a record's last row alone; `transaction_number` is the last one given."""
    rows: dict[Bulk | Erase, list[Row]] = {bulk: [] for bulk in BULKS}
    erased: dict[Erase, list[str | int]] = {}
    for pairs in works:
        for statement, row in pairs:
            into = rows.get(statement)
            if into is not None:
                into.append(row)
            elif isinstance(statement, Erase):
                rows[statement.of] = [kept for kept in rows[statement.of] if kept[statement.column] != row[0]]
                erased.setdefault(statement, []).append(row[0])
    for bulk in _NUMBERED:
        if len({row[0] for row in rows[bulk]}) < len(rows[bulk]):
            rows[bulk] = _without_repeats(works, bulk)
    if transaction_number is not None:
        rows[meta.SAVE_META].append(meta.transaction_number_row(transaction_number))
    return Batch({bulk: bulk.joined(rows[bulk]) for bulk in BULKS if rows[bulk]}, erased)


def write(connection: Connection, statements: Statements, batch: Batch) -> None:
    """Write the batch within the connection's transaction."""
    for erase, keys in batch.erased.items():
        table = erase.of.table
        connection.execute(delete(table).where(table.columns[erase.column].in_(keys)))
    for bulk, rows in batch.rows.items():
        statements.run(connection, bulk, rows)


def is_stored(connection: Connection, batch: Batch) -> bool:
    """Whether the batch was committed although the answer to the commit got lost: all its numbered rows are there."""
    numbered = {bulk: [row[0] for row in batch.rows[bulk]] for bulk in _NUMBERED if bulk in batch.rows}
    for bulk, numbers in numbered.items():
        number = bulk.table.columns[0]
        stored = connection.scalar(select(func.count()).where(number.in_(numbers)))
        if stored != len(numbers):
            return False
    return bool(numbered)


def _without_repeats(works: Iterable[Pairs], bulk: Bulk) -> list[Row]:
    """What a work saved twice counts once; the same number in two works stays, for the database to refuse."""
    return [row for pairs in works for row in {row[0]: row for statement, row in pairs if statement is bulk}.values()]
