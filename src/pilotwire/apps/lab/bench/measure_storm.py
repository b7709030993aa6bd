"""Runs storms of stations over TLS, Pilotwire and the bare TLS server by turns."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pilotwire.apps.lab.bench.job import Storm, Target
from pilotwire.apps.lab.bench.storm import stations_of
from pilotwire.apps.lab.bench.storm_pki import Authority, make_authority
from pilotwire.apps.lab.bench.under_test import TlsFiles

CERTIFICATES: Final = "a certificate"
PASSWORDS: Final = "a password"
HOW: Final = (CERTIFICATES, PASSWORDS)
"""What stations show, security profile 3 and 2; the bare server looks at certificates alone."""


def prepare(folder: Path, how: str, run: str, connections: int) -> Authority:
    """A CA with the server's certificate, and one for each station that is to show one."""
    authority = make_authority(folder / f"pki-{run}")
    if how == CERTIFICATES:
        for station in stations_of(run, connections):
            authority.issue(station)
    return authority


def files_of(authority: Authority, how: str) -> TlsFiles:
    """What both servers speak TLS with."""
    client_ca = authority.file if how == CERTIFICATES else None
    return TlsFiles(authority.server_file, authority.server_key_file, client_ca)


def job_of(authority: Authority, how: str, run: str, connections: int) -> Callable[[Target], Storm]:
    """The storm for a server."""
    password = secrets.token_hex(20) if how == PASSWORDS else ""

    def job(target: Target) -> Storm:
        return Storm(
            target=target,
            run=run,
            connections=connections,
            ca_file=str(authority.file),
            folder=str(authority.folder),
            password=password,
        )

    return job
