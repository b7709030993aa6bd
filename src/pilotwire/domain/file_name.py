"""Names of files as others give them, made harmless; content never lies under such a name."""

import re
import unicodedata
from typing import Final

LONGEST_NAME: Final = 120
"""Characters."""
_LONGEST_ENDING: Final = 16
_HARMFUL: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_PATH: Final = re.compile(r"[/\\]")
_FORM: Final = "application/x-www-form-urlencoded"
_TYPE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+_-]{0,60}")


def safe_name(given: str) -> str:
    """The last part of what was given as a name, without anything that leads elsewhere or fools a reader.

    `../../etc/passwd` becomes `passwd`, `C:\\logs\\a.txt` `a.txt`; one of which nothing is left becomes `file`.
    """
    last = _PATH.split(given[-4096:])[-1]
    known = "".join(one if unicodedata.category(one)[0] not in "CZ" or one == " " else "_" for one in last)
    name = _HARMFUL.sub("_", unicodedata.normalize("NFC", known)).strip(" .")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if stem and len(ending) < _LONGEST_ENDING else ""
        name = name[: LONGEST_NAME - len(ending)] + ending
    return name or "file"


def safe_content_type(given: str) -> str:
    """What the sender calls its content, if it can be said again; without parameters."""
    plain = given.partition(";")[0].strip()
    if not _TYPE.fullmatch(plain) or plain.lower() == _FORM:  # what curl calls whatever it posts
        return "application/octet-stream"
    return plain.lower()
