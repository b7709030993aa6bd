"""docs/plugins.md names each hook with its arguments, and each plug-in that comes along."""

import inspect
from pathlib import Path

from pilotwire.plugins import defaults, hookspecs

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
HOOKS = [value for value in vars(hookspecs).values() if hasattr(value, f"{hookspecs.NAME}_spec")]


def test_each_hook_stands_in_the_page_with_its_arguments() -> None:
    calls = [f"| `{hook.__name__}({', '.join(inspect.signature(hook).parameters)})` |" for hook in HOOKS]
    assert len(calls) == 3
    assert [call for call in calls if call not in PAGE] == []


def test_each_plug_in_that_comes_along_stands_in_the_page() -> None:
    names = [path.stem for path in Path(defaults.__path__[0]).glob("*.py") if path.stem != "__init__"]
    assert [name for name in names if f"`{name}`" not in PAGE and name.replace("_", " ") not in PAGE] == []
