"""Settings in words: nothing secret is shown, nothing lacks a description."""

from pathlib import Path

import pytest

from pilotwire.apps.server.settings import Settings
from pilotwire.apps.server.settings_text import describe, fields, mask


def test_a_described_database_has_no_password() -> None:
    settings = Settings(data_dir=Path("/srv"), database_url="postgresql://ann:se:cr@et@db/charging")
    assert describe(settings)["database_url"] == "postgresql://ann:***@db/charging"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("postgresql://ann:secret@db/x", "postgresql://ann:***@db/x"),
        ("postgresql://ann:s/ecret@db/x", "postgresql://ann:***@db/x"),
        ("postgresql://ann@db:5432/x", "postgresql://ann@db:5432/x"),
        (
            "postgresql://db/x?user=ann&password=secret&ssl=require",
            "postgresql://db/x?user=ann&password=***&ssl=require",
        ),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
        ("ann:secret@db", "ann:***@db"),
    ],
)
def test_only_the_password_is_blotted_out(url: str, safe: str) -> None:
    assert mask(url) == safe


def test_values_are_shown_as_they_are_written_in_the_environment() -> None:
    texts = describe(Settings(data_dir=Path("/srv")))
    assert texts["data_dir"] == "/srv"
    assert texts["quiet"] == "false"
    assert texts["protocols"] == "ocpp2.1,ocpp2.0.1,ocpp1.6"
    assert texts["call_timeout_s"] == "30"
    assert texts["database_url"] == "unset"
    assert texts["http_hosts"] == "unset"


def test_a_field_knows_its_names_and_what_it_may_hold() -> None:
    port = fields()["ocpp_port"]
    assert (port.variable, port.flag, port.allowed, port.default) == (
        "PILOTWIRE_OCPP_PORT",
        "--ocpp-port",
        "a whole number within 0..65535",
        "9000",
    )
    assert fields()["ingest"].allowed == "one of strict, tolerant, record-only"


def test_every_setting_has_a_description_that_is_a_sentence() -> None:
    assert [field.name for field in fields().values() if not field.description.endswith(".")] == []
    assert len(fields()) > 30


def test_what_is_secret() -> None:
    assert [field.name for field in fields().values() if field.secret] == [
        "database_url", "authorizer_secret", "pki_passphrase", "contract_provider_token", "vat_checker_secret",
        "qr_code_secret",
    ]  # fmt: skip


def test_a_secret_that_is_no_address_is_blotted_out_whole() -> None:
    texts = describe(Settings(data_dir=Path("/srv"), authorizer_secret="0123456789abcdef://x"))  # made up
    assert texts["authorizer_secret"] == "***"
    assert describe(Settings(data_dir=Path("/srv")))["authorizer_secret"] == "unset"
