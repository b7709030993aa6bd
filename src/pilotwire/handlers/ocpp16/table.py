"""Which function answers which action of OCPP 1.6."""

from typing import Final

from pilotwire.handlers.handler import ActionTable, kept
from pilotwire.protocol.ocpp16 import security
from pilotwire.protocol.ocpp16.actions import ACTIONS
from pilotwire.protocol.ocppj.version import Version

from . import core, firmware, logs

TABLE: Final = ActionTable(
    Version.V16,
    ACTIONS,
    {
        "Authorize": core.authorize,
        "BootNotification": core.boot_notification,
        "DataTransfer": core.data_transfer,
        "DiagnosticsStatusNotification": logs.diagnostics_status,
        "FirmwareStatusNotification": firmware.firmware_status,
        "Heartbeat": core.heartbeat,
        "LogStatusNotification": logs.upload_log_status,
        "MeterValues": core.meter_values,
        "SecurityEventNotification": core.security_event,
        "SignCertificate": kept(security.SignCertificateResponse(status="Rejected")),
        "SignedFirmwareStatusNotification": firmware.signed_firmware_status,
        "StartTransaction": core.start_transaction,
        "StatusNotification": core.status_notification,
        "StopTransaction": core.stop_transaction,
    },
    refused={},
)
