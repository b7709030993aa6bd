"""`pilotwire bulk`: the same at many stations, a few at a time."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import note
from pilotwire.cli.typed import typed
from pilotwire.client.bulk import BulkInput
from pilotwire.client.control import ResetKind
from pilotwire.client.variable import ReportBase

if TYPE_CHECKING:
    from pilotwire.client.client import Client
    from pilotwire.client.operation import Operation

app = App(name="bulk", help="The same at many stations: report, apply, sync, reset, passwords, profiles.")

Stations = Annotated[tuple[str, ...], Parameter(help="Ids of stations; none where a selection is given.")]
Q = Annotated[str | None, Parameter(help="Text within id, name, vendor, model, serial number or labels.")]
Vendor = Annotated[str | None, Parameter(help="Of this vendor.")]
Model = Annotated[str | None, Parameter(help="Of this model.")]
Firmware = Annotated[str | None, Parameter(help="With this firmware version.")]
Protocol = Annotated[Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | None, Parameter(help="Speaking this version.")]
LabelFilter = Annotated[str | None, Parameter(help="With this label.")]
All = Annotated[Switch, Parameter(name="--all", help="All stations.")]
AtOnce = Annotated[int, Parameter(help="At most so many at a time, up to 50.")]
AbortPercent = Annotated[int | None, Parameter(help="Begin nothing more once so many percent have failed.")]
Wait = Annotated[Switch, Parameter(help="Wait until it has ended.")]


@app.command(name="report")
def bulk_report(
    *stations: str,
    base: Annotated[ReportBase, Parameter(help="Which report.")] = "FullInventory",
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Ask stations for all of their variables."""
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    limits = _limits(at_once, abort_percent)
    return _start({"kind": "station.report", "base": base, **selected, **limits}, wait, options)


@app.command(name="apply")
def bulk_apply(
    template: Annotated[str, Parameter(help="The template's name.")],
    /,
    *stations: str,
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Write a template to stations."""
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    limits = _limits(at_once, abort_percent)
    return _start({"kind": "template.apply", "template": template, **selected, **limits}, wait, options)


@app.command(name="sync")
def bulk_sync(
    *stations: str,
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Bring the local lists of stations in step."""
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    return _start({"kind": "local_list.sync", **selected, **_limits(at_once, abort_percent)}, wait, options)


@app.command(name="reset")
def bulk_reset(
    *stations: str,
    kind: Annotated[ResetKind, Parameter(help="At once, once idle, or at once and charging on.")] = "OnIdle",
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Have stations start anew, and wait until each has booted."""
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    limits = _limits(at_once, abort_percent)
    return _start({"kind": "station.reset", "reset_kind": kind, **selected, **limits}, wait, options)


@app.command(name="rotate-passwords")
def bulk_rotate_passwords(
    *stations: str,
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Give stations new passwords, which nobody but the station knows then."""
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    return _start({"kind": "station.rotate_password", **selected, **_limits(at_once, abort_percent)}, wait, options)


@app.command(name="raise-profile")
def bulk_raise_profile(
    profile: Annotated[int, Parameter(help="1: password; 2: TLS and password; 3: TLS and a certificate.")],
    /,
    *stations: str,
    url: Annotated[str | None, Parameter(help="Where stations find this server then, without their id.")] = None,
    q: Q = None, vendor: Vendor = None, model: Model = None, firmware: Firmware = None, protocol: Protocol = None,
    label: LabelFilter = None, all_: All = False, at_once: AtOnce = 10, abort_percent: AbortPercent = None,
    wait: Wait = False, options: Options = DEFAULTS,
) -> int:  # fmt: skip
    """Have stations use another security profile; see security-profile."""
    wanted = {"security_profile": profile} | ({"csms_url": url} if url else {})
    selected = _selected(stations, q, vendor, model, firmware, protocol, label, all_)
    limits = _limits(at_once, abort_percent)
    return _start({"kind": "station.raise_profile", "profile": wanted, **selected, **limits}, wait, options)


def _selected(stations: tuple[str, ...], *filters: object) -> dict[str, object]:
    names = ("q", "vendor", "model", "firmware", "protocol", "label", "all")
    selection = {name: value for name, value in zip(names, filters, strict=True) if value}
    body: dict[str, object] = {"stations": list(stations)} if stations else {}
    return body | ({"selection": selection} if selection else {})


def _limits(at_once: int, abort_percent: int | None) -> dict[str, object]:
    said: dict[str, object] = {"at_once": at_once, "abort_percent": abort_percent}
    return {name: value for name, value in said.items() if value is not None}


def _start(body: dict[str, object], wait: bool, options: Options) -> int:
    wanted = typed(body, BulkInput)

    async def run(client: "Client") -> "Operation":
        begun = await client.long_work.start_bulk(wanted)
        return await ended_operation(client, begun.id) if wait else begun

    found = with_client(options, run)
    tell_operation(found, options)
    if not options.json:
        note(f"Station by station: pilotwire operations list --parent {found.id}")
    return 1 if wait and found.state != "done" else 0
