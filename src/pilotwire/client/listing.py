"""Lists: a part of all there is, and the cursor that leads to the next part."""

from .key import Key
from .message import Finding, Message, Refusal
from .operation import Operation
from .shape import Resource
from .station import Connector, Station
from .token import Token
from .transaction import Reading, Transaction


class StationList(Resource, frozen=True, kw_only=True):
    """Stations by id, rising."""

    items: list[Station]
    next_cursor: str | None


class ConnectorList(Resource, frozen=True, kw_only=True):
    """All connectors of a station, by EVSE and connector."""

    items: list[Connector]
    next_cursor: str | None


class TokenList(Resource, frozen=True, kw_only=True):
    """Tokens by value, rising."""

    items: list[Token]
    next_cursor: str | None


class TransactionList(Resource, frozen=True, kw_only=True):
    """Transactions by start, newest first."""

    items: list[Transaction]
    next_cursor: str | None


class ReadingList(Resource, frozen=True, kw_only=True):
    """Readings of a transaction, oldest first."""

    items: list[Reading]
    next_cursor: str | None


class MessageList(Resource, frozen=True, kw_only=True):
    """Frames of the message log, newest first."""

    items: list[Message]
    next_cursor: str | None


class FindingList(Resource, frozen=True, kw_only=True):
    """Findings by their last occurrence, newest first."""

    items: list[Finding]
    next_cursor: str | None


class RefusalList(Resource, frozen=True, kw_only=True):
    """Refused handshakes, newest first."""

    items: list[Refusal]
    next_cursor: str | None


class OperationList(Resource, frozen=True, kw_only=True):
    """Operations, newest first."""

    items: list[Operation]
    next_cursor: str | None


class KeyList(Resource, frozen=True, kw_only=True):
    """All keys, oldest first."""

    items: list[Key]
    next_cursor: str | None
