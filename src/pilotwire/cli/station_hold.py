"""`pilotwire stations hold`, `accept`, `reject`: stations at the door."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.text import Text

from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, note, show
from pilotwire.cli.typed import typed
from pilotwire.client.hold import Decision, HeldRegistration, HoldInput

if TYPE_CHECKING:
    from pilotwire.client.client import Client
    from pilotwire.client.operation import Operation

Station = Annotated[str, Parameter(help="The station's id.")]

_STYLE = {"Accepted": "green", "Pending": "yellow", "Rejected": "bold red"}


def hold_station(
    station: Station,
    /,
    *,
    registration: Annotated[HeldRegistration, Parameter(help="What its boots are answered.")] = "Pending",
    template: Annotated[str | None, Parameter(help="A template to write to it while it waits.")] = None,
    accept: Annotated[Switch, Parameter(help="Accept it by itself once it has taken all of the template.")] = False,
    report: Annotated[bool, Parameter(help="Read its variables first.")] = True,
    reset: Annotated[Switch, Parameter(help="Have it start anew now, in place of waiting for its next boot.")] = False,
    wait: Annotated[Switch, Parameter(help="Wait until it is accepted or rejected.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Answer a station's boots Pending or Rejected until it is accepted, and read and configure it meanwhile."""
    body = {"registration": registration, "template": template, "accept": accept, "report": report, "reset": reset}
    wanted = typed({name: value for name, value in body.items() if value is not None}, HoldInput)

    async def run(client: "Client") -> "Operation":
        begun = await client.provisioning.hold(station, wanted)
        return await ended_operation(client, begun.id) if wait else begun

    found = with_client(options, run)
    tell_operation(found, options)
    return 1 if wait and found.state != "done" else 0


def accept_station(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """Accept a station with its next boot; one that waits is asked to boot now."""
    _tell(with_client(options, lambda client: client.provisioning.accept(station)), options)


def reject_station(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """Answer a station's boots Rejected until it is accepted; one that waits is asked to boot now."""
    _tell(with_client(options, lambda client: client.provisioning.reject(station)), options)


def _tell(decision: Decision, options: Options) -> None:
    if options.json:
        emit_json(decision)
        return
    told, next_ = decision.registration, decision.next_registration
    show(
        facts((
            ("Last boot", Text(told, _STYLE[told]) if told else "none yet"),
            ("Next boot", Text(next_, _STYLE[next_])),
        ))
    )  # fmt: skip
    note("It was asked to boot." if decision.boot == "asked" else f"Its boot is awaited: {decision.why}.")
