"""Files, typed against a server."""

import json
from pathlib import Path

import pytest

from .conftest import Beside, Run


def test_files_are_uploaded_listed_downloaded_and_removed(
    pilotwire: Run, beside: Beside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fw.bin").write_bytes(b"x" * 1_500_000)
    up = pilotwire("files", "upload", str(tmp_path / "fw.bin"), "--version", "1.4", "--note", "new", "--json")
    assert up.code == 0, up.err
    kept = json.loads(up.out)
    assert (kept["name"], kept["size_bytes"], kept["version"], kept["kind"]) == ("fw.bin", 1_500_000, "1.4", "firmware")
    listed = pilotwire("files", "list", "--kind", "firmware", "-q", "FW").out
    assert "1.4 MiB" in listed
    assert kept["id"] in listed
    assert "SHA-256" in pilotwire("files", "show", kept["id"]).out
    (tmp_path / "to").mkdir()
    monkeypatch.chdir(tmp_path / "to")
    assert pilotwire("files", "download", kept["id"]).code == 0
    assert (tmp_path / "to" / "fw.bin").read_bytes() == b"x" * 1_500_000
    again = pilotwire("files", "download", kept["id"])
    assert (again.code, "there already" in again.err) == (2, True)
    assert pilotwire("files", "download", kept["id"], str(tmp_path / "other.bin")).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fw.bin", "other.bin", "to"]
    assert pilotwire("files", "remove", kept["id"]).code == 0
    assert pilotwire("files", "show", kept["id"]).code == 1
    assert beside.site.contents.contents == {}


def test_addresses_are_made_listed_and_withdrawn(pilotwire: Run, tmp_path: Path) -> None:
    (tmp_path / "fw.bin").write_bytes(b"hello")
    kept = json.loads(pilotwire("files", "upload", str(tmp_path / "fw.bin"), "--json").out)
    link = pilotwire("files", "link", kept["id"], "--station", "CS-1", "--uses", "3")
    assert link.out.startswith("http://csms.example/files/")
    up = json.loads(pilotwire("files", "upload-link", "--kind", "log", "--files", "2", "--hours", "1", "--json").out)
    listed = pilotwire("files", "links").out
    assert "download of firmware" in listed
    assert "0 of 2" in listed
    assert pilotwire("files", "unlink", up["id"]).code == 0
    assert "ended" in pilotwire("files", "links", "--state", "ended").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("upload", "nowhere.bin"), "cannot be read"),
        (("list", "--kind", "sausage"), "kind"),
        (("upload-link", "--scheme", "gopher"), "scheme"),
    ],
)
def test_what_cannot_be_is_said(pilotwire: Run, arguments: tuple[str, ...], told: str) -> None:
    done = pilotwire("files", *arguments)
    assert done.code == 2
    assert told in done.err
