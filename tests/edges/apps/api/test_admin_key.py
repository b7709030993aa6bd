"""The file of the first admin key."""

import stat
from pathlib import Path

import pytest

from pilotwire.apps.api.admin_key import write_admin_key
from pilotwire.kernel.errors import PilotwireError


def test_the_file_holds_the_key_for_its_owner_alone(tmp_path: Path) -> None:
    file = write_admin_key(tmp_path, "pw_abc")
    assert file == tmp_path / "admin.key"
    assert file.read_text() == "pw_abc\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_an_older_file_is_replaced_whatever_its_mode_was(tmp_path: Path) -> None:
    old = tmp_path / "admin.key"
    old.write_text("pw_old")
    old.chmod(0o644)
    write_admin_key(tmp_path, "pw_new")
    assert old.read_text() == "pw_new\n"
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / "admin.key").symlink_to(elsewhere)
    write_admin_key(tmp_path, "pw_abc")
    assert elsewhere.read_text() == "mine"


def test_a_folder_that_is_not_there_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(PilotwireError, match="cannot be written") as refused:
        write_admin_key(tmp_path / "nowhere", "pw_secret")
    assert "--data-dir" in refused.value.remedy
    assert "pw_secret" not in refused.value.message
