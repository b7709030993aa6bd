"""Every action of every version: who may send it, the block it belongs to, and what it says in our own words.

Sources: OCPP 1.6 edition 2 and the security whitepaper; OCPP 2.0.1 and 2.1 part 2 (the use cases name the sender).
"""

from typing import Final, NamedTuple


class ActionRow(NamedTuple):
    """One action; `sender` is "station", "csms" or "both"; `block` is the module that holds its messages."""

    name: str
    sender: str
    block: str
    says: str


class Block(NamedTuple):
    """One module of messages: its name, the specification's name of it, and what it is about."""

    module: str
    official: str
    about: str


BLOCKS_16: Final = (
    Block("core", "Core profile", "boot, transactions, meter values, availability and configuration"),
    Block("firmware", "Firmware Management profile", "new firmware and diagnostics files"),
    Block("local_list", "Local Auth List Management profile", "the list of id tags that a station keeps"),
    Block("reservation", "Reservation profile", "reservations"),
    Block("smart_charging", "Smart Charging profile", "charging profiles and composite schedules"),
    Block("trigger", "Remote Trigger profile", "messages asked for by the CSMS"),
    Block("security", "security extension", "certificates, security events, signed firmware and logs"),
)

BLOCKS_2X: Final = (
    Block("security", "block A", "the certificates of the connection, and security events"),
    Block("provisioning", "block B", "boot, variables, reports, reset and network profiles"),
    Block("authorization", "block C", "who may charge, and payment at the station"),
    Block("local_list", "block D", "the list of id tokens that a station keeps"),
    Block("transactions", "block E", "transactions"),
    Block("remote_control", "block F", "start, stop, unlock and trigger from afar"),
    Block("availability", "block G", "operative or not, and heartbeats"),
    Block("reservation", "block H", "reservations"),
    Block("tariff_cost", "block I", "tariffs and cost"),
    Block("metering", "block J", "meter values outside a transaction"),
    Block("smart_charging", "block K", "charging profiles, limits and the needs of the car"),
    Block("firmware", "block L", "new firmware"),
    Block("certificates", "block M", "certificates of roots, of the station and of contracts"),
    Block("diagnostics", "block N", "logs, monitors, events and customer data"),
    Block("display_message", "block O", "texts on the station's display"),
    Block("data_transfer", "block P", "what vendors agree among themselves"),
    Block("v2x", "block Q", "energy that flows back to the grid"),
    Block("der", "block R", "rules of the grid for inverters"),
    Block("battery_swap", "block S", "batteries that are exchanged"),
)

_STATION: Final = "station"
_CSMS: Final = "csms"
_BOTH: Final = "both"

ACTIONS_16: Final = (
    ActionRow("Authorize", _STATION, "core", "asks whether an id tag may charge"),
    ActionRow("BootNotification", _STATION, "core", "tells what it is after a start, and asks to be accepted"),
    ActionRow("CancelReservation", _CSMS, "reservation", "takes a reservation back"),
    ActionRow("CertificateSigned", _CSMS, "security", "hands over the signed certificate of the station"),
    ActionRow("ChangeAvailability", _CSMS, "core", "makes a connector or the station operative or not"),
    ActionRow("ChangeConfiguration", _CSMS, "core", "sets one configuration key"),
    ActionRow("ClearCache", _CSMS, "core", "empties the authorization cache"),
    ActionRow("ClearChargingProfile", _CSMS, "smart_charging", "removes the charging profiles that match"),
    ActionRow("DataTransfer", _BOTH, "core", "carries what a vendor defined"),
    ActionRow("DeleteCertificate", _CSMS, "security", "removes an installed certificate"),
    ActionRow("DiagnosticsStatusNotification", _STATION, "firmware", "tells how an upload of diagnostics goes"),
    ActionRow("ExtendedTriggerMessage", _CSMS, "security", "asks for a message, those of the extension included"),
    ActionRow("FirmwareStatusNotification", _STATION, "firmware", "tells how a firmware update goes"),
    ActionRow("GetCompositeSchedule", _CSMS, "smart_charging", "asks for the schedule that results from all profiles"),
    ActionRow("GetConfiguration", _CSMS, "core", "asks for configuration keys"),
    ActionRow("GetDiagnostics", _CSMS, "firmware", "asks for an upload of diagnostics"),
    ActionRow("GetInstalledCertificateIds", _CSMS, "security", "asks which certificates are installed"),
    ActionRow("GetLocalListVersion", _CSMS, "local_list", "asks for the version of the local list"),
    ActionRow("GetLog", _CSMS, "security", "asks for an upload of a log"),
    ActionRow("Heartbeat", _STATION, "core", "shows that it lives, and asks for the time"),
    ActionRow("InstallCertificate", _CSMS, "security", "installs a root certificate"),
    ActionRow("LogStatusNotification", _STATION, "security", "tells how an upload of a log goes"),
    ActionRow("MeterValues", _STATION, "core", "reports samples of a connector's meter"),
    ActionRow("RemoteStartTransaction", _CSMS, "core", "asks to start a transaction"),
    ActionRow("RemoteStopTransaction", _CSMS, "core", "asks to stop a transaction"),
    ActionRow("ReserveNow", _CSMS, "reservation", "reserves a connector for an id tag"),
    ActionRow("Reset", _CSMS, "core", "asks for a restart"),
    ActionRow("SecurityEventNotification", _STATION, "security", "reports a security event"),
    ActionRow("SendLocalList", _CSMS, "local_list", "replaces or changes the local list"),
    ActionRow("SetChargingProfile", _CSMS, "smart_charging", "sets a charging profile"),
    ActionRow("SignCertificate", _STATION, "security", "asks for a certificate with a signing request"),
    ActionRow("SignedFirmwareStatusNotification", _STATION, "security", "tells how a signed firmware update goes"),
    ActionRow("SignedUpdateFirmware", _CSMS, "security", "asks for an update to signed firmware"),
    ActionRow("StartTransaction", _STATION, "core", "reports that a transaction started"),
    ActionRow("StatusNotification", _STATION, "core", "reports the status of a connector"),
    ActionRow("StopTransaction", _STATION, "core", "reports that a transaction ended"),
    ActionRow("TriggerMessage", _CSMS, "trigger", "asks for a message"),
    ActionRow("UnlockConnector", _CSMS, "core", "asks to release a cable"),
    ActionRow("UpdateFirmware", _CSMS, "firmware", "asks for an update of the firmware"),
)

ACTIONS_201: Final = (
    ActionRow("Authorize", _STATION, "authorization", "asks whether an id token may charge"),
    ActionRow("BootNotification", _STATION, "provisioning", "tells what it is after a start, and asks to be accepted"),
    ActionRow("CancelReservation", _CSMS, "reservation", "takes a reservation back"),
    ActionRow("CertificateSigned", _CSMS, "security", "hands over a signed certificate chain"),
    ActionRow(
        "ChangeAvailability", _CSMS, "availability", "makes the station, an EVSE or a connector operative or not"
    ),
    ActionRow("ClearCache", _CSMS, "authorization", "empties the authorization cache"),
    ActionRow("ClearChargingProfile", _CSMS, "smart_charging", "removes the charging profiles that match"),
    ActionRow("ClearDisplayMessage", _CSMS, "display_message", "removes a text from the display"),
    ActionRow("ClearVariableMonitoring", _CSMS, "diagnostics", "removes monitors"),
    ActionRow("ClearedChargingLimit", _STATION, "smart_charging", "tells that a limit from outside is lifted"),
    ActionRow("CostUpdated", _CSMS, "tariff_cost", "tells the cost of a transaction so far"),
    ActionRow("CustomerInformation", _CSMS, "diagnostics", "asks for, or to clear, data about a customer"),
    ActionRow("DataTransfer", _BOTH, "data_transfer", "carries what a vendor defined"),
    ActionRow("DeleteCertificate", _CSMS, "certificates", "removes an installed certificate"),
    ActionRow("FirmwareStatusNotification", _STATION, "firmware", "tells how a firmware update goes"),
    ActionRow(
        "Get15118EVCertificate", _STATION, "certificates", "passes on a car's request for a contract certificate"
    ),
    ActionRow("GetBaseReport", _CSMS, "provisioning", "asks for one of the standard reports of variables"),
    ActionRow("GetCertificateStatus", _STATION, "certificates", "asks whether a certificate is revoked"),
    ActionRow("GetChargingProfiles", _CSMS, "smart_charging", "asks for the installed charging profiles that match"),
    ActionRow("GetCompositeSchedule", _CSMS, "smart_charging", "asks for the schedule that results from all profiles"),
    ActionRow("GetDisplayMessages", _CSMS, "display_message", "asks for the texts that match"),
    ActionRow("GetInstalledCertificateIds", _CSMS, "certificates", "asks which certificates are installed"),
    ActionRow("GetLocalListVersion", _CSMS, "local_list", "asks for the version of the local list"),
    ActionRow("GetLog", _CSMS, "diagnostics", "asks for an upload of a log"),
    ActionRow("GetMonitoringReport", _CSMS, "diagnostics", "asks for a report of monitors"),
    ActionRow("GetReport", _CSMS, "provisioning", "asks for a report of chosen variables"),
    ActionRow("GetTransactionStatus", _CSMS, "transactions", "asks whether messages of a transaction are still queued"),
    ActionRow("GetVariables", _CSMS, "provisioning", "reads variables"),
    ActionRow("Heartbeat", _STATION, "availability", "shows that it lives, and asks for the time"),
    ActionRow("InstallCertificate", _CSMS, "certificates", "installs a root certificate"),
    ActionRow("LogStatusNotification", _STATION, "diagnostics", "tells how an upload of a log goes"),
    ActionRow("MeterValues", _STATION, "metering", "reports samples outside a transaction"),
    ActionRow("NotifyChargingLimit", _STATION, "smart_charging", "tells of a limit set from outside"),
    ActionRow("NotifyCustomerInformation", _STATION, "diagnostics", "sends a part of the data about a customer"),
    ActionRow("NotifyDisplayMessages", _STATION, "display_message", "sends a part of the texts that were asked for"),
    ActionRow("NotifyEVChargingNeeds", _STATION, "smart_charging", "tells what the car needs"),
    ActionRow("NotifyEVChargingSchedule", _STATION, "smart_charging", "tells the schedule that the car chose"),
    ActionRow("NotifyEvent", _STATION, "diagnostics", "reports events, from monitors mostly"),
    ActionRow("NotifyMonitoringReport", _STATION, "diagnostics", "sends a part of a report of monitors"),
    ActionRow("NotifyReport", _STATION, "provisioning", "sends a part of a report of variables"),
    ActionRow("PublishFirmware", _CSMS, "firmware", "asks a local controller to offer firmware"),
    ActionRow("PublishFirmwareStatusNotification", _STATION, "firmware", "tells how offering firmware goes"),
    ActionRow("ReportChargingProfiles", _STATION, "smart_charging", "sends a part of the profiles that were asked for"),
    ActionRow("RequestStartTransaction", _CSMS, "remote_control", "asks to start a transaction"),
    ActionRow("RequestStopTransaction", _CSMS, "remote_control", "asks to stop a transaction"),
    ActionRow("ReservationStatusUpdate", _STATION, "reservation", "tells that a reservation ended unused"),
    ActionRow("ReserveNow", _CSMS, "reservation", "reserves an EVSE for an id token"),
    ActionRow("Reset", _CSMS, "provisioning", "asks for a restart"),
    ActionRow("SecurityEventNotification", _STATION, "security", "reports a security event"),
    ActionRow("SendLocalList", _CSMS, "local_list", "replaces or changes the local list"),
    ActionRow("SetChargingProfile", _CSMS, "smart_charging", "sets a charging profile"),
    ActionRow("SetDisplayMessage", _CSMS, "display_message", "puts a text on the display"),
    ActionRow("SetMonitoringBase", _CSMS, "diagnostics", "chooses the set of monitors that is active"),
    ActionRow("SetMonitoringLevel", _CSMS, "diagnostics", "chooses from which severity on events are sent"),
    ActionRow("SetNetworkProfile", _CSMS, "provisioning", "stores a way to connect to a CSMS"),
    ActionRow("SetVariableMonitoring", _CSMS, "diagnostics", "sets monitors"),
    ActionRow("SetVariables", _CSMS, "provisioning", "writes variables"),
    ActionRow("SignCertificate", _STATION, "security", "asks for a certificate with a signing request"),
    ActionRow("StatusNotification", _STATION, "availability", "reports the status of a connector"),
    ActionRow("TransactionEvent", _STATION, "transactions", "reports that a transaction started, went on or ended"),
    ActionRow("TriggerMessage", _CSMS, "remote_control", "asks for a message"),
    ActionRow("UnlockConnector", _CSMS, "remote_control", "asks to release a cable"),
    ActionRow("UnpublishFirmware", _CSMS, "firmware", "asks a local controller to stop offering firmware"),
    ActionRow("UpdateFirmware", _CSMS, "firmware", "asks for an update of the firmware"),
)

_NEW_IN_21: Final = (
    ActionRow("AFRRSignal", _CSMS, "v2x", "passes on a signal of the grid's frequency reserve"),
    ActionRow("AdjustPeriodicEventStream", _CSMS, "diagnostics", "changes the rate of an event stream"),
    ActionRow("BatterySwap", _STATION, "battery_swap", "reports that batteries were put in or taken out"),
    ActionRow("ChangeTransactionTariff", _CSMS, "tariff_cost", "changes the tariff of a running transaction"),
    ActionRow("ClearDERControl", _CSMS, "der", "removes rules for the inverter"),
    ActionRow("ClearTariffs", _CSMS, "tariff_cost", "removes tariffs"),
    ActionRow("ClosePeriodicEventStream", _STATION, "diagnostics", "closes an event stream"),
    ActionRow(
        "GetCertificateChainStatus", _STATION, "certificates", "asks whether certificates of a chain are revoked"
    ),
    ActionRow("GetDERControl", _CSMS, "der", "asks for the rules for the inverter"),
    ActionRow("GetPeriodicEventStream", _CSMS, "diagnostics", "asks for the open event streams"),
    ActionRow("GetTariffs", _CSMS, "tariff_cost", "asks for the installed tariffs"),
    ActionRow("NotifyAllowedEnergyTransfer", _CSMS, "v2x", "tells which ways of energy transfer are allowed"),
    ActionRow("NotifyDERAlarm", _STATION, "der", "reports a fault of the grid that touches the inverter"),
    ActionRow("NotifyDERStartStop", _STATION, "der", "tells that a rule for the inverter began or ended"),
    ActionRow("NotifyPeriodicEventStream", _STATION, "diagnostics", "sends values of an event stream, unanswered"),
    ActionRow("NotifyPriorityCharging", _STATION, "smart_charging", "tells that priority charging began or ended"),
    ActionRow("NotifySettlement", _STATION, "authorization", "reports the settlement of a payment"),
    ActionRow("NotifyWebPaymentStarted", _CSMS, "authorization", "tells that somebody is paying in a browser"),
    ActionRow("OpenPeriodicEventStream", _STATION, "diagnostics", "opens an event stream"),
    ActionRow("PullDynamicScheduleUpdate", _STATION, "smart_charging", "asks for new values of a dynamic profile"),
    ActionRow("ReportDERControl", _STATION, "der", "sends a part of the rules for the inverter"),
    ActionRow("RequestBatterySwap", _CSMS, "battery_swap", "asks to start a battery swap"),
    ActionRow("SetDERControl", _CSMS, "der", "sets a rule for the inverter"),
    ActionRow("SetDefaultTariff", _CSMS, "tariff_cost", "installs the tariff that holds without another"),
    ActionRow("UpdateDynamicSchedule", _CSMS, "smart_charging", "sends new values of a dynamic profile"),
    ActionRow("UsePriorityCharging", _CSMS, "smart_charging", "begins or ends priority charging"),
    ActionRow("VatNumberValidation", _STATION, "authorization", "asks whether a VAT number is valid"),
)

ACTIONS_21: Final = tuple(sorted((*ACTIONS_201, *_NEW_IN_21)))
