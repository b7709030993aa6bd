"""Every route of the API by its operation: who may use it, and what it takes, gives and refuses."""

from collections.abc import Mapping
from typing import Final

import msgspec
from litestar.handlers.base import BaseRouteHandler

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import control_examples as ec
from . import examples as e
from . import reservation_examples as er
from . import transaction_examples as et
from .battery_swap_facts import BATTERY_SWAPS
from .car_certificate_facts import CAR_CERTIFICATES
from .certificate_facts import CERTIFICATES
from .configuration_facts import CONFIGURATION
from .data_transfer_facts import DATA_TRANSFERS
from .display_facts import DISPLAYS
from .file_facts import FILES
from .firmware_facts import FIRMWARE
from .log_facts import LOGS
from .metering_facts import METERING
from .monitoring_facts import MONITORING
from .pricing_route_table import PRICING
from .profile_facts import PROFILES
from .route import ACT, IDEMPOTENT, IF_MATCH, NOT_FOUND, Header, RouteFacts
from .token_facts import TOKENS

_RESUME: Final = (
    Header("Last-Event-ID", "Take up the stream after this id; 0: from the oldest event kept.", r"^[0-9]{1,18}$"),
)
_MERGE_PATCH: Final = "application/merge-patch+json"

ROUTES: Final[Mapping[str, RouteFacts]] = {
    "list_stations": RouteFacts(
        scope="read", tag="stations", query=(r.StationFilter, Part),
        answer=r.StationList, example=r.StationList(items=[e.STATION], next_cursor=None),
    ),
    "get_station": RouteFacts(
        scope="read", tag="stations", answer=r.Station, example=e.STATION, problems=NOT_FOUND
    ),
    "replace_station": RouteFacts(
        scope="configure", tag="stations", headers=IF_MATCH, body=r.StationInput, body_example=e.STATION_INPUT,
        answer=r.Station, example=e.STATION, statuses=(200, 201), problems=("version-conflict",),
    ),
    "change_station": RouteFacts(
        scope="configure", tag="stations", headers=IF_MATCH, body=r.StationPatch, body_example=e.STATION_PATCH,
        body_media_type=_MERGE_PATCH, answer=r.Station, example=e.STATION, problems=("not-found", "version-conflict"),
    ),
    "delete_station": RouteFacts(
        scope="configure", tag="stations", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "list_connectors": RouteFacts(
        scope="read", tag="stations", answer=r.ConnectorList,
        example=r.ConnectorList(items=[e.CONNECTOR], next_cursor=None), problems=NOT_FOUND,
    ),
    "list_availability": RouteFacts(
        scope="read", tag="stations", answer=r.AvailabilityList,
        example=r.AvailabilityList(items=[ec.WISH], next_cursor=None), problems=NOT_FOUND,
    ),
    "list_connector_states": RouteFacts(
        scope="read", tag="stations", query=(r.ConnectorStateFilter, Part), answer=r.ConnectorStateList,
        example=r.ConnectorStateList(items=[ec.CONNECTOR_STATE], next_cursor=None), problems=NOT_FOUND,
    ),
    "change_station_password": RouteFacts(
        scope="configure", tag="stations", body=r.PasswordInput, body_example=e.PASSWORD_INPUT,
        answer=r.PasswordChange, example=e.PASSWORD_CHANGE,
        problems=("not-found", "not-connected", "conflict", "queue-full"),
    ),
    "change_security_profile": RouteFacts(
        scope="configure", tag="stations", body=r.SecurityProfileInput, body_example=e.SECURITY_PROFILE,
        answer=r.Operation, example=e.RAISING, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "hold_station": RouteFacts(
        scope="configure", tag="provisioning", body=r.HoldInput, body_example=e.HOLD_INPUT, answer=r.Operation,
        example=e.PROVISIONING, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "accept_station": RouteFacts(
        scope="configure", tag="provisioning", answer=r.Decision, example=e.DECISION, problems=("not-found", "conflict")
    ),
    "reject_station": RouteFacts(
        scope="configure", tag="provisioning", answer=r.Decision, example=e.REJECTION, problems=NOT_FOUND
    ),
    "list_capabilities": RouteFacts(
        scope="read", tag="stations", answer=r.CapabilityList, example=e.CAPABILITIES, problems=NOT_FOUND
    ),
    "forget_capability": RouteFacts(scope="configure", tag="stations", statuses=(204,), problems=NOT_FOUND),
    "rotate_password": RouteFacts(
        scope="configure", tag="stations", answer=r.Operation, example=e.ROTATING, statuses=(202,),
        problems=("not-found", "conflict"),
    ),
    "list_security_events": RouteFacts(
        scope="read", tag="events", query=(r.SecurityEventFilter, Part), answer=r.SecurityEventList,
        example=r.SecurityEventList(items=[e.SECURITY_EVENT], next_cursor=None),
    ),
    "make_call": RouteFacts(
        scope="operate", tag="calls", headers=IDEMPOTENT, body=r.CallRequest, body_example=e.CALL,
        answer=r.CallOutcome, example=e.CALL_RESULT,
        problems=(
            "not-found", "not-connected", "call-refused", "key-reused", "outcome-unknown", "queue-full", "no-answer",
        ),
    ),
    "start_transaction": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.StartInput, body_example=ec.START,
        answer=r.StartAnswer, example=ec.STARTED, problems=ACT,
    ),
    "list_remote_starts": RouteFacts(
        scope="read", tag="control", query=(Part,), answer=r.RemoteStartList,
        example=r.RemoteStartList(items=[ec.REMOTE_START], next_cursor=None), problems=NOT_FOUND,
    ),
    "get_remote_start": RouteFacts(
        scope="read", tag="control", answer=r.RemoteStart, example=ec.REMOTE_START, problems=NOT_FOUND
    ),
    "stop_transaction": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.StopInput, body_example=e.STOP,
        answer=r.ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "unlock_connector": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.UnlockInput, body_example=e.UNLOCK,
        answer=r.ControlAnswer, example=e.UNLOCKED, problems=ACT,
    ),
    "reset_station": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.ResetInput, body_example=e.RESET,
        answer=r.ControlAnswer, example=e.SCHEDULED, problems=ACT,
    ),
    "change_availability": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.AvailabilityInput, body_example=e.AVAILABILITY,
        answer=r.ControlAnswer, example=e.SCHEDULED, problems=ACT,
    ),
    "trigger_message": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.TriggerInput, body_example=e.TRIGGER,
        answer=r.ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "clear_cache": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.ControlInput, body_example=e.ANY_CONTROL,
        answer=r.ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "ask_transaction_status": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.TransactionStatusInput,
        body_example=e.TRANSACTION_STATUS,
        answer=r.TransactionStatusAnswer, example=e.TRANSACTION_STATUS_ANSWER, problems=ACT,
    ),
    "close_stale_transactions": RouteFacts(
        scope="operate", tag="control", headers=IDEMPOTENT, body=r.StaleInput, body_example=e.STALE,
        answer=r.StaleAnswer, example=e.STALE_ANSWER, problems=ACT,
    ),
    "list_transactions": RouteFacts(
        scope="read", tag="transactions", query=(r.TransactionFilter, Part),
        answer=r.TransactionList, example=r.TransactionList(items=[e.TRANSACTION], next_cursor="eyJ9"),
    ),
    "get_transaction": RouteFacts(
        scope="read", tag="transactions", answer=r.Transaction, example=e.TRANSACTION, problems=NOT_FOUND
    ),
    "list_readings": RouteFacts(
        scope="read", tag="transactions", query=(r.ReadingFilter, Part), answer=r.ReadingList,
        example=r.ReadingList(items=[e.READING], next_cursor=None), problems=NOT_FOUND,
    ),
    "list_steps": RouteFacts(
        scope="read", tag="transactions", query=(Part,), answer=r.StepList,
        example=r.StepList(items=list(et.STEPS), next_cursor=None), problems=NOT_FOUND,
    ),
    "limit_transaction": RouteFacts(
        scope="operate", tag="transactions", body=r.LimitsInput, body_example=et.LIMITS_INPUT,
        answer=r.LimitsAnswer, example=et.LIMITS_ANSWER, problems=("not-found", "conflict"),
    ),
    "get_series": RouteFacts(
        scope="read", tag="transactions", query=(r.SeriesWish,), answer=r.Series, example=et.SERIES,
        problems=NOT_FOUND,
    ),
    "list_problems": RouteFacts(
        scope="read", tag="transactions", query=(r.ProblemFilter, Part), answer=r.TroubledList,
        example=r.TroubledList(items=[et.TROUBLED], next_cursor=None),
    ),
    "check_transaction": RouteFacts(
        scope="operate", tag="transactions", answer=r.TransactionCheck, example=et.CHECK,
        problems=("not-found", "cannot-ask", "not-connected", "queue-full", "station-error", "unusable-answer",
                  "no-answer"),
    ),
    "close_transaction": RouteFacts(
        scope="operate", tag="transactions", body=r.CloseInput, body_example=et.CLOSE, answer=r.Transaction,
        example=et.CLOSED, problems=("not-found", "conflict"),
    ),
    **METERING,
    "list_reservations": RouteFacts(
        scope="read", tag="reservations", query=(r.ReservationFilter, Part), answer=r.ReservationList,
        example=r.ReservationList(items=[er.RESERVATION], next_cursor=None),
    ),
    "make_reservation": RouteFacts(
        scope="operate", tag="reservations", headers=IDEMPOTENT, body=r.ReservationInput,
        body_example=er.RESERVATION_INPUT, answer=r.ReservationAnswer, example=er.RESERVED, problems=ACT,
    ),
    "get_reservation": RouteFacts(
        scope="read", tag="reservations", answer=r.Reservation, example=er.RESERVATION, problems=NOT_FOUND
    ),
    "cancel_reservation": RouteFacts(
        scope="operate", tag="reservations", headers=IDEMPOTENT, body=r.ControlInput, body_example=e.ANY_CONTROL,
        answer=r.ReservationAnswer, example=er.CANCELLED, problems=ACT,
    ),
    "list_messages": RouteFacts(
        scope="read", tag="messages", query=(r.MessageFilter, Part),
        answer=r.MessageList, example=r.MessageList(items=[e.MESSAGE], next_cursor=None),
    ),
    "get_message": RouteFacts(scope="read", tag="messages", answer=r.Message, example=e.MESSAGE, problems=NOT_FOUND),
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
    "list_operations": RouteFacts(
        scope="read", tag="operations", query=(r.OperationFilter, Part),
        answer=r.OperationList, example=r.OperationList(items=[e.OPERATION], next_cursor=None),
    ),
    "get_operation": RouteFacts(
        scope="read", tag="operations", answer=r.Operation, example=e.OPERATION, problems=NOT_FOUND
    ),
    "cancel_operation": RouteFacts(
        scope="operate", tag="operations", answer=r.Operation, example=e.OPERATION_CANCELLED, statuses=(202,),
        problems=("not-found", "conflict"),
    ),
    "start_bulk": RouteFacts(
        scope="configure", tag="operations", body=r.BulkInput, body_example=e.BULK_INPUT, answer=r.Operation,
        example=e.BULK, statuses=(202,), problems=NOT_FOUND,
    ),
    "pause_operation": RouteFacts(
        scope="operate", tag="operations", answer=r.Operation, example=msgspec.structs.replace(e.BULK, paused=True),
        problems=("not-found", "conflict"),
    ),
    "resume_operation": RouteFacts(
        scope="operate", tag="operations", answer=r.Operation, example=e.BULK, problems=("not-found", "conflict"),
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
    **FILES,
    **CAR_CERTIFICATES,
    **LOGS,
    **CERTIFICATES,
    **FIRMWARE,
    **PRICING,
    **MONITORING,
    **TOKENS,
    **CONFIGURATION,
    **DATA_TRANSFERS,
    **DISPLAYS,
    **PROFILES,
    **BATTERY_SWAPS,
}  # fmt: skip


def facts_of(handler: BaseRouteHandler) -> RouteFacts | None:
    """What a route says of itself; None for one that has no place in the API's description."""
    return ROUTES.get(handler.handler_name)
