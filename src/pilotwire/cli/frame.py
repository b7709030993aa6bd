"""What a frame holds, without its envelope."""

from typing import Final

import msgspec

_BODY_AT: Final = {"call": 3, "send": 3, "result": 2}
_ERROR_FROM: Final = 2


def body_of(kind: str, text: str) -> str:
    """The payload of a call or result as it was written, or an error's code, description and details.

    A frame that cannot be taken apart is shown whole.
    """
    try:
        parts = msgspec.json.decode(text, type=list[msgspec.Raw])
        if kind in _BODY_AT:
            return _text(parts[_BODY_AT[kind]])
        if kind in ("error", "result-error"):
            return " ".join(_text(part) for part in parts[_ERROR_FROM:])
    except (msgspec.DecodeError, IndexError):
        pass
    return text


def _text(part: msgspec.Raw) -> str:
    return bytes(part).decode()
