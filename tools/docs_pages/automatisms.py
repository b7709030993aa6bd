"""The page docs/reference/automatisms.md, from the table that the code goes by."""

from typing import Final

from pilotwire.domain.automatism import TABLE

PATH: Final = "docs/reference/automatisms.md"

_HEAD: Final = """# What begins by itself

<!-- Generated from the code by `./dev docs`: change src/pilotwire/domain/automatism.py, not this page. -->

All that Pilotwire asks of a station although nobody asked for it just then. What is not in this table is never begun by
itself: everything else that a station is sent, somebody has asked for, over the API, from the command line or as an
operation.

A quiet station is sent none of it: `pilotwire stations set CP01 --quiet` for one, the setting `quiet` for all. Quiet
wins over every other switch. WebSocket pings are no calls, and go on.

| name | begins when | sends | turned on by |
|---|---|---|---|
"""


def page() -> str:
    """The page's text."""
    rows = (f"| `{name}` | {one.when} | {one.sends} | `{one.setting}` |" for name, one in TABLE.items())
    return _HEAD + "\n".join(rows) + "\n"
