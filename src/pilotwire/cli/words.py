"""Values as people read them: times, energy, power, long and untrusted texts."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_PARTS: Final = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))


def plain(text: str) -> str:
    """The text with all that could move a cursor, colour a line or turn its direction written out."""
    return _UNSAFE.sub(lambda match: _escaped(ord(match.group())), text)


def short(text: str, length: int) -> str:
    """At most `length` characters, the last three dots where something was cut off."""
    return text if len(text) <= length else text[: max(0, length - 3)] + "..."


def when(at: datetime | None, zone: tzinfo | None, *, millis: bool = False) -> str:
    """An instant in this zone (None: this machine's), "" for none; UTC is marked by a Z."""
    if at is None:
        return ""
    there = at.astimezone(zone)
    text = there.strftime("%Y-%m-%d %H:%M:%S") + (f".{there.microsecond // 1000:03}" if millis else "")
    return text + ("Z" if zone is UTC else "")


def lasting(duration: timedelta) -> str:
    """A duration by its two largest parts, such as 1 h 5 min."""
    seconds = max(0, int(duration.total_seconds()))
    parts: list[str] = []
    for unit, size in _PARTS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def kwh(energy_wh: Decimal | None) -> str:
    """Energy in kWh to the Wh, "" for none."""
    return "" if energy_wh is None else f"{energy_wh / 1000:.3f} kWh"


def kw(power_w: Decimal | None) -> str:
    """Power in kW, "" for none."""
    return "" if power_w is None else f"{power_w / 1000:.2f} kW"


def percent(share: Decimal | None) -> str:
    """A share in percent, "" for none."""
    return "" if share is None else f"{share:.0f} %"


def millis(latency_ms: float | None) -> str:
    """A latency, "" for none: microseconds matter below 10 ms, and only there."""
    if latency_ms is None:
        return ""
    return f"{latency_ms:.1f} ms" if latency_ms < 10 else f"{latency_ms:.0f} ms"


def yes(value: bool) -> str:
    """ "yes", or nothing: a column in which only what differs is seen."""
    return "yes" if value else ""


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
