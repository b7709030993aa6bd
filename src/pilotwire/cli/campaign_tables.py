"""How campaigns and their stations are printed."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from rich.table import Table

from pilotwire.cli.firmware_tables import state_text
from pilotwire.cli.options import Options
from pilotwire.cli.output import emit_json, facts, grid, rest, right, show
from pilotwire.cli.words import lasting, plain, when
from pilotwire.client.campaign import Campaign, Member


def campaign_table(found: Sequence[Campaign], zone: tzinfo | None) -> Table:
    """Campaigns, one a line."""
    return grid(
        ("Begun", "Campaign", "Release", "State", right("Stations"), right("Done"), right("Failed"), rest("Name")),
        (
            (
                when(one.started_at, zone),
                one.id,
                plain(one.release),
                state_text("paused" if one.paused else one.state),
                str(one.stations),
                str(one.counts.done),
                str(one.counts.failed),
                plain(one.name),
            )
            for one in found
        ),
    )


def member_table(found: Sequence[Member], zone: tzinfo | None) -> Table:
    """Stations, one a line."""
    return grid(
        ("Station", right("Wave"), "State", "Waits for", right("Tries"), "Took", "From", "Runs", rest("Why")),
        (
            (
                plain(one.station),
                str(one.wave),
                state_text(one.state),
                one.waits_for or "",
                str(one.attempts or ""),
                "" if one.duration_s is None else lasting(timedelta(seconds=round(one.duration_s))),
                plain(one.previous or ""),
                plain(one.firmware or ""),
                plain(" ".join(part for part in (one.why, f"({one.detail})" if one.detail else None) if part)),
            )
            for one in found
        ),
    )


def tell_campaign(one: Campaign, options: Options) -> None:
    """Print one campaign, as the options say."""
    if options.json:
        emit_json(one)
        return
    sizes = ", ".join(str(wave.stations) for wave in one.waves)
    spans = ", ".join(f"{each.start}-{each.end} {' '.join(each.days)}".strip() for each in one.windows)
    brake = "" if one.abort_percent is None else f"at {one.abort_percent} % of {one.abort_minimum} attempts or more"
    show(
        facts((
            ("Campaign", one.id),
            ("Name", plain(one.name)),
            ("Release", plain(one.release)),
            ("State", state_text("paused" if one.paused else one.state)),
            ("Progress", line(one)),
            ("Waves", f"{sizes} stations; wave {one.wave} is under way"),
            ("Windows", f"{spans} {one.time_zone or ''}".strip()),
            ("Opens", when(one.next_opening, options.zone)),
            ("At a time", str(one.at_once)),
            ("Gives up", brake),
            ("Begun", when(one.started_at, options.zone)),
            ("Ends", when(one.ends_at, options.zone)),
            ("Ended", when(one.ended_at, options.zone)),
            ("Note", plain(one.note or "")),
        ))
    )  # fmt: skip


def line(one: Campaign) -> str:
    """How far it is, in a line."""
    counts = one.counts
    ended = one.stations - counts.waiting - counts.running
    told = [
        f"{number} {word}"
        for number, word in (
            (counts.done, "done"), (counts.failed, "failed"), (counts.skipped, "skipped"),
            (counts.cancelled, "cancelled"), (counts.unreached, "unreached"), (counts.running, "running"),
            (counts.waiting, "waiting"),
        )
        if number
    ]  # fmt: skip
    word = "paused" if one.paused else one.state
    return f"{word}: {ended} of {one.stations}, wave {one.wave} of {len(one.waves)}: {', '.join(told)}"
