"""Which function answers which action of OCPP 2.0.1 and 2.1."""

from collections.abc import Mapping
from typing import Final

from pilotwire.handlers.handler import ActionTable, Handler, kept
from pilotwire.protocol.ocpp21 import actions as actions21
from pilotwire.protocol.ocpp21 import der
from pilotwire.protocol.ocpp21 import smart_charging as smart_charging21
from pilotwire.protocol.ocpp201 import (
    actions,
    security,
)
from pilotwire.protocol.ocppj.version import Version

from . import (
    battery_swaps,
    car_certificates,
    car_needs,
    display,
    firmware,
    logs,
    monitoring,
    notices,
    payments,
    profiles,
    provisioning,
    reservations,
    transactions,
)

_BOTH: Final[Mapping[str, Handler]] = {
    "Authorize": transactions.authorize,
    "BootNotification": provisioning.boot_notification,
    "ClearedChargingLimit": profiles.cleared_charging_limit,
    "DataTransfer": notices.data_transfer,
    "FirmwareStatusNotification": firmware.firmware_status,
    "Get15118EVCertificate": car_certificates.get_contract,
    "GetCertificateStatus": car_certificates.certificate_status,
    "Heartbeat": provisioning.heartbeat,
    "LogStatusNotification": logs.upload_log_status,
    "MeterValues": transactions.meter_values,
    "NotifyChargingLimit": profiles.notify_charging_limit,
    "NotifyDisplayMessages": display.notify_display_messages,
    "NotifyCustomerInformation": monitoring.notify_customer_information,
    "NotifyEVChargingNeeds": car_needs.needs,
    "NotifyEVChargingSchedule": car_needs.schedule,
    "NotifyEvent": monitoring.notify_event,
    "NotifyMonitoringReport": monitoring.notify_monitoring_report,
    "NotifyReport": provisioning.notify_report,
    "PublishFirmwareStatusNotification": firmware.publication_status,
    "ReportChargingProfiles": profiles.report_charging_profiles,
    "ReservationStatusUpdate": reservations.reservation_status_update,
    "SecurityEventNotification": notices.security_event,
    "SignCertificate": kept(security.SignCertificateResponse(status="Rejected")),
    "StatusNotification": provisioning.status_notification,
    "TransactionEvent": transactions.transaction_event,
}

OCPP201: Final = ActionTable(Version.V201, actions.ACTIONS, _BOTH, refused={})

OCPP21: Final = ActionTable(
    Version.V21,
    actions21.ACTIONS,
    {
        **_BOTH,
        "Authorize": transactions.authorize21,
        "BatterySwap": battery_swaps.battery_swap,
        "ClosePeriodicEventStream": monitoring.close_stream,
        "Get15118EVCertificate": car_certificates.get_contract21,
        "GetCertificateChainStatus": car_certificates.certificate_chain_status,
        "GetCertificateStatus": car_certificates.certificate_status21,
        "LogStatusNotification": logs.upload_log_status21,
        "NotifyDERAlarm": kept(der.NotifyDERAlarmResponse()),
        "NotifyDERStartStop": kept(der.NotifyDERStartStopResponse()),
        "NotifyPeriodicEventStream": monitoring.stream_values,
        "NotifyEVChargingNeeds": car_needs.needs21,
        "NotifyPriorityCharging": car_needs.priority,
        "NotifySettlement": payments.notify_settlement,
        "OpenPeriodicEventStream": monitoring.open_stream,
        "PullDynamicScheduleUpdate": kept(smart_charging21.PullDynamicScheduleUpdateResponse(status="Rejected")),
        "ReportDERControl": kept(der.ReportDERControlResponse()),
        "TransactionEvent": transactions.transaction_event21,
        "VatNumberValidation": payments.vat_number,
    },
    refused={},
)
