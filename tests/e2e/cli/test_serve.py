"""Every setting is a flag of `pilotwire serve`."""

import json
from pathlib import Path

import pytest

from pilotwire.apps.server.settings import Settings
from pilotwire.cli import serve
from pilotwire.cli.main import main


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str | None]]:
    assert main(["serve", "--show-settings", "--json", *arguments]) == 0
    settings: dict[str, dict[str, str | None]] = json.loads(capsys.readouterr().out)
    return settings


def test_every_setting_has_a_flag_in_the_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    main(["serve", "--help"])
    printed = capsys.readouterr().out
    flags = [f"--{name.replace('_', '-')}" for name in Settings.__struct_fields__]
    assert [flag for flag in flags if flag not in printed] == []


def test_flags_the_environment_and_the_file_come_together(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "c.toml"
    config.write_text("http_port = 8081\nquiet = true\n")
    monkeypatch.setenv("PILOTWIRE_OCPP_PORT", "9100")
    settings = shown(capsys, "--config", str(config), "--no-quiet", "--data-dir", str(tmp_path / "d"))
    assert settings["http_port"] == {"value": "8081", "source": f"{config}:1"}
    assert settings["ocpp_port"] == {"value": "9100", "source": "PILOTWIRE_OCPP_PORT"}
    assert settings["quiet"] == {"value": "false", "source": "--quiet"}
    assert settings["data_dir"] == {"value": str(tmp_path / "d"), "source": "--data-dir"}
    assert settings["call_queue"] == {"value": "32", "source": None}


def test_the_settings_shown_hold_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    settings = shown(capsys, "--database-url", "postgresql://ann:hunter2@db/charging")
    assert settings["database_url"]["value"] == "postgresql://ann:***@db/charging"


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--show-settings", "--ocpp-port", "9100"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["Setting", "Value", "From"]
    assert ["ocpp_port", "9100", "--ocpp-port"] in lines
    assert ["http_port", "8080", "default"] in lines


def test_the_server_gets_the_settings_and_its_exit_code_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Settings] = []

    def start(settings: Settings) -> int:
        started.append(settings)
        return 7

    monkeypatch.setattr(serve, "_start", start)
    assert main(["serve", "--ocpp-port", "0", "--host", "::1"]) == 7
    assert [(one.ocpp_port, one.host) for one in started] == [(0, "::1")]
