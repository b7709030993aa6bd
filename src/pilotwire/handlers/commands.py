"""What each version of OCPP can be asked: for every command of the domain how it is said and how the answer is read."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

import msgspec

from pilotwire.dialects import ocpp2x_charging_profile as profile2x
from pilotwire.dialects import ocpp2x_commands as ocpp2x
from pilotwire.dialects import ocpp2x_cost as cost2x
from pilotwire.dialects import ocpp2x_customer as customer2x
from pilotwire.dialects import ocpp2x_device_events as events2x
from pilotwire.dialects import ocpp2x_device_model as model2x
from pilotwire.dialects import ocpp2x_display as display2x
from pilotwire.dialects import ocpp2x_firmware as firmware2x
from pilotwire.dialects import ocpp2x_limits as limits2x
from pilotwire.dialects import ocpp2x_local_list as list2x
from pilotwire.dialects import ocpp2x_log as log2x
from pilotwire.dialects import ocpp2x_monitoring as watch2x
from pilotwire.dialects import ocpp2x_profile_reports as reports2x
from pilotwire.dialects import ocpp2x_reservation as reserve2x
from pilotwire.dialects import ocpp2x_security as security2x
from pilotwire.dialects import ocpp2x_vendor_data as vendor2x
from pilotwire.dialects import ocpp16_charging_profile as profile16
from pilotwire.dialects import ocpp16_commands as ocpp16
from pilotwire.dialects import ocpp16_configuration as keys16
from pilotwire.dialects import ocpp16_cost as cost16
from pilotwire.dialects import ocpp16_firmware as firmware16
from pilotwire.dialects import ocpp16_lacking as lacking16
from pilotwire.dialects import ocpp16_local_list as list16
from pilotwire.dialects import ocpp16_log as log16
from pilotwire.dialects import ocpp16_profile_reports as reports16
from pilotwire.dialects import ocpp16_reservation as reserve16
from pilotwire.dialects import ocpp16_security as security16
from pilotwire.dialects import ocpp16_vendor_data as vendor16
from pilotwire.dialects import ocpp21_battery_swap as swap21
from pilotwire.dialects import ocpp21_payment as payment21
from pilotwire.dialects import ocpp21_tariff as tariff21
from pilotwire.dialects.plug_and_charge_data import DataError
from pilotwire.domain import battery_swap as swap
from pilotwire.domain import charging_profile_commands as profiles
from pilotwire.domain import cost_commands as costs
from pilotwire.domain import customer, payment
from pilotwire.domain import device_model_commands as model
from pilotwire.domain import display_commands as display
from pilotwire.domain import event_stream as streams
from pilotwire.domain import firmware_commands as firmware
from pilotwire.domain import local_list_commands as lists
from pilotwire.domain import log_commands as logs
from pilotwire.domain import monitor_commands as watch
from pilotwire.domain import remote_control as ask
from pilotwire.domain import reservation_commands as reserve
from pilotwire.domain import security_commands as secure
from pilotwire.domain import tariff_commands as tariffs
from pilotwire.domain import transaction_limit as limits
from pilotwire.domain import vendor_data as vendor
from pilotwire.domain.command import Command, NoWordError
from pilotwire.kernel.errors import OurFault
from pilotwire.protocol.decode import decode_tolerant_raw, encode
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.violation import error_code_for
from pilotwire.services.station_link import (
    UnusableAnswerError,
)

from .outgoing import BY_PROTOCOL

R = TypeVar("R")


class Spoken(msgspec.Struct, frozen=True):
    """How a version says a command (CannotError: not this one), and what its answer means."""

    say: Callable[[Any], Payload]
    read: Callable[[Any], object]


Speech: TypeAlias = Mapping[type[Command[Any]], Spoken]
"""All that a version can be asked."""

OCPP16: Final[Speech] = {
    ask.RemoteStart: Spoken(ocpp16.remote_start, ocpp16.started),
    ask.RemoteStop: Spoken(ocpp16.remote_stop, ocpp16.reply),
    ask.Unlock: Spoken(ocpp16.unlock, ocpp16.reply),
    ask.Trigger: Spoken(ocpp16.trigger_message, ocpp16.triggered),
    ask.Reset: Spoken(ocpp16.reset, ocpp16.reply),
    ask.ChangeAvailability: Spoken(ocpp16.change_availability, ocpp16.reply),
    ask.ClearCache: Spoken(ocpp16.clear_cache, ocpp16.reply),
    profiles.SetChargingProfile: Spoken(profile16.set_charging_profile, ocpp16.reply),
    profiles.ClearChargingProfiles: Spoken(reports16.clear_profiles, ocpp16.reply),
    profiles.GetCompositeSchedule: Spoken(reports16.get_composite, reports16.composite),
    vendor.SendVendorData: Spoken(vendor16.data_transfer, vendor16.answered),
    reserve.Reserve: Spoken(reserve16.reserve, ocpp16.reply),
    reserve.CancelReservation: Spoken(reserve16.cancel, ocpp16.reply),
    model.GetVariables: Spoken(keys16.get_configuration, keys16.configuration),
    model.SetVariables: Spoken(keys16.change_configuration, keys16.changed),
    lists.GetLocalListVersion: Spoken(list16.get_version, list16.version),
    lists.SendLocalList: Spoken(list16.send, ocpp16.reply),
    logs.GetLog: Spoken(log16.get_log, log16.log_reply),
    logs.GetDiagnostics: Spoken(log16.get_diagnostics, log16.diagnostics_reply),
    secure.SetPassword: Spoken(security16.set_password, ocpp16.reply),
    secure.CertificateSigned: Spoken(security16.certificate_signed, security16.signed),
    secure.InstallCertificate: Spoken(security16.install_certificate, security16.root_installed),
    secure.GetInstalledCertificates: Spoken(security16.get_installed, security16.installed),
    secure.DeleteCertificate: Spoken(security16.delete_certificate, security16.deleted),
    costs.TellCost: Spoken(cost16.running_cost, ocpp16.reply),
    costs.TellFinalCost: Spoken(cost16.final_cost, ocpp16.reply),
    costs.TellPrice: Spoken(cost16.user_price, ocpp16.reply),
    firmware.UpdateFirmware: Spoken(firmware16.update_firmware, firmware16.agreed),
    firmware.AskFirmwareStatus: Spoken(firmware16.ask_status, ocpp16.reply),
}
OCPP201: Final[Speech] = {
    ask.RemoteStart: Spoken(ocpp2x.remote_start, ocpp2x.started),
    ask.RemoteStop: Spoken(ocpp2x.remote_stop, ocpp2x.reply),
    ask.Unlock: Spoken(ocpp2x.unlock, ocpp2x.reply),
    ask.Trigger: Spoken(ocpp2x.trigger_message, ocpp2x.reply),
    ask.Reset: Spoken(ocpp2x.reset, ocpp2x.reply),
    ask.ChangeAvailability: Spoken(ocpp2x.change_availability, ocpp2x.reply),
    ask.ClearCache: Spoken(ocpp2x.clear_cache, ocpp2x.reply),
    display.SetDisplayMessage: Spoken(display2x.set_message, ocpp2x.reply),
    display.GetDisplayMessages: Spoken(display2x.get_messages, ocpp2x.reply),
    display.ClearDisplayMessage: Spoken(display2x.clear_message, ocpp2x.reply),
    vendor.SendVendorData: Spoken(vendor2x.data_transfer, vendor2x.answered),
    reserve.Reserve: Spoken(reserve2x.reserve, ocpp2x.reply),
    reserve.CancelReservation: Spoken(reserve2x.cancel, ocpp2x.reply),
    ask.GetTransactionStatus: Spoken(ocpp2x.get_transaction_status, ocpp2x.transaction_status),
    profiles.SetChargingProfile: Spoken(profile2x.set_charging_profile, ocpp2x.reply),
    profiles.ClearChargingProfiles: Spoken(reports2x.clear_profiles, ocpp2x.reply),
    profiles.GetChargingProfiles: Spoken(reports2x.get_profiles, ocpp2x.reply),
    profiles.GetCompositeSchedule: Spoken(reports2x.get_composite, reports2x.composite),
    model.GetVariables: Spoken(model2x.get_variables, model2x.values_read),
    model.SetVariables: Spoken(model2x.set_variables, model2x.values_written),
    model.GetBaseReport: Spoken(model2x.get_base_report, ocpp2x.reply),
    model.GetReport: Spoken(model2x.get_report, ocpp2x.reply),
    model.SetNetworkProfile: Spoken(model2x.set_network_profile, ocpp2x.reply),
    lists.GetLocalListVersion: Spoken(list2x.get_version, list2x.version),
    lists.SendLocalList: Spoken(list2x.send, ocpp2x.reply),
    customer.CustomerInformation: Spoken(customer2x.customer_information, ocpp2x.reply),
    watch.SetMonitoringBase: Spoken(watch2x.set_base, ocpp2x.reply),
    watch.SetMonitoringLevel: Spoken(watch2x.set_level, ocpp2x.reply),
    watch.SetMonitors: Spoken(watch2x.set_monitors, watch2x.monitors_set),
    watch.ClearMonitors: Spoken(watch2x.clear_monitors, watch2x.monitors_cleared),
    watch.GetMonitoringReport: Spoken(watch2x.get_report, ocpp2x.reply),
    logs.GetLog: Spoken(log2x.get_log, log2x.log_reply),
    secure.SetPassword: Spoken(security2x.set_password, security2x.password_set),
    secure.CertificateSigned: Spoken(security2x.certificate_signed, ocpp2x.reply),
    secure.InstallCertificate: Spoken(security2x.install_certificate, ocpp2x.reply),
    secure.GetInstalledCertificates: Spoken(security2x.get_installed, security2x.installed),
    secure.DeleteCertificate: Spoken(security2x.delete_certificate, ocpp2x.reply),
    costs.TellCost: Spoken(cost2x.cost_updated, cost2x.taken),
    firmware.UpdateFirmware: Spoken(firmware2x.update_firmware, ocpp2x.reply),
    firmware.AskFirmwareStatus: Spoken(firmware2x.ask_status, ocpp2x.reply),
    firmware.PublishFirmware: Spoken(firmware2x.publish_firmware, ocpp2x.reply),
    firmware.UnpublishFirmware: Spoken(firmware2x.unpublish_firmware, firmware2x.unpublished),
    firmware.AskPublicationStatus: Spoken(firmware2x.ask_publication, ocpp2x.reply),
}
OCPP21: Final[Speech] = {
    **OCPP201,
    ask.RemoteStart: Spoken(ocpp2x.remote_start21, ocpp2x.started),
    ask.Reset: Spoken(ocpp2x.reset21, ocpp2x.reply),
    ask.Trigger: Spoken(ocpp2x.trigger_message21, ocpp2x.reply),
    reserve.Reserve: Spoken(reserve2x.reserve21, ocpp2x.reply),
    model.SetVariables: Spoken(model2x.set_variables21, model2x.values_written),
    watch.SetMonitors: Spoken(watch2x.set_monitors21, watch2x.monitors_set),
    customer.CustomerInformation: Spoken(customer2x.customer_information21, ocpp2x.reply),
    streams.GetEventStreams: Spoken(events2x.get_streams, events2x.streams),
    streams.AdjustEventStream: Spoken(events2x.adjust_stream, ocpp2x.reply),
    secure.CertificateSigned: Spoken(security2x.certificate_signed21, ocpp2x.reply),
    secure.InstallCertificate: Spoken(security2x.install_certificate21, ocpp2x.reply),
    secure.GetInstalledCertificates: Spoken(security2x.get_installed21, security2x.installed),
    logs.GetLog: Spoken(log2x.get_log21, log2x.log_reply),
    lists.SendLocalList: Spoken(list2x.send21, ocpp2x.reply),
    profiles.SetChargingProfile: Spoken(profile2x.set_charging_profile21, ocpp2x.reply),
    profiles.ClearChargingProfiles: Spoken(reports2x.clear_profiles21, ocpp2x.reply),
    profiles.GetChargingProfiles: Spoken(reports2x.get_profiles21, ocpp2x.reply),
    swap.RequestBatterySwap: Spoken(swap21.request, ocpp2x.reply),
    display.SetDisplayMessage: Spoken(display2x.set_message21, ocpp2x.reply),
    display.GetDisplayMessages: Spoken(display2x.get_messages21, ocpp2x.reply),
    firmware.UpdateFirmware: Spoken(firmware2x.update_firmware21, ocpp2x.reply),
    firmware.PublishFirmware: Spoken(firmware2x.publish_firmware21, ocpp2x.reply),
    limits.GetSupportedLimits: Spoken(limits2x.get_supported_limits, limits2x.supported_limits),
    payment.WebPaymentStarted: Spoken(payment21.web_payment_started, cost2x.taken),
    tariffs.SetDefaultTariff: Spoken(tariff21.set_default, ocpp2x.reply),
    tariffs.ChangeTransactionTariff: Spoken(tariff21.change_transaction, ocpp2x.reply),
    tariffs.GetTariffs: Spoken(tariff21.get_tariffs, tariff21.tariffs_told),
    tariffs.ClearTariffs: Spoken(tariff21.clear_tariffs, tariff21.cleared),
}
SPEECHES: Final[Mapping[str, Speech]] = {"ocpp1.6": OCPP16, "ocpp2.0.1": OCPP201, "ocpp2.1": OCPP21}
"""By the version's name in the handshake."""
_INSTEAD: Final[Mapping[str, lacking16.Lacking]] = {"ocpp1.6": lacking16.LACKING, "ocpp2.0.1": events2x.LACKING201}
"""What a version lacks and what it has in place of it, where there is more to say than that it is lacking."""


class Said(msgspec.Struct, frozen=True):
    """A command as a call: its action, its payload as JSON, and where its answer is read."""

    action: str
    payload: bytes
    response: type[Payload]
    read: Callable[[Any], object]


def say(protocol: str, command: Command[R]) -> Said:
    """The command in the words of this version. Raises NoWordError when it has none, CannotError for lack of room."""
    spoken = SPEECHES[protocol].get(type(command))
    if spoken is None:
        known = _INSTEAD.get(protocol, {}).get(type(command))
        raise (
            NoWordError(*known)
            if known
            else NoWordError(
                f"{protocol} has no way to ask for {type(command).__name__}", "use a station of another version"
            )
        )
    request = spoken.say(command)
    name = type(request).__name__.removesuffix("Request")
    response = BY_PROTOCOL[protocol].actions[name].response
    if response is None:
        raise OurFault(f"{name} is never answered", "report this: the table of commands is wrong")
    return Said(name, encode(request), response, spoken.read)


def understand(said: Said, command: Command[R], payload: msgspec.Raw) -> R:
    """What the station's result means. Raises UnusableAnswerError when it says nothing that can be used."""
    answer = decode_tolerant_raw(said.response, payload)
    if answer.value is None:
        first = answer.violations[0]
        raise UnusableAnswerError(
            f"the answer to {said.action} makes no sense: {first.pointer or '/'}: {first.message}",
            "look at the station's messages; it may have done what was asked",
        )
    try:
        return cast(R, said.read(answer.value))
    except DataError as error:
        raise UnusableAnswerError(
            f"the data in the answer to {said.action} makes no sense: {error}",
            "look at the station's messages; it may have done what was asked",
        ) from None


def fault_in(said: Said, payload: msgspec.Raw) -> Fault:
    """What is wrong with a result that says nothing. Source: OCPP 2.1 part 2, FR.06."""
    return error_code_for(decode_tolerant_raw(said.response, payload).violations)
