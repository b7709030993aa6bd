"""Each decision has a number of its own, and its page begins with it."""

from collections import Counter
from pathlib import Path

PAGES = sorted((Path(__file__).parents[2] / "docs" / "adr").glob("*.md"))


def test_no_two_decisions_have_one_number_and_none_is_left_out() -> None:
    numbers = Counter(page.name[:4] for page in PAGES)
    assert [number for number, times in numbers.items() if times > 1] == []
    assert sorted(numbers) == [f"{number:04}" for number in range(1, len(PAGES) + 1)]


def test_each_page_begins_with_its_number() -> None:
    first = {page.name: page.read_text(encoding="utf-8").splitlines()[0] for page in PAGES}
    assert {name: line for name, line in first.items() if not line.startswith(f"# {name[:4]} ")} == {}


def test_each_how_to_is_linked_from_the_first_page() -> None:
    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    pages = [page.name for page in (root / "docs" / "how-to").glob("*.md")]
    assert [name for name in pages if f"docs/how-to/{name}" not in readme] == []
