"""Charging stations and their connectors, as the API shows and takes them."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .codec import Instant
from .hold import Hold, RebootRequired
from .shape import PLAIN, Input, Name, Resource

Onboarding = Literal["accept", "pending", "refuse"]
Registration = Literal["Accepted", "Pending", "Rejected"]
ConnectorStatus = Literal["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]
OperationalStatus = Literal["Operative", "Inoperative"]
Standing = Literal["as-wanted", "scheduled", "differs"]
StationState = Literal["connected", "disconnected"]
RuleSwitch = Literal["on", "off", "record-only"]
Password = Annotated[str, Meta(min_length=8, max_length=128)]
Label = Annotated[str, Meta(min_length=1, max_length=40, pattern=PLAIN)]
Labels = Annotated[list[Label], Meta(max_length=20)]
SecurityProfile = Annotated[int, Meta(ge=0, le=3)]


class Behaviour(Resource, frozen=True, kw_only=True):
    """Switches for what differs from station to station; absent means the deployment's default.

    `naive_offset_min` is the zone of timestamps that have none, in minutes east of UTC. `ingest_rules` turns single
    normalisers on, off, or to record-only by their name.
    """

    quiet: bool = False
    ingest: Literal["strict", "tolerant", "record-only"] | None = None
    ingest_rules: dict[Name, RuleSwitch] = msgspec.field(default_factory=dict)
    subprotocol_when_absent: Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | None = None
    ping_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    naive_offset_min: Annotated[int, Meta(ge=-840, le=840)] = 0
    trigger_boot: bool | None = None
    compression: bool | None = None


class Identity(Resource, frozen=True, kw_only=True):
    """What a station says of itself when it boots."""

    vendor: str | None = None
    model: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    iccid: str | None = None
    imsi: str | None = None
    meter_type: str | None = None
    meter_serial_number: str | None = None


class Connection(Resource, frozen=True, kw_only=True):
    """A station's present connection. `generation` counts the station's connections."""

    protocol: str
    address: str
    since: Instant
    last_seen_at: Instant
    generation: int
    security_profile: int


class Station(Resource, frozen=True, kw_only=True):
    """A charging station. `url` is what to enter in it; `registration` is the last answer to its boot.

    `connected_at` and `disconnected_at` tell of its last connection, `connection` of the present one. `version` is the
    ETag of what an operator decides about it. Connections below `min_security_profile` are refused. While there is a
    `hold` its boots are answered by that.
    """

    id: str
    version: str
    state: StationState
    url: str
    has_password: bool
    behaviour: Behaviour
    identity: Identity
    created_at: Instant
    updated_at: Instant
    name: str | None = None
    onboarding: Onboarding | None = None
    registration: Registration | None = None
    protocol: str | None = None
    booted_at: Instant | None = None
    boot_reason: str | None = None
    connected_at: Instant | None = None
    disconnected_at: Instant | None = None
    connection: Connection | None = None
    min_security_profile: int | None = None
    labels: list[str] = msgspec.field(default_factory=list)
    hold: Hold | None = None
    reboot_required: RebootRequired | None = None


class BehaviourInput(Behaviour, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set: a switch that does not exist is refused."""


class StationInput(Input, frozen=True, kw_only=True):
    """All that an operator decides about a station. Without `password` the present one stays, as it cannot be read."""

    name: Name | None = None
    password: Password | None = None
    onboarding: Onboarding | None = None
    behaviour: BehaviourInput = BehaviourInput()
    min_security_profile: SecurityProfile | None = None
    labels: Labels = msgspec.field(default_factory=list)


class BehaviourPatch(Input, frozen=True, kw_only=True):
    """What to change of a station's switches; null goes back to the default."""

    quiet: bool | UnsetType | None = UNSET
    ingest: Literal["strict", "tolerant", "record-only"] | UnsetType | None = UNSET
    ingest_rules: dict[Name, RuleSwitch | None] | UnsetType | None = UNSET
    subprotocol_when_absent: Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | UnsetType | None = UNSET
    ping_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | UnsetType | None = UNSET
    naive_offset_min: Annotated[int, Meta(ge=-840, le=840)] | UnsetType | None = UNSET
    trigger_boot: bool | UnsetType | None = UNSET
    compression: bool | UnsetType | None = UNSET


class StationPatch(Input, frozen=True, kw_only=True):
    """What to change of a station (JSON merge patch): absent stays, null clears."""

    name: Name | UnsetType | None = UNSET
    password: Password | UnsetType | None = UNSET
    onboarding: Onboarding | UnsetType | None = UNSET
    behaviour: BehaviourPatch | UnsetType | None = UNSET
    min_security_profile: SecurityProfile | UnsetType | None = UNSET
    labels: Labels | UnsetType | None = UNSET


class Connector(Resource, frozen=True, kw_only=True):
    """The last known state of a connector; connector 0 is the EVSE as a whole, EVSE 0 the station.

    `detail` keeps the finer word of OCPP 1.6 (Preparing, Finishing ...). `since` is the station's time of the present
    status, `since_received_at` ours; `status` is absent where the station has never told it. `wanted` is what somebody
    wants of it, in or out of service, and `availability` whether it is so: as-wanted, scheduled, differs.
    """

    evse_id: int
    connector_id: int
    since: Instant
    received_at: Instant
    status: ConnectorStatus | None = None
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None
    vendor_id: str | None = None
    vendor_error_code: str | None = None
    type: str | None = None
    since_received_at: Instant | None = None
    previous: ConnectorStatus | None = None
    previous_detail: str | None = None
    wanted: OperationalStatus | None = None
    availability: Standing | None = None
