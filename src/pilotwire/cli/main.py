"""The command `pilotwire`: its verbs, and the one place where an error becomes a line and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Final

from cyclopts import App, CycloptsError

from pilotwire.cli.problem import tell, tell_fault, tell_usage
from pilotwire.kernel.errors import PilotwireError

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

VERBS: Final = (
    ("serve", "Start Pilotwire."),
    ("stations", "Stations: list, show, add, set, password, hold, accept, reject, remove."),
    ("tokens", "Id tokens: list, show, add, block, unblock, remove, forget."),
    ("token-groups", "Groups of id tokens: list, show, put, remove."),
    ("accounts", "Prepaid accounts: list, show, put, book, remove."),
    ("payments", "Payments in a browser: announce, read-code."),
    ("tariffs", "Tariffs: list, show, put, remove; assign, unassign, assignments; at stations."),
    ("cdrs", "Charge detail records: list, show, make, export as CSV."),
    ("authorize", "Ask whether a token would be let charge at a station now, and why."),
    ("local-lists", "Lists of tokens that stations keep: list, show, put, remove, sync, status."),
    ("transactions", "Transactions: list, show, history, series, signed, cost, limit, problems ..."),
    ("reservations", "Reservations: list, calendar, show, create, cancel."),
    ("meter-keys", "Public keys of meters: list, add, remove."),
    ("messages", "Frames that crossed the line: list, follow, show."),
    ("start", "Have a station start a transaction."),
    ("remote-starts", "Remote starts of a station, and what became of them."),
    ("stop", "Have a station stop a transaction."),
    ("unlock", "Have a station release the cable of a connector."),
    ("reset", "Have a station start anew, or one of its EVSEs."),
    ("availability", "Take a station, an EVSE or a connector in or out of service."),
    ("security-profile", "Have a station use another security profile."),
    ("trigger", "Have a station send a message."),
    ("close-stale", "Close open transactions that cannot be running."),
    ("call", "Send a station any OCPP call and print its own answer."),
    ("battery-swaps", "Battery swaps: list, request."),
    ("profiles", "Charging profiles: list, set, clear, read; composite, compare; needs."),
    ("displays", "Texts on displays: list, show, clear, read; templates, put, preview ..."),
    ("data-transfers", "Vendor data: send, messages."),
    ("findings", "What stations did that OCPP does not allow."),
    ("security-events", "The security log: of stations, and of the server."),
    ("refusals", "Stations that were not let in, and why."),
    ("events", "What happens, as it happens."),
    ("variables", "Variables of stations: list, get, set, usual, report."),
    ("templates", "What variables should hold: list, show, put, remove, apply, drift."),
    ("alerts", "What is wrong at stations: list, events."),
    ("event-streams", "Streams of values: list, read, values, adjust."),
    ("customers", "What stations know of customers: ask, list, show, forget."),
    ("monitors", "Monitors of variables: list, set, clear, report, base, level."),
    ("monitor-templates", "What stations should watch: list, show, put, remove, apply, drift."),
    ("certificates", "Certificates of stations: issue anew, revoke, install, delete."),
    ("root-certificates", "Root certificates that stations are to trust: list, show, put, remove."),
    ("log", "Logs and diagnostics of stations: request, list, show, download."),
    ("files", "Firmware, logs and diagnostics: list, show, upload, download, remove; links."),
    ("firmware", "Firmware: releases, update, updates, publish, unpublish."),
    ("campaign", "Firmware at many stations: start, list, show, watch, pause, cancel, report."),
    ("capabilities", "What stations can do: list, forget."),
    ("bulk", "The same at many stations: report, apply, sync, reset, passwords, profiles."),
    ("operations", "Long work: list, show, wait for, pause, resume, cancel."),
    ("keys", "Keys of the API: list, add, remove."),
    ("health", "How the server is."),
    ("bench", "Measure Pilotwire beside a bare echo."),
    ("version", "Versions of Pilotwire and of what it runs on."),
)
"""Name and summary; the module of that name in this package holds its `app`, and is loaded when the verb is used."""
_CONTROL: Final = ("stop", "unlock", "reset", "availability", "trigger", "close-stale")
"""Verbs that share the module `control`, each with an app of its own name."""
_ELSEWHERE: Final = {"start": "remote_starts:start"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the process's exit code: 0 well, 1 failed, 2 misused, others as the verb says."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal without UTF-8 shall not end a verb
        code = build_app()(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the reader has gone: nothing is left to be said, not even by the interpreter when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except CycloptsError as error:
        return tell_usage(error)
    except PilotwireError as error:
        return tell(error)
    except Exception as error:
        return tell_fault(error)
    return code if isinstance(code, int) else 0


def build_app() -> App:
    """The tree of verbs, their modules still unread."""
    app = App(
        name="pilotwire",
        help="EV charging: a CSMS for OCPP 1.6, 2.0.1 and 2.1.",
        version=_version,
        help_format="plaintext",
        suppress_keyboard_interrupt=False,
        exit_on_error=False,
        print_error=False,
        result_action="return_value",
    )
    for order, (name, summary) in enumerate(VERBS):
        word = name.replace("-", "_")
        place = f"control:{word}" if name in _CONTROL else _ELSEWHERE.get(name, f"{word}:app")
        app.command(f"pilotwire.cli.{place}", name=name, help=summary, sort_key=order)
    return app


def _version() -> str:
    from pilotwire.cli.version import own_version

    return own_version()
