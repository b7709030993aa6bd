"""What the start says to the person at the terminal: where to go, and what to type into a charger."""

import sys
from dataclasses import dataclass
from typing import TextIO

from pilotwire.domain.station import Onboarding

from .securing import Development


@dataclass(frozen=True, slots=True)
class Announcement:
    """The addresses and rules of a running server; `login_url` None: no link is to be shown."""

    ocpp_url: str
    http_url: str
    protocols: tuple[str, ...]
    onboarding: Onboarding
    storage: str
    key_file: str
    login_url: str | None
    ocpp_tls_url: str | None = None
    files_url: str | None = None
    """Where stations fetch and bring files; None: nowhere."""
    development: Development | None = None
    """Certificates of ours, which no charger trusts by itself."""


_STRANGERS = {
    "accept": "a station that nobody has entered may work at once",
    "pending": "a station that nobody has entered waits until you accept it",
    "refuse": "a station must be entered before it may connect",
}


def announce(told: Announcement, stream: TextIO | None = None) -> None:
    """Print it, in plain lines that a terminal makes clickable."""
    lines = [
        "",
        "  Pilotwire is running. Stop it with Ctrl-C.",
        "",
        f"  Charging stations   {told.ocpp_url}/{{station id}}",
        *([f"                      {told.ocpp_tls_url}/{{station id}}"] if told.ocpp_tls_url else []),
        f"                      {', '.join(told.protocols)}",
        *([f"  Files for them      {told.files_url}"] if told.files_url else []),
        f"  API and its docs    {told.http_url}/docs",
        f"  Stored in           {told.storage}",
        f"  Admin key           {told.key_file}",
        "",
        "  In the charger, enter",
        f"    URL               {told.ocpp_url}",
        *([f"                      or, with TLS, {told.ocpp_tls_url}"] if told.ocpp_tls_url else []),
        "    identity          any name you like, such as CP01 (many chargers append it to the URL themselves)",
        "    password          none, or the one that you set for the station",
        f"  New stations:       {_STRANGERS[told.onboarding]}",
    ]
    if told.development is not None:
        lines += [
            "",
            "  TLS uses certificates that Pilotwire made for trying out. For chargers to trust them, install",
            f"    {told.development.trust_file}",
            *(f"    {kind:<6}SHA-256 {value}" for kind, value in told.development.fingerprints),
        ]
    if told.login_url is not None:
        lines += ["", "  Log in (works once):", f"    {told.login_url}"]
    print("\n".join([*lines, ""]), file=stream or sys.stdout, flush=True)
