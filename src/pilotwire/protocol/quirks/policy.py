"""How strictly a station's messages are read: one value, made of its profile."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import msgspec

Mode: TypeAlias = Literal["strict", "tolerant", "record-only"]
Setting: TypeAlias = Literal["on", "off", "record-only"]

_NO_RULES: Final[Mapping[str, Setting]] = MappingProxyType({})


class IngestPolicy(msgspec.Struct, frozen=True):
    """Strict and tolerant reading in one.

    `strict` refuses every message that breaks its schema and names the quirks in it; `tolerant` repairs what is known;
    `record-only` names it and reads the message as it came. `rules` overrides single quirks: the key is the name alone,
    `name@Action` or `name@Action/pointer/pattern`, and the most exact key wins. `naive_offset` is the zone of times
    that name none. `names_legal` also names what is odd and allowed, at the price of a second look at every message.
    """

    mode: Mode = "tolerant"
    rules: Mapping[str, Setting] = _NO_RULES
    naive_offset: timedelta = timedelta()
    names_legal: bool = False

    def setting(self, name: str, action: str, place: str) -> Setting:
        """Whether a quirk is repaired ("on"), only named ("record-only") or left to the schema alone ("off")."""
        wanted: Setting = "on"
        if self.rules:
            for key in (f"{name}@{action}{place}", f"{name}@{action}", name):
                if key in self.rules:
                    wanted = self.rules[key]
                    break
        return "record-only" if wanted == "on" and self.mode != "tolerant" else wanted


STRICT: Final = IngestPolicy("strict", names_legal=True)
TOLERANT: Final = IngestPolicy()
