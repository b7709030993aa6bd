"""What an operator decides about one station, as flags, and as the bodies that the API takes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from pilotwire.cli.options import UsageError
from pilotwire.cli.typed import typed
from pilotwire.client.station import StationInput, StationPatch

Clearable = Literal[
    "name", "password", "onboarding", "quiet", "ingest", "ingest-rules", "subprotocol-when-absent", "ping-interval-s",
    "naive-offset-min", "trigger-boot", "compression", "labels",
]  # fmt: skip
_OWN: Final = frozenset({"name", "password", "onboarding", "labels"})


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Rules:
    """Flags for everything but the password; None is not said."""

    name: Annotated[str | None, Parameter(help="What people call it.")] = None
    label: Annotated[
        tuple[str, ...],
        Parameter(help="A short word to find it by; all that it has are to be given.", negative="", show_default=False),
    ] = ()
    onboarding: Annotated[
        Literal["accept", "pending", "refuse"] | None, Parameter(help="Its own rule, in place of the deployment's.")
    ] = None
    quiet: Annotated[bool | None, Parameter(help="Send it no call that nobody asked for.")] = None
    ingest: Annotated[
        Literal["strict", "tolerant", "record-only"] | None, Parameter(help="How its faulty messages are taken.")
    ] = None
    ingest_rule: Annotated[
        tuple[str, ...],
        Parameter(
            help="One repair by its name: NAME=on, off or record-only. May be repeated.",
            negative="",
            show_default=False,
        ),
    ] = ()
    subprotocol_when_absent: Annotated[
        Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | None, Parameter(help="What it speaks when it names no version.")
    ] = None
    ping_interval_s: Annotated[int | None, Parameter(help="WebSocket ping; 0 is never.")] = None
    naive_offset_min: Annotated[
        int | None,
        Parameter(help="Zone of timestamps without one, in minutes east of UTC.", allow_leading_hyphen=True),
    ] = None
    trigger_boot: Annotated[bool | None, Parameter(help="Ask it to boot when it does not by itself.")] = None
    compression: Annotated[bool | None, Parameter(help="Offer it permessage-deflate.")] = None


NO_RULES: Final = Rules()


def input_of(rules: Rules, password: str | None) -> StationInput:
    """The body of a PUT. Raises UsageError for a value that the API would not take."""
    return typed(_body(rules, password), StationInput)


def patch_of(rules: Rules, password: str | None, clear: Iterable[Clearable]) -> StationPatch:
    """The body of a PATCH; what is cleared goes back to the default. Raises UsageError, for an empty one too."""
    body = _body(rules, password)
    for flag in clear:
        field = flag.replace("-", "_")
        place = body if field in _OWN else body.setdefault("behaviour", {})
        if not isinstance(place, dict) or field in place:
            raise UsageError(f"{flag} is set and cleared at once.", f"/{field}", "Leave out one of both.")
        place[field] = None
    if not body:
        raise UsageError("Nothing is to be changed.", "", "Name at least one option; --help lists them.")
    return typed(body, StationPatch)


def _body(rules: Rules, password: str | None) -> dict[str, object]:
    said = {name: value for name, value in asdict(rules).items() if value is not None and value != ()}
    if password is not None:
        said["password"] = password
    if "label" in said:
        said["labels"] = list(said.pop("label"))
    if "ingest_rule" in said:
        said["ingest_rules"] = dict(_split(rule) for rule in said.pop("ingest_rule"))
    behaviour = {name: value for name, value in said.items() if name not in _OWN}
    own = {name: value for name, value in said.items() if name in _OWN}
    return {**own, "behaviour": behaviour} if behaviour else own


def _split(rule: str) -> tuple[str, str]:
    name, equals, switch = rule.partition("=")
    if not equals or not name:
        raise UsageError(
            f"'{rule}' is no rule.", "/ingest_rules", "Write it like meter-values-split=off; on, off or record-only."
        )
    return name, switch
