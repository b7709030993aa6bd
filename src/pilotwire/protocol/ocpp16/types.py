# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The object types that messages share."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import Instant, Maybe, Payload, Tenths
from pilotwire.protocol.ocpp16.enums import (
    AuthorizationStatus,
    ChargingProfileKind,
    ChargingProfilePurpose,
    ChargingRateUnit,
    HashAlgorithm,
    Location,
    Measurand,
    Phase,
    ReadingContext,
    RecurrencyKind,
    UnitOfMeasure,
    ValueFormat,
)
from pilotwire.protocol.ocpp16.scalars import Text20, Text40, Text50, Text128, Text500, Text512, Text800, Text5500


class AuthorizationData(Payload, frozen=True, kw_only=True, rename={"id_tag": "idTag", "id_tag_info": "idTagInfo"}):
    """An entry of the local list; without idTagInfo it is to be removed."""

    id_tag: Text20
    id_tag_info: Maybe[IdTagInfo] = None


class CertificateHashData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "hash_algorithm": "hashAlgorithm",
        "issuer_name_hash": "issuerNameHash",
        "issuer_key_hash": "issuerKeyHash",
        "serial_number": "serialNumber",
    },
):
    """What names a certificate: the hashes of its issuer and its serial number."""

    hash_algorithm: HashAlgorithm
    issuer_name_hash: Text128
    issuer_key_hash: Text128
    serial_number: Text40


class ChargingProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_profile_id": "chargingProfileId",
        "transaction_id": "transactionId",
        "stack_level": "stackLevel",
        "charging_profile_purpose": "chargingProfilePurpose",
        "charging_profile_kind": "chargingProfileKind",
        "recurrency_kind": "recurrencyKind",
        "valid_from": "validFrom",
        "valid_to": "validTo",
        "charging_schedule": "chargingSchedule",
    },
):
    """A charging schedule with the purpose and the times for which it holds."""

    charging_profile_id: int
    transaction_id: Maybe[int] = None
    stack_level: int
    charging_profile_purpose: ChargingProfilePurpose
    charging_profile_kind: ChargingProfileKind
    recurrency_kind: Maybe[RecurrencyKind] = None
    valid_from: Maybe[Instant] = None
    valid_to: Maybe[Instant] = None
    charging_schedule: ChargingSchedule


class ChargingSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "start_schedule": "startSchedule",
        "charging_rate_unit": "chargingRateUnit",
        "charging_schedule_period": "chargingSchedulePeriod",
        "min_charging_rate": "minChargingRate",
    },
):
    """Limits over time, in A or W."""

    duration: Maybe[int] = None
    start_schedule: Maybe[Instant] = None
    charging_rate_unit: ChargingRateUnit
    charging_schedule_period: tuple[ChargingSchedulePeriod, ...]
    min_charging_rate: Maybe[Tenths] = None


class ChargingSchedulePeriod(
    Payload, frozen=True, kw_only=True, rename={"start_period": "startPeriod", "number_phases": "numberPhases"}
):
    """From `start_period` seconds on, this limit holds."""

    start_period: int
    limit: Tenths
    number_phases: Maybe[int] = None


class Firmware(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "retrieve_date_time": "retrieveDateTime",
        "install_date_time": "installDateTime",
        "signing_certificate": "signingCertificate",
    },
):
    """Where signed firmware is, and what proves it."""

    location: Text512
    retrieve_date_time: Instant
    install_date_time: Maybe[Instant] = None
    signing_certificate: Text5500
    signature: Text800


class IdTagInfo(
    Payload, frozen=True, kw_only=True, rename={"expiry_date": "expiryDate", "parent_id_tag": "parentIdTag"}
):
    """What the CSMS knows about an id tag."""

    expiry_date: Maybe[Instant] = None
    parent_id_tag: Maybe[Text20] = None
    status: AuthorizationStatus


class KeyValue(Payload, frozen=True, kw_only=True):
    """A configuration key with its value."""

    key: Text50
    readonly: bool
    value: Maybe[Text500] = None


class LogParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "remote_location": "remoteLocation",
        "oldest_timestamp": "oldestTimestamp",
        "latest_timestamp": "latestTimestamp",
    },
):
    """Where a log goes, and which part of it."""

    remote_location: Text512
    oldest_timestamp: Maybe[Instant] = None
    latest_timestamp: Maybe[Instant] = None


class MeterValue(Payload, frozen=True, kw_only=True, rename={"sampled_value": "sampledValue"}):
    """Samples taken at one instant."""

    timestamp: Instant
    sampled_value: Annotated[tuple[SampledValue, ...], Meta(min_length=1)]


class SampledValue(Payload, frozen=True, kw_only=True):
    """One sample; what is left out means active import register, in Wh, at the outlet."""

    value: str
    context: Maybe[ReadingContext] = None
    format: Maybe[ValueFormat] = None
    measurand: Maybe[Measurand] = None
    phase: Maybe[Phase] = None
    location: Maybe[Location] = None
    unit: Maybe[UnitOfMeasure] = None
