"""Where settings come from: who wins, and how each mistake is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pilotwire.apps.server.settings import Settings
from pilotwire.apps.server.settings_sources import load
from pilotwire.kernel.errors import BadInputError


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def loaded(
    home: Path,
    environment: Mapping[str, str] | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    config: Path | None = None,
) -> Settings:
    return load(flags or {}, {"HOME": str(home), **(environment or {})}, config).settings


def refusal(
    home: Path,
    environment: Mapping[str, str] | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    config: Path | None = None,
) -> BadInputError:
    with pytest.raises(BadInputError) as caught:
        loaded(home, environment, flags=flags, config=config)
    return caught.value


def test_with_nothing_said_the_defaults_hold(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert settings.data_dir == tmp_path / ".local/share/pilotwire"
    assert settings.ocpp_port == 9000


def test_a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", "ocpp_port = 1001\nhttp_port = 1002\ncall_queue = 3")
    result = load(
        {"ocpp_port": "3001"},
        {"HOME": "/h", "PILOTWIRE_OCPP_PORT": "2001", "PILOTWIRE_HTTP_PORT": "2002"},
        config,
    )
    settings = result.settings
    assert (settings.ocpp_port, settings.http_port, settings.call_queue, settings.ping_interval_s) == (
        3001,
        2002,
        3,
        60,
    )
    assert result.sources == {
        "ocpp_port": "--ocpp-port",
        "http_port": "PILOTWIRE_HTTP_PORT",
        "call_queue": f"{config}:3",
    }


def test_the_file_in_the_data_folder_is_read_without_being_named(tmp_path: Path) -> None:
    write(tmp_path / "data/pilotwire.toml", "quiet = true")
    assert loaded(tmp_path, flags={"data_dir": str(tmp_path / "data")}).quiet
    assert loaded(tmp_path, {"PILOTWIRE_DATA_DIR": str(tmp_path / "data")}).quiet


def test_a_named_file_is_read_in_place_of_the_one_in_the_data_folder(tmp_path: Path) -> None:
    write(tmp_path / "data/pilotwire.toml", "quiet = true")
    config = write(tmp_path / "c.toml", "call_queue = 5")
    settings = loaded(tmp_path, flags={"data_dir": tmp_path / "data"}, config=config)
    assert (settings.quiet, settings.call_queue) == (False, 5)


def test_the_environment_can_name_the_file_and_a_flag_beats_it(tmp_path: Path) -> None:
    first = write(tmp_path / "a.toml", "call_queue = 5")
    second = write(tmp_path / "b.toml", "call_queue = 6")
    assert loaded(tmp_path, {"PILOTWIRE_CONFIG": str(first)}).call_queue == 5
    assert loaded(tmp_path, {"PILOTWIRE_CONFIG": str(first)}, config=second).call_queue == 6


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("PILOTWIRE_QUIET", "true", "quiet", True),
        ("PILOTWIRE_QUIET", "Yes", "quiet", True),
        ("PILOTWIRE_SHOW_LINK", "0", "show_link", False),
        ("PILOTWIRE_SHOW_LINK", "off", "show_link", False),
        ("PILOTWIRE_CALL_TIMEOUT_S", "2.5", "call_timeout_s", 2.5),
        ("PILOTWIRE_PROTOCOLS", "ocpp1.6, ocpp2.0.1", "protocols", ("ocpp1.6", "ocpp2.0.1")),
        ("PILOTWIRE_SUBPROTOCOL_WHEN_ABSENT", "ocpp1.6", "subprotocol_when_absent", "ocpp1.6"),
        ("PILOTWIRE_OCPP_PATH", "/", "ocpp_path", "/"),
        ("PILOTWIRE_HTTP_HOSTS", "csms.example,csms", "http_hosts", ("csms.example", "csms")),
        ("PILOTWIRE_OCPP_PORT", " 9100 ", "ocpp_port", 9100),
    ],
)
def test_every_type_can_be_written_as_text(tmp_path: Path, variable: str, text: str, name: str, value: object) -> None:
    assert getattr(loaded(tmp_path, {variable: text}), name) == value


def test_every_type_can_be_written_in_toml(tmp_path: Path) -> None:
    config = write(
        tmp_path / "c.toml",
        'quiet = true\ncall_timeout_s = 2\nprotocols = ["ocpp1.6"]\nhost = "::"\nocpp_port = 9_100',
    )
    settings = loaded(tmp_path, config=config)
    assert (settings.quiet, settings.call_timeout_s, settings.protocols, settings.host, settings.ocpp_port) == (
        True,
        2.0,
        ("ocpp1.6",),
        "::",
        9100,
    )


def test_an_empty_variable_is_no_setting(tmp_path: Path) -> None:
    assert loaded(tmp_path, {"PILOTWIRE_DATABASE_URL": "", "PILOTWIRE_OCPP_PORT": ""}).ocpp_port == 9000


def test_an_absolute_data_folder_stays_absolute(tmp_path: Path) -> None:
    assert str(loaded(tmp_path, flags={"data_dir": "/srv/pw"}).data_dir) == "/srv/pw"
    config = write(tmp_path / "etc/c.toml", 'data_dir = "/srv/pw"')
    assert str(loaded(tmp_path, config=config).data_dir) == "/srv/pw"


def test_a_relative_data_folder_is_meant_from_the_file_or_from_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = write(tmp_path / "etc/c.toml", 'data_dir = "pw"')
    assert loaded(tmp_path, config=Path("etc/c.toml")).data_dir == tmp_path / "etc/pw"
    assert loaded(tmp_path, config=config, flags={"data_dir": "pw"}).data_dir == tmp_path / "pw"


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_right_name(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", '# ports\nhost = "::1"\nocp_port = 9000')
    error = refusal(tmp_path, config=config)
    assert error.message == f"{config}:3: 'ocp_port' is no setting of Pilotwire."
    assert error.remedy == "Did you mean ocpp_port?"
    assert error.pointer == "/ocp_port"


def test_a_table_is_refused_where_it_stands(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", "quiet = true\n\n[zebra]\nx = 1")
    error = refusal(tmp_path, config=config)
    assert error.message == f"{config}:3: 'zebra' is no setting of Pilotwire."
    assert "at the top level, in no table" in error.remedy


def test_an_unknown_variable_is_refused_with_the_nearest_right_name(tmp_path: Path) -> None:
    error = refusal(tmp_path, {"PILOTWIRE_HTPP_PORT": "8081"})
    assert error.message == "The environment holds PILOTWIRE_HTPP_PORT, which is no setting of Pilotwire."
    assert error.remedy == "Did you mean PILOTWIRE_HTTP_PORT?"


def test_an_unknown_variable_like_no_other_is_refused_with_the_place_to_look(tmp_path: Path) -> None:
    assert "docs/reference/settings.md" in refusal(tmp_path, {"PILOTWIRE_ZZZZ": "1"}).remedy


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PILOTWIRE_KEY", "pw_x"),
        ("PILOTWIRE_SERVER", "http://csms"),
        ("PILOTWIRE_TEST_DATABASE_URL", "x"),
        ("PILOTWIRE_SERVICE_HOST", "10.0.0.1"),
        ("PILOTWIRE_SERVICE_PORT", "9000"),
        ("PILOTWIRE_SERVICE_PORT_OCPP", "9000"),
        ("PILOTWIRE_PORT", "tcp://10.0.0.1:9000"),
        ("PILOTWIRE_PORT_9000_TCP", "tcp://10.0.0.1:9000"),
        ("PILOTWIRE_PORT_9000_TCP_PROTO", "tcp"),
        ("PILOTWIRE_OCPP_PORT", "tcp://10.0.0.1:9000"),
    ],
)
def test_variables_of_the_command_line_the_tests_and_kubernetes_are_left_alone(
    tmp_path: Path, variable: str, text: str
) -> None:
    assert loaded(tmp_path, {variable: text}).ocpp_port == 9000


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("ocpp_port", "99999", "a whole number within 0..65535"),
        ("ocpp_port", "nine", "a whole number within 0..65535"),
        ("call_timeout_s", "0", "a number within 0.1..3600"),
        ("call_timeout_s", "nan", "a number within 0.1..3600"),
        ("quiet", "maybe", "true or false"),
        ("onboarding", "accpet", "one of auto, accept, pending, refuse"),
        ("protocols", "ocpp1.5", "a list of ocpp1.6, ocpp2.0.1, ocpp2.1"),
        ("protocols", ",", "a list of ocpp1.6, ocpp2.0.1, ocpp2.1"),
        ("subprotocol_when_absent", "ocpp9", "one of ocpp1.6, ocpp2.0.1, ocpp2.1"),
        ("ocpp_path", "ocpp", "a path that begins with / and does not end with it, such as /ocpp"),
        ("ocpp_path", "/ocpp/", "a path that begins with / and does not end with it, such as /ocpp"),
        ("host", "http://here", "a host name or an IP address, without a port"),
        ("keep_messages_days", "-1", "a whole number within 0..36500"),
    ],
)
def test_a_wrong_value_is_told_with_its_source_and_what_is_allowed(
    tmp_path: Path, name: str, text: str, allowed: str
) -> None:
    variable = f"PILOTWIRE_{name.upper()}"
    error = refusal(tmp_path, {variable: text})
    assert error.message == f"{variable}: {name} is '{text}'; it must be {allowed}."
    assert error.pointer == f"/{name}"
    assert error.remedy.startswith("The default is ")


def test_a_wrong_flag_names_the_flag(tmp_path: Path) -> None:
    error = refusal(tmp_path, flags={"http_port": "x"})
    assert error.message == "--http-port: http_port is 'x'; it must be a whole number within 0..65535."


def test_a_number_in_quotes_is_refused_in_toml_with_the_remedy(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", 'ocpp_port = "9000"')
    error = refusal(tmp_path, config=config)
    assert error.message == f"{config}:1: ocpp_port is '9000'; it must be a whole number within 0..65535."
    assert error.remedy == "The default is 9000. Write it without quotes."


def test_a_home_folder_of_nobody_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, flags={"data_dir": "~no-such-user-here/pw"})
    assert error.message == "--data-dir: data_dir is '~no-such-user-here/pw'; it must be a folder."


def test_the_text_of_a_secret_is_never_in_an_error(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", 'database_url = ["postgresql://ann:secret@db/x"]')
    error = refusal(tmp_path, config=config)
    assert error.message == f"{config}:1: database_url cannot be used; it must be text."
    assert "secret" not in error.remedy


def test_a_database_that_cannot_be_used_is_noticed_at_once(tmp_path: Path) -> None:
    assert refusal(tmp_path, {"PILOTWIRE_DATABASE_URL": "mysql://x/y"}).pointer == "/database_url"


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    error = refusal(tmp_path, config=tmp_path / "none.toml")
    assert error.message == f"The settings file {tmp_path / 'none.toml'} does not exist."
    assert error.remedy == "Check the path, or create the file."


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    error = refusal(tmp_path, config=tmp_path)
    assert error.message == f"The settings file {tmp_path} is a folder."
    assert error.remedy == f"Name a file, for example {tmp_path}/pilotwire.toml."


def test_a_file_beneath_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path / "c.toml", "")
    assert "a file and no folder" in refusal(tmp_path, config=tmp_path / "c.toml" / "x").remedy


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(self: Path, encoding: str) -> str:
        raise PermissionError(13, "Permission denied")

    config = write(tmp_path / "c.toml", "")
    monkeypatch.setattr(Path, "read_text", forbidden)  # root, who runs these tests at times, may read everything
    error = refusal(tmp_path, config=config)
    assert error.message == f"The settings file {config} may not be read by this user."
    assert error.remedy == f"Give this user the right to read it: chmod u+r {config}"


def test_a_file_that_is_no_toml_is_told_with_the_line(tmp_path: Path) -> None:
    config = write(tmp_path / "c.toml", "quiet = true\nhost = here")
    error = refusal(tmp_path, config=config)
    assert error.message.startswith(f"The settings file {config} is not valid TOML: ")
    assert "line 2" in error.message
    assert "ocpp_port = 9000" in error.remedy


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_bytes(b"\xff\xfe\x00")
    assert refusal(tmp_path, config=config).message == f"The settings file {config} is not UTF-8 text."


def test_the_file_in_the_data_folder_cannot_move_the_data_folder(tmp_path: Path) -> None:
    write(tmp_path / "pilotwire.toml", '\ndata_dir = "/elsewhere"')
    error = refusal(tmp_path, flags={"data_dir": tmp_path})
    assert error.message.startswith(f"{tmp_path}/pilotwire.toml:2: ")
    assert "--data-dir" in error.remedy


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"ocpp_port": 8080}, "ocpp_port and http_port are both 8080."),
        ({"host": "127.0.0.1:9000"}, "host is '127.0.0.1:9000', which is no address."),
        ({"ocpp_host": "::1::2"}, "ocpp_host is '::1::2', which is no address."),
        ({"protocols": "ocpp1.6,ocpp1.6"}, "protocols names a version twice."),
        (
            {"protocols": "ocpp2.1", "subprotocol_when_absent": "ocpp1.6"},
            "subprotocol_when_absent is ocpp1.6, which is not among protocols.",
        ),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(
    tmp_path: Path, flags: Mapping[str, object], message: str
) -> None:
    error = refusal(tmp_path, flags=flags)
    assert error.message == message
    assert error.remedy


def test_both_ports_may_be_any_free_one(tmp_path: Path) -> None:
    assert loaded(tmp_path, flags={"ocpp_port": 0, "http_port": 0}).http_port == 0


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "data", "")
    assert refusal(tmp_path, flags={"data_dir": file}).message == f"data_dir is {file}, which is a file."


def test_tls_files_are_lists_and_relative_ones_in_a_file_are_meant_from_it(tmp_path: Path) -> None:
    text = 'ocpp_tls_port = 9443\nocpp_tls_certificates = ["a.pem", "/b.pem"]\nocpp_tls_keys = ["a.key", "/b.key"]\n'
    config = write(tmp_path / "etc" / "c.toml", text + 'ocpp_tls_client_ca = "ca.pem"\n')
    settings = loaded(tmp_path, config=config)
    assert settings.ocpp_tls_certificates == (tmp_path / "etc" / "a.pem", Path("/b.pem"))
    assert settings.ocpp_tls_keys == (tmp_path / "etc" / "a.key", Path("/b.key"))
    assert settings.ocpp_tls_client_ca == tmp_path / "etc" / "ca.pem"
    given = {"PILOTWIRE_OCPP_TLS_PORT": "0", "PILOTWIRE_OCPP_TLS_CERTIFICATES": "/a.pem, /b.pem"}
    settings = loaded(tmp_path, {**given, "PILOTWIRE_OCPP_TLS_KEYS": "/a.key,/b.key"})
    assert (settings.ocpp_tls_port, settings.ocpp_tls_certificates) == (0, (Path("/a.pem"), Path("/b.pem")))


@pytest.mark.parametrize(
    ("environment", "pointer", "message"),
    [
        (
            {"TLS_PORT": "9443", "TLS_CERTIFICATES": "/a.pem,/b.pem", "TLS_KEYS": "/a.key"},
            "/ocpp_tls_keys",
            "ocpp_tls_keys names 1 files, ocpp_tls_certificates 2.",
        ),
        ({"TLS_PORT": "9443", "TLS_KEYS": "/a.key"}, "/ocpp_tls_keys", "ocpp_tls_keys names 1 files"),
        ({"TLS_CLIENT_CA": "/ca.pem"}, "/ocpp_tls_client_ca", "ocpp_tls_client_ca is set, but ocpp_tls_port is not"),
        ({"TLS_RSA_SUITES": "yes"}, "/ocpp_tls_rsa_suites", "ocpp_tls_rsa_suites is set, but ocpp_tls_port is not"),
        (
            {"TLS_PORT": "9443", "TLS_CLIENT_CRL": "/crl.pem"},
            "/ocpp_tls_client_crl",
            "ocpp_tls_client_crl is set without ocpp_tls_client_ca",
        ),
        (
            {"TLS_PORT": "9443", "TLS_CLIENT_OPTIONAL": "yes"},
            "/ocpp_tls_client_optional",
            "ocpp_tls_client_optional is set without ocpp_tls_client_ca",
        ),
        (
            {"TLS_PORT": "9443", "TLS_CLIENT_ORGANIZATIONS": "Acme"},
            "/ocpp_tls_client_organizations",
            "ocpp_tls_client_organizations is set without ocpp_tls_client_ca",
        ),
        ({"TLS_PORT": "9000"}, "/ocpp_tls_port", "ocpp_port and ocpp_tls_port are both 9000."),
        ({"TLS_PORT": "8080"}, "/ocpp_tls_port", "http_port and ocpp_tls_port are both 8080."),
        (
            {"TLS_PORT": "70000"},
            "/ocpp_tls_port",
            "PILOTWIRE_OCPP_TLS_PORT: ocpp_tls_port is '70000'; it must be a whole",
        ),
    ],
)
def test_tls_settings_that_do_not_go_together_are_told(
    tmp_path: Path, environment: Mapping[str, str], pointer: str, message: str
) -> None:
    told = refusal(tmp_path, {f"PILOTWIRE_OCPP_{name}": value for name, value in environment.items()})
    assert told.pointer == pointer
    assert told.message.startswith(message)
    assert told.remedy
