# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Every action with its messages, who may send it, and its block."""

from collections.abc import Mapping
from typing import Final

from pilotwire.protocol.action import Action
from pilotwire.protocol.ocpp21 import (
    authorization,
    availability,
    battery_swap,
    certificates,
    data_transfer,
    der,
    diagnostics,
    display_message,
    firmware,
    local_list,
    metering,
    provisioning,
    remote_control,
    reservation,
    security,
    smart_charging,
    tariff_cost,
    transactions,
    v2x,
)

ACTIONS: Final[Mapping[str, Action]] = {
    "AFRRSignal": Action("AFRRSignal", v2x.AFRRSignalRequest, v2x.AFRRSignalResponse, "csms", "v2x"),
    "AdjustPeriodicEventStream": Action(
        "AdjustPeriodicEventStream",
        diagnostics.AdjustPeriodicEventStreamRequest,
        diagnostics.AdjustPeriodicEventStreamResponse,
        "csms",
        "diagnostics",
    ),
    "Authorize": Action(
        "Authorize", authorization.AuthorizeRequest, authorization.AuthorizeResponse, "station", "authorization"
    ),
    "BatterySwap": Action(
        "BatterySwap", battery_swap.BatterySwapRequest, battery_swap.BatterySwapResponse, "station", "battery_swap"
    ),
    "BootNotification": Action(
        "BootNotification",
        provisioning.BootNotificationRequest,
        provisioning.BootNotificationResponse,
        "station",
        "provisioning",
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
        "ChangeAvailability",
        availability.ChangeAvailabilityRequest,
        availability.ChangeAvailabilityResponse,
        "csms",
        "availability",
    ),
    "ChangeTransactionTariff": Action(
        "ChangeTransactionTariff",
        tariff_cost.ChangeTransactionTariffRequest,
        tariff_cost.ChangeTransactionTariffResponse,
        "csms",
        "tariff_cost",
    ),
    "ClearCache": Action(
        "ClearCache", authorization.ClearCacheRequest, authorization.ClearCacheResponse, "csms", "authorization"
    ),
    "ClearChargingProfile": Action(
        "ClearChargingProfile",
        smart_charging.ClearChargingProfileRequest,
        smart_charging.ClearChargingProfileResponse,
        "csms",
        "smart_charging",
    ),
    "ClearDERControl": Action(
        "ClearDERControl", der.ClearDERControlRequest, der.ClearDERControlResponse, "csms", "der"
    ),
    "ClearDisplayMessage": Action(
        "ClearDisplayMessage",
        display_message.ClearDisplayMessageRequest,
        display_message.ClearDisplayMessageResponse,
        "csms",
        "display_message",
    ),
    "ClearTariffs": Action(
        "ClearTariffs", tariff_cost.ClearTariffsRequest, tariff_cost.ClearTariffsResponse, "csms", "tariff_cost"
    ),
    "ClearVariableMonitoring": Action(
        "ClearVariableMonitoring",
        diagnostics.ClearVariableMonitoringRequest,
        diagnostics.ClearVariableMonitoringResponse,
        "csms",
        "diagnostics",
    ),
    "ClearedChargingLimit": Action(
        "ClearedChargingLimit",
        smart_charging.ClearedChargingLimitRequest,
        smart_charging.ClearedChargingLimitResponse,
        "station",
        "smart_charging",
    ),
    "ClosePeriodicEventStream": Action(
        "ClosePeriodicEventStream",
        diagnostics.ClosePeriodicEventStreamRequest,
        diagnostics.ClosePeriodicEventStreamResponse,
        "station",
        "diagnostics",
    ),
    "CostUpdated": Action(
        "CostUpdated", tariff_cost.CostUpdatedRequest, tariff_cost.CostUpdatedResponse, "csms", "tariff_cost"
    ),
    "CustomerInformation": Action(
        "CustomerInformation",
        diagnostics.CustomerInformationRequest,
        diagnostics.CustomerInformationResponse,
        "csms",
        "diagnostics",
    ),
    "DataTransfer": Action(
        "DataTransfer", data_transfer.DataTransferRequest, data_transfer.DataTransferResponse, "both", "data_transfer"
    ),
    "DeleteCertificate": Action(
        "DeleteCertificate",
        certificates.DeleteCertificateRequest,
        certificates.DeleteCertificateResponse,
        "csms",
        "certificates",
    ),
    "FirmwareStatusNotification": Action(
        "FirmwareStatusNotification",
        firmware.FirmwareStatusNotificationRequest,
        firmware.FirmwareStatusNotificationResponse,
        "station",
        "firmware",
    ),
    "Get15118EVCertificate": Action(
        "Get15118EVCertificate",
        certificates.Get15118EVCertificateRequest,
        certificates.Get15118EVCertificateResponse,
        "station",
        "certificates",
    ),
    "GetBaseReport": Action(
        "GetBaseReport", provisioning.GetBaseReportRequest, provisioning.GetBaseReportResponse, "csms", "provisioning"
    ),
    "GetCertificateChainStatus": Action(
        "GetCertificateChainStatus",
        certificates.GetCertificateChainStatusRequest,
        certificates.GetCertificateChainStatusResponse,
        "station",
        "certificates",
    ),
    "GetCertificateStatus": Action(
        "GetCertificateStatus",
        certificates.GetCertificateStatusRequest,
        certificates.GetCertificateStatusResponse,
        "station",
        "certificates",
    ),
    "GetChargingProfiles": Action(
        "GetChargingProfiles",
        smart_charging.GetChargingProfilesRequest,
        smart_charging.GetChargingProfilesResponse,
        "csms",
        "smart_charging",
    ),
    "GetCompositeSchedule": Action(
        "GetCompositeSchedule",
        smart_charging.GetCompositeScheduleRequest,
        smart_charging.GetCompositeScheduleResponse,
        "csms",
        "smart_charging",
    ),
    "GetDERControl": Action("GetDERControl", der.GetDERControlRequest, der.GetDERControlResponse, "csms", "der"),
    "GetDisplayMessages": Action(
        "GetDisplayMessages",
        display_message.GetDisplayMessagesRequest,
        display_message.GetDisplayMessagesResponse,
        "csms",
        "display_message",
    ),
    "GetInstalledCertificateIds": Action(
        "GetInstalledCertificateIds",
        certificates.GetInstalledCertificateIdsRequest,
        certificates.GetInstalledCertificateIdsResponse,
        "csms",
        "certificates",
    ),
    "GetLocalListVersion": Action(
        "GetLocalListVersion",
        local_list.GetLocalListVersionRequest,
        local_list.GetLocalListVersionResponse,
        "csms",
        "local_list",
    ),
    "GetLog": Action("GetLog", diagnostics.GetLogRequest, diagnostics.GetLogResponse, "csms", "diagnostics"),
    "GetMonitoringReport": Action(
        "GetMonitoringReport",
        diagnostics.GetMonitoringReportRequest,
        diagnostics.GetMonitoringReportResponse,
        "csms",
        "diagnostics",
    ),
    "GetPeriodicEventStream": Action(
        "GetPeriodicEventStream",
        diagnostics.GetPeriodicEventStreamRequest,
        diagnostics.GetPeriodicEventStreamResponse,
        "csms",
        "diagnostics",
    ),
    "GetReport": Action(
        "GetReport", provisioning.GetReportRequest, provisioning.GetReportResponse, "csms", "provisioning"
    ),
    "GetTariffs": Action(
        "GetTariffs", tariff_cost.GetTariffsRequest, tariff_cost.GetTariffsResponse, "csms", "tariff_cost"
    ),
    "GetTransactionStatus": Action(
        "GetTransactionStatus",
        transactions.GetTransactionStatusRequest,
        transactions.GetTransactionStatusResponse,
        "csms",
        "transactions",
    ),
    "GetVariables": Action(
        "GetVariables", provisioning.GetVariablesRequest, provisioning.GetVariablesResponse, "csms", "provisioning"
    ),
    "Heartbeat": Action(
        "Heartbeat", availability.HeartbeatRequest, availability.HeartbeatResponse, "station", "availability"
    ),
    "InstallCertificate": Action(
        "InstallCertificate",
        certificates.InstallCertificateRequest,
        certificates.InstallCertificateResponse,
        "csms",
        "certificates",
    ),
    "LogStatusNotification": Action(
        "LogStatusNotification",
        diagnostics.LogStatusNotificationRequest,
        diagnostics.LogStatusNotificationResponse,
        "station",
        "diagnostics",
    ),
    "MeterValues": Action(
        "MeterValues", metering.MeterValuesRequest, metering.MeterValuesResponse, "station", "metering"
    ),
    "NotifyAllowedEnergyTransfer": Action(
        "NotifyAllowedEnergyTransfer",
        v2x.NotifyAllowedEnergyTransferRequest,
        v2x.NotifyAllowedEnergyTransferResponse,
        "csms",
        "v2x",
    ),
    "NotifyChargingLimit": Action(
        "NotifyChargingLimit",
        smart_charging.NotifyChargingLimitRequest,
        smart_charging.NotifyChargingLimitResponse,
        "station",
        "smart_charging",
    ),
    "NotifyCustomerInformation": Action(
        "NotifyCustomerInformation",
        diagnostics.NotifyCustomerInformationRequest,
        diagnostics.NotifyCustomerInformationResponse,
        "station",
        "diagnostics",
    ),
    "NotifyDERAlarm": Action("NotifyDERAlarm", der.NotifyDERAlarmRequest, der.NotifyDERAlarmResponse, "station", "der"),
    "NotifyDERStartStop": Action(
        "NotifyDERStartStop", der.NotifyDERStartStopRequest, der.NotifyDERStartStopResponse, "station", "der"
    ),
    "NotifyDisplayMessages": Action(
        "NotifyDisplayMessages",
        display_message.NotifyDisplayMessagesRequest,
        display_message.NotifyDisplayMessagesResponse,
        "station",
        "display_message",
    ),
    "NotifyEVChargingNeeds": Action(
        "NotifyEVChargingNeeds",
        smart_charging.NotifyEVChargingNeedsRequest,
        smart_charging.NotifyEVChargingNeedsResponse,
        "station",
        "smart_charging",
    ),
    "NotifyEVChargingSchedule": Action(
        "NotifyEVChargingSchedule",
        smart_charging.NotifyEVChargingScheduleRequest,
        smart_charging.NotifyEVChargingScheduleResponse,
        "station",
        "smart_charging",
    ),
    "NotifyEvent": Action(
        "NotifyEvent", diagnostics.NotifyEventRequest, diagnostics.NotifyEventResponse, "station", "diagnostics"
    ),
    "NotifyMonitoringReport": Action(
        "NotifyMonitoringReport",
        diagnostics.NotifyMonitoringReportRequest,
        diagnostics.NotifyMonitoringReportResponse,
        "station",
        "diagnostics",
    ),
    "NotifyPeriodicEventStream": Action(
        "NotifyPeriodicEventStream", diagnostics.NotifyPeriodicEventStream, None, "station", "diagnostics"
    ),
    "NotifyPriorityCharging": Action(
        "NotifyPriorityCharging",
        smart_charging.NotifyPriorityChargingRequest,
        smart_charging.NotifyPriorityChargingResponse,
        "station",
        "smart_charging",
    ),
    "NotifyReport": Action(
        "NotifyReport", provisioning.NotifyReportRequest, provisioning.NotifyReportResponse, "station", "provisioning"
    ),
    "NotifySettlement": Action(
        "NotifySettlement",
        authorization.NotifySettlementRequest,
        authorization.NotifySettlementResponse,
        "station",
        "authorization",
    ),
    "NotifyWebPaymentStarted": Action(
        "NotifyWebPaymentStarted",
        authorization.NotifyWebPaymentStartedRequest,
        authorization.NotifyWebPaymentStartedResponse,
        "csms",
        "authorization",
    ),
    "OpenPeriodicEventStream": Action(
        "OpenPeriodicEventStream",
        diagnostics.OpenPeriodicEventStreamRequest,
        diagnostics.OpenPeriodicEventStreamResponse,
        "station",
        "diagnostics",
    ),
    "PublishFirmware": Action(
        "PublishFirmware", firmware.PublishFirmwareRequest, firmware.PublishFirmwareResponse, "csms", "firmware"
    ),
    "PublishFirmwareStatusNotification": Action(
        "PublishFirmwareStatusNotification",
        firmware.PublishFirmwareStatusNotificationRequest,
        firmware.PublishFirmwareStatusNotificationResponse,
        "station",
        "firmware",
    ),
    "PullDynamicScheduleUpdate": Action(
        "PullDynamicScheduleUpdate",
        smart_charging.PullDynamicScheduleUpdateRequest,
        smart_charging.PullDynamicScheduleUpdateResponse,
        "station",
        "smart_charging",
    ),
    "ReportChargingProfiles": Action(
        "ReportChargingProfiles",
        smart_charging.ReportChargingProfilesRequest,
        smart_charging.ReportChargingProfilesResponse,
        "station",
        "smart_charging",
    ),
    "ReportDERControl": Action(
        "ReportDERControl", der.ReportDERControlRequest, der.ReportDERControlResponse, "station", "der"
    ),
    "RequestBatterySwap": Action(
        "RequestBatterySwap",
        battery_swap.RequestBatterySwapRequest,
        battery_swap.RequestBatterySwapResponse,
        "csms",
        "battery_swap",
    ),
    "RequestStartTransaction": Action(
        "RequestStartTransaction",
        remote_control.RequestStartTransactionRequest,
        remote_control.RequestStartTransactionResponse,
        "csms",
        "remote_control",
    ),
    "RequestStopTransaction": Action(
        "RequestStopTransaction",
        remote_control.RequestStopTransactionRequest,
        remote_control.RequestStopTransactionResponse,
        "csms",
        "remote_control",
    ),
    "ReservationStatusUpdate": Action(
        "ReservationStatusUpdate",
        reservation.ReservationStatusUpdateRequest,
        reservation.ReservationStatusUpdateResponse,
        "station",
        "reservation",
    ),
    "ReserveNow": Action(
        "ReserveNow", reservation.ReserveNowRequest, reservation.ReserveNowResponse, "csms", "reservation"
    ),
    "Reset": Action("Reset", provisioning.ResetRequest, provisioning.ResetResponse, "csms", "provisioning"),
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
    "SetDERControl": Action("SetDERControl", der.SetDERControlRequest, der.SetDERControlResponse, "csms", "der"),
    "SetDefaultTariff": Action(
        "SetDefaultTariff",
        tariff_cost.SetDefaultTariffRequest,
        tariff_cost.SetDefaultTariffResponse,
        "csms",
        "tariff_cost",
    ),
    "SetDisplayMessage": Action(
        "SetDisplayMessage",
        display_message.SetDisplayMessageRequest,
        display_message.SetDisplayMessageResponse,
        "csms",
        "display_message",
    ),
    "SetMonitoringBase": Action(
        "SetMonitoringBase",
        diagnostics.SetMonitoringBaseRequest,
        diagnostics.SetMonitoringBaseResponse,
        "csms",
        "diagnostics",
    ),
    "SetMonitoringLevel": Action(
        "SetMonitoringLevel",
        diagnostics.SetMonitoringLevelRequest,
        diagnostics.SetMonitoringLevelResponse,
        "csms",
        "diagnostics",
    ),
    "SetNetworkProfile": Action(
        "SetNetworkProfile",
        provisioning.SetNetworkProfileRequest,
        provisioning.SetNetworkProfileResponse,
        "csms",
        "provisioning",
    ),
    "SetVariableMonitoring": Action(
        "SetVariableMonitoring",
        diagnostics.SetVariableMonitoringRequest,
        diagnostics.SetVariableMonitoringResponse,
        "csms",
        "diagnostics",
    ),
    "SetVariables": Action(
        "SetVariables", provisioning.SetVariablesRequest, provisioning.SetVariablesResponse, "csms", "provisioning"
    ),
    "SignCertificate": Action(
        "SignCertificate", security.SignCertificateRequest, security.SignCertificateResponse, "station", "security"
    ),
    "StatusNotification": Action(
        "StatusNotification",
        availability.StatusNotificationRequest,
        availability.StatusNotificationResponse,
        "station",
        "availability",
    ),
    "TransactionEvent": Action(
        "TransactionEvent",
        transactions.TransactionEventRequest,
        transactions.TransactionEventResponse,
        "station",
        "transactions",
    ),
    "TriggerMessage": Action(
        "TriggerMessage",
        remote_control.TriggerMessageRequest,
        remote_control.TriggerMessageResponse,
        "csms",
        "remote_control",
    ),
    "UnlockConnector": Action(
        "UnlockConnector",
        remote_control.UnlockConnectorRequest,
        remote_control.UnlockConnectorResponse,
        "csms",
        "remote_control",
    ),
    "UnpublishFirmware": Action(
        "UnpublishFirmware", firmware.UnpublishFirmwareRequest, firmware.UnpublishFirmwareResponse, "csms", "firmware"
    ),
    "UpdateDynamicSchedule": Action(
        "UpdateDynamicSchedule",
        smart_charging.UpdateDynamicScheduleRequest,
        smart_charging.UpdateDynamicScheduleResponse,
        "csms",
        "smart_charging",
    ),
    "UpdateFirmware": Action(
        "UpdateFirmware", firmware.UpdateFirmwareRequest, firmware.UpdateFirmwareResponse, "csms", "firmware"
    ),
    "UsePriorityCharging": Action(
        "UsePriorityCharging",
        smart_charging.UsePriorityChargingRequest,
        smart_charging.UsePriorityChargingResponse,
        "csms",
        "smart_charging",
    ),
    "VatNumberValidation": Action(
        "VatNumberValidation",
        authorization.VatNumberValidationRequest,
        authorization.VatNumberValidationResponse,
        "station",
        "authorization",
    ),
}
