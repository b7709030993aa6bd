# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The closed sets of words."""

from typing import Literal, TypeAlias

APNAuthentication: TypeAlias = Literal["PAP", "CHAP", "NONE", "AUTO"]
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
BatterySwapEvent: TypeAlias = Literal["BatteryIn", "BatteryOut", "BatteryOutTimeout"]
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
CertificateSigningUse: TypeAlias = Literal["ChargingStationCertificate", "V2GCertificate", "V2G20Certificate"]
CertificateStatusWord: TypeAlias = Literal["Good", "Revoked", "Unknown", "Failed"]
CertificateStatusSource: TypeAlias = Literal["CRL", "OCSP"]
ChangeAvailabilityStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]
ChargingProfileKind: TypeAlias = Literal["Absolute", "Recurring", "Relative", "Dynamic"]
ChargingProfilePurpose: TypeAlias = Literal[
    "ChargingStationExternalConstraints",
    "ChargingStationMaxProfile",
    "TxDefaultProfile",
    "TxProfile",
    "PriorityCharging",
    "LocalGeneration",
]
ChargingProfileStatus: TypeAlias = Literal["Accepted", "Rejected"]
ChargingRateUnit: TypeAlias = Literal["W", "A"]
ChargingState: TypeAlias = Literal["EVConnected", "Charging", "SuspendedEV", "SuspendedEVSE", "Idle"]
ClearCacheStatus: TypeAlias = Literal["Accepted", "Rejected"]
ClearChargingProfileStatus: TypeAlias = Literal["Accepted", "Unknown"]
ClearMessageStatus: TypeAlias = Literal["Accepted", "Unknown", "Rejected"]
ClearMonitoringStatus: TypeAlias = Literal["Accepted", "Rejected", "NotFound"]
ComponentCriterion: TypeAlias = Literal["Active", "Available", "Enabled", "Problem"]
ConnectorStatus: TypeAlias = Literal["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]
ControlMode: TypeAlias = Literal["ScheduledControl", "DynamicControl"]
CostDimensionKind: TypeAlias = Literal[
    "Energy", "MaxCurrent", "MinCurrent", "MaxPower", "MinPower", "IdleTIme", "ChargingTime"
]
CostKind: TypeAlias = Literal["CarbonDioxideEmission", "RelativePricePercentage", "RenewableGenerationPercentage"]
CustomerInformationStatus: TypeAlias = Literal["Accepted", "Rejected", "Invalid"]
DERControlKind: TypeAlias = Literal[
    "EnterService",
    "FreqDroop",
    "FreqWatt",
    "FixedPFAbsorb",
    "FixedPFInject",
    "FixedVar",
    "Gradients",
    "HFMustTrip",
    "HFMayTrip",
    "HVMustTrip",
    "HVMomCess",
    "HVMayTrip",
    "LimitMaxDischarge",
    "LFMustTrip",
    "LVMustTrip",
    "LVMomCess",
    "LVMayTrip",
    "PowerMonitoringMustTrip",
    "VoltVar",
    "VoltWatt",
    "WattPF",
    "WattVar",
]
DERControlStatus: TypeAlias = Literal["Accepted", "Rejected", "NotSupported", "NotFound"]
DERUnit: TypeAlias = Literal["Not_Applicable", "PctMaxW", "PctMaxVar", "PctWAvail", "PctVarAvail", "PctEffectiveV"]
DataKind: TypeAlias = Literal[
    "string", "decimal", "integer", "dateTime", "boolean", "OptionList", "SequenceList", "MemberList"
]
DataTransferStatus: TypeAlias = Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]
DayOfWeek: TypeAlias = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DeleteCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "NotFound"]
DisplayMessageStatus: TypeAlias = Literal[
    "Accepted",
    "NotSupportedMessageFormat",
    "Rejected",
    "NotSupportedPriority",
    "NotSupportedState",
    "UnknownTransaction",
    "LanguageNotSupported",
]
EnergyTransferMode: TypeAlias = Literal[
    "AC_single_phase",
    "AC_two_phase",
    "AC_three_phase",
    "DC",
    "AC_BPT",
    "AC_BPT_DER",
    "AC_DER",
    "DC_BPT",
    "DC_ACDP",
    "DC_ACDP_BPT",
    "WPT",
]
EventNotification: TypeAlias = Literal[
    "HardWiredNotification", "HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"
]
EventTrigger: TypeAlias = Literal["Alerting", "Delta", "Periodic"]
EvseKind: TypeAlias = Literal["AC", "DC"]
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
    "OEMRootCertificate",
]
GetCertificateStatus: TypeAlias = Literal["Accepted", "Failed"]
GetChargingProfileStatus: TypeAlias = Literal["Accepted", "NoProfiles"]
GetDisplayMessagesStatus: TypeAlias = Literal["Accepted", "Unknown"]
GetInstalledCertificateStatus: TypeAlias = Literal["Accepted", "NotFound"]
GetVariableStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType"
]
GridEventFault: TypeAlias = Literal[
    "CurrentImbalance",
    "LocalEmergency",
    "LowInputPower",
    "OverCurrent",
    "OverFrequency",
    "OverVoltage",
    "PhaseRotation",
    "RemoteEmergency",
    "UnderFrequency",
    "UnderVoltage",
    "VoltageImbalance",
]
HashAlgorithm: TypeAlias = Literal["SHA256", "SHA384", "SHA512"]
InstallCertificateStatus: TypeAlias = Literal["Accepted", "Rejected", "Failed"]
InstallCertificateUse: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "ManufacturerRootCertificate",
    "CSMSRootCertificate",
    "OEMRootCertificate",
]
IslandingDetection: TypeAlias = Literal[
    "NoAntiIslandingSupport",
    "RoCoF",
    "UVP_OVP",
    "UFP_OFP",
    "VoltageVectorShift",
    "ZeroCrossingDetection",
    "OtherPassive",
    "ImpedanceMeasurement",
    "ImpedanceAtFrequency",
    "SlipModeFrequencyShift",
    "SandiaFrequencyShift",
    "SandiaVoltageShift",
    "FrequencyJump",
    "RCLQFactor",
    "OtherActive",
]
Iso15118EVCertificateStatus: TypeAlias = Literal["Accepted", "Failed"]
Location: TypeAlias = Literal["Body", "Cable", "EV", "Inlet", "Outlet", "Upstream"]
LogKind: TypeAlias = Literal["DiagnosticsLog", "SecurityLog", "DataCollectorLog"]
LogStatus: TypeAlias = Literal["Accepted", "Rejected", "AcceptedCanceled"]
Measurand: TypeAlias = Literal[
    "Current.Export",
    "Current.Export.Offered",
    "Current.Export.Minimum",
    "Current.Import",
    "Current.Import.Offered",
    "Current.Import.Minimum",
    "Current.Offered",
    "Display.PresentSOC",
    "Display.MinimumSOC",
    "Display.TargetSOC",
    "Display.MaximumSOC",
    "Display.RemainingTimeToMinimumSOC",
    "Display.RemainingTimeToTargetSOC",
    "Display.RemainingTimeToMaximumSOC",
    "Display.ChargingComplete",
    "Display.BatteryEnergyCapacity",
    "Display.InletHot",
    "Energy.Active.Export.Interval",
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Interval",
    "Energy.Active.Import.Register",
    "Energy.Active.Import.CableLoss",
    "Energy.Active.Import.LocalGeneration.Register",
    "Energy.Active.Net",
    "Energy.Active.Setpoint.Interval",
    "Energy.Apparent.Export",
    "Energy.Apparent.Import",
    "Energy.Apparent.Net",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Import.Register",
    "Energy.Reactive.Net",
    "EnergyRequest.Target",
    "EnergyRequest.Minimum",
    "EnergyRequest.Maximum",
    "EnergyRequest.Minimum.V2X",
    "EnergyRequest.Maximum.V2X",
    "EnergyRequest.Bulk",
    "Frequency",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Active.Setpoint",
    "Power.Active.Residual",
    "Power.Export.Minimum",
    "Power.Export.Offered",
    "Power.Factor",
    "Power.Import.Offered",
    "Power.Import.Minimum",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "SoC",
    "Voltage",
    "Voltage.Minimum",
    "Voltage.Maximum",
]
MessageFormat: TypeAlias = Literal["ASCII", "HTML", "URI", "UTF8", "QRCODE"]
MessagePriority: TypeAlias = Literal["AlwaysFront", "InFront", "NormalCycle"]
MessageState: TypeAlias = Literal["Charging", "Faulted", "Idle", "Unavailable", "Suspended", "Discharging"]
MessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargingStationCertificate",
    "SignV2GCertificate",
    "SignV2G20Certificate",
    "StatusNotification",
    "TransactionEvent",
    "SignCombinedCertificate",
    "PublishFirmwareStatusNotification",
    "CustomTrigger",
]
MobilityNeedsMode: TypeAlias = Literal["EVCC", "EVCC_SECC"]
MonitorKind: TypeAlias = Literal[
    "UpperThreshold",
    "LowerThreshold",
    "Delta",
    "Periodic",
    "PeriodicClockAligned",
    "TargetDelta",
    "TargetDeltaRelative",
]
MonitoringBase: TypeAlias = Literal["All", "FactoryDefault", "HardWiredOnly"]
MonitoringCriterion: TypeAlias = Literal["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]
Mutability: TypeAlias = Literal["ReadOnly", "WriteOnly", "ReadWrite"]
NotifyAllowedEnergyTransferStatus: TypeAlias = Literal["Accepted", "Rejected"]
NotifyEVChargingNeedsStatus: TypeAlias = Literal["Accepted", "Rejected", "Processing", "NoChargingProfile"]
OCPPInterface: TypeAlias = Literal[
    "Wired0", "Wired1", "Wired2", "Wired3", "Wireless0", "Wireless1", "Wireless2", "Wireless3", "Any"
]
OCPPTransport: TypeAlias = Literal["SOAP", "JSON"]
OCPPVersion: TypeAlias = Literal["OCPP12", "OCPP15", "OCPP16", "OCPP20", "OCPP201", "OCPP21"]
OperationMode: TypeAlias = Literal[
    "Idle",
    "ChargingOnly",
    "CentralSetpoint",
    "ExternalSetpoint",
    "ExternalLimits",
    "CentralFrequency",
    "LocalFrequency",
    "LocalLoadBalancing",
]
OperationalStatus: TypeAlias = Literal["Inoperative", "Operative"]
PaymentStatus: TypeAlias = Literal["Settled", "Canceled", "Rejected", "Failed"]
Phase: TypeAlias = Literal["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"]
PowerDuringCessation: TypeAlias = Literal["Active", "Reactive"]
PreconditioningStatus: TypeAlias = Literal["Unknown", "Ready", "NotReady", "Preconditioning"]
PriorityChargingStatus: TypeAlias = Literal["Accepted", "Rejected", "NoProfile"]
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
    "MasterPass",
    "Local",
    "LocalOutOfCredit",
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
    "ReqEnergyTransferRejected",
]
RecurrencyKind: TypeAlias = Literal["Daily", "Weekly"]
RegistrationStatus: TypeAlias = Literal["Accepted", "Pending", "Rejected"]
ReportBase: TypeAlias = Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"]
RequestStartStopStatus: TypeAlias = Literal["Accepted", "Rejected"]
ReservationUpdateStatus: TypeAlias = Literal["Expired", "Removed", "NoTransaction"]
ReserveNowStatus: TypeAlias = Literal["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]
ResetKind: TypeAlias = Literal["Immediate", "OnIdle", "ImmediateAndResume"]
ResetStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]
SendLocalListStatus: TypeAlias = Literal["Accepted", "Failed", "VersionMismatch"]
SetMonitoringStatus: TypeAlias = Literal[
    "Accepted", "UnknownComponent", "UnknownVariable", "UnsupportedMonitorType", "Rejected", "Duplicate"
]
SetNetworkProfileStatus: TypeAlias = Literal["Accepted", "Rejected", "Failed"]
SetVariableStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType", "RebootRequired"
]
TariffChangeStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "TooManyElements", "ConditionNotSupported", "TxNotFound", "NoCurrencyChange"
]
TariffClearStatus: TypeAlias = Literal["Accepted", "Rejected", "NoTariff"]
TariffCostKind: TypeAlias = Literal["NormalCost", "MinCost", "MaxCost"]
TariffGetStatus: TypeAlias = Literal["Accepted", "Rejected", "NoTariff"]
TariffKind: TypeAlias = Literal["DefaultTariff", "DriverTariff"]
TariffSetStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "TooManyElements", "ConditionNotSupported", "DuplicateTariffId"
]
TransactionEventKind: TypeAlias = Literal["Ended", "Started", "Updated"]
TriggerMessageStatus: TypeAlias = Literal["Accepted", "Rejected", "NotImplemented"]
TriggerReason: TypeAlias = Literal[
    "AbnormalCondition",
    "Authorized",
    "CablePluggedIn",
    "ChargingRateChanged",
    "ChargingStateChanged",
    "CostLimitReached",
    "Deauthorized",
    "EnergyLimitReached",
    "EVCommunicationLost",
    "EVConnectTimeout",
    "EVDeparted",
    "EVDetected",
    "LimitSet",
    "MeterValueClock",
    "MeterValuePeriodic",
    "OperationModeChanged",
    "RemoteStart",
    "RemoteStop",
    "ResetCommand",
    "RunningCost",
    "SignedDataReceived",
    "SoCLimitReached",
    "StopAuthorized",
    "TariffChanged",
    "TariffNotAccepted",
    "TimeLimitReached",
    "Trigger",
    "TxResumed",
    "UnlockCommand",
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
