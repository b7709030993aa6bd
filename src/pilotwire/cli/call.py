"""`pilotwire call`: any OCPP call, and the station's own answer."""

import json
import sys
from pathlib import Path
from typing import Annotated, Final

import msgspec
from cyclopts import App, Parameter
from rich.highlighter import JSONHighlighter
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, note, show
from pilotwire.cli.problem import tell
from pilotwire.cli.typed import typed
from pilotwire.cli.words import millis, plain
from pilotwire.client.call import CallOutcome, CallRequest, CallResult
from pilotwire.client.problem import ApiProblem

app = App(
    name="call",
    help_epilogue="Ends with 0 for a result (Rejected is one too), 3 when the station answered with an error, "
    "4 when it is not connected, 5 when it did not answer in time.",
)

ANSWERED_WITH_ERROR: Final = 3
NOT_CONNECTED: Final = 4
NO_ANSWER: Final = 5
_EXIT_CODES: Final = {409: NOT_CONNECTED, 504: NO_ANSWER}


@app.default
def call(
    station: Annotated[str, Parameter(help="The station's id.")],
    action: Annotated[str, Parameter(help="Such as Reset, GetVariables or ChangeConfiguration.")],
    payload: Annotated[
        str, Parameter(help="JSON object, @FILE, or - for standard input.", allow_leading_hyphen=True)
    ] = "{}",
    /,
    *,
    timeout_s: Annotated[
        float | None,
        Parameter(name=["--timeout-s", "--timeout"], help="How long the station has to answer; otherwise as set."),
    ] = None,
    validate: Annotated[
        bool, Parameter(negative="--no-validate", help="Check the payload first; otherwise send it as it is.")
    ] = True,
    options: Options = DEFAULTS,
) -> int:
    """Send a station any OCPP call and print its own answer."""
    request = request_of(action, payload, timeout_s, validate)
    try:
        outcome = with_client(options, lambda client: client.call(station, request))
    except ApiProblem as problem:
        if problem.status not in _EXIT_CODES:
            raise
        tell(problem)
        return _EXIT_CODES[problem.status]
    if options.json:
        emit_json(outcome)
    else:
        _tell(outcome)
    return 0 if isinstance(outcome, CallResult) else ANSWERED_WITH_ERROR


def request_of(action: str, payload: str, timeout_s: float | None, validate: bool) -> CallRequest:
    """The body of the request. Raises UsageError when the payload is no JSON object, or a value is out of bounds."""
    text = payload_text(payload)
    body = {"action": action, "timeout_s": timeout_s, "validate": validate}
    return msgspec.structs.replace(typed(body, CallRequest), payload=msgspec.Raw(text.encode()))


def payload_text(payload: str, what: str = "payload") -> str:
    """JSON from an argument, a file or standard input. Raises UsageError, naming `what`, unless it is an object."""
    text = _read(payload, what).strip() or "{}"
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"The {what} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            f"/{what}",
            """Put it in single quotes in a shell: '{"type": "Soft"}'.""",
        ) from None
    if not isinstance(value, dict):
        raise UsageError(f"The {what} is JSON, but no object.", f"/{what}", 'Write it in braces: {"type": "Soft"}.')
    return text


def pretty(raw: msgspec.Raw) -> Text:
    """JSON over several lines, its numbers as the station wrote them."""
    lines = msgspec.json.format(bytes(raw), indent=2).decode().split("\n")
    return JSONHighlighter()("\n".join(plain(line) for line in lines))


def _read(payload: str, what: str) -> str:
    if payload == "-":
        return sys.stdin.read()
    if not payload.startswith("@"):
        return payload
    file = Path(payload[1:]).expanduser()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"The {what} cannot be read from {file}: {reason}.", f"/{what}", "Check the path.") from None


def _tell(outcome: CallOutcome) -> None:
    if isinstance(outcome, CallResult):
        note(f"answered in {millis(outcome.latency_ms)}")
        show(pretty(outcome.payload))
        return
    note(f"answered with an error in {millis(outcome.latency_ms)}")
    show(Text.assemble((plain(outcome.code), "bold red"), f" {plain(outcome.description)}".rstrip()))
    if bytes(outcome.details) != b"{}":
        show(pretty(outcome.details))
