"""From a station's call to its answer: look up, guard, decode, handle, encode. Nothing is sent or stored here."""

from datetime import datetime
from logging import getLogger

import msgspec

from pilotwire.domain.finding import Oddity
from pilotwire.domain.message import Verdict
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.action import Action
from pilotwire.protocol.decode import encode
from pilotwire.protocol.ingest import TRANSACTION_MESSAGES, Ingested, IngestPolicy, ingest
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.errors import CallFault, Fault
from pilotwire.protocol.ocppj.frame import Call, Send
from pilotwire.protocol.violation import error_code_for
from pilotwire.services import provisioning
from pilotwire.services.advisers import NO_ADVISERS, Advisers
from pilotwire.services.context import Context, Rules
from pilotwire.services.ports import Store
from pilotwire.services.work import Work

from .handler import ActionTable

_log = getLogger(__name__)


class Arrival(msgspec.Struct, frozen=True, gc=False):
    """A call or send of a station, as the dispatcher takes it. `was_triggered`: we asked for this message."""

    station: StationId
    message: Call | Send
    received_at: datetime
    policy: IngestPolicy
    was_triggered: bool = False


class Handled(msgspec.Struct, frozen=True, gc=False):
    """What came of it: the answer's payload or the fault, and the work to store before either leaves."""

    payload: bytes
    work: Work
    verdict: Verdict
    fault: CallFault | None = None


async def dispatch(
    table: ActionTable, arrival: Arrival, store: Store, rules: Rules, advisers: Advisers = NO_ADVISERS
) -> Handled:
    """Handle one message. The one place where an exception becomes a fault: whatever happens, there is an answer.

    Of a message that ends in a fault nothing is stored but what was odd about it.
    """
    work = Work()
    message = arrival.message
    context = Context(
        arrival.station,
        arrival.received_at,
        message.action,
        message.payload,
        store,
        work,
        rules,
        advisers,
        arrival.was_triggered,
    )
    verdict: Verdict = "unchecked"
    try:
        action = _look_up(table, message.action)
        _guard(context, action, arrival)
        ingested = _decode(context, action, arrival)
        verdict = ingested.verdict
        if ingested.value is None:
            raise _violation(ingested)
        response = await table.handlers[action.name](context, ingested.value)
        return Handled(b"{}" if response is None else encode(response), work, verdict)
    except CallFault as fault:
        return _refused(work, verdict, fault)
    except Exception:
        _log.exception("the handler of %s failed (station %s)", message.action, arrival.station)
        return _refused(work, verdict, CallFault(Fault.INTERNAL, "the CSMS failed to handle this message"))


def _look_up(table: ActionTable, name: str) -> Action:
    """The action, when it is one that a station may send and we serve. Source: OCPP 2.0.1 part 4, 4.3."""
    action = table.actions.get(name)
    version = table.version.subprotocol
    if action is None:
        raise CallFault(Fault.NOT_IMPLEMENTED, f"{version} has no action '{name[:60]}'")
    if action.sender == "csms":
        raise CallFault(Fault.NOT_SUPPORTED, f"{name} is sent by a CSMS to a station, not by a station")
    if name in table.refused:
        raise CallFault(table.refused[name], f"{name} is not served here")
    return action


def _guard(context: Context, action: Action, arrival: Arrival) -> None:
    if action.name == "BootNotification":
        return
    about_transaction = action.name in TRANSACTION_MESSAGES
    if not provisioning.may_speak(context, was_triggered=arrival.was_triggered, about_transaction=about_transaction):
        raise CallFault(Fault.SECURITY, f"{action.name} before this station was accepted; send BootNotification first")


def _decode(context: Context, action: Action, arrival: Arrival) -> Ingested[Payload]:
    ingested = ingest(action, arrival.message.payload, arrival.policy, arrival.received_at)
    for seen in ingested.oddities:
        context.work.note(Oddity(seen.name, seen.place, seen.detail, seen.severity))
    return ingested


def _violation(ingested: Ingested[Payload]) -> CallFault:
    first = ingested.violations[0]
    others = len(ingested.violations) - 1
    more = f" (and {others} more)" if others else ""
    return CallFault(error_code_for(ingested.violations), f"{first.pointer or '/'}: {first.message}{more}")


def _refused(work: Work, verdict: Verdict, fault: CallFault) -> Handled:
    """Drop what the handler gathered and keep what was odd: the message had no effect."""
    kept = Work()
    kept.note(*work.oddities)
    return Handled(b"", kept, verdict, fault)
