"""Texts on displays in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1 alone."""

from datetime import datetime
from typing import Any, Final, TypeAlias, get_args

from pilotwire.domain.command import CannotError
from pilotwire.domain.display_commands import ClearDisplayMessage, GetDisplayMessages, SetDisplayMessage
from pilotwire.domain.display_message import Content, DisplayMessage
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.protocol.ocpp21 import display_message as display21
from pilotwire.protocol.ocpp21.types import device_model as model21
from pilotwire.protocol.ocpp21.types import message_content as content21
from pilotwire.protocol.ocpp21.types.station import EVSE as EVSE21
from pilotwire.protocol.ocpp201 import display_message as display201
from pilotwire.protocol.ocpp201 import enums
from pilotwire.protocol.ocpp201.types import device_model as model201
from pilotwire.protocol.ocpp201.types import message_content as content201
from pilotwire.protocol.ocpp201.types.station import EVSE as EVSE201

Told: TypeAlias = display201.NotifyDisplayMessagesRequest | display21.NotifyDisplayMessagesRequest

_COMPONENT: Final = "Display"
_CHARACTERS: Final = 512
_CHARACTERS21: Final = 1024
_LANGUAGE: Final = 8
_FORMATS: Final[dict[str, enums.MessageFormat]] = {word: word for word in get_args(enums.MessageFormat)}
_STATES: Final[dict[str, enums.MessageState]] = {word: word for word in get_args(enums.MessageState)}


def set_message(command: SetDisplayMessage) -> display201.SetDisplayMessageRequest:
    """SetDisplayMessage. Raises CannotError for what 2.0.1 has no word or no room for."""
    message = command.message
    if message.extra:
        raise CannotError(
            "OCPP 2.0.1 knows one language for each message", "set one message for each language, without extra"
        )
    if message.shown_while is not None and message.shown_while not in _STATES:
        raise CannotError(f"OCPP 2.0.1 has no state {message.shown_while}", f"it has {', '.join(_STATES)}")
    content = message.content
    if content.format not in _FORMATS:
        raise CannotError(
            f"OCPP 2.0.1 has no format {content.format}", "send the address of a picture of the code as URI"
        )
    _check_room(content, _CHARACTERS, "2.0.1")
    info = content201.MessageInfo(
        display=None
        if message.evse_id is None
        else model201.Component(name=_COMPONENT, evse=EVSE201(id=message.evse_id)),
        id=message.id,
        priority=message.priority,
        state=None if message.shown_while is None else _STATES[message.shown_while],
        start_date_time=message.start_at,
        end_date_time=message.end_at,
        transaction_id=message.transaction,
        message=content201.MessageContent(
            format=_FORMATS[content.format], language=content.language, content=content.text
        ),
    )
    return display201.SetDisplayMessageRequest(message=info)


def set_message21(command: SetDisplayMessage) -> display21.SetDisplayMessageRequest:
    """SetDisplayMessage, in all its languages and as a code too. Source: OCPP 2.1 part 2, O01."""
    message = command.message
    info = content21.MessageInfo(
        display=None
        if message.evse_id is None
        else model21.Component(name=_COMPONENT, evse=EVSE21(id=message.evse_id)),
        id=message.id,
        priority=message.priority,
        state=message.shown_while,
        start_date_time=message.start_at,
        end_date_time=message.end_at,
        transaction_id=message.transaction,
        message=_content21(message.content),
        message_extra=tuple(_content21(one) for one in message.extra) or None,
    )
    return display21.SetDisplayMessageRequest(message=info)


def _content21(content: Content) -> content21.MessageContent:
    _check_room(content, _CHARACTERS21, "2.1")
    return content21.MessageContent(format=content.format, language=content.language, content=content.text)


def get_messages(command: GetDisplayMessages) -> display201.GetDisplayMessagesRequest:
    """GetDisplayMessages. Raises CannotError for a state that 2.0.1 does not know."""
    if command.shown_while is not None and command.shown_while not in _STATES:
        raise CannotError(f"OCPP 2.0.1 has no state {command.shown_while}", f"it has {', '.join(_STATES)}")
    return display201.GetDisplayMessagesRequest(
        request_id=command.request_id,
        id=command.ids or None,
        priority=command.priority,
        state=None if command.shown_while is None else _STATES[command.shown_while],
    )


def get_messages21(command: GetDisplayMessages) -> display21.GetDisplayMessagesRequest:
    """GetDisplayMessages."""
    return display21.GetDisplayMessagesRequest(
        request_id=command.request_id, id=command.ids or None, priority=command.priority, state=command.shown_while
    )


def clear_message(command: ClearDisplayMessage) -> display201.ClearDisplayMessageRequest:
    """ClearDisplayMessage."""
    return display201.ClearDisplayMessageRequest(id=command.number)


def told(station: StationId, message: Told, at: datetime) -> tuple[DisplayMessage, ...]:
    """The texts in a part of a station's report."""
    return tuple(_read(station, one, at) for one in message.message_info or ())


def _read(station: StationId, info: content201.MessageInfo | content21.MessageInfo, at: datetime) -> DisplayMessage:
    extra: tuple[Any, ...] = getattr(info, "message_extra", None) or ()
    evse = None if info.display is None else info.display.evse
    return DisplayMessage(
        station=station,
        id=info.id,
        content=_read_content(info.message),
        priority=info.priority,
        shown_while=info.state,
        start_at=info.start_date_time,
        end_at=info.end_date_time,
        transaction=None if info.transaction_id is None else TransactionId(info.transaction_id),
        evse_id=None if evse is None else EvseId(evse.id),
        extra=tuple(_read_content(one) for one in extra),
        state="reported",
        state_at=at,
    )


def _read_content(content: content201.MessageContent | content21.MessageContent) -> Content:
    return Content(content.content, content.format, content.language)


def _check_room(content: Content, characters: int, version: str) -> None:
    if len(content.text) > characters:
        raise CannotError(
            f"OCPP {version} has room for {characters} characters, and the text has {len(content.text)}", "shorten it"
        )
    if content.language is not None and len(content.language) > _LANGUAGE:
        raise CannotError(f"OCPP has room for {_LANGUAGE} characters of a language", "use a shorter tag")


def _display(evse_id: EvseId | None) -> model201.Component | None:
    return None if evse_id is None else model201.Component(name=_COMPONENT, evse=EVSE201(id=evse_id))


def _display21(evse_id: EvseId | None) -> model21.Component | None:
    return None if evse_id is None else model21.Component(name=_COMPONENT, evse=EVSE21(id=evse_id))
