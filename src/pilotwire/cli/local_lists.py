"""`pilotwire local-lists`: lists of tokens that stations keep for when they are offline."""

import asyncio
from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.operations import ended_operation, operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.local_list import LocalList, LocalListInput, StationLocalList
from pilotwire.client.operation import Operation, StartedOperations
from pilotwire.kernel.errors import BadInputError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="local-lists", help="Lists of tokens that stations keep: list, show, put, remove, sync, status.")

Name = Annotated[str, Parameter(help="The list's name.")]

_COLOURS: Final = {"in-sync": "green", "outdated": "yellow", "failed": "bold red", "unknown": "yellow"}


@app.command(name="list")
def list_local_lists(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List local lists by their name."""
    print_list(options, limit, lambda client: lambda size, cursor: client.local_lists(q, size, cursor), list_table)


@app.command(name="show")
def show_local_list(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show one local list."""
    _tell(with_client(options, lambda client: client.local_list(name)), options)


@app.command(name="put")
def put_local_list(
    name: Name,
    /,
    *,
    token: Annotated[tuple[str, ...], Parameter(help="A token on the list; once for each.")] = (),
    group: Annotated[tuple[str, ...], Parameter(help="A group of tokens on the list; once for each.")] = (),
    station: Annotated[tuple[str, ...], Parameter(help="A station that should hold it; once for each.")] = (),
    note: Annotated[str | None, Parameter(help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create a local list, or replace all of it; nothing is sent before `sync`."""
    said = {"tokens": list(token), "groups": list(group), "stations": list(station)}
    body = typed(said | ({} if note is None else {"note": note}), LocalListInput)
    _tell(with_client(options, lambda client: client.put_local_list(name, body)), options)


@app.command(name="remove")
def remove_local_list(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a local list; its stations hold it until they are brought in step."""
    if confirmed(f"Remove local list {name}?", yes):
        with_client(options, lambda client: client.delete_local_list(name))
        note(f"Removed {name}.")


@app.command(name="sync")
def sync_local_list(
    name: Annotated[str | None, Parameter(help="The list whose stations are brought in step.")] = None,
    /,
    *,
    station: Annotated[str | None, Parameter(help="One station alone, instead of a list's.")] = None,
    wait: Annotated[Switch, Parameter(help="Wait until all have ended; exit code 1 if one is not done.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Bring stations in step with their list, each when it is connected."""
    answer = with_client(options, lambda client: _begun(client, name, station))
    for refused in answer.not_started:
        note(f"{plain(refused.station)}: {plain(refused.message)}")
    found = answer.operations
    if wait:
        found = with_client(options, lambda client: _all_ended(client, found))
    if options.json:
        emit_json(StartedOperations(operations=list(found), not_started=answer.not_started))
    else:
        show(operation_table(found, options.zone))
    return 1 if wait and any(one.state != "done" for one in found) else 0


@app.command(name="status")
def show_status(
    station: Annotated[str, Parameter(help="The station's id.")], /, *, options: Options = DEFAULTS
) -> None:
    """Show what a station should hold and what it holds."""
    found = with_client(options, lambda client: client.station_local_list(station))
    if options.json:
        emit_json(found)
    else:
        show(status_facts(found, options.zone))


def list_table(lists: Sequence[LocalList], zone: tzinfo | None) -> Table:
    """Lists, one a line."""
    return grid(
        ("Name", "Revision", "Tokens", "Groups", "Stations", "Changed", rest("Note")),
        (
            (
                plain(one.name),
                str(one.revision),
                str(len(one.tokens)),
                str(len(one.groups)),
                str(len(one.stations)),
                when(one.updated_at, zone),
                plain(one.note or ""),
            )
            for one in lists
        ),
    )


def status_facts(found: StationLocalList, zone: tzinfo | None) -> Table:
    """A station's list, wanted and held."""
    desired, held = found.desired, found.reported
    return facts(
        (
            ("Station", plain(found.station)),
            ("State", Text(found.state, _COLOURS.get(found.state, ""))),
            ("Wanted", "" if desired is None else f"{plain(desired.list)}, {desired.entries} entries"),
            ("Held", "" if held is None else f"{plain(held.list or '-')}, {held.entries} entries"),
            ("Its version", "" if held is None else str(held.version)),
            ("Accepted", "" if held is None else when(held.accepted_at, zone)),
            ("To add", str(found.to_add or "")),
            ("To change", str(found.to_change or "")),
            ("To take off", str(found.to_remove or "")),
            ("Left out", plain(", ".join(found.left_out))),
            ("Error", Text(plain(found.error or ""), "red")),
            ("What to do", plain(found.remedy or "")),
        )
    )


async def _begun(client: "Client", name: str | None, station: str | None) -> StartedOperations:
    if (name is None) == (station is None):
        raise BadInputError("Name either a list or one station.", remedy="pilotwire local-lists sync NAME")
    if name is not None:
        return await client.sync_local_list(name)
    return StartedOperations(operations=[await client.sync_station_local_list(station or "")], not_started=[])


async def _all_ended(client: "Client", begun: Sequence[Operation]) -> list[Operation]:
    return await asyncio.gather(*(ended_operation(client, one.id) for one in begun))


def _tell(one: LocalList, options: Options) -> None:
    if options.json:
        emit_json(one)
        return
    show(
        facts(
            (
                ("Name", plain(one.name)),
                ("Revision", str(one.revision)),
                ("Tokens", plain(", ".join(one.tokens))),
                ("Groups", plain(", ".join(one.groups))),
                ("Stations", plain(", ".join(one.stations))),
                ("Note", plain(one.note or "")),
                ("Entered", when(one.created_at, options.zone)),
                ("Changed", when(one.updated_at, options.zone)),
            )
        )
    )
