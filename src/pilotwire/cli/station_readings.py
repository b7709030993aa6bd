"""`pilotwire stations readings`: what a station's meters said outside transactions."""

from typing import Annotated

from cyclopts import Parameter

from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.transactions import reading_table
from pilotwire.client.filters import StationReadingFilter
from pilotwire.client.transaction import ReadingKind


def show_readings(
    station: Annotated[str, Parameter(help="The station's id.")],
    /,
    *,
    evse: Annotated[int | None, Parameter(help="Of this EVSE; 0: the station's main meter.")] = None,
    kind: Annotated[ReadingKind | None, Parameter(help="Sampled, or taken at full intervals of the clock.")] = None,
    since: Annotated[str | None, Parameter(help="At or after: 2026-03-01T12:00, 90min, 2h.")] = None,
    until: Annotated[str | None, Parameter(help="Before this.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List readings that belong to no transaction, oldest first."""
    now = present()
    wanted = StationReadingFilter(
        evse_id=evse,
        kind=kind,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )
    print_list(
        options, limit,
        lambda client: lambda size, cursor: client.metering.station_readings(station, wanted, size, cursor),
        reading_table,
    )  # fmt: skip
