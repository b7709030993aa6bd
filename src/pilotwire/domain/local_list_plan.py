"""From the list that a station holds to the one that is wanted: which updates to send, within the station's limits."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .device_model import Limits, batches
from .local_list import Entry, HeldEntry, HeldList, delta
from .local_list_commands import SendLocalList, UpdateKind

LAST_VERSION: Final = 2**31 - 1
"""The highest version number that every station can hold."""


class ListLimits(msgspec.Struct, frozen=True):
    """What a station takes: entries per message, bytes per message, entries in all; None where nothing is known."""

    items: int | None = None
    bytes: int | None = None
    entries: int | None = None


class ListTooLargeError(PilotwireError):
    """The list has more entries than the station can hold."""


class Known(msgspec.Struct, frozen=True):
    """What is known of a station's list before an update.

    `reported` is the version that the station tells now, `tried` the last one that was sent, whatever became of it.
    `full`: the list is to be sent whole, as the station has refused a change.
    """

    held: HeldList
    reported: int
    tried: int = 0
    full: bool = False


def check_fits(wanted: Sequence[Entry], limits: ListLimits, name: str, station: StationId) -> None:
    """Raise ListTooLargeError when the station cannot hold so many entries."""
    if limits.entries is not None and len(wanted) > limits.entries:
        raise ListTooLargeError(
            f"list '{name}' has {len(wanted)} entries, station {station} holds at most {limits.entries}",
            "Take tokens or groups off the list, or give this station a shorter one.",
        )


def oversized(wanted: Iterable[Entry], limits: ListLimits) -> tuple[Entry, ...]:
    """Entries that no message to the station can carry."""
    if limits.bytes is None:
        return ()
    room = limits.bytes - FRAME_BYTES
    return tuple(entry for entry in wanted if weight_bytes(entry) > room)


def plan(wanted: Sequence[Entry], known: Known, limits: ListLimits) -> tuple[SendLocalList, ...]:
    """The updates that turn the station's list into the wanted one, in order; none when there is nothing to do.

    A change where the station reports the version that we know and a change is no longer than the whole; else the whole
    list, begun with a Full update. Versions rise; a list that has come to the last number begins again at 1, whole.
    Source: OCPP 2.0.1 part 2, D01.FR.03 and D01.FR.15 to D01.FR.19.
    """
    if known.reported == 0 and not wanted:
        return ()
    update = None if known.full else _change(wanted, known)
    if update == ():
        return ()
    kind: UpdateKind = "Full" if update is None else "Differential"
    parts = _parts(wanted if update is None else update, limits)
    first = max(known.reported, known.held.version, known.tried) + 1
    if first + len(parts) - 1 > LAST_VERSION:
        kind, parts, first = "Full", _parts(wanted, limits), 1
    return tuple(
        SendLocalList(first + place, kind if place == 0 else "Differential", part) for place, part in enumerate(parts)
    )


def applied(held: Sequence[HeldEntry], send: SendLocalList) -> tuple[HeldEntry, ...]:
    """A station's list after an update that it accepted."""
    entries = {} if send.kind == "Full" else {one.key: one for one in held}
    for entry in send.entries:
        if entry.authorization is None:
            entries.pop(entry.id_token.key, None)
        else:
            entries[entry.id_token.key] = entry.held
    return tuple(entries.values())


def weight_bytes(entry: Entry) -> int:
    """How many bytes of a message the entry takes at most, in any version of OCPP."""
    token, answer = entry.id_token, entry.authorization
    size = _TOKEN_BYTES + _text_bytes(token.value, token.type)
    size += sum(_MORE_BYTES + _text_bytes(*pair) for pair in token.additional)
    if answer is None:
        return size
    size += _ANSWER_BYTES + _text_bytes(answer.group_id, answer.language)
    if answer.language2 or answer.evse_ids or answer.charging_priority is not None:
        size += _LIMITS_BYTES + _text_bytes(answer.language2) + _EVSE_BYTES * len(answer.evse_ids)
    if answer.personal_message:
        size += _MESSAGE_BYTES + _text_bytes(answer.personal_message, answer.language)
    return size


def _change(wanted: Sequence[Entry], known: Known) -> tuple[Entry, ...] | None:
    held = known.held
    if known.reported <= 0 or known.reported != held.version:
        return None
    change = delta(held.entries, wanted)
    too_long = len(change.entries) > max(len(wanted), 1)
    return None if change.respelt or too_long else change.entries


def _parts(entries: Sequence[Entry], limits: ListLimits) -> Sequence[tuple[Entry, ...]]:
    room = None if limits.bytes is None else limits.bytes - (FRAME_BYTES - _COUNTED_BYTES)
    return batches(entries, weight_bytes, Limits(limits.items, room)) or [()]


def _text_bytes(*texts: str | None) -> int:
    return sum(len(msgspec.json.encode(text)) for text in texts if text)


FRAME_BYTES: Final = 160
"""What surrounds the entries: the frame with an id of 36 characters, the version and the kind of update."""
_COUNTED_BYTES: Final = 120
"""What `batches` counts of it."""
_TOKEN_BYTES: Final = 60
"""The names of idToken and its fields, the signs around them, and a type that we add where there is none."""
_MORE_BYTES: Final = 54
"""The names of one additional identifier, and of the list of them."""
_ANSWER_BYTES: Final = 180
"""The names of idTokenInfo and its fields, the longest status, and an expiry."""
_MESSAGE_BYTES: Final = 72
"""The names of a personal message and its fields, and its format."""
_LIMITS_BYTES: Final = 60
"""The names of the priority, the second language and the EVSEs."""
_EVSE_BYTES: Final = 11
"""One EVSE of a list, a number of 31 bits at most."""
