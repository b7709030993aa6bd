# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""Our names of types and enums, and the specification's where it differs."""

from collections.abc import Mapping
from typing import Final

OFFICIAL_NAMES: Final[Mapping[str, str]] = {
    "AvailabilityKind": "AvailabilityType",
    "CertificateHashData": "CertificateHashDataType",
    "CertificateSignedStatus": "CertificateSignedStatusEnumType",
    "CertificateUse": "CertificateUseEnumType",
    "ChargingProfileKind": "ChargingProfileKindType",
    "ChargingProfilePurpose": "ChargingProfilePurposeType",
    "ChargingRateUnit": "ChargingRateUnitType",
    "DeleteCertificateStatus": "DeleteCertificateStatusEnumType",
    "ExtendedMessageTrigger": "MessageTriggerEnumType",
    "Firmware": "FirmwareType",
    "GenericStatus": "GenericStatusEnumType",
    "GetInstalledCertificateStatus": "GetInstalledCertificateStatusEnumType",
    "HashAlgorithm": "HashAlgorithmEnumType",
    "InstallCertificateStatus": "InstallCertificateStatusEnumType",
    "LogKind": "LogEnumType",
    "LogParameters": "LogParametersType",
    "LogStatus": "LogStatusEnumType",
    "RecurrencyKind": "RecurrencyKindType",
    "ResetKind": "ResetType",
    "SignedFirmwareStatus": "FirmwareStatusEnumType",
    "TriggerMessageStatus": "TriggerMessageStatusEnumType",
    "UpdateFirmwareStatus": "UpdateFirmwareStatusEnumType",
    "UpdateKind": "UpdateType",
    "UploadLogStatus": "UploadLogStatusEnumType",
}
