# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The closed sets of words."""

from typing import Literal, TypeAlias

AuthorizationStatus: TypeAlias = Literal["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]
AvailabilityStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]
AvailabilityKind: TypeAlias = Literal["Inoperative", "Operative"]
CancelReservationStatus: TypeAlias = Literal["Accepted", "Rejected"]
CertificateSignedStatus: TypeAlias = Literal["Accepted", "Rejected"]
CertificateUse: TypeAlias = Literal["CentralSystemRootCertificate", "ManufacturerRootCertificate"]
ChargePointErrorCode: TypeAlias = Literal[
    "ConnectorLockFailure",
    "EVCommunicationError",
    "GroundFailure",
    "HighTemperature",
    "InternalError",
    "LocalListConflict",
    "NoError",
    "OtherError",
    "OverCurrentFailure",
    "PowerMeterFailure",
    "PowerSwitchFailure",
    "ReaderFailure",
    "ResetFailure",
    "UnderVoltage",
    "OverVoltage",
    "WeakSignal",
]
ChargePointStatus: TypeAlias = Literal[
    "Available",
    "Preparing",
    "Charging",
    "SuspendedEVSE",
    "SuspendedEV",
    "Finishing",
    "Reserved",
    "Unavailable",
    "Faulted",
]
ChargingProfileKind: TypeAlias = Literal["Absolute", "Recurring", "Relative"]
ChargingProfilePurpose: TypeAlias = Literal["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]
ChargingProfileStatus: TypeAlias = Literal["Accepted", "Rejected", "NotSupported"]
ChargingRateUnit: TypeAlias = Literal["A", "W"]
ClearCacheStatus: TypeAlias = Literal["Accepted", "Rejected"]
ClearChargingProfileStatus: TypeAlias = Literal["Accepted", "Unknown"]
ConfigurationStatus: TypeAlias = Literal["Accepted", "Rejected", "RebootRequired", "NotSupported"]
DataTransferStatus: TypeAlias = Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]
DeleteCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "NotFound"]
DiagnosticsStatus: TypeAlias = Literal["Idle", "Uploaded", "UploadFailed", "Uploading"]
FirmwareStatus: TypeAlias = Literal[
    "Downloaded", "DownloadFailed", "Downloading", "Idle", "InstallationFailed", "Installing", "Installed"
]
SignedFirmwareStatus: TypeAlias = Literal[
    "Downloaded",
    "DownloadFailed",
    "Downloading",
    "DownloadScheduled",
    "DownloadPaused",
    "Idle",
    "InstallationFailed",
    "Installing",
    "Installed",
    "InstallRebooting",
    "InstallScheduled",
    "InstallVerificationFailed",
    "InvalidSignature",
    "SignatureVerified",
]
GenericStatus: TypeAlias = Literal["Accepted", "Rejected"]
GetCompositeScheduleStatus: TypeAlias = Literal["Accepted", "Rejected"]
GetInstalledCertificateStatus: TypeAlias = Literal["Accepted", "NotFound"]
HashAlgorithm: TypeAlias = Literal["SHA256", "SHA384", "SHA512"]
InstallCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "Rejected"]
Location: TypeAlias = Literal["Cable", "EV", "Inlet", "Outlet", "Body"]
LogKind: TypeAlias = Literal["DiagnosticsLog", "SecurityLog"]
LogStatus: TypeAlias = Literal["Accepted", "Rejected", "AcceptedCanceled"]
Measurand: TypeAlias = Literal[
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "Power.Factor",
    "Current.Import",
    "Current.Export",
    "Current.Offered",
    "Voltage",
    "Frequency",
    "Temperature",
    "SoC",
    "RPM",
]
MessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "StatusNotification",
]
ExtendedMessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargePointCertificate",
    "StatusNotification",
]
Phase: TypeAlias = Literal["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"]
ReadingContext: TypeAlias = Literal[
    "Interruption.Begin",
    "Interruption.End",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
    "Other",
]
Reason: TypeAlias = Literal[
    "EmergencyStop",
    "EVDisconnected",
    "HardReset",
    "Local",
    "Other",
    "PowerLoss",
    "Reboot",
    "Remote",
    "SoftReset",
    "UnlockCommand",
    "DeAuthorized",
]
RecurrencyKind: TypeAlias = Literal["Daily", "Weekly"]
RegistrationStatus: TypeAlias = Literal["Accepted", "Pending", "Rejected"]
RemoteStartStopStatus: TypeAlias = Literal["Accepted", "Rejected"]
ReservationStatus: TypeAlias = Literal["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]
ResetStatus: TypeAlias = Literal["Accepted", "Rejected"]
ResetKind: TypeAlias = Literal["Hard", "Soft"]
TriggerMessageStatus: TypeAlias = Literal["Accepted", "Rejected", "NotImplemented"]
UnitOfMeasure: TypeAlias = Literal[
    "Wh",
    "kWh",
    "varh",
    "kvarh",
    "W",
    "kW",
    "VA",
    "kVA",
    "var",
    "kvar",
    "A",
    "V",
    "K",
    "Celcius",
    "Celsius",
    "Fahrenheit",
    "Percent",
    "Hertz",
]
UnlockStatus: TypeAlias = Literal["Unlocked", "UnlockFailed", "NotSupported"]
UpdateFirmwareStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "AcceptedCanceled", "InvalidCertificate", "RevokedCertificate"
]
UpdateStatus: TypeAlias = Literal["Accepted", "Failed", "NotSupported", "VersionMismatch"]
UpdateKind: TypeAlias = Literal["Differential", "Full"]
UploadLogStatus: TypeAlias = Literal[
    "BadMessage", "Idle", "NotSupportedOperation", "PermissionDenied", "Uploaded", "UploadFailure", "Uploading"
]
ValueFormat: TypeAlias = Literal["Raw", "SignedData"]
