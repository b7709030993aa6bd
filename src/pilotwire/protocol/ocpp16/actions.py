# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""Every action with its messages, who may send it, and its block."""

from collections.abc import Mapping
from typing import Final

from pilotwire.protocol.action import Action
from pilotwire.protocol.ocpp16 import core, firmware, local_list, reservation, security, smart_charging, trigger

ACTIONS: Final[Mapping[str, Action]] = {
    "Authorize": Action("Authorize", core.AuthorizeRequest, core.AuthorizeResponse, "station", "core"),
    "BootNotification": Action(
        "BootNotification", core.BootNotificationRequest, core.BootNotificationResponse, "station", "core"
    ),
    "CancelReservation": Action(
        "CancelReservation",
        reservation.CancelReservationRequest,
        reservation.CancelReservationResponse,
        "csms",
        "reservation",
    ),
    "CertificateSigned": Action(
        "CertificateSigned", security.CertificateSignedRequest, security.CertificateSignedResponse, "csms", "security"
    ),
    "ChangeAvailability": Action(
        "ChangeAvailability", core.ChangeAvailabilityRequest, core.ChangeAvailabilityResponse, "csms", "core"
    ),
    "ChangeConfiguration": Action(
        "ChangeConfiguration", core.ChangeConfigurationRequest, core.ChangeConfigurationResponse, "csms", "core"
    ),
    "ClearCache": Action("ClearCache", core.ClearCacheRequest, core.ClearCacheResponse, "csms", "core"),
    "ClearChargingProfile": Action(
        "ClearChargingProfile",
        smart_charging.ClearChargingProfileRequest,
        smart_charging.ClearChargingProfileResponse,
        "csms",
        "smart_charging",
    ),
    "DataTransfer": Action("DataTransfer", core.DataTransferRequest, core.DataTransferResponse, "both", "core"),
    "DeleteCertificate": Action(
        "DeleteCertificate", security.DeleteCertificateRequest, security.DeleteCertificateResponse, "csms", "security"
    ),
    "DiagnosticsStatusNotification": Action(
        "DiagnosticsStatusNotification",
        firmware.DiagnosticsStatusNotificationRequest,
        firmware.DiagnosticsStatusNotificationResponse,
        "station",
        "firmware",
    ),
    "ExtendedTriggerMessage": Action(
        "ExtendedTriggerMessage",
        security.ExtendedTriggerMessageRequest,
        security.ExtendedTriggerMessageResponse,
        "csms",
        "security",
    ),
    "FirmwareStatusNotification": Action(
        "FirmwareStatusNotification",
        firmware.FirmwareStatusNotificationRequest,
        firmware.FirmwareStatusNotificationResponse,
        "station",
        "firmware",
    ),
    "GetCompositeSchedule": Action(
        "GetCompositeSchedule",
        smart_charging.GetCompositeScheduleRequest,
        smart_charging.GetCompositeScheduleResponse,
        "csms",
        "smart_charging",
    ),
    "GetConfiguration": Action(
        "GetConfiguration", core.GetConfigurationRequest, core.GetConfigurationResponse, "csms", "core"
    ),
    "GetDiagnostics": Action(
        "GetDiagnostics", firmware.GetDiagnosticsRequest, firmware.GetDiagnosticsResponse, "csms", "firmware"
    ),
    "GetInstalledCertificateIds": Action(
        "GetInstalledCertificateIds",
        security.GetInstalledCertificateIdsRequest,
        security.GetInstalledCertificateIdsResponse,
        "csms",
        "security",
    ),
    "GetLocalListVersion": Action(
        "GetLocalListVersion",
        local_list.GetLocalListVersionRequest,
        local_list.GetLocalListVersionResponse,
        "csms",
        "local_list",
    ),
    "GetLog": Action("GetLog", security.GetLogRequest, security.GetLogResponse, "csms", "security"),
    "Heartbeat": Action("Heartbeat", core.HeartbeatRequest, core.HeartbeatResponse, "station", "core"),
    "InstallCertificate": Action(
        "InstallCertificate",
        security.InstallCertificateRequest,
        security.InstallCertificateResponse,
        "csms",
        "security",
    ),
    "LogStatusNotification": Action(
        "LogStatusNotification",
        security.LogStatusNotificationRequest,
        security.LogStatusNotificationResponse,
        "station",
        "security",
    ),
    "MeterValues": Action("MeterValues", core.MeterValuesRequest, core.MeterValuesResponse, "station", "core"),
    "RemoteStartTransaction": Action(
        "RemoteStartTransaction",
        core.RemoteStartTransactionRequest,
        core.RemoteStartTransactionResponse,
        "csms",
        "core",
    ),
    "RemoteStopTransaction": Action(
        "RemoteStopTransaction", core.RemoteStopTransactionRequest, core.RemoteStopTransactionResponse, "csms", "core"
    ),
    "ReserveNow": Action(
        "ReserveNow", reservation.ReserveNowRequest, reservation.ReserveNowResponse, "csms", "reservation"
    ),
    "Reset": Action("Reset", core.ResetRequest, core.ResetResponse, "csms", "core"),
    "SecurityEventNotification": Action(
        "SecurityEventNotification",
        security.SecurityEventNotificationRequest,
        security.SecurityEventNotificationResponse,
        "station",
        "security",
    ),
    "SendLocalList": Action(
        "SendLocalList", local_list.SendLocalListRequest, local_list.SendLocalListResponse, "csms", "local_list"
    ),
    "SetChargingProfile": Action(
        "SetChargingProfile",
        smart_charging.SetChargingProfileRequest,
        smart_charging.SetChargingProfileResponse,
        "csms",
        "smart_charging",
    ),
    "SignCertificate": Action(
        "SignCertificate", security.SignCertificateRequest, security.SignCertificateResponse, "station", "security"
    ),
    "SignedFirmwareStatusNotification": Action(
        "SignedFirmwareStatusNotification",
        security.SignedFirmwareStatusNotificationRequest,
        security.SignedFirmwareStatusNotificationResponse,
        "station",
        "security",
    ),
    "SignedUpdateFirmware": Action(
        "SignedUpdateFirmware",
        security.SignedUpdateFirmwareRequest,
        security.SignedUpdateFirmwareResponse,
        "csms",
        "security",
    ),
    "StartTransaction": Action(
        "StartTransaction", core.StartTransactionRequest, core.StartTransactionResponse, "station", "core"
    ),
    "StatusNotification": Action(
        "StatusNotification", core.StatusNotificationRequest, core.StatusNotificationResponse, "station", "core"
    ),
    "StopTransaction": Action(
        "StopTransaction", core.StopTransactionRequest, core.StopTransactionResponse, "station", "core"
    ),
    "TriggerMessage": Action(
        "TriggerMessage", trigger.TriggerMessageRequest, trigger.TriggerMessageResponse, "csms", "trigger"
    ),
    "UnlockConnector": Action(
        "UnlockConnector", core.UnlockConnectorRequest, core.UnlockConnectorResponse, "csms", "core"
    ),
    "UpdateFirmware": Action(
        "UpdateFirmware", firmware.UpdateFirmwareRequest, firmware.UpdateFirmwareResponse, "csms", "firmware"
    ),
}
