"""The commands of the page on TLS do what it says."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from pilotwire.adapters.pki.pem_files import read_authorities, read_lists
from pilotwire.adapters.transport.refusal import Reason

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "secure-stations.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """All blocks of code of one kind."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def block(kind: str, holding: str) -> str:
    """The one that holds this."""
    (found,) = (one for one in blocks(kind) if holding in one)
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where all `sh` blocks were run, one after the other."""
    script = "\n".join(blocks("sh")).replace("openssl ca ", "openssl ca -batch ")
    subprocess.run(["/bin/sh", "-e", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@contextmanager
def serving(folder: Path, command: str) -> Iterator[tuple["subprocess.Popen[str]", str, int]]:
    """Pilotwire started by a command of the page, on free ports: its process, what it announced, and its TLS port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    words = command.replace("\\\n", " ").replace("9443", str(port)).split()
    assert words[:2] == ["pilotwire", "serve"]
    own = ["--ocpp-port", "0", "--http-port", "0", "--data-dir", str(folder / "data"), "--log-format", "console"]
    arguments = [str(Path(sys.executable).parent / "pilotwire"), *words[1:], *own]
    errors = (folder / "log").open("w")
    with errors, subprocess.Popen(arguments, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, announced(process.stdout), port
        finally:
            process.terminate()


def announced(stream: IO[str]) -> str:
    """The lines until the link to log in, which comes last."""
    told = ""
    for line in stream:
        told += line
        if "/login?token=" in line:
            return told
    raise AssertionError(f"the server ended: {told}")


def answer(folder: Path, port: int) -> str:
    """The first line that comes back to the page's request, made in place of a charger."""
    command = block("console", "s_client").replace("9443", str(port))
    asking = subprocess.Popen(
        ["/bin/sh", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    with asking:
        assert asking.stdout is not None
        line = asking.stdout.readline().strip()
        if asking.poll() is None:
            os.killpg(asking.pid, signal.SIGTERM)
    return line


def test_a_certificate_made_by_the_page_opens_the_door(folder: Path) -> None:
    command = block("console", "--ocpp-tls-client-ca").strip()
    with serving(folder, command) as (process, told, port):
        assert f"wss://127.0.0.1:{port}/ocpp/{{station id}}" in told
        assert str(folder / "data" / "tls" / "chargers.pem") in told
        assert answer(folder, port) == "HTTP/1.1 101 Switching Protocols"
        (folder / "stations-ca.pem").rename(folder / "away.pem")
        process.send_signal(signal.SIGHUP)
        assert answer(folder, port) == "HTTP/1.1 101 Switching Protocols"
        (folder / "away.pem").rename(folder / "stations-ca.pem")
    assert "stations-ca.pem cannot be read" in (folder / "log").read_text()


def test_the_list_made_by_the_page_revokes_the_certificate(folder: Path) -> None:
    verify = ["openssl", "verify", "-CAfile", "stations-ca.pem"]
    listed = subprocess.run([*verify, "CP01.pem"], cwd=folder, capture_output=True, text=True, check=True)
    assert listed.stdout == "CP01.pem: OK\n"
    with_list = [*verify, "-crl_check", "-CRLfile", "revoked.pem", "CP01.pem"]
    revoked = subprocess.run(with_list, cwd=folder, capture_output=True, text=True, check=False)
    assert "certificate revoked" in revoked.stderr
    authorities = read_authorities(folder / "stations-ca.pem")
    (taken,) = read_lists(folder / "revoked.pem", authorities).lists or ()
    assert taken.issuer == authorities[0].subject


def test_every_reason_on_the_page_exists_and_every_reason_of_tls_is_there() -> None:
    listed = {name for row in re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)}
    prefixes = ("certificate-", "tls-", "revocation-", "server-", "not-tls", "profile-", "too-many-attempts")
    assert listed == {str(reason) for reason in Reason if str(reason).startswith(prefixes)}
