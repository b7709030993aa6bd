"""The page on quirks says what the table says, and names every quirk."""

from pathlib import Path
from typing import Final

from tools.docs_pages import quirks

from pilotwire.protocol.quirks.table import NORMALISERS

ROOT: Final = Path(__file__).parents[2]


def test_the_page_on_quirks_is_up_to_date() -> None:
    assert (ROOT / quirks.PATH).read_text(encoding="utf-8") == quirks.page(), "run ./dev docs"


def test_every_quirk_of_the_table_is_on_its_page() -> None:
    text = (ROOT / quirks.PATH).read_text(encoding="utf-8")
    assert [quirk.name for quirk in NORMALISERS if f"`{quirk.name}`" not in text] == []
