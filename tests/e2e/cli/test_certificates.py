"""`pilotwire certificates` and `pilotwire root-certificates` against a server."""

import json
from pathlib import Path

import msgspec
import pytest
from tests.fixtures.certificate_authority import certificate
from tests.fixtures.certificates import certificate as pair

from pilotwire.services.certificate_jobs import ROTATE, RotateJob
from pilotwire.services.station_link import CallResult

from .conftest import Beside, Run


@pytest.fixture(autouse=True)
def _known(beside: Beside, pilotwire: Run) -> None:
    """CS-1 is connected and accepts everything; it holds nothing."""

    async def answer(action: str, payload: bytes) -> CallResult:
        status = {"GetInstalledCertificateIds": "NotFound", "TriggerMessage": "Rejected"}.get(action, "Accepted")
        return CallResult("m", msgspec.Raw(json.dumps({"status": status}).encode()), 1.0)

    assert pilotwire("stations", "add", "CS-1").code == 0
    beside.site.link.connect("CS-1", answer)


def test_certificates_are_listed_shown_and_revoked(beside: Beside, pilotwire: Run) -> None:
    refused = certificate(8, "refused", "CS-1", error="the station answered Rejected", remedy="see its clock")
    beside.do(beside.site.holds(certificate(7, "active", "CS-1"), refused))
    listed = pilotwire("certificates", "list", "--station", "CS-1").out.splitlines()
    assert [line.split()[:4] for line in listed[1:]] == [
        ["8", "CS-1", "ChargingStation", "refused"], ["7", "CS-1", "ChargingStation", "active"],
    ]  # fmt: skip
    assert "the station answered Rejected" in listed[1]
    assert pilotwire("certificates", "show", "7", "--pem").out == "leaf 7\nbetween\n"
    assert "see its clock" in pilotwire("certificates", "show", "8").out
    done = pilotwire("certificates", "revoke", "7", "--reason", "key-compromise", "--yes", "--json")
    assert json.loads(done.out)["revocation_reason"] == "key-compromise"
    wrong = pilotwire("certificates", "revoke", "7", "--reason", "bored", "--yes")
    assert (wrong.code, "reason" in wrong.err) == (2, True)


def test_a_rotation_is_waited_for_and_its_end_is_the_exit_code(beside: Beside, pilotwire: Run) -> None:
    beside.site.jobs[ROTATE] = RotateJob()
    done = pilotwire("certificates", "rotate", "CS-1", "--wait")
    assert (done.code, "trigger-refused" in done.out) == (1, True)


def test_a_root_is_kept_installed_and_removed(pilotwire: Run, tmp_path: Path) -> None:
    file, _ = pair("V2G Root", is_ca=True, valid=(-900, 900)).save(tmp_path, "root")
    put = pilotwire("root-certificates", "put", "v2g", str(file), "--use", "V2GRootCertificate", "--note", "Depot")
    assert (put.code, "CN=V2G Root" in put.out) == (0, True)
    assert "Depot" in pilotwire("root-certificates", "list").out
    assert "V2GRootCertificate" in pilotwire("root-certificates", "show", "v2g").out
    assert pilotwire("certificates", "install", "CS-1", "v2g").out == "Accepted\n"
    assert pilotwire("certificates", "installed", "CS-1").err == "NotFound: it tells of none.\n"
    missing = pilotwire("certificates", "delete", "CS-1", "v2g", "--yes")
    assert (missing.code, "holds no root certificate 'v2g'" in missing.err) == (1, True)
    hashes = ("--algorithm", "SHA256", "--name-hash", "aa", "--key-hash", "bb", "--serial-number", "cc")
    assert pilotwire("certificates", "delete", "CS-1", *hashes, "--yes").out == "Accepted\n"
    of_cars = (*hashes, "--use", "V2GRootCertificate", "--yes")
    assert pilotwire("certificates", "delete", "CS-1", *of_cars).out == "Accepted\n"
    unknown = pilotwire("certificates", "delete", "CS-1", *hashes, "--use", "Nonsense", "--yes")
    assert (unknown.code, "use" in unknown.err) == (2, True)
    assert pilotwire("root-certificates", "remove", "v2g", "--yes").code == 0
    absent = pilotwire("root-certificates", "put", "v2g", str(tmp_path / "no.pem"), "--use", "V2GRootCertificate")
    assert (absent.code, "cannot be read as PEM" in absent.err) == (2, True)


def test_authorities_are_shown_with_their_roots(pilotwire: Run) -> None:
    assert "CN=Root" in pilotwire("certificates", "authorities").out
    assert pilotwire("certificates", "authorities", "--pem").out == "PEM\n"
