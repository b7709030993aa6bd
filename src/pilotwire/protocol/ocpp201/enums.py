# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The closed sets of words."""

from typing import Literal, TypeAlias

APNAuthentication: TypeAlias = Literal["CHAP", "NONE", "PAP", "AUTO"]
AttributeKind: TypeAlias = Literal["Actual", "Target", "MinSet", "MaxSet"]
AuthorizationStatus: TypeAlias = Literal[
    "Accepted",
    "Blocked",
    "ConcurrentTx",
    "Expired",
    "Invalid",
    "NoCredit",
    "NotAllowedTypeEVSE",
    "NotAtThisLocation",
    "NotAtThisTime",
    "Unknown",
]
AuthorizeCertificateStatus: TypeAlias = Literal[
    "Accepted",
    "SignatureError",
    "CertificateExpired",
    "CertificateRevoked",
    "NoCertificateAvailable",
    "CertChainError",
    "ContractCancelled",
]
BootReason: TypeAlias = Literal[
    "ApplicationReset",
    "FirmwareUpdate",
    "LocalReset",
    "PowerUp",
    "RemoteReset",
    "ScheduledReset",
    "Triggered",
    "Unknown",
    "Watchdog",
]
CancelReservationStatus: TypeAlias = Literal["Accepted", "Rejected"]
CertificateAction: TypeAlias = Literal["Install", "Update"]
CertificateSignedStatus: TypeAlias = Literal["Accepted", "Rejected"]
CertificateSigningUse: TypeAlias = Literal["ChargingStationCertificate", "V2GCertificate"]
ChangeAvailabilityStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]
ChargingLimitSource: TypeAlias = Literal["EMS", "Other", "SO", "CSO"]
ChargingProfileKind: TypeAlias = Literal["Absolute", "Recurring", "Relative"]
ChargingProfilePurpose: TypeAlias = Literal[
    "ChargingStationExternalConstraints", "ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile"
]
ChargingProfileStatus: TypeAlias = Literal["Accepted", "Rejected"]
ChargingRateUnit: TypeAlias = Literal["W", "A"]
ChargingState: TypeAlias = Literal["Charging", "EVConnected", "SuspendedEV", "SuspendedEVSE", "Idle"]
ClearCacheStatus: TypeAlias = Literal["Accepted", "Rejected"]
ClearChargingProfileStatus: TypeAlias = Literal["Accepted", "Unknown"]
ClearMessageStatus: TypeAlias = Literal["Accepted", "Unknown"]
ClearMonitoringStatus: TypeAlias = Literal["Accepted", "Rejected", "NotFound"]
ComponentCriterion: TypeAlias = Literal["Active", "Available", "Enabled", "Problem"]
ConnectorKind: TypeAlias = Literal[
    "cCCS1",
    "cCCS2",
    "cG105",
    "cTesla",
    "cType1",
    "cType2",
    "s309-1P-16A",
    "s309-1P-32A",
    "s309-3P-16A",
    "s309-3P-32A",
    "sBS1361",
    "sCEE-7-7",
    "sType2",
    "sType3",
    "Other1PhMax16A",
    "Other1PhOver16A",
    "Other3Ph",
    "Pan",
    "wInductive",
    "wResonant",
    "Undetermined",
    "Unknown",
]
ConnectorStatus: TypeAlias = Literal["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]
CostKind: TypeAlias = Literal["CarbonDioxideEmission", "RelativePricePercentage", "RenewableGenerationPercentage"]
CustomerInformationStatus: TypeAlias = Literal["Accepted", "Rejected", "Invalid"]
DataKind: TypeAlias = Literal[
    "string", "decimal", "integer", "dateTime", "boolean", "OptionList", "SequenceList", "MemberList"
]
DataTransferStatus: TypeAlias = Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]
DeleteCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "NotFound"]
DisplayMessageStatus: TypeAlias = Literal[
    "Accepted",
    "NotSupportedMessageFormat",
    "Rejected",
    "NotSupportedPriority",
    "NotSupportedState",
    "UnknownTransaction",
]
EnergyTransferMode: TypeAlias = Literal["DC", "AC_single_phase", "AC_two_phase", "AC_three_phase"]
EventNotification: TypeAlias = Literal[
    "HardWiredNotification", "HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"
]
EventTrigger: TypeAlias = Literal["Alerting", "Delta", "Periodic"]
FirmwareStatus: TypeAlias = Literal[
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
GenericDeviceModelStatus: TypeAlias = Literal["Accepted", "Rejected", "NotSupported", "EmptyResultSet"]
GenericStatus: TypeAlias = Literal["Accepted", "Rejected"]
GetCertificateIdUse: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "CSMSRootCertificate",
    "V2GCertificateChain",
    "ManufacturerRootCertificate",
]
GetCertificateStatus: TypeAlias = Literal["Accepted", "Failed"]
GetChargingProfileStatus: TypeAlias = Literal["Accepted", "NoProfiles"]
GetDisplayMessagesStatus: TypeAlias = Literal["Accepted", "Unknown"]
GetInstalledCertificateStatus: TypeAlias = Literal["Accepted", "NotFound"]
GetVariableStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType"
]
HashAlgorithm: TypeAlias = Literal["SHA256", "SHA384", "SHA512"]
IdTokenKind: TypeAlias = Literal[
    "Central", "eMAID", "ISO14443", "ISO15693", "KeyCode", "Local", "MacAddress", "NoAuthorization"
]
InstallCertificateStatus: TypeAlias = Literal["Accepted", "Rejected", "Failed"]
InstallCertificateUse: TypeAlias = Literal[
    "V2GRootCertificate", "MORootCertificate", "CSMSRootCertificate", "ManufacturerRootCertificate"
]
Iso15118EVCertificateStatus: TypeAlias = Literal["Accepted", "Failed"]
Location: TypeAlias = Literal["Body", "Cable", "EV", "Inlet", "Outlet"]
LogKind: TypeAlias = Literal["DiagnosticsLog", "SecurityLog"]
LogStatus: TypeAlias = Literal["Accepted", "Rejected", "AcceptedCanceled"]
Measurand: TypeAlias = Literal[
    "Current.Export",
    "Current.Import",
    "Current.Offered",
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Active.Net",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Net",
    "Energy.Apparent.Net",
    "Energy.Apparent.Import",
    "Energy.Apparent.Export",
    "Frequency",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Factor",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "SoC",
    "Voltage",
]
MessageFormat: TypeAlias = Literal["ASCII", "HTML", "URI", "UTF8"]
MessagePriority: TypeAlias = Literal["AlwaysFront", "InFront", "NormalCycle"]
MessageState: TypeAlias = Literal["Charging", "Faulted", "Idle", "Unavailable"]
MessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargingStationCertificate",
    "SignV2GCertificate",
    "StatusNotification",
    "TransactionEvent",
    "SignCombinedCertificate",
    "PublishFirmwareStatusNotification",
]
MonitorKind: TypeAlias = Literal["UpperThreshold", "LowerThreshold", "Delta", "Periodic", "PeriodicClockAligned"]
MonitoringBase: TypeAlias = Literal["All", "FactoryDefault", "HardWiredOnly"]
MonitoringCriterion: TypeAlias = Literal["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]
Mutability: TypeAlias = Literal["ReadOnly", "WriteOnly", "ReadWrite"]
NotifyEVChargingNeedsStatus: TypeAlias = Literal["Accepted", "Rejected", "Processing"]
OCPPInterface: TypeAlias = Literal[
    "Wired0", "Wired1", "Wired2", "Wired3", "Wireless0", "Wireless1", "Wireless2", "Wireless3"
]
OCPPTransport: TypeAlias = Literal["JSON", "SOAP"]
OCPPVersion: TypeAlias = Literal["OCPP12", "OCPP15", "OCPP16", "OCPP20"]
OperationalStatus: TypeAlias = Literal["Inoperative", "Operative"]
Phase: TypeAlias = Literal["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"]
PublishFirmwareStatus: TypeAlias = Literal[
    "Idle",
    "DownloadScheduled",
    "Downloading",
    "Downloaded",
    "Published",
    "DownloadFailed",
    "DownloadPaused",
    "InvalidChecksum",
    "ChecksumVerified",
    "PublishFailed",
]
ReadingContext: TypeAlias = Literal[
    "Interruption.Begin",
    "Interruption.End",
    "Other",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
]
Reason: TypeAlias = Literal[
    "DeAuthorized",
    "EmergencyStop",
    "EnergyLimitReached",
    "EVDisconnected",
    "GroundFault",
    "ImmediateReset",
    "Local",
    "LocalOutOfCredit",
    "MasterPass",
    "Other",
    "OvercurrentFault",
    "PowerLoss",
    "PowerQuality",
    "Reboot",
    "Remote",
    "SOCLimitReached",
    "StoppedByEV",
    "TimeLimitReached",
    "Timeout",
]
RecurrencyKind: TypeAlias = Literal["Daily", "Weekly"]
RegistrationStatus: TypeAlias = Literal["Accepted", "Pending", "Rejected"]
ReportBase: TypeAlias = Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"]
RequestStartStopStatus: TypeAlias = Literal["Accepted", "Rejected"]
ReservationUpdateStatus: TypeAlias = Literal["Expired", "Removed"]
ReserveNowStatus: TypeAlias = Literal["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]
ResetKind: TypeAlias = Literal["Immediate", "OnIdle"]
ResetStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]
SendLocalListStatus: TypeAlias = Literal["Accepted", "Failed", "VersionMismatch"]
SetMonitoringStatus: TypeAlias = Literal[
    "Accepted", "UnknownComponent", "UnknownVariable", "UnsupportedMonitorType", "Rejected", "Duplicate"
]
SetNetworkProfileStatus: TypeAlias = Literal["Accepted", "Rejected", "Failed"]
SetVariableStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType", "RebootRequired"
]
TransactionEventKind: TypeAlias = Literal["Ended", "Started", "Updated"]
TriggerMessageStatus: TypeAlias = Literal["Accepted", "Rejected", "NotImplemented"]
TriggerReason: TypeAlias = Literal[
    "Authorized",
    "CablePluggedIn",
    "ChargingRateChanged",
    "ChargingStateChanged",
    "Deauthorized",
    "EnergyLimitReached",
    "EVCommunicationLost",
    "EVConnectTimeout",
    "MeterValueClock",
    "MeterValuePeriodic",
    "TimeLimitReached",
    "Trigger",
    "UnlockCommand",
    "StopAuthorized",
    "EVDeparted",
    "EVDetected",
    "RemoteStop",
    "RemoteStart",
    "AbnormalCondition",
    "SignedDataReceived",
    "ResetCommand",
]
UnlockStatus: TypeAlias = Literal["Unlocked", "UnlockFailed", "OngoingAuthorizedTransaction", "UnknownConnector"]
UnpublishFirmwareStatus: TypeAlias = Literal["DownloadOngoing", "NoFirmware", "Unpublished"]
UpdateKind: TypeAlias = Literal["Differential", "Full"]
UpdateFirmwareStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "AcceptedCanceled", "InvalidCertificate", "RevokedCertificate"
]
UploadLogStatus: TypeAlias = Literal[
    "BadMessage",
    "Idle",
    "NotSupportedOperation",
    "PermissionDenied",
    "Uploaded",
    "UploadFailure",
    "Uploading",
    "AcceptedCanceled",
]
VPNKind: TypeAlias = Literal["IKEv2", "IPSec", "L2TP", "PPTP"]
