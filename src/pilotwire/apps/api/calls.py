"""The route of calls: any OCPP call to a station, and the station's own answer."""

from typing import Final

import msgspec
from litestar import Response, post
from litestar.params import FromPath

from pilotwire.client.call import LONGEST_CALL_S, CallError, CallOutcome, CallRequest, CallResult
from pilotwire.domain.events import StationDisconnected
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, StationId, first_id_at
from pilotwire.kernel.time import print_millis, unix_ms
from pilotwire.services import ports, station_link
from pilotwire.services.station_record import known_station

from .asking import decoded_body, path_text, raw_body
from .once import Answers, answered_once
from .parts import ApiParts, ApiRequest, Parts

_CLOCK_SLACK_MS: Final = 2_000


@post("/stations/{station_id:str}/calls", status_code=200)
async def make_call(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[CallOutcome]:
    """Call a station.

    Sends any OCPP call, in turn after those that wait, and answers with what the station said: its result (Rejected
    included) or its error. Without an answer in time the outcome is unknown: a late one comes as event `call.answered`.
    With an Idempotency-Key a repeat of the request within 24 hours gets the first one's answer, and the station no
    second call.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    wanted = decoded_body(body, CallRequest)
    return await answered_once(request, body, parts, answers, lambda: _call(parts, station, wanted))


async def not_connected(parts: ApiParts, station: ChargingStation) -> station_link.NotConnectedError:
    """Says since when it has not been connected and why, as far as that is known."""
    if station.disconnected_at is None:
        told = f"Station '{station.id}' has never been connected."
    else:
        why = await _last_reason(parts, station)
        told = f"Station '{station.id}' has not been connected since {print_millis(station.disconnected_at)}{why}."
    refusals = await parts.queries.refusals(ports.Slice(limit=1), station.id)
    last = next(iter(refusals.items), None)
    if last is not None and (station.disconnected_at is None or last.at >= station.disconnected_at):
        return station_link.NotConnectedError(
            f"{told} It tried at {print_millis(last.at)} and was refused: {last.detail}", last.remedy
        )
    return station_link.NotConnectedError(
        told, f"Let it connect to {parts.settings.ocpp_url}/..., and look at the refusals if it tries in vain."
    )


async def _call(parts: ApiParts, station: ChargingStation, wanted: CallRequest) -> CallOutcome:
    live = parts.link.connection(station.id)
    if live is None:
        raise await not_connected(parts, station)
    payload = bytes(wanted.payload)
    if wanted.validate:
        parts.call_book.check(live.protocol, wanted.action, payload)
        payload = msgspec.json.format(payload, indent=-1)
    timeout_s = min(wanted.timeout_s or parts.settings.call_timeout_s, LONGEST_CALL_S)
    answer = await parts.link.call(station.id, wanted.action, payload, timeout_s)
    if isinstance(answer, station_link.CallResult):
        return CallResult(message_id=answer.message_id, latency_ms=round(answer.latency_ms, 3), payload=answer.payload)
    return CallError(
        message_id=answer.message_id,
        latency_ms=round(answer.latency_ms, 3),
        code=answer.code,
        description=answer.description,
        details=answer.details,
    )


async def _last_reason(parts: ApiParts, station: ChargingStation) -> str:
    if station.disconnected_at is None:
        return ""
    around = RecordId(first_id_at(unix_ms(station.disconnected_at) - _CLOCK_SLACK_MS))
    ends = await parts.queries.events_after(around, 50, (_END,), station.id)
    told = [one.event.reason for one in ends if isinstance(one.event, StationDisconnected)]
    return f" ({told[-1].rstrip('.')})" if told else ""


_END: Final = "station.disconnected"
CALL_ROUTES: Final = (make_call,)
