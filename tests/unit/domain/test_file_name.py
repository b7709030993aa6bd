"""Whatever a file is called by others, its name leads nowhere else."""

import pytest

from pilotwire.domain.file_name import LONGEST_NAME, safe_content_type, safe_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("diag.zip", "diag.zip"),
        ("../../x", "x"),
        ("/etc/passwd", "passwd"),
        ("C:\\logs\\a.txt", "a.txt"),
        ("..\\..\\x", "x"),
        ("a\0b.log", "a_b.log"),
        ("a\nb.log", "a_b.log"),
        ("..", "file"),
        ("", "file"),
        ("///", "file"),
        (".bashrc", "bashrc"),
        ('a"b<c>.log', "a_b_c_.log"),
        ("Prüfung ⚡.log", "Prüfung ⚡.log"),
        ("evil\u202egpj.exe", "evil_gpj.exe"),
        ("a b.log", "a b.log"),
        ("\ud800.log", "_.log"),
    ],
)
def test_a_name_becomes_harmless(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_a_very_long_name_keeps_its_ending() -> None:
    assert safe_name("a" * 5000 + ".tar") == "a" * (LONGEST_NAME - 4) + ".tar"
    assert safe_name("a" * 100_000) == "a" * 120
    assert safe_name("a." + "b" * 500) == "a." + "b" * 118


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("text/plain; charset=utf-8", "text/plain"),
        ("Application/GZIP", "application/gzip"),
        ("", "application/octet-stream"),
        ("text/html\r\nX: y", "application/octet-stream"),
        ("application/x-www-form-urlencoded", "application/octet-stream"),
    ],
)
def test_a_content_type_is_said_again_only_if_it_can_be(given: str, kind: str) -> None:
    assert safe_content_type(given) == kind
