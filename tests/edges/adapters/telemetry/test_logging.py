"""The log: one form for everything, nothing secret, nothing forged."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from pilotwire.adapters.telemetry.logging import configure_logging, printable, redact


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def redacted(**event: object) -> dict[str, object]:
    return dict(redact(None, "info", dict(event)))


def test_lines_of_the_standard_library_come_as_json_with_their_extras() -> None:
    stream = io.StringIO()
    configure_logging("info", "auto", stream)
    logging.getLogger("pilotwire.x").info("station %s booted", "CP-1", extra={"station": "CP-1"})
    (line,) = lines(stream)
    assert line["event"] == "station CP-1 booted"
    assert (line["level"], line["logger"], line["station"]) == ("info", "pilotwire.x", "CP-1")
    assert str(line["timestamp"]).endswith("Z")


def test_lines_of_structlog_come_in_the_same_form_with_their_context() -> None:
    stream = io.StringIO()
    configure_logging("info", "json", stream)
    with structlog.contextvars.bound_contextvars(station="CP-1"):
        structlog.stdlib.get_logger("pilotwire.y").warning("odd", message_id="42")
        logging.getLogger("pilotwire.z").info("also")
    first, second = lines(stream)
    assert (first["event"], first["level"], first["station"], first["message_id"]) == ("odd", "warning", "CP-1", "42")
    assert second["station"] == "CP-1"


def test_below_the_level_nothing_is_written() -> None:
    stream = io.StringIO()
    configure_logging("warning", "json", stream)
    logging.getLogger("pilotwire.x").info("no")
    structlog.stdlib.get_logger("pilotwire.x").info("no")
    assert stream.getvalue() == ""


def test_statements_and_access_lines_stay_out_even_at_debug() -> None:
    stream = io.StringIO()
    configure_logging("debug", "json", stream)
    logging.getLogger("sqlalchemy.engine.Engine").info("INSERT ...")
    logging.getLogger("uvicorn.access").info("GET /")
    logging.getLogger("pilotwire.x").debug("yes")
    assert [line["event"] for line in lines(stream)] == ["yes"]


def test_a_second_configuration_replaces_the_first() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure_logging("info", "json", first)
    configure_logging("info", "json", second)
    logging.getLogger("pilotwire.x").info("once")
    assert first.getvalue() == ""
    assert len(lines(second)) == 1


def test_lines_for_people_have_no_colours_without_a_terminal() -> None:
    stream = io.StringIO()
    configure_logging("info", "console", stream)
    logging.getLogger("pilotwire.x").info("ready", extra={"port": 9000})
    assert "ready" in stream.getvalue()
    assert "port=9000" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_failure_is_told_without_the_values_of_variables(style: str) -> None:
    stream = io.StringIO()
    configure_logging("info", "json" if style == "json" else "console", stream)
    try:
        hidden = "s3cr3t"
        raise ValueError("broken " + "x" * len(hidden))
    except ValueError:
        logging.getLogger("pilotwire.x").exception("failed")
    assert "ValueError: broken xxxxxx" in stream.getvalue()
    assert "s3cr3t" not in stream.getvalue()


def test_credentials_in_the_text_of_a_failure_are_blotted_out() -> None:
    stream = io.StringIO()
    configure_logging("info", "json", stream)
    try:
        raise ConnectionError("postgresql://ann:hunter2@db/x did not answer")
    except ConnectionError:
        logging.getLogger("pilotwire.x").exception("failed")
    assert "ann:***@db/x did not answer" in stream.getvalue()


@pytest.mark.parametrize(
    "name",
    ["password", "Authorization", "key", "token", "id_token", "api-key", "AuthorizationKey_secret", "Set-Cookie"],
)
def test_values_under_telling_names_are_blotted_out(name: str) -> None:
    assert redacted(**{name: "hunter2"}) == {name: "***"}


def test_values_under_other_names_stay() -> None:
    assert redacted(station="CP-1", tokens=3, keyboard="x") == {"station": "CP-1", "tokens": 3, "keyboard": "x"}


def test_telling_names_are_found_at_any_depth() -> None:
    event = redacted(request={"headers": [{"Authorization": "Basic x"}], "path": "/"})
    assert event == {"request": {"headers": [{"Authorization": "***"}], "path": "/"}}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("connect postgresql://ann:hunter2@db/x", "connect postgresql://ann:***@db/x"),
        ("connect postgresql://ann:p/w@db/x", "connect postgresql://ann:***@db/x"),
        ("header Bearer pw_0123456789abcdef", "header Bearer ***"),
        ("header basic Q1A6c2VjcmV0", "header basic ***"),
        ("the key pw_0123456789abcdef was made", "the key pw_*** was made"),
        ("?user=ann&password=hunter2&x=1", "?user=ann&password=***&x=1"),
        ("HTTP basic authentication failed at http://127.0.0.1:8080/api", None),
        ("ws://127.0.0.1:9000/ocpp/CP-1 closed", None),
    ],
)
def test_credentials_in_any_text_are_blotted_out(text: str, safe: str | None) -> None:
    assert redacted(event=text) == {"event": safe or text}


def test_what_a_station_sent_cannot_forge_a_line_or_move_the_cursor() -> None:
    event = printable(None, "info", {"event": "boot of A\nerror forged", "vendor": "\x1b[2Jx\x9b"})
    assert event == {"event": "boot of A\\x0aerror forged", "vendor": "\\x1b[2Jx\\x9b"}
