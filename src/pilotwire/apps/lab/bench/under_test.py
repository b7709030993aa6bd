"""The two servers that are measured, each in a process of its own: Pilotwire and the bare echo."""

import http.client
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from pilotwire.apps.lab.bench.child import (
    ChildFailedError,
    clean_environment,
    free_ports,
    is_listening,
    running,
    wait_until,
)
from pilotwire.apps.lab.bench.job import Target

PILOTWIRE: Final = (sys.executable, "-c", "import sys; from pilotwire.cli.main import main; sys.exit(main())")
"""The command `pilotwire` of this very environment."""

SETTINGS: Final = (
    "--host=127.0.0.1",
    "--onboarding=accept",
    "--log-level=warning",
    "--no-show-link",
    "--handshakes-per-s=100000",
    "--handshake-burst=100000",
    "--handshake-limit=10000",
    "--quiet",
)
"""How the server under test differs from its defaults: strangers are let in as fast as they come, and asked nothing."""


class TlsFiles(msgspec.Struct, frozen=True):
    """What a server speaks TLS with; with a CA, stations must show a certificate of it."""

    certificate: Path
    key: Path
    client_ca: Path | None = None


class Launch(msgspec.Struct, frozen=True):
    """How the server is started: its command, the folder of its data, its database (None: SQLite in that folder).

    With `tls` its target is the port that speaks it.
    """

    command: Sequence[str]
    data: Path
    database_url: str | None = None
    tls: TlsFiles | None = None


@contextmanager
def pilotwire(launch: Launch, folder: Path) -> Iterator[Target]:
    """Start `COMMAND serve` on free ports, its log in `folder`. Raises ChildFailedError."""
    data, log = launch.data, folder / "server.log"
    ocpp_port, http_port, tls_port = free_ports(3)
    ports = (f"--ocpp-port={ocpp_port}", f"--http-port={http_port}", *_tls_flags(launch.tls, tls_port))
    environment = clean_environment()
    if launch.database_url is not None:
        environment["PILOTWIRE_DATABASE_URL"] = launch.database_url  # not an argument: it may hold a password
    with running((*launch.command, "serve", f"--data-dir={data}", *ports, *SETTINGS), log, environment) as child:
        wait_until(lambda: is_listening(ocpp_port) and _is_healthy(http_port, _key(data)), child, log, "the server")
        yield Target(
            kind="pilotwire",
            pid=child.pid,
            port=ocpp_port if launch.tls is None else tls_port,
            path="/ocpp",
            http_url=f"http://127.0.0.1:{http_port}",
            key=_key(data),
        )


@contextmanager
def echo(folder: Path, tls: TlsFiles | None = None) -> Iterator[Target]:
    """Start the bare echo on a free port. Raises ChildFailedError."""
    log = folder / "echo.log"
    (port,) = free_ports(1)
    files = () if tls is None else (tls.certificate, tls.key, *(() if tls.client_ca is None else (tls.client_ca,)))
    command = (sys.executable, "-m", "pilotwire.apps.lab.bench.echo", str(port), *map(str, files))
    with running(command, log) as child:
        wait_until(lambda: is_listening(port), child, log, "the echo")
        yield Target(kind="echo", pid=child.pid, port=port, path="/echo" if tls is None else "/echo/100")


def _tls_flags(tls: TlsFiles | None, port: int) -> tuple[str, ...]:
    if tls is None:
        return ()
    asked = () if tls.client_ca is None else (f"--ocpp-tls-client-ca={tls.client_ca}",)
    files = (f"--ocpp-tls-certificates={tls.certificate}", f"--ocpp-tls-keys={tls.key}")
    return (f"--ocpp-tls-port={port}", *files, *asked)


def _key(data: Path) -> str:
    """The admin key, which a server leaves before it listens. Raises ChildFailedError where it did not."""
    try:
        return (data / "admin.key").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise ChildFailedError(
            "the server made no admin key, so its database has one already",
            "give an empty database with --database-url: the bench fills it with stations and transactions",
        ) from None


def _is_healthy(port: int, key: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5.0)
    try:
        connection.request("GET", "/api/v1/health", headers={"Authorization": f"Bearer {key}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
