"""The pages on settings and on the command line say what the code does."""

from pathlib import Path

from tools.docs_pages import cli, settings

from pilotwire.apps.server.settings import Settings
from pilotwire.cli.main import VERBS

ROOT = Path(__file__).resolve().parents[2]


def written(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_page_on_settings_is_up_to_date() -> None:
    assert written(settings.PATH) == settings.page(), "run ./dev docs"


def test_the_page_on_the_command_line_is_up_to_date() -> None:
    assert written(cli.PATH) == cli.page(), "run ./dev docs"


def test_every_setting_is_on_its_page() -> None:
    page = written(settings.PATH)
    assert [name for name in Settings.__struct_fields__ if f"| `{name}` |" not in page] == []


def test_every_verb_is_on_its_page() -> None:
    page = written(cli.PATH)
    assert [name for name, _ in VERBS if f"## pilotwire {name}\n" not in page] == []
