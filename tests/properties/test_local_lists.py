"""Whatever a station holds and whatever is wanted: the planned updates lead there, rise, and keep its limits."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from pilotwire.dialects import ocpp2x_local_list, ocpp16_local_list
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.local_list import Entry, HeldEntry, HeldList
from pilotwire.domain.local_list_commands import SendLocalList
from pilotwire.domain.local_list_plan import LAST_VERSION, Known, ListLimits, oversized, plan
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.decode import encode

CS1: Final = StationId("CS-1")
_TEXTS: Final = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=36)
ANSWERS: Final = st.builds(
    Authorization,
    st.sampled_from(["Accepted", "Blocked", "Expired", "NotAllowedTypeEVSE"]),
    st.none() | _TEXTS,
    st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.none() | st.sampled_from(["de", "en-GB"]),
    st.none() | _TEXTS,
)
TOKENS: Final = st.builds(
    IdToken,
    st.sampled_from([f"T{number}" for number in range(12)]),
    st.sampled_from(["", "eMAID", "MacAddress"]),
    st.lists(st.tuples(_TEXTS, _TEXTS), max_size=2).map(tuple),
)
LISTS: Final = st.lists(st.builds(Entry, TOKENS, ANSWERS), max_size=12, unique_by=lambda one: one.id_token.key)
LIMITS: Final[st.SearchStrategy[ListLimits]] = st.builds(
    ListLimits, st.none() | st.integers(1, 5), st.none() | st.integers(400, 3_000), st.none()
)
VERSIONS: Final = st.integers(0, 20) | st.integers(LAST_VERSION - 3, LAST_VERSION)


class Station:
    """What the specification says that a station does with its list; it refuses what it may."""

    def __init__(self, version: int, entries: list[Entry]) -> None:
        self.version = version
        self.entries = {one.id_token.key: one for one in entries} if version else {}

    def takes(self, send: SendLocalList) -> None:
        keys = [one.id_token.key for one in send.entries]
        assert send.version > 0
        assert len(set(keys)) == len(keys)
        if send.kind == "Differential":
            assert send.version > self.version
        else:
            self.entries = {}
        self.version = send.version
        for one in send.entries:
            if one.authorization is None:
                self.entries.pop(one.id_token.key, None)
            else:
                self.entries[one.id_token.key] = one


@given(
    before=LISTS, wanted=LISTS, on_station=VERSIONS, known=VERSIONS, tried=VERSIONS, full=st.booleans(), limits=LIMITS
)
def test_planned_updates_lead_to_the_wanted_list(
    before: list[Entry], wanted: list[Entry], on_station: int, known: int, tried: int, full: bool, limits: ListLimits
) -> None:
    large = oversized(wanted, limits)
    wanted = [one for one in wanted if one not in large]
    station = Station(on_station, before)
    held = HeldList(CS1, version=known, entries=tuple(one.held for one in before))
    sends = plan(wanted, Known(held, station.version, tried, full), limits)
    for send in sends:
        station.takes(send)
    assert _held(station.entries.values()) == _held(wanted)
    assert all(later.version == earlier.version + 1 for earlier, later in pairwise(sends))
    if sends and sends[0].version <= max(on_station, known, tried):
        assert (sends[0].version, sends[0].kind) == (1, "Full")
        assert max(on_station, known, tried) + len(sends) > LAST_VERSION
    for send in sends:
        _check_limits(send, limits)


def _held(entries: Iterable[Entry]) -> set[HeldEntry]:
    return {one.held for one in entries}


def _check_limits(send: SendLocalList, limits: ListLimits) -> None:
    assert limits.items is None or len(send.entries) <= limits.items
    for say in (ocpp16_local_list.send, ocpp2x_local_list.send, ocpp2x_local_list.send21):
        text = encode(say(send))
        frame = b'[2,"00000000-0000-0000-0000-000000000000","SendLocalList",' + text + b"]"
        assert limits.bytes is None or len(frame) <= limits.bytes
