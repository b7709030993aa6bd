"""Which key goes to which server."""

from pathlib import Path

import pytest

from pilotwire.cli.options import Options, find_key, find_server
from pilotwire.kernel.errors import BadInputError


def test_the_server_is_the_one_given_or_the_variables_or_the_default() -> None:
    environment = {"PILOTWIRE_SERVER": "http://b"}
    assert find_server(Options(server="http://a"), environment) == "http://a"
    assert find_server(Options(), environment) == "http://b"
    assert find_server(Options(), {"PILOTWIRE_SERVER": ""}) == "http://127.0.0.1:8080"


def test_a_key_that_was_given_is_used() -> None:
    environment = {"PILOTWIRE_KEY": "pw_variable"}
    assert find_key(Options(key=" pw_given \n"), environment) == "pw_given"
    assert find_key(Options(), environment) == "pw_variable"


def test_otherwise_it_is_the_key_of_the_server_on_this_machine(tmp_path: Path) -> None:
    (tmp_path / "pilotwire").mkdir()
    (tmp_path / "pilotwire" / "admin.key").write_text("pw_admin\n")
    for server in (None, "http://localhost:1", "http://[::1]:1"):
        assert find_key(Options(server=server), {"XDG_DATA_HOME": str(tmp_path)}) == "pw_admin"


def test_or_of_the_data_folder_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "admin.key").write_text("pw_admin")
    assert find_key(Options(data_dir=tmp_path), {}) == "pw_admin"
    assert find_key(Options(), {"PILOTWIRE_DATA_DIR": str(tmp_path), "PILOTWIRE_KEY": ""}) == "pw_admin"


def test_the_key_of_this_machine_is_not_sent_to_another(tmp_path: Path) -> None:
    (tmp_path / "pilotwire").mkdir()
    (tmp_path / "pilotwire" / "admin.key").write_text("pw_admin")
    with pytest.raises(BadInputError) as caught:
        find_key(Options(server="https://csms.example"), {"XDG_DATA_HOME": str(tmp_path)})
    assert caught.value.message == "There is no key for https://csms.example."
    assert "--key" in caught.value.remedy


def test_a_missing_key_names_the_file_and_the_ways_out(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        find_key(Options(data_dir=tmp_path), {})
    assert caught.value.message == f"There is no key: {tmp_path}/admin.key does not exist."
    assert "pilotwire serve" in caught.value.remedy
    assert "--data-dir" in caught.value.remedy


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_key_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "admin.key").write_bytes(content)
    with pytest.raises(BadInputError, match="is empty"):
        find_key(Options(data_dir=tmp_path), {})


def test_a_key_file_that_is_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "admin.key").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInputError, match="cannot be read"):
        find_key(Options(data_dir=tmp_path), {})
