"""The route of calls: any OCPP call to a station, and the station's own answer."""

import hashlib
from typing import Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from pilotwire.client.call import LONGEST_CALL_S, CallError, CallOutcome, CallRequest, CallResult
from pilotwire.client.codec import encode
from pilotwire.domain.events import StationDisconnected
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, StationId, first_id_at
from pilotwire.kernel.time import print_millis, unix_ms
from pilotwire.services import ports
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import decoded_body, path_text, raw_body
from .parts import ApiParts, ApiRequest, Parts
from .problems import BadParameterError
from .remembered import RememberedAnswers, RequestKey

Answers = NamedDependency[SkipValidation[RememberedAnswers]]
"""How the route asks for the remembered answers."""

_CLOCK_SLACK_MS: Final = 2_000


@post("/stations/{station_id:str}/calls", status_code=200)
async def make_call(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[CallOutcome]:
    """Call a station.

    Sends any OCPP call, in turn after those that wait, and answers with what the station said: its result (Rejected
    included) or its error. Without an answer in time the outcome is unknown: a late one comes as event `call.answered`.
    With an Idempotency-Key a repeat of the request within 24 hours gets the first one's answer, and the station no
    second call; a restart of the server forgets the keys.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    wanted = decoded_body(body, CallRequest)
    key = _idempotency_key(request)
    if key is None:
        return JsonResponse(await _call(parts, station, wanted))
    same = hashlib.blake2b(station.id.encode() + b"\0" + body, digest_size=32).digest()

    async def act() -> bytes:
        return encode(await _call(parts, station, wanted))

    given = await answers.once(RequestKey(request.auth.id, key), same, parts.clock.monotonic(), act)
    return JsonResponse(
        msgspec.Raw(given.body),  # type: ignore[arg-type]  # the outcome as JSON already
        headers={"Idempotent-Replayed": "true"} if given.is_repeat else {},
    )


def may_have_happened(error: Exception) -> bool:
    """Whether the station may have got the call although this error was raised."""
    return isinstance(error, ports.NoAnswerError)


async def _call(parts: ApiParts, station: ChargingStation, wanted: CallRequest) -> CallOutcome:
    live = parts.link.connection(station.id)
    if live is None:
        raise await _not_connected(parts, station)
    payload = bytes(wanted.payload)
    if wanted.validate:
        parts.call_book.check(live.protocol, wanted.action, payload)
        payload = msgspec.json.format(payload, indent=-1)
    timeout_s = min(wanted.timeout_s or parts.settings.call_timeout_s, LONGEST_CALL_S)
    answer = await parts.link.call(station.id, wanted.action, payload, timeout_s)
    if isinstance(answer, ports.CallResult):
        return CallResult(message_id=answer.message_id, latency_ms=round(answer.latency_ms, 3), payload=answer.payload)
    return CallError(
        message_id=answer.message_id,
        latency_ms=round(answer.latency_ms, 3),
        code=answer.code,
        description=answer.description,
        details=answer.details,
    )


async def _not_connected(parts: ApiParts, station: ChargingStation) -> ports.NotConnectedError:
    """Says since when it has not been connected and why, as far as that is known."""
    if station.disconnected_at is None:
        told = f"Station '{station.id}' has never been connected."
    else:
        why = await _last_reason(parts, station)
        told = f"Station '{station.id}' has not been connected since {print_millis(station.disconnected_at)}{why}."
    refusals = await parts.queries.refusals(ports.Slice(limit=1), station.id)
    last = next(iter(refusals.items), None)
    if last is not None and (station.disconnected_at is None or last.at >= station.disconnected_at):
        return ports.NotConnectedError(
            f"{told} It tried at {print_millis(last.at)} and was refused: {last.detail}", last.remedy
        )
    return ports.NotConnectedError(
        told, f"Let it connect to {parts.settings.ocpp_url}/..., and look at the refusals if it tries in vain."
    )


async def _last_reason(parts: ApiParts, station: ChargingStation) -> str:
    if station.disconnected_at is None:
        return ""
    around = RecordId(first_id_at(unix_ms(station.disconnected_at) - _CLOCK_SLACK_MS))
    ends = await parts.queries.events_after(around, 50, (_END,), station.id)
    told = [one.event.reason for one in ends if isinstance(one.event, StationDisconnected)]
    return f" ({told[-1].rstrip('.')})" if told else ""


def _idempotency_key(request: ApiRequest) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise BadParameterError(
            "Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.", "Use a random UUID."
        )
    return key


_END: Final = "station.disconnected"
CALL_ROUTES: Final = (make_call,)
