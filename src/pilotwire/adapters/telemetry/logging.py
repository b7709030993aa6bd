"""The process's log: one line per happening, for people or as JSON; no frames, and nothing secret."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor

LogFormat = Literal["auto", "console", "json"]

BLOT: Final = "***"
QUIET_LOGGERS: Final[Mapping[str, int]] = {
    "aiohttp.access": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "uvicorn.error": logging.WARNING,  # its start and its end: ours say more
    "sqlalchemy": logging.WARNING,  # its statements come with the values of their parameters
    "aiosqlite": logging.WARNING,
    "asyncio": logging.INFO,
    "alembic": logging.WARNING,
}
"""Loggers of others whose lower levels would drown ours, or tell too much, whatever level is asked for."""


def configure_logging(level: str, style: LogFormat = "auto", stream: TextIO | None = None) -> None:
    """Send every log line of the process, structlog's and the standard library's, through one formatter to `stream`.

    `stream` is stderr by default; `auto` writes for people on a terminal and JSON otherwise. To be called once at the
    start of a process; a second call replaces the first.
    """
    sink = sys.stderr if stream is None else stream
    for_people = style == "console" or (style == "auto" and sink.isatty())
    handler = logging.StreamHandler(sink)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_FROM_STDLIB, *_SHARED],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(for_people, sink)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, lowest in QUIET_LOGGERS.items():
        logging.getLogger(name).setLevel(max(lowest, root.level))
    _hand_over(("uvicorn", "uvicorn.error", "uvicorn.access", "litestar", "aiohttp"))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A processor: blot out values under telling names, at any depth, and what looks like a credential in any text."""
    for name, value in event.items():
        event[name] = BLOT if _is_telling(name) and value is not None else _redacted(value)
    return event


def printable(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A processor for terminals: what a station or a client sent cannot forge lines or move the cursor."""
    for name, value in event.items():
        if isinstance(value, str) and name != "exception":
            event[name] = _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", value)
    return event


def _renderers(for_people: bool, sink: TextIO) -> Sequence[Processor]:
    if not for_people:
        return (structlog.processors.format_exc_info, redact, structlog.processors.JSONRenderer())
    # plain_traceback: the default shows the local variables of every frame, and so whatever they hold
    console = structlog.dev.ConsoleRenderer(
        colors=sink.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
    return (structlog.processors.format_exc_info, redact, printable, console)


def _hand_over(names: Iterable[str]) -> None:
    """Take away the handlers that libraries gave their loggers, so that lines come once and in our form."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def _is_telling(name: str) -> bool:
    return _TELLING.fullmatch(name.lower().replace("-", "_")) is not None


def _redacted(value: object) -> object:
    if isinstance(value, str):
        return _in_text(value)
    if isinstance(value, Mapping):
        return {name: BLOT if _is_telling(str(name)) else _redacted(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(one) for one in value]
    return value


def _in_text(text: str) -> str:
    for pattern, replacement in _CREDENTIALS:
        text = pattern.sub(replacement, text)
    return text


_TELLING: Final = re.compile(r"(.*_)?(password|passwd|authorization|secret|key|token|cookie|credentials)")
_CREDENTIALS: Final = (
    (re.compile(r"(?<=://)([^\s:/@]*):[^\s@]*(?=@)"), rf"\1:{BLOT}"),
    (re.compile(r"\b(?i:(bearer|token))[ :=]+[\w.~+/-]{8,}=*"), rf"\1 {BLOT}"),
    (re.compile(r"\b(?i:(basic))\s+(?=[a-z+/]*[A-Z0-9=])[A-Za-z0-9+/]{4,}={0,2}"), rf"\1 {BLOT}"),
    (re.compile(r"\bpw_[\w-]{8,}"), f"pw_{BLOT}"),
    (re.compile(r"\b(?i:(password|secret))=[^\s&]+"), rf"\1={BLOT}"),
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FROM_STDLIB: Final[Sequence[Processor]] = (structlog.contextvars.merge_contextvars, structlog.stdlib.ExtraAdder())
_SHARED: Final[Sequence[Processor]] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
