"""Calls of the CSMS: read by the letter, handed to the version's table, and answered."""

from typing import TYPE_CHECKING

from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.violation import SchemaViolations, error_code_for

from .speech import Refusal

if TYPE_CHECKING:
    from .station import VirtualStation

BEFORE_ACCEPTED = frozenset({"Rejected", None})


def answer(station: "VirtualStation", call: Call) -> None:
    """Answer a call; what it sets going comes afterwards.

    Source: OCPP 2.0.1 part 4, 4.3, and part 2, B03.FR.07 and 08; OCPP-J 1.6, 4.2.3.
    """
    endpoint = station.session.endpoint
    if endpoint is None:
        return
    speech = station.voice()
    action = speech.actions.get(call.action)
    answerer = speech.answers.get(call.action)
    if station.registration.status in BEFORE_ACCEPTED:
        endpoint.refuse(call.id, Fault.SECURITY, "the station has not been accepted")
    elif action is None or action.sender == "station":
        endpoint.refuse(call.id, Fault.NOT_IMPLEMENTED, f"{call.action} is not known here")
    elif answerer is None:
        endpoint.refuse(call.id, Fault.NOT_SUPPORTED, f"{call.action} is not supported by this station")
    else:
        try:
            request = decode_strict(action.request, call.payload)
            station.session.answer(call.id, answerer(station, request))
        except SchemaViolations as error:
            endpoint.refuse(call.id, error_code_for(error.violations), str(error))
        except Refusal as refusal:
            endpoint.refuse(call.id, refusal.fault, refusal.description)
    station.session.flush()
