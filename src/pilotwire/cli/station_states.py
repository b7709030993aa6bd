"""`pilotwire stations states`: what connectors went through; and what is wanted of them."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.output import grid, rest
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import when
from pilotwire.client.availability import AvailabilityWish, ConnectorState
from pilotwire.client.filters import ConnectorStateFilter

_STYLE = {"as-wanted": "green", "scheduled": "yellow", "differs": "bold red"}


def show_states(
    station: Annotated[str, Parameter(help="The station's id.")],
    /,
    *,
    evse: Annotated[int | None, Parameter(help="Of this EVSE.")] = None,
    connector: Annotated[int | None, Parameter(help="Of this connector of the EVSE.")] = None,
    since: Annotated[str | None, Parameter(help="At or after: 2026-03-01T12:00, 90min, 2h.")] = None,
    until: Annotated[str | None, Parameter(help="Before this.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what the connectors of a station went through, newest first."""
    now = present()
    wanted = ConnectorStateFilter(
        evse_id=evse,
        connector_id=connector,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )
    print_list(
        options, limit, lambda client: lambda size, cursor: client.availability.history(station, wanted, size, cursor),
        state_table,
    )  # fmt: skip


def state_table(states: Sequence[ConnectorState], zone: tzinfo | None) -> Table:
    """States of connectors, one a line."""
    return grid(
        ("Since", "EVSE", "Connector", "Status", "Detail", "Before", "Error", rest("Info")),
        (
            (
                when(one.since, zone),
                str(one.evse_id),
                str(one.connector_id),
                one.status,
                one.detail or "",
                one.previous_detail or one.previous or "",
                "" if one.error_code in (None, "NoError") else one.error_code or "",
                one.info or "",
            )
            for one in states
        ),
    )


def wish_table(wishes: Sequence[AvailabilityWish], zone: tzinfo | None) -> Table:
    """What is wanted in or out of service, one a line."""
    return grid(
        ("EVSE", "Connector", "Wanted", "Since", "By", "State", "Done"),
        (
            (
                "station" if one.evse_id is None else str(one.evse_id),
                "" if one.connector_id is None else str(one.connector_id),
                one.wanted,
                when(one.asked_at, zone),
                one.actor or "",
                Text(one.state or "", _STYLE.get(one.state or "", "")),
                when(one.done_at, zone),
            )
            for one in wishes
        ),
    )
