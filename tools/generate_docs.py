#!/usr/bin/env python3
"""Write the generated pages of docs/ anew; `--check` only says which are out of date."""

import sys
from pathlib import Path

from tools.docs_pages import (
    automatisms,
    cli,
    coverage,
    coverage_requirements,
    events,
    messages,
    openapi,
    quirks,
    settings,
)

ROOT = Path(__file__).resolve().parent.parent
PAGES = (automatisms, cli, coverage, coverage_requirements, events, messages, openapi, quirks, settings)


def main(arguments: list[str]) -> int:
    stale = [made for made in PAGES if not _is_current(ROOT / made.PATH, made.page())]
    for made in stale:
        print(made.PATH)
        if "--check" not in arguments:
            (ROOT / made.PATH).write_text(made.page(), encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
