"""`pilotwire campaign`: one release to many stations, in waves."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from cyclopts import App, Parameter

from pilotwire.cli.bulk import EVERYTHING_LEFT_OUT, Choice
from pilotwire.cli.campaign_tables import campaign_table, line, member_table, tell_campaign
from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.moment import ahead, present
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit, emit_json, note
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.client.campaign import Campaign, CampaignInput, Member, MemberFilter
from pilotwire.kernel.time import print_millis

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(
    name="campaign",
    help="Firmware campaigns: start, list, show, stations, watch, pause, resume, cancel, retry, report as CSV.",
)

Id = Annotated[str, Parameter(help="The campaign's id.")]
_ENDED: Final = ("done", "aborted", "cancelled", "failed")
_LOOK_EVERY_S: Final = 0.5
_PAGE: Final = 500
_COLUMNS: Final = (
    "station", "wave", "state", "waits_for", "attempts", "failures", "why", "detail", "begun_at", "ended_at",
    "duration_s", "previous", "firmware", "operation",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@app.command(name="start")
def start(
    name: Annotated[str, Parameter(help="What it is called.")],
    release: Annotated[str | None, Parameter(help="The release's name.")] = None,
    /,
    *stations: str,
    wave: Annotated[
        tuple[str, ...], Parameter(help="Size of a wave, in stations or percent: 5, 20%; the rest goes last.")
    ] = (),
    window: Annotated[tuple[str, ...], Parameter(help="When updates may begin: 22:00-05:00.")] = (),
    time_zone: Annotated[str | None, Parameter(help="Whose clock that is, such as Europe/Berlin.")] = None,
    attempts: Annotated[int, Parameter(help="How often each station is tried.")] = 1,
    abort_minimum: Annotated[int, Parameter(help="Attempts that must have ended before a share counts.")] = 5,
    when_busy: Annotated[str, Parameter(help="wait, skip or begin where a transaction runs.")] = "wait",
    ends_at: Annotated[str | None, Parameter(help="Begin nothing later: a time, or 3d from now.")] = None,
    via: Annotated[str | None, Parameter(help="Have stations fetch it from this local controller.")] = None,
    file: Annotated[Path | None, Parameter(help="A campaign as JSON, as the API takes it, for all else.")] = None,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Begin a campaign at the stations named, or at those that fit; they are settled now."""
    if file is not None:
        body = _from_file(file, name)
    else:
        said: dict[str, object] = {
            "name": name, "release": release, "waves": _waves(wave), "windows": [_window(one) for one in window],
            "time_zone": time_zone, "attempts": attempts, "abort_minimum": abort_minimum, "when_busy": when_busy,
            "ends_at": None if ends_at is None else ahead(ends_at, "--ends-at", present()).isoformat(), "via": via,
        } | choice.asked(stations)  # fmt: skip
        body = typed({key: value for key, value in said.items() if value is not None}, CampaignInput)

    async def run(client: "Client") -> Campaign:
        begun = await client.campaigns.start(body)
        return await _watched(client, begun.id, options) if choice.wait else begun

    return _told(with_client(options, run), options)


@app.command(name="list")
def list_campaigns(*, limit: Limit = 50, options: Options = DEFAULTS) -> None:
    """List campaigns, the latest first."""
    print_list(options, limit, lambda client: lambda size, cursor: client.campaigns.list(size, cursor), campaign_table)


@app.command(name="show")
def show_campaign(campaign: Id, /, *, options: Options = DEFAULTS) -> None:
    """Show one campaign and how far it is."""
    tell_campaign(with_client(options, lambda client: client.campaigns.get(campaign)), options)


@app.command(name="stations")
def list_stations(
    campaign: Id,
    /,
    *,
    state: Annotated[
        str | None, Parameter(help="waiting, running, done, failed, skipped, cancelled or unreached.")
    ] = None,
    wave: Annotated[int | None, Parameter(help="Of this wave, from 1.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List the stations of a campaign in its order."""
    said = {"state": state, "wave": wave}
    wanted = typed({key: value for key, value in said.items() if value is not None}, MemberFilter)
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.campaigns.stations(campaign, wanted, size, cursor),
        member_table,
    )


@app.command(name="watch")
def watch(campaign: Id, /, *, options: Options = DEFAULTS) -> int:
    """Follow a campaign until it ends; exit code 0 only when it is done."""
    return _told(with_client(options, lambda client: _watched(client, campaign, options)), options)


@app.command(name="pause")
def pause(campaign: Id, /, *, options: Options = DEFAULTS) -> None:
    """Have a campaign begin nothing more; what runs goes on."""
    tell_campaign(with_client(options, lambda client: client.campaigns.pause(campaign)), options)


@app.command(name="resume")
def resume(campaign: Id, /, *, options: Options = DEFAULTS) -> None:
    """Go on with a campaign that was paused, or holds after a wave."""
    tell_campaign(with_client(options, lambda client: client.campaigns.resume(campaign)), options)


@app.command(name="cancel")
def cancel(campaign: Id, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """End a campaign and call off what runs."""
    if confirmed(f"Cancel campaign {campaign}?", yes):
        tell_campaign(with_client(options, lambda client: client.campaigns.cancel(campaign)), options)


@app.command(name="retry")
def retry(campaign: Id, /, *, options: Options = DEFAULTS) -> None:
    """Begin a new campaign for the stations that an ended one has left over."""
    tell_campaign(with_client(options, lambda client: client.campaigns.retry(campaign)), options)


@app.command(name="report")
def report(campaign: Id, /, *, options: Options = DEFAULTS) -> None:
    """Print all stations of a campaign as CSV: how each stands, why, and how long it took."""

    async def run(client: "Client") -> None:
        if not options.json:
            emit(",".join(_COLUMNS))
        async for one in _members(client, campaign):
            if options.json:
                emit_json(one)
            else:
                emit(_row(one))

    with_client(options, run)


async def _watched(client: "Client", campaign: str, options: Options) -> Campaign:
    """The campaign once it has ended; tells meanwhile, on standard error, how far it is."""
    told = ""
    while True:
        found = await client.campaigns.get(campaign)
        if (now := line(found)) != told:
            told = now
            note(now)
        if found.state in _ENDED:
            return found
        await asyncio.sleep(_LOOK_EVERY_S)


async def _members(client: "Client", campaign: str) -> AsyncIterator[Member]:
    cursor: str | None = None
    while True:
        page = await client.campaigns.stations(campaign, None, _PAGE, cursor)
        for one in page.items:
            yield one
        cursor = page.next_cursor
        if cursor is None:
            return


def _told(found: Campaign, options: Options) -> int:
    tell_campaign(found, options)
    return 1 if found.state in ("aborted", "cancelled", "failed") else 0


def _row(one: Member) -> str:
    into = io.StringIO()
    values = (getattr(one, column) for column in _COLUMNS)
    csv.writer(into, lineterminator="").writerow([_cell(value) for value in values])
    return into.getvalue()


def _cell(value: object) -> str:
    """Text of stations and people; a spreadsheet would run what begins like a formula."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return print_millis(value)  # type: ignore[arg-type]
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _waves(given: tuple[str, ...]) -> list[dict[str, int]] | None:
    if not given:
        return None
    sizes = [_wave(one) for one in given]
    ends_open = sum(one.get("percent", 0) for one in sizes) != _ALL
    return [*sizes, {}] if ends_open else sizes


def _wave(text: str) -> dict[str, int]:
    number, percent, rest = text.partition("%")
    if not number.isascii() or not number.isdigit() or rest:
        raise UsageError(f"--wave is '{text}', which is no size.", "", "Write it like 5 or 20%.")
    return {"percent" if percent else "stations": int(number)}


def _window(text: str) -> dict[str, str]:
    begin, dash, end = text.partition("-")
    if not dash:
        raise UsageError(f"--window is '{text}', which is no span.", "", "Write it like 22:00-05:00.")
    return {"start": begin.strip(), "end": end.strip()}


def _from_file(file: Path, name: str) -> CampaignInput:
    try:
        given = msgspec.json.decode(file.read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{file} is no JSON object: {error}.", "", "Correct it.") from None
    return typed({**given, "name": name}, CampaignInput)


_ALL: Final = 100
