"""Charging stations as the CSMS knows them: who they are, whether they may work, what their connectors do."""

from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

from .capability import Capability
from .pricing_ability import PricingAbility
from .remote_control import OperationalStatus
from .security_commands import CarDialect
from .station_tariff import HeldTariffs
from .transaction import ChargingState
from .transaction_limit import LimitName

Onboarding = Literal["accept", "pending", "refuse"]
"""What an unknown station meets: work at once, wait for a person, or a closed door."""
Registration = Literal["Accepted", "Pending", "Rejected"]
HeldRegistration = Literal["Pending", "Rejected"]
"""What a boot can be answered with so that the station does not work yet."""
ConnectorStatus = Literal["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]
IngestPolicy = Literal["strict", "tolerant", "record-only"]


class Behaviour(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Switches for what differs from station to station; None means the deployment's default.

    `ingest_rules` turns single normalisers on, off, or to record-only by their name. `naive_offset_min` is the zone of
    timestamps that have none, in minutes east of UTC.
    """

    quiet: bool = False
    ingest: IngestPolicy | None = None
    ingest_rules: dict[str, Literal["on", "off", "record-only"]] = {}
    subprotocol_when_absent: str | None = None
    ping_interval_s: int | None = None
    naive_offset_min: int = 0
    trigger_boot: bool | None = None
    compression: bool | None = None


class Identity(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station says of itself when it boots, kept in full even where it is longer than allowed."""

    vendor: str | None = None
    model: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    iccid: str | None = None
    imsi: str | None = None
    meter_type: str | None = None
    meter_serial_number: str | None = None


class Boot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station announces itself. Source: OCPP 2.0.1 part 2, B01; OCPP 1.6, 4.2."""

    identity: Identity
    reason: str | None = None


class Hold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's word that the station's boots are answered so until it is accepted; `actor` is who said it."""

    registration: HeldRegistration
    since: datetime
    actor: str | None = None


class AvailabilityWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody wants in or out of service, once the station has agreed, until somebody wants something else.

    EVSE 0 is the station, connector 0 the EVSE as a whole. `scheduled`: once the transaction in the way has ended.
    `done_at` is when the station first told that all of it is so (our time).
    """

    evse_id: EvseId
    connector_id: ConnectorId
    wanted: OperationalStatus
    at: datetime
    scheduled: bool = False
    actor: str | None = None
    done_at: datetime | None = None


class ChargingStation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One station. `registration` is the last answer to its boot and outlives connections and restarts.

    `onboarding` is this station's own rule and wins over the deployment's. `password_hash` is salted; None means that
    the station has no password and works with security profile 0. `min_security_profile` is the least that it may
    connect with. `next_password_hash` is that of a password which the station was given and has neither taken nor
    refused as far as we know: until it connects with one of the two, both open the door.
    `address` is the one from which it last came in with its password or certificate.
    `supported_limits` are the limits of a transaction that it can keep (2.1); None while it has not told.
    `pricing` is what it has told of prices and costs, `tariffs` those that it said to hold, `car_dialect` how it has
    spoken of certificates for cars (1.6).
    `reboot_required_at` is since when values that the station accepted wait for its next boot, and
    `reboot_required_for` names their variables. `hold` wins over every rule of onboarding. `reported_firmware` is the
    firmware ("" for one without a name) for which the first report was asked. `capabilities` are what was learned of
    what it can do, by feature. `labels` are an operator's short words by which stations are found together.
    """

    id: StationId
    created_at: datetime
    updated_at: datetime
    onboarding: Onboarding | None = None
    registration: Registration | None = None
    identity: Identity = Identity()
    behaviour: Behaviour = Behaviour()
    password_hash: str | None = None
    name: str | None = None
    protocol: str | None = None
    booted_at: datetime | None = None
    boot_reason: str | None = None
    connected_at: datetime | None = None
    disconnected_at: datetime | None = None
    reboot_required_at: datetime | None = None
    min_security_profile: int | None = None
    next_password_hash: str | None = None
    supported_limits: tuple[LimitName, ...] | None = None
    reboot_required_for: tuple[str, ...] = ()
    hold: Hold | None = None
    reported_firmware: str | None = None
    capabilities: tuple[Capability, ...] = ()
    address: str | None = None
    labels: tuple[str, ...] = ()
    wishes: tuple[AvailabilityWish, ...] = ()
    pricing: PricingAbility | None = None
    car_dialect: CarDialect | None = None
    tariffs: HeldTariffs | None = None


class Connector(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last known state of one connector; connector 0 is the EVSE as a whole, EVSE 0 the station.

    `detail` keeps the finer word of versions that have one (1.6: Preparing, Finishing ...). `since` is the station's
    time of the present status, `received_at` ours of the last report. `status` is None for a connector that a report
    named and whose state nobody has told. `charging_state` is that of a transaction which runs here, where the version
    tells it with the connector (1.6). `since_received_at` is our time of the report that brought the present status,
    `previous` and `previous_detail` the status before it. `type` is OCPP's word for the kind of plug, as
    reported: cCCS2, cType2 ...
    """

    station: StationId
    evse_id: EvseId
    connector_id: ConnectorId
    status: ConnectorStatus | None
    since: datetime
    received_at: datetime
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None
    vendor_id: str | None = None
    vendor_error_code: str | None = None
    charging_state: ChargingState | None = None
    type: str | None = None
    since_received_at: datetime | None = None
    previous: ConnectorStatus | None = None
    previous_detail: str | None = None


class StatusReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station says how a connector is. `at` is None where it gives no time.

    `charging_state` is there where the version tells it with the connector and not with the transaction (1.6).
    """

    evse_id: EvseId
    connector_id: ConnectorId
    status: ConnectorStatus
    at: datetime | None = None
    detail: str | None = None
    charging_state: ChargingState | None = None
    error_code: str | None = None
    info: str | None = None
    vendor_id: str | None = None
    vendor_error_code: str | None = None


WHOLE_STATION: Final = EvseId(0)


def connector_after(
    before: Connector | None, station: StationId, report: StatusReport, received_at: datetime
) -> Connector:
    """The connector after a report; `since` moves only when the status does, and an older report changes nothing."""
    at = report.at or received_at
    if before is not None and report.at is not None and at < before.since:
        return before
    if before is not None and before.status == report.status and before.detail == report.detail:
        since, since_received_at = before.since, before.since_received_at or before.received_at
        previous, previous_detail = before.previous, before.previous_detail
    else:
        since, since_received_at = at, received_at
        previous, previous_detail = (None, None) if before is None else (before.status, before.detail)
    return Connector(
        station, report.evse_id, report.connector_id, report.status, since=since,
        received_at=received_at, detail=report.detail, error_code=report.error_code, info=report.info,
        vendor_id=report.vendor_id, vendor_error_code=report.vendor_error_code,
        charging_state=report.charging_state,
        type=None if before is None else before.type,
        since_received_at=since_received_at, previous=previous, previous_detail=previous_detail,
    )  # fmt: skip
