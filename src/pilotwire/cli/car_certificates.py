"""`pilotwire certificates cars`: what a station asked for on behalf of cars."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.output import grid, rest
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import plain, when
from pilotwire.client.car_certificates import CarCertificateFilter, CarCertificateQuestion

_COLOURS: Final = {"Accepted": "green", "Failed": "bold red"}


def list_questions(
    station: Annotated[str, Parameter(help="The station's id.")],
    /,
    *,
    since: Annotated[str | None, Parameter(help="At or after: 2026-03-01T12:00, 90min, 2h.")] = None,
    until: Annotated[str | None, Parameter(help="Before.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what a station asked for on behalf of cars: contracts, and statuses of certificates, the latest first."""
    now = present()
    wanted = CarCertificateFilter(
        since=moment(since, "--since", now) if since else None, until=moment(until, "--until", now) if until else None
    )
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.car_certificates.questions(station, wanted, size, cursor),
        question_table,
    )


def question_table(found: Sequence[CarCertificateQuestion], zone: tzinfo | None) -> Table:
    """What was asked, one a line."""
    return grid(
        ("Time", "Asked for", "Of", "Answer", rest("What came of it")),
        (
            (
                when(one.at, zone),
                (one.action if one.kind == "contract" else one.source) or "",
                plain((one.emaid if one.kind == "contract" else one.serial_number) or ""),
                Text(one.verdict or one.status, _COLOURS[one.status]),
                plain(one.reason or _left(one)),
            )
            for one in found
        ),
    )


def _left(one: CarCertificateQuestion) -> str:
    return f"{one.remaining} more wait" if one.remaining else ""
