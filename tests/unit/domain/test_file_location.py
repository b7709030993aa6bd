"""Addresses that a station may be told, and how they are shown."""

import pytest

from pilotwire.domain.file_location import check_location, without_secrets
from pilotwire.kernel.errors import BadInputError


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example/fw.bin",
        "http://93.184.216.34/fw",
        "ftp://user:pw@files.example:2121/fw",
        "FTPS://x.example/",
    ],
)
def test_addresses_of_files_are_taken(url: str) -> None:
    assert check_location(url, allow_private=False).url == url


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "gopher://x.example/", "javascript:alert(1)", "//files.example/x", "files.example/x", "",
        "http:///x", "http://x.example:0/", "http://x.example:99999/", "http://x.example/a b", "http://x.example/\nb",
        "http://[::1", "https://x.example\\@y.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_its_place(url: str) -> None:
    with pytest.raises(BadInputError, match="is no address of a file") as refused:
        check_location(url, allow_private=True)
    assert refused.value.pointer == "/location"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://localhost/x", "http://a.localhost/x", "http://[::1]/x", "http://10.0.0.7/x",
        "ftp://u:p@192.168.1.1/x", "http://169.254.169.254/latest", "http://[fe80::1]/x", "http://0.0.0.0/",
        "http://100.64.0.1/", "http://[::ffff:127.0.0.1]/",
    ],
)  # fmt: skip
def test_private_hosts_are_refused_unless_allowed(url: str) -> None:
    with pytest.raises(BadInputError, match="within a private network"):
        check_location(url, allow_private=False)
    assert check_location(url, allow_private=True).url == url


def test_an_address_longer_than_the_station_takes_is_refused() -> None:
    url = "https://files.example/" + "a" * 490
    assert len(url) == 512
    check_location(url, allow_private=False, longest=512)
    with pytest.raises(BadInputError, match="has 513 characters, the station takes 512"):
        check_location(url + "a", allow_private=False, longest=512)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://files.example/fw.bin", "https://files.example/fw.bin"),
        ("ftp://bob:secret@files.example:21/fw", "ftp://***@files.example:21/fw"),
        ("https://files.example/fw?token=secret#x", "https://files.example/fw?***"),
        (
            "http://csms.example/files/jouws6kovkygshe7j5oda2dahi/fw.bin",
            "http://csms.example/files/***/fw.bin",
        ),
        ("ftp://station:jouws6kovkygshe7j5oda2dahi@csms:2121/", "ftp://***@csms:2121/"),
        ("bob:secret@ odd", "***"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert without_secrets(url) == shown
