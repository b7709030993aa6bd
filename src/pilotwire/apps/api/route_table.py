"""Every route of the API by its operation: who may use it, and what it takes, gives and refuses."""

from collections.abc import Mapping
from typing import Final

from litestar.handlers.base import BaseRouteHandler

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import examples as e
from .route import Header, RouteFacts

_IF_MATCH: Final = (
    Header("If-Match", "Only if this is still the version that was read (its ETag).", r'^(\*|"[0-9A-Za-z]+")$'),
)
_IDEMPOTENT: Final = (
    Header("Idempotency-Key", "A repeat with the same key within 24 hours acts once.", r"^[!-~]{1,255}$"),
)
_RESUME: Final = (
    Header("Last-Event-ID", "Take up the stream after this id; 0: from the oldest event kept.", r"^[0-9]{1,18}$"),
)
_MERGE_PATCH: Final = "application/merge-patch+json"
_NOT_FOUND: Final = ("not-found",)

ROUTES: Final[Mapping[str, RouteFacts]] = {
    "list_stations": RouteFacts(
        scope="read", tag="stations", query=(r.StationFilter, Part),
        answer=r.StationList, example=r.StationList(items=[e.STATION], next_cursor=None),
    ),
    "get_station": RouteFacts(
        scope="read", tag="stations", answer=r.Station, example=e.STATION, problems=_NOT_FOUND
    ),
    "replace_station": RouteFacts(
        scope="configure", tag="stations", headers=_IF_MATCH, body=r.StationInput, body_example=e.STATION_INPUT,
        answer=r.Station, example=e.STATION, statuses=(200, 201), problems=("version-conflict",),
    ),
    "change_station": RouteFacts(
        scope="configure", tag="stations", headers=_IF_MATCH, body=r.StationPatch, body_example=e.STATION_PATCH,
        body_media_type=_MERGE_PATCH, answer=r.Station, example=e.STATION, problems=("not-found", "version-conflict"),
    ),
    "delete_station": RouteFacts(
        scope="configure", tag="stations", headers=_IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "list_connectors": RouteFacts(
        scope="read", tag="stations", answer=r.ConnectorList,
        example=r.ConnectorList(items=[e.CONNECTOR], next_cursor=None), problems=_NOT_FOUND,
    ),
    "make_call": RouteFacts(
        scope="operate", tag="calls", headers=_IDEMPOTENT, body=r.CallRequest, body_example=e.CALL,
        answer=r.CallOutcome, example=e.CALL_RESULT,
        problems=("not-found", "not-connected", "call-refused", "key-reused", "queue-full", "no-answer"),
    ),
    "list_tokens": RouteFacts(
        scope="read", tag="tokens", query=(r.TokenFilter, Part),
        answer=r.TokenList, example=r.TokenList(items=[e.TOKEN], next_cursor=None),
    ),
    "get_token": RouteFacts(scope="read", tag="tokens", answer=r.Token, example=e.TOKEN, problems=_NOT_FOUND),
    "replace_token": RouteFacts(
        scope="configure", tag="tokens", headers=_IF_MATCH, body=r.TokenInput, body_example=e.TOKEN_INPUT,
        answer=r.Token, example=e.TOKEN, statuses=(200, 201), problems=("conflict", "version-conflict"),
    ),
    "delete_token": RouteFacts(
        scope="configure", tag="tokens", headers=_IF_MATCH, statuses=(204,), problems=("not-found", "version-conflict")
    ),
    "list_transactions": RouteFacts(
        scope="read", tag="transactions", query=(r.TransactionFilter, Part),
        answer=r.TransactionList, example=r.TransactionList(items=[e.TRANSACTION], next_cursor="eyJ9"),
    ),
    "get_transaction": RouteFacts(
        scope="read", tag="transactions", answer=r.Transaction, example=e.TRANSACTION, problems=_NOT_FOUND
    ),
    "list_readings": RouteFacts(
        scope="read", tag="transactions", query=(Part,), answer=r.ReadingList,
        example=r.ReadingList(items=[e.READING], next_cursor=None), problems=_NOT_FOUND,
    ),
    "list_messages": RouteFacts(
        scope="read", tag="messages", query=(r.MessageFilter, Part),
        answer=r.MessageList, example=r.MessageList(items=[e.MESSAGE], next_cursor=None),
    ),
    "get_message": RouteFacts(scope="read", tag="messages", answer=r.Message, example=e.MESSAGE, problems=_NOT_FOUND),
    "list_findings": RouteFacts(
        scope="read", tag="messages", query=(r.FindingFilter, Part),
        answer=r.FindingList, example=r.FindingList(items=[e.FINDING], next_cursor=None),
    ),
    "list_refusals": RouteFacts(
        scope="read", tag="messages", query=(r.RefusalFilter, Part),
        answer=r.RefusalList, example=r.RefusalList(items=[e.REFUSAL], next_cursor=None),
    ),
    "stream_events": RouteFacts(
        scope="read", tag="events", query=(r.EventFilter,), headers=_RESUME, answer=str, example=e.EVENTS,
        media_type="text/event-stream", problems=("too-many-streams",),
    ),
    "list_keys": RouteFacts(
        scope="admin", tag="keys", answer=r.KeyList, example=r.KeyList(items=[e.KEY], next_cursor=None)
    ),
    "make_key": RouteFacts(
        scope="admin", tag="keys", body=r.KeyInput, body_example=e.KEY_INPUT,
        answer=r.NewKey, example=e.NEW_KEY, statuses=(201,),
    ),
    "delete_key": RouteFacts(scope="admin", tag="keys", statuses=(204,), problems=("not-found", "conflict")),
    "make_login_link": RouteFacts(
        scope="admin", tag="keys", answer=r.LoginLink, example=e.LOGIN_LINK, statuses=(201,)
    ),
    "get_health": RouteFacts(
        scope="read", tag="server", answer=r.Health, example=e.HEALTH, statuses=(200, 503)
    ),
    "get_pulse": RouteFacts(
        scope=None, tag="server", answer=r.Pulse, example=r.Pulse(state="ready"), statuses=(200, 503)
    ),
    "get_metrics": RouteFacts(
        scope="read", tag="server", answer=str, example=e.METRICS, media_type="text/plain"
    ),
}  # fmt: skip


def facts_of(handler: BaseRouteHandler) -> RouteFacts | None:
    """What a route says of itself; None for one that has no place in the API's description."""
    return ROUTES.get(handler.handler_name)
