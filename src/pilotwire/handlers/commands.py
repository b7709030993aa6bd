"""What each version of OCPP can be asked: for every command of the domain how it is said and how the answer is read."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

import msgspec

from pilotwire.dialects import ocpp2x_commands as ocpp2x
from pilotwire.dialects import ocpp16_commands as ocpp16
from pilotwire.domain import remote_control as ask
from pilotwire.domain.command import CannotError, Command
from pilotwire.kernel.errors import OurFault
from pilotwire.protocol.decode import decode_tolerant_raw, encode
from pilotwire.protocol.message import Payload
from pilotwire.services.ports import UnusableAnswerError

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
    ask.Trigger: Spoken(ocpp16.trigger_message, ocpp16.reply),
    ask.Reset: Spoken(ocpp16.reset, ocpp16.reply),
    ask.ChangeAvailability: Spoken(ocpp16.change_availability, ocpp16.reply),
    ask.ClearCache: Spoken(ocpp16.clear_cache, ocpp16.reply),
}
OCPP201: Final[Speech] = {
    ask.RemoteStart: Spoken(ocpp2x.remote_start, ocpp2x.started),
    ask.RemoteStop: Spoken(ocpp2x.remote_stop, ocpp2x.reply),
    ask.Unlock: Spoken(ocpp2x.unlock, ocpp2x.reply),
    ask.Trigger: Spoken(ocpp2x.trigger_message, ocpp2x.reply),
    ask.Reset: Spoken(ocpp2x.reset, ocpp2x.reply),
    ask.ChangeAvailability: Spoken(ocpp2x.change_availability, ocpp2x.reply),
    ask.ClearCache: Spoken(ocpp2x.clear_cache, ocpp2x.reply),
    ask.GetTransactionStatus: Spoken(ocpp2x.get_transaction_status, ocpp2x.transaction_status),
}
OCPP21: Final[Speech] = {
    **OCPP201,
    ask.Reset: Spoken(ocpp2x.reset21, ocpp2x.reply),
    ask.Trigger: Spoken(ocpp2x.trigger_message21, ocpp2x.reply),
}
SPEECHES: Final[Mapping[str, Speech]] = {"ocpp1.6": OCPP16, "ocpp2.0.1": OCPP201, "ocpp2.1": OCPP21}
"""By the version's name in the handshake."""


class Said(msgspec.Struct, frozen=True):
    """A command as a call: its action, its payload as JSON, and where its answer is read."""

    action: str
    payload: bytes
    response: type[Payload]
    read: Callable[[Any], object]


def say(protocol: str, command: Command[R]) -> Said:
    """The command in the words of this version. Raises CannotError when it has none."""
    spoken = SPEECHES[protocol].get(type(command))
    if spoken is None:
        raise CannotError(
            f"{protocol} has no way to ask for {type(command).__name__}", "use a station of another version"
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
    return cast(R, said.read(answer.value))
