"""Commands about texts on a station's display."""

from .command import Command, Reply
from .display_message import DisplayMessage, Priority, ShownWhile


class SetDisplayMessage(Command[Reply], frozen=True):
    """Show a text, or put it in the place of the one with its number.

    Source: OCPP 2.0.1 part 2, O01, O02 and O06.
    """

    message: DisplayMessage


class GetDisplayMessages(Command[Reply], frozen=True):
    """Tell of the texts that are held: all, or those that fit. They come in parts by `request_id`.

    Source: OCPP 2.0.1 part 2, O03 and O04.
    """

    request_id: int
    ids: tuple[int, ...] = ()
    priority: Priority | None = None
    shown_while: ShownWhile | None = None


class ClearDisplayMessage(Command[Reply], frozen=True):
    """Show a text no more. Source: OCPP 2.0.1 part 2, O05."""

    number: int
