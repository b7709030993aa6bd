"""The core profile of OCPP 1.6 as the station answers it."""

from functools import partial
from typing import TYPE_CHECKING, Final

from pilotwire.domain.id_token import IdToken
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core, enums, trigger
from pilotwire.protocol.ocpp16.types import KeyValue
from pilotwire.station import remote
from pilotwire.station.kinds import as_kind
from pilotwire.station.model.variables import Change, Definition
from pilotwire.station.session import no_matter

if TYPE_CHECKING:
    from pilotwire.station.station import VirtualStation

_CHANGES: Final[dict[Change, enums.ConfigurationStatus]] = {
    Change.ACCEPTED: "Accepted", Change.REBOOT_REQUIRED: "RebootRequired", Change.READ_ONLY: "Rejected",
    Change.BAD_VALUE: "Rejected", Change.UNKNOWN: "NotSupported",
}  # fmt: skip


def change_availability(station: "VirtualStation", request: Payload) -> core.ChangeAvailabilityResponse:
    """Source: OCPP 1.6, 5.2."""
    asked = as_kind(core.ChangeAvailabilityRequest, request)
    if not 0 <= asked.connector_id <= len(station.points):
        return core.ChangeAvailabilityResponse(status="Rejected")
    evse_id = asked.connector_id or None
    outcome = remote.change_availability(station, evse_id, asked.type == "Operative")
    return core.ChangeAvailabilityResponse(status="Scheduled" if outcome == "scheduled" else "Accepted")


def change_configuration(station: "VirtualStation", request: Payload) -> core.ChangeConfigurationResponse:
    """Source: OCPP 1.6, 5.3."""
    asked = as_kind(core.ChangeConfigurationRequest, request)
    known = station.variables.find_key(asked.key)
    change = Change.UNKNOWN if known is None else station.variables.write(known, asked.value)
    if known is not None and change is Change.ACCEPTED:
        remote.later(station, partial(station.variable_changed, known.name))
    return core.ChangeConfigurationResponse(status=_CHANGES[change])


def clear_cache(station: "VirtualStation", request: Payload) -> core.ClearCacheResponse:
    """Source: OCPP 1.6, 5.4."""
    return core.ClearCacheResponse(status="Accepted" if station.tokens.clear_cache() else "Rejected")


def data_transfer(station: "VirtualStation", request: Payload) -> core.DataTransferResponse:
    """No vendor's data is known here. Source: OCPP 1.6, 4.3."""
    return core.DataTransferResponse(status="UnknownVendorId")


def get_configuration(station: "VirtualStation", request: Payload) -> core.GetConfigurationResponse:
    """Source: OCPP 1.6, 5.8."""
    asked = as_kind(core.GetConfigurationRequest, request)
    if not asked.key:
        every = tuple(_key_value(station, one) for one in station.variables if one.key is not None)
        return core.GetConfigurationResponse(configuration_key=every)
    found = [(key, station.variables.find_key(key)) for key in asked.key]
    known = tuple(_key_value(station, one) for _, one in found if one is not None)
    unknown = tuple(key for key, one in found if one is None)
    return core.GetConfigurationResponse(configuration_key=known or None, unknown_key=unknown or None)


def remote_start(station: "VirtualStation", request: Payload) -> core.RemoteStartTransactionResponse:
    """Source: OCPP 1.6, 5.11."""
    asked = as_kind(core.RemoteStartTransactionRequest, request)
    point = remote.start(station, IdToken(asked.id_tag), asked.connector_id)
    return core.RemoteStartTransactionResponse(status="Rejected" if point is None else "Accepted")


def remote_stop(station: "VirtualStation", request: Payload) -> core.RemoteStopTransactionResponse:
    """Source: OCPP 1.6, 5.12."""
    asked = as_kind(core.RemoteStopTransactionRequest, request)
    ours = next((ours for ours, number in station.numbers.items() if number == asked.transaction_id), None)
    stopped = ours is not None and remote.stop(station, ours)
    return core.RemoteStopTransactionResponse(status="Accepted" if stopped else "Rejected")


def reset(station: "VirtualStation", request: Payload) -> core.ResetResponse:
    """Source: OCPP 1.6, 5.14."""
    asked = as_kind(core.ResetRequest, request)
    remote.reset(station, asked.type == "Hard", "RemoteReset")
    return core.ResetResponse(status="Accepted")


def trigger_message(station: "VirtualStation", request: Payload) -> trigger.TriggerMessageResponse:
    """Source: OCPP 1.6, 5.17."""
    asked = as_kind(trigger.TriggerMessageRequest, request)
    if asked.connector_id is not None and not 0 < asked.connector_id <= len(station.points):
        return trigger.TriggerMessageResponse(status="Rejected")
    points = station.points if asked.connector_id is None else [station.point(asked.connector_id)]
    match asked.requested_message:
        case "BootNotification":
            remote.later(station, station.registration.boot)
        case "Heartbeat":
            remote.later(station, station.registration.beat)
        case "StatusNotification":
            for point in points:
                remote.later(station, partial(station.tell_status, point))
        case "MeterValues":
            for point in points:
                remote.later(station, partial(_tell_readings, station, point.evse_id))
        case _:
            return trigger.TriggerMessageResponse(status="NotImplemented")
    return trigger.TriggerMessageResponse(status="Accepted")


def unlock_connector(station: "VirtualStation", request: Payload) -> core.UnlockConnectorResponse:
    """A transaction ends first. Source: OCPP 1.6, 5.18."""
    asked = as_kind(core.UnlockConnectorRequest, request)
    if not 0 < asked.connector_id <= len(station.points):
        return core.UnlockConnectorResponse(status="NotSupported")
    point = station.point(asked.connector_id)
    if point.transaction is not None:
        remote.later(station, partial(point.stop, "UnlockCommand", "UnlockCommand"))
    return core.UnlockConnectorResponse(status="Unlocked")


def _tell_readings(station: "VirtualStation", evse_id: int) -> None:
    point = station.point(evse_id)
    if point.transaction is not None:
        point.tell_now("Trigger")
        return
    readings = point.reading(station.variables.members("SampledDataCtrlr.TxUpdatedMeasurands"), "Trigger")
    if readings:
        station.call(station.voice().readings(point.place, readings), no_matter)


def _key_value(station: "VirtualStation", one: Definition) -> KeyValue:
    secret = one.mutability == "WriteOnly"
    value = None if secret else station.value_of(one.name)
    return KeyValue(key=one.key or one.name, readonly=one.mutability == "ReadOnly", value=value)
