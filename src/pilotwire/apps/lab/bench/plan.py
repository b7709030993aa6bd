"""What one run of the bench measures, from its command line."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec
from cyclopts import App, CycloptsError, Parameter

from pilotwire.kernel.errors import BadInputError

PARTS: Final = ("heartbeat", "durable", "memory", "crossing", "decoding")
"""All that is measured where nothing is named; the first two are scenarios of load."""
NAMED_ONLY: Final = ("storm",)
"""What is measured where it is named."""
MOST_CONNECTIONS: Final = 25_000
"""One address has about 28,000 ports to connect from."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Which parts, with how many stations, how long, how often, and what becomes of the figures."""

    parts: tuple[str, ...] = PARTS
    connections: tuple[int, ...] = (50, 2000)
    seconds: float = 8.0
    rounds: int = 3
    settle_s: float = 3.0
    crossings: int = 200
    database_url: str | None = None
    folder: Path | None = None
    json_file: Path | None = None
    check: bool = False

    @property
    def warm_up_s(self) -> float:
        """Load before the measured time; not counted."""
        return max(0.3, self.seconds / 3)

    @property
    def few(self) -> int:
        """How many idle stations come first, so that what only the first ones cost is left out."""
        return max(1, self.connections[-1] // 10)


QUICK: Final = Plan(connections=(20, 200), seconds=2.0, rounds=1, settle_s=1.0, crossings=50)
"""A minute to see that all works; its figures are rough."""


def parse(arguments: Sequence[str]) -> Plan | int:
    """The plan, or an exit code when there is nothing to do: 0 after --help, 2 when the line could not be read.

    Raises BadInputError for values that make no sense.
    """
    try:
        plan = _app()(list(arguments), exit_on_error=False, result_action="return_value")
    except CycloptsError:
        return 2
    return plan if isinstance(plan, Plan) else 0


def _plan(
    *,
    scenario: Annotated[
        str,
        Parameter(
            help=f"What to measure, of {', '.join((*PARTS, *NAMED_ONLY))}; commas between. all: without the last."
        ),
    ] = "all",
    connections: Annotated[str | None, Parameter(help="Numbers of stations, the least first. [50,2000]")] = None,
    seconds: Annotated[float | None, Parameter(help="How long each run of load is measured. [8]")] = None,
    rounds: Annotated[int | None, Parameter(help="How often everything is measured; medians are shown. [3]")] = None,
    quick: Annotated[bool, Parameter(negative="", help="One short round with 20 and 200 stations.")] = False,
    database_url: Annotated[
        str | None, Parameter(help="Database for the server in place of SQLite; it is filled, so give it an empty one.")
    ] = None,
    folder: Annotated[
        Path | None, Parameter(help="Where the server's data goes meanwhile: a disk, not memory. [/tmp]")
    ] = None,
    json: Annotated[Path | None, Parameter(help="Write all figures to this file too; - is stdout alone.")] = None,
    check: Annotated[bool, Parameter(negative="", help="Fail (exit code 1) when a goal is missed.")] = False,
) -> Plan:
    """Measure Pilotwire beside a bare echo of equal frames in the same run: CPU per message, memory, latency."""
    given = {
        "connections": None if connections is None else read_connections(connections),
        "seconds": seconds,
        "rounds": rounds,
    }
    plan = msgspec.structs.replace(
        QUICK if quick else Plan(),
        parts=read_parts(scenario),
        database_url=database_url,
        folder=folder,
        json_file=json,
        check=check,
        **{name: value for name, value in given.items() if value is not None},
    )
    return _checked(plan)


def read_parts(text: str) -> tuple[str, ...]:
    """The parts named, in their own order. Raises BadInputError."""
    if text == "all":
        return PARTS
    named = {part.strip() for part in text.split(",")}
    known = (*PARTS, *NAMED_ONLY)
    unknown = sorted(named - set(known))
    if unknown:
        raise BadInputError(f"--scenario names '{unknown[0]}'", "", f"it must be all, or some of {', '.join(known)}")
    return tuple(part for part in known if part in named)


def read_connections(text: str) -> tuple[int, ...]:
    """Numbers of stations, rising. Raises BadInputError."""
    try:
        numbers = sorted({int(part) for part in text.split(",")})
    except ValueError:
        numbers = []
    if not numbers or numbers[0] < _LEAST_CONNECTIONS or numbers[-1] > MOST_CONNECTIONS:
        remedy = f"give whole numbers within {_LEAST_CONNECTIONS}..{MOST_CONNECTIONS}, such as 50,2000"
        raise BadInputError(f"--connections cannot be '{text}'", "", remedy)
    return tuple(numbers)


_LEAST_CONNECTIONS: Final = 2


def _checked(plan: Plan) -> Plan:
    if not 0.1 <= plan.seconds <= 3600:
        raise BadInputError(f"--seconds cannot be {plan.seconds:g}", "", "give a number within 0.1..3600")
    if not 1 <= plan.rounds <= 100:
        raise BadInputError(f"--rounds cannot be {plan.rounds}", "", "give a whole number within 1..100")
    if plan.folder is not None and not (plan.folder.is_dir() and os.access(plan.folder, os.W_OK)):
        raise BadInputError(
            f"--folder names {plan.folder}, where nothing can be written", "", "make it, or name another"
        )
    if plan.json_file is not None and not plan.json_file.absolute().parent.is_dir():
        raise BadInputError(f"--json names {plan.json_file}, whose folder is not there", "", "make the folder first")
    return plan


def _app() -> App:
    app = App(name="pilotwire bench", help_format="plaintext", version_flags=(), error_formatter=_usage)
    app.default(_plan)
    return app


def _usage(error: CycloptsError) -> str:
    return f"pilotwire: {' '.join(str(error).split())}\n  See pilotwire bench --help."
