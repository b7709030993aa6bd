"""`pilotwire rotate-passwords`: new passwords for stations, that nobody but they know."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from pilotwire.cli.operations import ended_operation, operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, note, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain
from pilotwire.client.operation import Operation, StartedOperations
from pilotwire.client.security import RotateInput

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="rotate-passwords", help="Give stations new passwords that nobody knows.")


@app.default
def rotate_passwords(
    *stations: Annotated[str, Parameter(help="Ids of stations.")],
    all_stations: Annotated[Switch, Parameter(name="--all", help="All that have a password.")] = False,
    deadline_s: Annotated[int, Parameter(help="How long each may take, in seconds.")] = 86_400,
    wait: Annotated[Switch, Parameter(help="Wait until all have ended; exit code 1 if one is not done.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Give stations new passwords, each when it is connected; nobody but the station knows its own."""
    said = {"all": all_stations, "deadline_s": deadline_s, **({"stations": list(stations)} if stations else {})}
    body = typed(said, RotateInput)
    answer = with_client(options, lambda client: client.security.rotate_passwords(body))
    for refused in answer.not_started:
        note(f"{plain(refused.station)}: {plain(refused.message)}")
    found: Sequence[Operation] = answer.operations
    if wait:
        found = with_client(options, lambda client: _all_ended(client, answer.operations))
    if options.json:
        emit_json(StartedOperations(operations=list(found), not_started=answer.not_started))
    elif found:
        show(operation_table(found, options.zone))
    return 1 if answer.not_started or (wait and any(one.state != "done" for one in found)) else 0


async def _all_ended(client: "Client", begun: Sequence[Operation]) -> list[Operation]:
    return await asyncio.gather(*(ended_operation(client, one.id) for one in begun))
