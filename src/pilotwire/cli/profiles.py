"""`pilotwire profiles`: charging profiles at stations, and what they come to."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Annotated, Final

import msgspec
from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.call import payload_text
from pilotwire.cli.control import ENDS, Station, Timeout, act_on
from pilotwire.cli.operations import operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import profiles as p
from pilotwire.client.charging_profile import ChargingProfileInput, Purpose

app = App(name="profiles", help="Charging profiles: list, set, clear, read; composite, compare; needs.")

Evse = Annotated[int, Parameter(help="An EVSE's number; 0 is the whole station.")]
Unit = Annotated[p.RateUnit, Parameter(help="In A (of each phase) or W (of all).")]
Hours = Annotated[float, Parameter(help="How far ahead.")]
_STYLE: Final[dict[str, str]] = {
    "accepted": "green", "reported": "cyan", "refused": "bold red", "missing": "red", "unanswered": "yellow",
    "not-sent": "yellow",
}  # fmt: skip
_WIDTH: Final = 40


@app.command(name="list")
def list_profiles(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List what a station keeps, limits from outside among it, and what became of the rest."""
    found = with_client(options, lambda client: client.profiles.list(station)).items
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(profile_table(found, options.zone))
    else:
        note(f"No charging profile is known of {station}; `pilotwire profiles read {station}` asks it.")


@app.command(name="set", help_epilogue=ENDS)
def set_profile(
    station: Station,
    profile: Annotated[str, Parameter(help="JSON object, @FILE, or - for standard input.", allow_leading_hyphen=True)],
    /,
    *,
    evse: Evse = 0,
    force: Annotated[Switch, Parameter(help="Send it against what the station has told that it takes.")] = False,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station keep a charging profile."""
    given = typed(msgspec.json.decode(payload_text(profile, "profile"), type=dict[str, object]), ChargingProfileInput)
    body = typed({"profile": given, "evse_id": evse, "force": force, "timeout_s": timeout_s}, p.SetProfileInput)
    return act_on(options, lambda client: client.profiles.set(station, body))


@app.command(name="clear", help_epilogue=ENDS)
def clear_profiles(
    station: Station,
    number: Annotated[int | None, Parameter(help="The profile's number; or say what fits below.")] = None,
    /,
    *,
    evse: Annotated[int | None, Parameter(help="Those of this EVSE; 0: of the station.")] = None,
    purpose: Annotated[Purpose | None, Parameter(help="Those of this purpose.")] = None,
    stack_level: Annotated[int | None, Parameter(help="Those of this stack level.")] = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station keep charging profiles no longer."""
    body = {
        "id": number, "evse_id": evse, "purpose": purpose, "stack_level": stack_level, "timeout_s": timeout_s
    }  # fmt: skip
    wanted = typed(body, p.ClearProfilesInput)
    return act_on(options, lambda client: client.profiles.clear(station, wanted))


@app.command(name="read")
def read_profiles(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """Have a station tell which charging profiles it keeps, as an operation."""
    begun = with_client(options, lambda client: client.profiles.read(station))
    if options.json:
        emit_json(begun)
    else:
        show(operation_table([begun], options.zone))


@app.command(name="composite")
def show_composite(
    station: Station, /, *, evse: Evse = 0, hours: Hours = 24, unit: Unit = "A", options: Options = DEFAULTS
) -> None:
    """Draw what all charging profiles together allow; the station is not asked."""
    wanted = typed({"evse_id": evse, "duration_s": int(hours * 3600), "rate_unit": unit}, p.CompositeWish)
    found = with_client(options, lambda client: client.profiles.predict(station, wanted))
    if options.json:
        emit_json(found)
    else:
        show(composite_table(found, options.zone))


@app.command(name="compare")
def compare(
    station: Station,
    /,
    *,
    evse: Evse = 0,
    hours: Hours = 24,
    unit: Unit = "A",
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Ask a station what it allows, beside what its profiles come to; the exit code is 0 when both are the same."""
    body = {"evse_id": evse, "duration_s": int(hours * 3600), "rate_unit": unit, "timeout_s": timeout_s}
    wanted = typed(body, p.CompositeInput)
    answer = with_client(options, lambda client: client.profiles.compare(station, wanted))
    if options.json:
        emit_json(answer)
    elif answer.station_schedule is None:
        note(f"The station answered {answer.status}.")
    else:
        show(composite_table(answer.station_schedule, options.zone))
        for one in answer.differences:
            note(f"From {one.start_s} s on its limit is {_limit(one.station)}, expected {_limit(one.ours)}.")
    return 0 if answer.status == "Accepted" and not answer.differences else 1


@app.command(name="needs")
def list_needs(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List what the cars at a station told of their needs."""
    found = with_client(options, lambda client: client.profiles.needs(station)).items
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(needs_table(found, options.zone))
    else:
        note(f"No car at {station} has told what it needs.")


def needs_table(needs: Sequence[p.ChargingNeeds], zone: tzinfo | None) -> Table:
    """Needs, an EVSE a line."""
    return grid(
        ("EVSE", "Told", "Transfer", "Control", "Leaves", "Periods", "Transaction", "Chose", rest("Answered")),
        (
            (
                str(one.evse_id),
                when(one.received_at, zone),
                one.energy_transfer,
                one.control_mode or "",
                when(one.departure_at, zone),
                "" if one.max_tuples is None else str(one.max_tuples),
                one.transaction_id or "",
                "yes" if one.schedule is not None else "",
                one.answer,
            )
            for one in needs
        ),
    )


def profile_table(profiles: Sequence[p.InstalledProfile], zone: tzinfo | None) -> Table:
    """Profiles, one a line."""
    return grid(
        ("Number", "EVSE", "State", "Since", "Purpose", "Level", "Kind", "By", rest("Limits")),
        (
            (
                str(one.id),
                str(one.evse_id),
                Text(one.state, _STYLE.get(one.state, "")),
                when(one.state_at, zone),
                one.purpose,
                str(one.stack_level),
                one.recurrency or one.kind,
                one.actor or one.source,
                _limits(one),
            )
            for one in profiles
        ),
    )


def composite_table(schedule: p.CompositeSchedule, zone: tzinfo | None) -> Table:
    """What is allowed from when on, each with a bar beside the highest."""
    most = max((one.limit or 0.0 for one in schedule.periods), default=0.0)
    return grid(
        ("From", "Limit", "Phases", "Profile", rest("")),
        (
            (
                when(type(schedule.start_at).of(_at(schedule.start_at, one.start_s)), zone),
                "no limit" if one.limit is None else f"{one.limit:g} {schedule.rate_unit}",
                "" if one.phases is None else str(one.phases),
                "" if one.by is None else str(one.by),
                _bar(one.limit, most),
            )
            for one in schedule.periods
        ),
    )


def _at(start_at: datetime, start_s: int) -> datetime:
    return start_at + timedelta(seconds=start_s)


def _bar(limit: float | None, most: float) -> Text:
    if limit is None:
        return Text("·" * _WIDTH, "dim")
    return Text("█" * (round(_WIDTH * limit / most) if most else 0), "green")


def _limits(one: p.InstalledProfile) -> str:
    """The first schedule in a few words."""
    if not one.schedules:
        return ""
    first = one.schedules[0]
    parts = [f"{period.get('start_s')} s {period.get('limit', '-')}" for period in first.get("periods", [])[:4]]
    more = " ..." if len(first.get("periods", [])) > 4 else ""
    return f"{', '.join(parts)}{more} {first.get('rate_unit', '')}"


def _limit(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
