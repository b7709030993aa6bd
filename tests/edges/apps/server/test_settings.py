"""Settings: defaults, what `auto` means, and the database's address."""

from pathlib import Path

import msgspec
import pytest

from pilotwire.apps.server.settings import Settings, default_data_dir, is_loopback
from pilotwire.apps.server.settings_rules import check
from pilotwire.kernel.errors import BadInputError

DATA = Path("/srv/pilotwire")


def test_the_defaults_are_those_of_the_readme() -> None:
    settings = Settings(data_dir=DATA)
    assert (settings.host, settings.ocpp_port, settings.http_port, settings.ocpp_path) == (
        "127.0.0.1",
        9000,
        8080,
        "/ocpp",
    )
    assert settings.protocols == ("ocpp2.1", "ocpp2.0.1", "ocpp1.6")
    assert settings.max_frame_bytes == 1_048_576
    assert settings.log_level == "info"


def test_files_lie_in_the_data_folder() -> None:
    settings = Settings(data_dir=DATA)
    assert str(settings.database_file) == "/srv/pilotwire/pilotwire.db"
    assert str(settings.admin_key_file) == "/srv/pilotwire/admin.key"


def test_the_data_folder_follows_the_xdg_rules() -> None:
    assert str(default_data_dir({"XDG_DATA_HOME": "/x", "HOME": "/home/ann"})) == "/x/pilotwire"
    assert str(default_data_dir({"HOME": "/home/ann"})) == "/home/ann/.local/share/pilotwire"
    assert str(default_data_dir({"XDG_DATA_HOME": "x", "HOME": "/home/ann"})) == "/home/ann/.local/share/pilotwire"


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(AttributeError):
        Settings(data_dir=DATA).host = "::"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ("127.0.0.1", "accept"),
        ("::1", "accept"),
        ("localhost", "accept"),
        ("127.8.0.1", "accept"),
        ("::", "pending"),
        ("192.168.1.5", "pending"),
        ("csms.example", "pending"),
    ],
)
def test_auto_accepts_unknown_stations_on_loopback_only(host: str, rule: str) -> None:
    assert Settings(data_dir=DATA, host=host).onboarding_rule() == rule


def test_auto_looks_at_the_address_on_which_stations_arrive() -> None:
    assert Settings(data_dir=DATA, ocpp_host="::").onboarding_rule() == "pending"
    assert Settings(data_dir=DATA, host="::", ocpp_host="127.0.0.1").onboarding_rule() == "accept"


def test_a_named_onboarding_rule_holds_on_any_address() -> None:
    assert Settings(data_dir=DATA, onboarding="refuse").onboarding_rule() == "refuse"
    assert Settings(data_dir=DATA, host="::", onboarding="accept").onboarding_rule() == "accept"


def test_both_addresses_count_for_being_on_loopback() -> None:
    assert Settings(data_dir=DATA).listens_on_loopback_only
    assert not Settings(data_dir=DATA, ocpp_host="::").listens_on_loopback_only
    assert not Settings(data_dir=DATA, host="::", ocpp_host="::1").listens_on_loopback_only


def test_an_address_that_is_no_address_is_not_loopback() -> None:
    assert not is_loopback("127.0.0")


def test_without_an_address_the_database_is_sqlite_in_the_data_folder() -> None:
    url = Settings(data_dir=DATA).database()
    assert url.render_as_string() == "sqlite+aiosqlite:////srv/pilotwire/pilotwire.db"


def test_a_data_folder_with_a_question_mark_is_still_one_file() -> None:
    url = Settings(data_dir=Path("/srv/what?x=1")).database()
    assert url.database == "/srv/what?x=1/pilotwire.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql_gets_the_async_driver(scheme: str) -> None:
    url = Settings(data_dir=DATA, database_url=f"{scheme}://ann:pa%40ss@db:5433/charging").database()
    assert url.drivername == "postgresql+asyncpg"
    assert (url.username, url.password, url.host, url.port, url.database) == ("ann", "pa@ss", "db", 5433, "charging")


def test_sslmode_becomes_the_word_of_our_driver() -> None:
    url = Settings(data_dir=DATA, database_url="postgresql://ann@db/charging?sslmode=require").database()
    assert dict(url.query) == {"ssl": "require"}


def test_a_sqlite_file_stays_where_it_was_named() -> None:
    url = Settings(data_dir=DATA, database_url="sqlite:////var/lib/charging.db").database()
    assert url.database == "/var/lib/charging.db"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("nonsense", "cannot be read as the address of a database"),
        ("postgresql://ann:secret@db:x/charging", "cannot be read as the address of a database"),
        ("mysql://ann:secret@db/charging", "begins with 'mysql://', which is no database that Pilotwire uses"),
        ("postgresql://ann:secret@db", "does not say which database"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_without_its_password(text: str, cause: str) -> None:
    with pytest.raises(BadInputError) as caught:
        Settings(data_dir=DATA, database_url=text).database()
    assert cause in caught.value.message
    assert "secret" not in caught.value.message + caught.value.remedy
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert caught.value.pointer == "/database_url"
    assert "postgresql://user:password@host:5432/name" in caught.value.remedy


def test_a_field_that_settings_do_not_have_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `ocp_port`"):
        msgspec.convert({"ocp_port": 1}, Settings)


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"vat_checker_url": "vat.example"}, "/vat_checker_url"),
        ({"cost_text": "You owe {sum}"}, "/cost_text"),
        ({"qr_code_url": "https://p.example/{chargingstationid}/{totp}/{version}"}, "/qr_code_secret"),
        ({"qr_code_url": "https://p.example/{station}/{totp}", "qr_code_secret": "x" * 16}, "/qr_code_url"),
    ],
)
def test_settings_of_payments_that_cannot_work_are_named(given: dict[str, str], pointer: str) -> None:
    with pytest.raises(BadInputError) as wrong:
        check(msgspec.convert({"data_dir": DATA, **given}, Settings))
    assert wrong.value.pointer == pointer
