"""`pilotwire bulk`: the same at many stations, a few at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import App, Parameter

from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import note
from pilotwire.cli.typed import typed
from pilotwire.client.bulk import BulkInput
from pilotwire.client.control import ResetKind
from pilotwire.client.log import LogKind
from pilotwire.client.variable import ReportBase

if TYPE_CHECKING:
    from pilotwire.client.client import Client
    from pilotwire.client.operation import Operation

app = App(
    name="bulk", help="The same at many stations: report, apply, sync, reset, passwords, profiles, monitors, logs."
)


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which stations, how many at a time, and whether to wait for the end."""

    q: Annotated[str | None, Parameter(help="Text within id, name, vendor, model, serial number or labels.")] = None
    vendor: Annotated[str | None, Parameter(help="Of this vendor.")] = None
    model: Annotated[str | None, Parameter(help="Of this model.")] = None
    firmware: Annotated[str | None, Parameter(help="With this firmware version.")] = None
    protocol: Annotated[Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | None, Parameter(help="Speaking this version.")] = (
        None
    )
    label: Annotated[str | None, Parameter(help="With this label.")] = None
    all_: Annotated[Switch, Parameter(name="--all", help="All stations.")] = False
    at_once: Annotated[int, Parameter(help="At most so many at a time, up to 50.")] = 10
    abort_percent: Annotated[int | None, Parameter(help="Begin nothing more once so many percent have failed.")] = None
    wait: Annotated[Switch, Parameter(help="Wait until it has ended.")] = False

    def asked(self, stations: tuple[str, ...]) -> dict[str, object]:
        """What a request says of all this."""
        said = {name: getattr(self, name) for name in ("q", "vendor", "model", "firmware", "protocol", "label")}
        selection = {name: value for name, value in (said | {"all": self.all_}).items() if value}
        body: dict[str, object] = {"at_once": self.at_once}
        if self.abort_percent is not None:
            body["abort_percent"] = self.abort_percent
        if stations:
            body["stations"] = list(stations)
        return body | ({"selection": selection} if selection else {})


EVERYTHING_LEFT_OUT: Final = Choice()


@app.command(name="report")
def bulk_report(
    *stations: str,
    base: Annotated[ReportBase, Parameter(help="Which report.")] = "FullInventory",
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Ask stations for all of their variables."""
    return _start({"kind": "station.report", "base": base, **choice.asked(stations)}, choice, options)


@app.command(name="apply")
def bulk_apply(
    template: Annotated[str, Parameter(help="The template's name.")],
    /,
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Write a template to stations."""
    return _start({"kind": "template.apply", "template": template, **choice.asked(stations)}, choice, options)


@app.command(name="sync")
def bulk_sync(
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Bring the local lists of stations in step."""
    return _start({"kind": "local_list.sync", **choice.asked(stations)}, choice, options)


@app.command(name="reset")
def bulk_reset(
    *stations: str,
    kind: Annotated[ResetKind, Parameter(help="At once, once idle, or at once and charging on.")] = "OnIdle",
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Have stations start anew, and wait until each has booted."""
    return _start({"kind": "station.reset", "reset_kind": kind, **choice.asked(stations)}, choice, options)


@app.command(name="rotate-passwords")
def bulk_rotate_passwords(
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Give stations new passwords, which nobody but the station knows then."""
    return _start({"kind": "station.rotate_password", **choice.asked(stations)}, choice, options)


@app.command(name="logs")
def bulk_logs(
    *stations: str,
    log: Annotated[LogKind, Parameter(help="Which log.")] = "DiagnosticsLog",
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Get a log of stations, a few at a time."""
    return _start({"kind": "station.get_log", "log": {"log": log}, **choice.asked(stations)}, choice, options)


@app.command(name="tariffs")
def bulk_tariffs(
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Bring the default tariffs of stations into step with what is assigned."""
    return _start({"kind": "station.tariffs", **choice.asked(stations)}, choice, options)


@app.command(name="raise-profile")
def bulk_raise_profile(
    profile: Annotated[int, Parameter(help="1: password; 2: TLS and password; 3: TLS and a certificate.")],
    /,
    *stations: str,
    url: Annotated[str | None, Parameter(help="Where stations find this server then, without their id.")] = None,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Have stations use another security profile; see security-profile."""
    wanted = {"security_profile": profile} | ({"csms_url": url} if url else {})
    return _start({"kind": "station.raise_profile", "profile": wanted, **choice.asked(stations)}, choice, options)


@app.command(name="report-monitors")
def bulk_report_monitors(
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Ask stations for all of their monitors."""
    return _start({"kind": "station.monitoring_report", **choice.asked(stations)}, choice, options)


@app.command(name="apply-monitors")
def bulk_apply_monitors(
    template: Annotated[str, Parameter(help="The name of the template of monitors.")],
    /,
    *stations: str,
    choice: Choice = EVERYTHING_LEFT_OUT,
    options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Set a template's monitors at stations."""
    return _start({"kind": "monitor_template.apply", "template": template, **choice.asked(stations)}, choice, options)


def _start(body: dict[str, object], choice: Choice, options: Options) -> int:
    wanted = typed(body, BulkInput)

    async def run(client: "Client") -> "Operation":
        begun = await client.long_work.start_bulk(wanted)
        return await ended_operation(client, begun.id) if choice.wait else begun

    found = with_client(options, run)
    tell_operation(found, options)
    if not options.json:
        note(f"Station by station: pilotwire operations list --parent {found.id}")
    return 1 if choice.wait and found.state != "done" else 0
