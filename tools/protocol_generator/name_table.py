"""Names: of attributes, of types and enums, and of what the 1.6 schemas leave without one."""

import re
from typing import Final

_ATTRIBUTES: Final = {
    "bulkSoC": "bulk_soc",
    "evMaxV2XEnergyRequest": "ev_max_v2x_energy_request",
    "evMinV2XEnergyRequest": "ev_min_v2x_energy_request",
    "fullSoC": "full_soc",
    "limitAtSoC": "limit_at_soc",
    "maxSoC": "max_soc",
    "prioritizedEMAIDs": "prioritized_emaids",
    "soC": "soc",
    "soH": "soh",
    "targetSoC": "target_soc",
}
"""Attributes whose name the plain rule would get wrong."""

_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

_TYPES: Final = {
    "AttributeEnumType": "AttributeKind",
    "CertificateStatusEnumType": "CertificateStatusWord",
    "ConnectorEnumType": "ConnectorKind",
    "CostDimensionEnumType": "CostDimensionKind",
    "DataEnumType": "DataKind",
    "DERControlEnumType": "DERControlKind",
    "IdTokenEnumType": "IdTokenKind",
    "LogEnumType": "LogKind",
    "MonitorEnumType": "MonitorKind",
    "ResetEnumType": "ResetKind",
    "TariffCostEnumType": "TariffCostKind",
    "TransactionEventEnumType": "TransactionEventKind",
    "UpdateEnumType": "UpdateKind",
    "VPNEnumType": "VPNKind",
}
"""Types whose name without 'Type' or 'EnumType' is taken or says too little."""

_TYPES_16: Final = {
    "AvailabilityType": "AvailabilityKind",
    "FirmwareStatusEnumType": "SignedFirmwareStatus",
    "MessageTriggerEnumType": "ExtendedMessageTrigger",
    "ResetType": "ResetKind",
    "TriggerMessageStatusEnumType": "TriggerMessageStatus",
    "UpdateType": "UpdateKind",
}

INLINE_16: Final = {
    "chargingProfile": "ChargingProfile",
    "chargingProfileKind": "ChargingProfileKindType",
    "chargingProfilePurpose": "ChargingProfilePurposeType",
    "chargingRateUnit": "ChargingRateUnitType",
    "chargingSchedule": "ChargingSchedule",
    "chargingSchedulePeriod": "ChargingSchedulePeriod",
    "configurationKey": "KeyValue",
    "context": "ReadingContext",
    "csChargingProfiles": "ChargingProfile",
    "errorCode": "ChargePointErrorCode",
    "format": "ValueFormat",
    "idTagInfo": "IdTagInfo",
    "idTagInfo.status": "AuthorizationStatus",
    "localAuthorizationList": "AuthorizationData",
    "location": "Location",
    "measurand": "Measurand",
    "meterValue": "MeterValue",
    "phase": "Phase",
    "reason": "Reason",
    "recurrencyKind": "RecurrencyKindType",
    "sampledValue": "SampledValue",
    "transactionData": "MeterValue",
    "unit": "UnitOfMeasure",
    "updateType": "UpdateType",
    "BootNotificationResponse.status": "RegistrationStatus",
    "CancelReservationResponse.status": "CancelReservationStatus",
    "ChangeAvailability.type": "AvailabilityType",
    "ChangeAvailabilityResponse.status": "AvailabilityStatus",
    "ChangeConfigurationResponse.status": "ConfigurationStatus",
    "ClearCacheResponse.status": "ClearCacheStatus",
    "ClearChargingProfileResponse.status": "ClearChargingProfileStatus",
    "DataTransferResponse.status": "DataTransferStatus",
    "DiagnosticsStatusNotification.status": "DiagnosticsStatus",
    "FirmwareStatusNotification.status": "FirmwareStatus",
    "GetCompositeScheduleResponse.status": "GetCompositeScheduleStatus",
    "RemoteStartTransactionResponse.status": "RemoteStartStopStatus",
    "RemoteStopTransactionResponse.status": "RemoteStartStopStatus",
    "ReserveNowResponse.status": "ReservationStatus",
    "Reset.type": "ResetType",
    "ResetResponse.status": "ResetStatus",
    "SendLocalListResponse.status": "UpdateStatus",
    "SetChargingProfileResponse.status": "ChargingProfileStatus",
    "StatusNotification.status": "ChargePointStatus",
    "TriggerMessage.requestedMessage": "MessageTrigger",
    "TriggerMessageResponse.status": "TriggerMessageStatus",
    "UnlockConnectorResponse.status": "UnlockStatus",
}
"""The specification's name for each object and enum that a 1.6 schema spells out in place: by its property, or by the
last two steps of its path where the property alone would not do."""


def attribute_name(wire_name: str) -> str:
    """The Python attribute of a field, in snake_case."""
    name = _ATTRIBUTES.get(wire_name)
    return name if name is not None else _WORD.sub("_", wire_name).lower()


def type_name(official: str, version: str) -> str:
    """Our name of a type or an enum: the official one without its noise."""
    if version == "16" and official in _TYPES_16:
        return _TYPES_16[official]
    if official in _TYPES:
        return _TYPES[official]
    return official.removesuffix("EnumType") if official.endswith("EnumType") else official.removesuffix("Type")


def inline_name(owner: str, wire_name: str) -> str:
    """The specification's name of a type that is spelt out in place; raises KeyError if the table lacks it."""
    both = f"{owner}.{wire_name}"
    return INLINE_16[both] if both in INLINE_16 else INLINE_16[wire_name]
