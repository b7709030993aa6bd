"""Start, stop, unlock, trigger, reset and availability in OCPP 2.x, as the station answers them."""

from functools import partial
from typing import TYPE_CHECKING

from pilotwire.domain.id_token import IdToken
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp21 import availability as availability21
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21 import remote_control as remote_control21
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp201 import authorization, availability, provisioning, remote_control, transactions
from pilotwire.protocol.ocpp201 import data_transfer as transfer
from pilotwire.station import remote
from pilotwire.station.kinds import as_one_of
from pilotwire.station.session import no_matter

if TYPE_CHECKING:
    from pilotwire.station.station import VirtualStation


def change_availability(station: "VirtualStation", request: Payload) -> availability.ChangeAvailabilityResponse:
    """Source: OCPP 2.0.1 part 2, G03, G04."""
    asked = as_one_of((availability.ChangeAvailabilityRequest, availability21.ChangeAvailabilityRequest), request)
    evse_id = None if asked.evse is None else asked.evse.id
    if evse_id is not None and not 0 < evse_id <= len(station.points):
        return availability.ChangeAvailabilityResponse(status="Rejected")
    outcome = remote.change_availability(station, evse_id, asked.operational_status == "Operative")
    return availability.ChangeAvailabilityResponse(status="Scheduled" if outcome == "scheduled" else "Accepted")


def clear_cache(station: "VirtualStation", request: Payload) -> authorization.ClearCacheResponse:
    """Source: OCPP 2.0.1 part 2, C11."""
    return authorization.ClearCacheResponse(status="Accepted" if station.tokens.clear_cache() else "Rejected")


def data_transfer(station: "VirtualStation", request: Payload) -> transfer.DataTransferResponse:
    """No vendor's data is known here. Source: OCPP 2.0.1 part 2, P01."""
    return transfer.DataTransferResponse(status="UnknownVendorId")


def transaction_status(station: "VirtualStation", request: Payload) -> transactions.GetTransactionStatusResponse:
    """Source: OCPP 2.0.1 part 2, E14."""
    asked = as_one_of((transactions.GetTransactionStatusRequest, transactions21.GetTransactionStatusRequest), request)
    if asked.transaction_id is None:
        return transactions.GetTransactionStatusResponse(messages_in_queue=len(station.delivery) > 0)
    running = any(
        point.transaction is not None and point.transaction.id == asked.transaction_id for point in station.points
    )
    return transactions.GetTransactionStatusResponse(
        ongoing_indicator=running, messages_in_queue=station.delivery.waits_for(asked.transaction_id)
    )


def request_start(station: "VirtualStation", request: Payload) -> remote_control.RequestStartTransactionResponse:
    """Source: OCPP 2.0.1 part 2, F01, F02."""
    asked = as_one_of(
        (remote_control.RequestStartTransactionRequest, remote_control21.RequestStartTransactionRequest), request
    )
    token = IdToken(asked.id_token.id_token, asked.id_token.type)
    point = remote.start(station, token, asked.evse_id, asked.remote_start_id)
    if point is None:
        return remote_control.RequestStartTransactionResponse(status="Rejected")
    running = point.transaction
    return remote_control.RequestStartTransactionResponse(
        status="Accepted", transaction_id=None if running is None else running.id
    )


def request_stop(station: "VirtualStation", request: Payload) -> remote_control.RequestStopTransactionResponse:
    """Source: OCPP 2.0.1 part 2, F03."""
    asked = as_one_of(
        (remote_control.RequestStopTransactionRequest, remote_control21.RequestStopTransactionRequest), request
    )
    stopped = remote.stop(station, asked.transaction_id)
    return remote_control.RequestStopTransactionResponse(status="Accepted" if stopped else "Rejected")


def reset(station: "VirtualStation", request: Payload) -> provisioning.ResetResponse:
    """OnIdle waits for the last transaction. Source: OCPP 2.0.1 part 2, B11, B12."""
    asked = as_one_of((provisioning.ResetRequest, provisioning21.ResetRequest), request)
    if asked.evse_id is not None and not 0 < asked.evse_id <= len(station.points):
        return provisioning.ResetResponse(status="Rejected")
    busy = any(point.transaction is not None for point in station.points)
    if asked.type == "OnIdle" and busy:
        station.reset_when_idle = "ScheduledReset"
        return provisioning.ResetResponse(status="Scheduled")
    remote.reset(station, asked.type != "OnIdle", "RemoteReset")
    return provisioning.ResetResponse(status="Accepted")


def trigger_message(station: "VirtualStation", request: Payload) -> remote_control.TriggerMessageResponse:
    """Source: OCPP 2.0.1 part 2, F06."""
    asked = as_one_of((remote_control.TriggerMessageRequest, remote_control21.TriggerMessageRequest), request)
    evse_id = None if asked.evse is None else asked.evse.id
    if evse_id is not None and not 0 < evse_id <= len(station.points):
        return remote_control.TriggerMessageResponse(status="Rejected")
    points = station.points if evse_id is None else [station.point(evse_id)]
    match asked.requested_message:
        case "BootNotification":
            if station.registration.status == "Accepted":
                return remote_control.TriggerMessageResponse(status="Rejected")
            remote.later(station, station.registration.boot)
        case "Heartbeat":
            remote.later(station, station.registration.beat)
        case "StatusNotification":
            for point in points:
                remote.later(station, partial(station.tell_status, point))
        case "TransactionEvent":
            for point in points:
                remote.later(station, partial(point.tell_now, "Trigger"))
        case "MeterValues":
            for point in points:
                remote.later(station, partial(_tell_readings, station, point.evse_id))
        case _:
            return remote_control.TriggerMessageResponse(status="NotImplemented")
    return remote_control.TriggerMessageResponse(status="Accepted")


def unlock_connector(station: "VirtualStation", request: Payload) -> remote_control.UnlockConnectorResponse:
    """A transaction that somebody authorised keeps its cable. Source: OCPP 2.0.1 part 2, F05."""
    asked = as_one_of((remote_control.UnlockConnectorRequest, remote_control21.UnlockConnectorRequest), request)
    if not 0 < asked.evse_id <= len(station.points) or asked.connector_id != 1:
        return remote_control.UnlockConnectorResponse(status="UnknownConnector")
    point = station.point(asked.evse_id)
    if point.transaction is not None and point.token is not None:
        return remote_control.UnlockConnectorResponse(status="OngoingAuthorizedTransaction")
    return remote_control.UnlockConnectorResponse(status="Unlocked")


def _tell_readings(station: "VirtualStation", evse_id: int) -> None:
    point = station.point(evse_id)
    readings = point.reading(station.variables.members("AlignedDataCtrlr.Measurands"), "Trigger")
    if readings:
        station.call(station.voice().readings(point.place, readings), no_matter)
