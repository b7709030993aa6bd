"""`pilotwire customers`: what stations know of customers."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.control import Station
from pilotwire.cli.operations import ended_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import customer as shapes
from pilotwire.client.problem import ApiProblem

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="customers", help="What stations know of customers: ask, list, show, forget.")

Inquiry = Annotated[str, Parameter(help="The question's number, as the list shows it.")]


@app.command(name="ask")
def ask_station(
    station: Station,
    /,
    *,
    token: Annotated[str | None, Parameter(help="About the holder of this token.", allow_leading_hyphen=True)] = None,
    token_type: Annotated[str | None, Parameter(help="The token's type; otherwise that of the known one.")] = None,
    identifier: Annotated[str | None, Parameter(help="About whom the station knows by this text.")] = None,
    certificate: Annotated[
        str | None, Parameter(help="ALGORITHM:NAME-HASH:KEY-HASH:SERIAL, as certificates read shows it.")
    ] = None,
    clear: Annotated[Switch, Parameter(help="Have the station forget it.")] = False,
    report: Annotated[bool, Parameter(help="Have the station tell it.")] = True,
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> int:
    """Ask a station what it knows of a customer, or to forget it, and show the answer."""
    body: dict[str, object] = {"report": report, "clear": clear}
    if token is not None:
        body["id_token"] = {"value": token} | ({} if token_type is None else {"type": token_type})
    if identifier is not None:
        body["identifier"] = identifier
    if certificate is not None:
        body["certificate"] = _certificate(certificate)
    wanted = typed(body, shapes.CustomerInput)
    if clear and not confirmed(f"Have {station} forget this customer?", yes):
        return 1

    async def run(client: "Client") -> int:
        ended = await ended_operation(client, (await client.customers.ask(station, wanted)).id)
        for error in ended.errors:
            note(f"{error.message} {error.remedy or ''}".strip())
        try:
            answer = await client.customers.answer(msgspec.json.decode(ended.request, type=_Request).inquiry)
        except ApiProblem as problem:
            note(problem.problem.detail)
        else:
            _tell(answer, options)
        return 0 if ended.state == "done" else 1

    return with_client(options, run)


@app.command(name="list")
def list_inquiries(
    *,
    station: Annotated[str | None, Parameter(help="To this station.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List questions that are not forgotten yet, the newest first."""
    wanted = shapes.CustomerFilter(station=station)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.customers.list(wanted, size, cursor), inquiry_table
    )


@app.command(name="show")
def show_answer(inquiry: Inquiry, /, *, options: Options = DEFAULTS) -> None:
    """Show what a station said."""
    _tell(with_client(options, lambda client: client.customers.answer(inquiry)), options)


@app.command(name="forget")
def forget_answer(inquiry: Inquiry, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Delete a question and its answer here, before its time."""
    if confirmed(f"Delete question {inquiry} and its answer?", yes):
        with_client(options, lambda client: client.customers.forget(inquiry))
        note(f"Deleted {inquiry}.")


def inquiry_table(found: Sequence[shapes.CustomerInquiry], zone: tzinfo | None) -> Table:
    """Questions, one a line."""
    return grid(
        ("Question", "Station", "About", "Asked to", "State", "Parts", "Asked", "Forgotten", "By"),
        (
            (
                one.id,
                one.station,
                one.about,
                _asked(one),
                one.state,
                str(one.parts),
                when(one.asked_at, zone),
                when(one.expires_at, zone),
                one.actor or "",
            )
            for one in found
        ),
    )


class _Request(msgspec.Struct):
    """What an operation says of its question."""

    inquiry: str


def _certificate(text: str) -> dict[str, str]:
    parts = text.split(":")
    names: tuple[Literal["hash_algorithm", "issuer_name_hash", "issuer_key_hash", "serial_number"], ...] = (
        "hash_algorithm", "issuer_name_hash", "issuer_key_hash", "serial_number",
    )  # fmt: skip
    if len(parts) != len(names):
        raise UsageError("This names no certificate.", "", "Write it like SHA256:AB12:CD34:0001.")
    return dict(zip(names, parts, strict=True))


def _asked(one: shapes.CustomerInquiry) -> str:
    return " and ".join(word for word, is_so in (("tell", one.report), ("forget", one.clear)) if is_so)


def _tell(answer: shapes.CustomerAnswer, options: Options) -> None:
    if options.json:
        emit_json(answer)
        return
    one = answer.inquiry
    show(
        facts(
            (
                ("Question", one.id),
                ("Station", one.station),
                ("About", one.identifier or one.certificate_serial or (one.id_token.value if one.id_token else "")),
                ("Asked to", _asked(one)),
                ("State", one.state),
                ("Missing", ", ".join(answer.missing)),
                ("Forgotten", when(one.expires_at, options.zone)),
                ("Answer", answer.text),
            )
        )
    )
