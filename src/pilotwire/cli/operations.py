"""`pilotwire operations`: long work, how far it is, and how to end it."""

import asyncio
from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.filters import OperationFilter
from pilotwire.client.operation import Operation, Progress

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="operations", help="Long work: list, show, wait for, pause, resume, cancel.")

Id = Annotated[str, Parameter(help="The operation's id.")]

_ENDED: Final = ("done", "failed", "cancelled")
_LOOK_EVERY_S: Final = 0.5
_COLOURS: Final = {"done": "green", "failed": "bold red", "cancelled": "yellow", "running": "cyan", "waiting": "dim"}


@app.command(name="list")
def list_operations(
    *,
    kind: Annotated[str | None, Parameter(help="A kind of work, such as station.report.")] = None,
    state: Annotated[str | None, Parameter(help="waiting, running, done, failed or cancelled.")] = None,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    parent: Annotated[str | None, Parameter(help="Parts of this one, station by station.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List operations, the latest first."""
    said = {"kind": kind, "state": state, "station": station, "parent": parent}
    wanted = typed({name: value for name, value in said.items() if value is not None}, OperationFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.operations(wanted, size, cursor), operation_table
    )


@app.command(name="show")
def show_operation(operation: Id, /, *, options: Options = DEFAULTS) -> None:
    """Show one operation, with all that did not work."""
    tell_operation(with_client(options, lambda client: client.operation(operation)), options)


@app.command(name="cancel")
def cancel_operation(operation: Id, /, *, options: Options = DEFAULTS) -> None:
    """Cancel an operation: it ends at its next step, and what it has done stays done."""
    tell_operation(with_client(options, lambda client: client.cancel_operation(operation)), options)


@app.command(name="pause")
def pause_operation(operation: Id, /, *, options: Options = DEFAULTS) -> None:
    """Have work at many stations begin nothing more; what runs goes on."""
    tell_operation(with_client(options, lambda client: client.long_work.pause(operation)), options)


@app.command(name="resume")
def resume_operation(operation: Id, /, *, options: Options = DEFAULTS) -> None:
    """Go on with what was paused."""
    tell_operation(with_client(options, lambda client: client.long_work.resume(operation)), options)


@app.command(name="wait")
def wait_for_operation(operation: Id, /, *, options: Options = DEFAULTS) -> int:
    """Wait until an operation has ended; the exit code is 0 only when it is done."""
    ended = with_client(options, lambda client: ended_operation(client, operation))
    tell_operation(ended, options)
    return 0 if ended.state == "done" else 1


async def ended_operation(client: "Client", operation: str) -> Operation:
    """The operation once it has ended; says meanwhile, on standard error, how far it is."""
    told = Progress()
    while True:
        found = await client.operation(operation)
        if found.state in _ENDED:
            return found
        if found.progress != told:
            told = found.progress
            note(f"{found.kind}: {_progress(told)}")
        await asyncio.sleep(_LOOK_EVERY_S)


def operation_table(found: Sequence[Operation], zone: tzinfo | None) -> Table:
    """Operations, one a line."""
    return grid(
        ("Begun", "Operation", "Kind", "Station", "State", "Progress", rest("What did not work")),
        (
            (
                when(one.created_at, zone),
                one.id,
                one.kind,
                plain(one.station or "-"),
                _state(one),
                _progress(one.progress),
                plain(one.errors[-1].message) if one.errors else "",
            )
            for one in found
        ),
    )


def tell_operation(one: Operation, options: Options) -> None:
    """Print one operation, as the options say."""
    if options.json:
        emit_json(one)
        return
    show(
        facts((
            ("Operation", one.id),
            ("Kind", one.kind),
            ("Station", one.station or ""),
            ("State", _state(one)),
            ("Progress", _progress(one.progress)),
            ("Begun", when(one.created_at, options.zone)),
            ("Ended", when(one.ended_at, options.zone) if one.ended_at else ""),
            ("Result", bytes(one.result).decode() if one.state == "done" else ""),
            *((f"Fault {number}", _fault(error.message, error.remedy)) for number, error in enumerate(one.errors, 1)),
        ))
    )  # fmt: skip


def _fault(message: str, remedy: str | None) -> Text:
    return Text.assemble((plain(message), "red"), f" {plain(remedy or '')}")


def _state(one: Operation) -> Text:
    word: str = one.state
    if one.state not in _ENDED:
        word = "cancelling" if one.cancelling else "paused" if one.paused else word
    return Text(word, _COLOURS.get(one.state, ""))


def _progress(progress: Progress) -> str:
    of = "" if progress.total is None else f" of {progress.total}"
    return " ".join(part for part in (f"{progress.done}{of}", plain(progress.message)) if part)
