"""`pilotwire authorize`: would this token be let charge there now, and why."""

from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.text import Text

from pilotwire.cli.control import REFUSED
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import kwh, plain, when, yes
from pilotwire.client.authorize import AuthorizeAnswer, AuthorizeInput

app = App(name="authorize", help_epilogue="Ends with 0 when the token is accepted, 3 when it is refused.")

_GOOD: Final = "Accepted"


@app.default
def ask(
    station: Annotated[str, Parameter(help="The station's id.")],
    token: Annotated[str, Parameter(help="The id token.", allow_leading_hyphen=True)],
    /,
    *,
    type_: Annotated[str | None, Parameter(name="--type", help="Its type, as the station would send it.")] = None,
    evse: Annotated[int | None, Parameter(help="At which EVSE, from 1 on.")] = None,
    connector: Annotated[int | None, Parameter(help="At which of its connectors.")] = None,
    present: Annotated[Switch, Parameter(help="Only to present it, not to start: it may be busy elsewhere.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Ask whether a token would be let charge at a station now, and why. Nothing is stored, no station hears of it."""
    given = {"value": token} | ({} if type_ is None else {"type": type_})
    place = {"evse_id": evse, "connector_id": connector}
    said = {"id_token": given, "station": station, "start": not present}
    body = typed(said | {name: value for name, value in place.items() if value is not None}, AuthorizeInput)
    answer = with_client(options, lambda client: client.authorize(body))
    if options.json:
        emit_json(answer)
    else:
        _tell(answer, options)
    return 0 if answer.status == _GOOD else REFUSED


def _tell(answer: AuthorizeAnswer, options: Options) -> None:
    left = answer.allowance
    money = "" if left is None or left.amount is None else f"{left.amount.amount} {left.amount.currency}"
    show(
        facts(
            (
                ("Answer", Text(answer.status, "green" if answer.status == _GOOD else "bold red")),
                ("Because", plain(answer.reason or "")),
                ("Only at EVSEs", ", ".join(str(one) for one in answer.evse_ids or ())),
                ("Group", plain(answer.group_id or "")),
                ("Master pass", yes(answer.master_pass)),
                ("Message", plain(answer.personal_message or "")),
                ("Remembered until", when(answer.expires_at, options.zone)),
                ("Account", plain(answer.account or "")),
                ("Left", money),
                ("Energy left", "" if left is None else kwh(left.energy_wh)),
                ("Time left", "" if left is None or left.time_s is None else f"{left.time_s} s"),
            )
        )
    )
