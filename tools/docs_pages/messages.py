"""The page on messages: every action of every version, who sends it, and what becomes of it here."""

from collections.abc import Iterator
from typing import Final

from pilotwire.handlers.handler import ActionTable
from pilotwire.protocol.action import Action

from .served import SERVED

PATH: Final = "docs/reference/messages.md"

_HEAD: Final = """# Which OCPP messages does Pilotwire know?

All of 1.6 with its security extension, 2.0.1 and 2.1, as typed messages. What a station may send is handled by the
function named; what a CSMS may send can be sent to any station by `pilotwire call` or `POST
/api/v1/stations/{id}/calls`, checked against its schema first.

This page is made from the action tables by `./dev docs`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for table in SERVED.values() for line in _version(table))]) + "\n"


def _version(table: ActionTable) -> Iterator[str]:
    from_station = sum(action.sender != "csms" for action in table.actions.values())
    yield f"## {table.version.subprotocol}"
    yield ""
    yield f"{len(table.actions)} actions, {from_station} of them from stations."
    yield ""
    yield "| action | block | sent by | from a station | to a station |"
    yield "|---|---|---|---|---|"
    for name, action in sorted(table.actions.items()):
        to_station = "any call" if action.sender != "station" else ""
        yield f"| {name} | {action.block} | {_SENDERS[action.sender]} | {_handled(table, action)} | {to_station} |"
    yield ""


def _handled(table: ActionTable, action: Action) -> str:
    if action.name in table.refused:
        return f"refused: {table.refused[action.name].value}"
    handler = table.handlers.get(action.name)
    if handler is None:
        return ""
    return "kept as an event, answered" if handler.__name__ == "keep" else "handled"


_SENDERS: Final = {"station": "station", "csms": "CSMS", "both": "both"}
