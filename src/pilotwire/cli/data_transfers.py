"""`pilotwire data-transfers`: what vendors defined beyond OCPP."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.control import ENDS, Station, Timeout, act_on
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.typed import typed
from pilotwire.client.data_transfer import DataTransferInput, VendorMessage

app = App(name="data-transfers", help="Vendor data: send, messages.")


@app.command(name="send", help_epilogue=ENDS)
def send_vendor_data(
    station: Station,
    vendor_id: Annotated[str, Parameter(help="The vendor's id, like com.example.")],
    message_id: Annotated[str | None, Parameter(help="Which of the vendor's messages.")] = None,
    data: Annotated[
        str | None, Parameter(help="JSON; what is none is sent as text.", allow_leading_hyphen=True)
    ] = None,
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Give a station vendor data, and print its own answer."""
    body = {"vendor_id": vendor_id, "message_id": message_id, "timeout_s": timeout_s}
    wanted = msgspec.structs.replace(typed(body, DataTransferInput), data=_read(data))
    return act_on(options, lambda client: client.data_transfers.send(station, wanted))


@app.command(name="messages")
def list_vendor_messages(*, options: Options = DEFAULTS) -> None:
    """List the messages whose data is checked before it is sent, with their fields."""
    found = with_client(options, lambda client: client.data_transfers.messages())
    if options.json:
        for one in found.items:
            emit_json(one)
    elif found.items:
        show(message_table(found.items))
    else:
        note("No plug-in knows any.")


def message_table(messages: Sequence[VendorMessage]) -> Table:
    """Messages, one a line; a field that may be left out is in brackets."""
    return grid(
        ("Vendor", "Message", "Fields", rest("What for")),
        ((one.vendor_id, one.message_id, _fields(one), one.title) for one in messages),
    )


def _fields(message: VendorMessage) -> str:
    fields = message.fields or {}
    needed = fields.get("required", [])
    return ", ".join(name if name in needed else f"[{name}]" for name in fields.get("properties", {}))


def _read(data: str | None) -> Any:
    if data is None:
        return None
    try:
        return json.loads(data)
    except json.JSONDecodeError:
        return data
