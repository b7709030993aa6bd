"""The port `Queries`: filters, stable orders, cursors."""

from datetime import timedelta
from itertools import pairwise

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.events import ConnectorStatusChanged
from pilotwire.domain.finding import Oddity
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.reading import Reading
from pilotwire.domain.station import ChargingStation, ConnectorStatus, Identity
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import ConnectorId, RecordId, StationId, TransactionId
from pilotwire.services.ports import EventSpan, MessageFilter, Slice, Span, TransactionFilter
from pilotwire.services.work import SeenOddity, StoredReadings, Work

from .conftest import SetClock
from .records import CS1, CS2, EVSE1, NOON, OPEN, T1, connected, exchange, frame, later, refusal, work


async def test_stations_come_by_id_in_the_order_of_code_points_a_part_at_a_time(storage: Storage) -> None:
    ids = ["a", "B", "Z-1", "z", "Ä", "ä", "10", "9"]
    await storage.store.commit(work(*(ChargingStation(StationId(name), NOON, NOON) for name in ids)))
    first = await storage.queries.stations(Slice(limit=3))
    second = await storage.queries.stations(Slice(limit=3, cursor=first.next_cursor))
    third = await storage.queries.stations(Slice(limit=3, cursor=second.next_cursor))
    pages = [[station.id for station in page.items] for page in (first, second, third)]
    assert pages == [["10", "9", "B"], ["Z-1", "a", "z"], ["Ä", "ä"]]
    assert third.next_cursor is None


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("MÜLLER", ["one"]),
        ("straße", ["one"]),
        ("vendor", ["one", "two"]),
        ("sn_7", ["two"]),
        ("%", ["two"]),
        ("_", ["two"]),
        ("/", []),
        ("TWO", ["two"]),
        ("nothing", []),
    ],
)
async def test_stations_are_found_by_any_part_of_their_words_in_any_case(
    storage: Storage, q: str, found: list[str]
) -> None:
    one = ChargingStation(
        StationId("one"), NOON, NOON, name="Müller STRASSE", identity=Identity("VendorX", "M", "SN17")
    )
    two = ChargingStation(StationId("two"), NOON, NOON, name="100 %", identity=Identity("vendory", "M", "SN_7"))
    await storage.store.commit(work(one, two))
    assert [station.id for station in (await storage.queries.stations(Slice(), q)).items] == found


async def test_tokens_come_by_value_and_are_found_by_group_and_note(storage: Storage) -> None:
    tokens = [Token("b", note="Fahrer"), Token("C", group_id="Gruppe-1"), Token("a")]
    await storage.store.commit(work(*tokens))
    first = await storage.queries.tokens(Slice(limit=2))
    rest = await storage.queries.tokens(Slice(limit=2, cursor=first.next_cursor))
    assert [[token.value for token in page.items] for page in (first, rest)] == [["C", "a"], ["b"]]
    assert (await storage.queries.tokens(Slice(), "gruppe")).items == [tokens[1]]
    assert (await storage.queries.tokens(Slice(), "FAHR")).items == [tokens[0]]


async def test_transactions_come_by_start_newest_first_and_none_is_missed_where_starts_are_the_same(
    storage: Storage,
) -> None:
    made = [
        msgspec.structs.replace(OPEN, station=station, id=TransactionId(name), started_at=later(at))
        for station, name, at in [(CS1, "a", 0), (CS1, "b", 0), (CS2, "a", 0), (CS1, "c", -60), (CS1, "d", 60)]
    ]
    await storage.store.commit(work(*made))
    seen, cursor = [], None
    for _ in range(5):
        page = await storage.queries.transactions(Slice(limit=1, cursor=cursor), TransactionFilter())
        seen += [(one.station, one.id) for one in page.items]
        cursor = page.next_cursor
    assert seen == [(CS1, "d"), (CS2, "a"), (CS1, "b"), (CS1, "a"), (CS1, "c")]
    assert cursor is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (TransactionFilter(station=CS2), ["other"]),
        (TransactionFilter(state="open"), ["open", "other"]),
        (TransactionFilter(state="ended"), ["ended"]),
        (TransactionFilter(token="04a1B2C3"), ["open", "other"]),
        (TransactionFilter(token="unknown"), []),
        (TransactionFilter(since=later(60)), ["other"]),
        (TransactionFilter(until=later(60)), ["open", "ended"]),
        (TransactionFilter(since=later(0), until=later(60)), ["open"]),
        (TransactionFilter(station=StationId("\0")), []),
    ],
    ids=["station", "open", "ended", "token", "unknown token", "since", "until", "between", "odd station"],
)
async def test_transactions_are_filtered(storage: Storage, wanted: TransactionFilter, found: list[str]) -> None:
    await storage.store.commit(
        work(
            msgspec.structs.replace(OPEN, id=TransactionId("open"), started_at=later(0)),
            msgspec.structs.replace(OPEN, id=TransactionId("other"), station=CS2, started_at=later(60)),
            msgspec.structs.replace(
                OPEN, id=TransactionId("ended"), started_at=later(-60), ended=True, id_token=IdToken("other")
            ),
        )
    )
    page = await storage.queries.transactions(Slice(), wanted)
    assert sorted(one.id for one in page.items) == sorted(found)


async def test_readings_come_oldest_first_a_part_at_a_time_even_those_of_the_same_instant(storage: Storage) -> None:
    readings = (Reading(later(60), ()), Reading(later(0), ()), Reading(later(60), (), "Transaction.Begin"))
    await storage.store.commit(work(StoredReadings(CS1, T1, EVSE1, readings, NOON)))
    seen, cursor = [], None
    for _ in range(3):
        page = await storage.queries.readings(Slice(limit=1, cursor=cursor), CS1, T1)
        seen += [(row.reading.at, row.reading.context) for row in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert seen[0] == (later(0), "Sample.Periodic")
    assert sorted(seen[1:]) == [(later(60), "Sample.Periodic"), (later(60), "Transaction.Begin")]


async def test_readings_can_be_bound_by_the_stations_time(storage: Storage) -> None:
    readings = tuple(Reading(later(minute * 60), ()) for minute in range(4))
    await storage.store.commit(work(StoredReadings(CS1, None, EVSE1, readings, NOON)))
    page = await storage.queries.readings(Slice(), CS1, None, Span(since=later(60), until=later(180)))
    assert [row.reading.at for row in page.items] == [later(60), later(120)]


def _log() -> list[LoggedMessage]:
    return [
        frame(RecordId(1), text="[2,Heartbeat]", action="Heartbeat", message_id="m-1", verdict="valid"),
        frame(RecordId(2), text="[3,{}]", action="Heartbeat", message_id="m-1", direction="out", kind="result"),
        frame(RecordId(3), CS2, text="[2,100%_sure]", action="DataTransfer", message_id="m-2", verdict="repaired"),
        frame(RecordId(4), CS2, text="garbage", kind="malformed", verdict="invalid"),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MessageFilter(), [4, 3, 2, 1]),
        (MessageFilter(station=CS2), [4, 3]),
        (MessageFilter(station=StationId("cs-2")), []),
        (MessageFilter(action="Heartbeat"), [2, 1]),
        (MessageFilter(message_id="m-1", direction="out"), [2]),
        (MessageFilter(direction="in"), [4, 3, 1]),
        (MessageFilter(kind="malformed"), [4]),
        (MessageFilter(verdict="repaired"), [3]),
        (MessageFilter(kind="no-such-kind"), []),
        (MessageFilter(q="HEARTBEAT"), [1]),
        (MessageFilter(q="%_S"), [3]),
        (MessageFilter(q="a%e"), []),
        (MessageFilter(q="\0"), []),
        (MessageFilter(station=CS1, q="3"), [2]),
    ],
    ids=str,
)
async def test_frames_are_filtered(storage: Storage, wanted: MessageFilter, found: list[int]) -> None:
    await storage.store.commit(work(*_log()))
    page = await storage.queries.messages(Slice(), wanted)
    assert [one.id for one in page.items] == found
    assert page.next_cursor is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MessageFilter(), [7, 6, 5, 4, 3, 2]),
        (MessageFilter(direction="out"), [7, 5]),
        (MessageFilter(direction="in"), [6, 4, 3, 2]),
        (MessageFilter(kind="error"), [7]),
        (MessageFilter(kind="result"), [5]),
        (MessageFilter(kind="send"), [3]),
        (MessageFilter(kind="call"), [6, 4, 2]),
        (MessageFilter(verdict="valid"), [7, 6, 5, 3]),
        (MessageFilter(verdict="repaired"), [4]),
        (MessageFilter(message_id="m-1"), [7, 6, 5, 4, 3]),
        (MessageFilter(q="idtokeninfo"), [5]),
        (MessageFilter(direction="in", q="idtokeninfo"), []),
    ],
    ids=str,
)
async def test_answers_in_the_records_of_their_calls_are_filtered_as_frames_of_their_own(
    storage: Storage, wanted: MessageFilter, found: list[int]
) -> None:
    await storage.store.commit(
        work(
            frame(RecordId(2)),
            exchange(RecordId(3), kind="send", verdict="valid", answer=""),
            exchange(RecordId(4)),
            exchange(RecordId(6), verdict="valid", answer="[4]", error_code="GenericError"),
        )
    )
    page = await storage.queries.messages(Slice(), wanted)
    assert [one.id for one in page.items] == found


async def test_a_page_may_end_between_a_call_and_its_answer(storage: Storage) -> None:
    await storage.store.commit(work(*(exchange(RecordId(number)) for number in (2, 4, 6, 8))))
    for size in (1, 2, 3, 5):
        seen, cursor, pages = list[int](), None, 0
        while pages == 0 or cursor is not None:
            page = await storage.queries.messages(Slice(limit=size, cursor=cursor), MessageFilter())
            assert len(page.items) <= size
            seen += [one.id for one in page.items]
            cursor, pages = page.next_cursor, pages + 1
        assert seen == [9, 8, 7, 6, 5, 4, 3, 2]


async def test_frames_are_bounded_by_the_time_of_their_storing(storage: Storage, clock: SetClock) -> None:
    made = []
    for seconds in (0, 60, 120):
        clock.at = later(seconds)
        made.append(frame(storage.store.next_id()))
    await storage.store.commit(work(*made))
    queries = storage.queries
    since = await queries.messages(Slice(), MessageFilter(since=later(60)))
    until = await queries.messages(Slice(), MessageFilter(until=later(60)))
    long_ago = await queries.messages(Slice(), MessageFilter(until=later(-1e9)))
    assert since.items == [made[2], made[1]]
    assert until.items == [made[0]]
    assert long_ago.items == []


async def test_frames_come_newest_first_a_part_at_a_time(storage: Storage) -> None:
    await storage.store.commit(work(*(frame(RecordId(number), text=f"[{number % 2}]") for number in range(1, 8))))
    seen, cursor = [], None
    for _ in range(2):
        page = await storage.queries.messages(Slice(limit=2, cursor=cursor), MessageFilter(q="[1]"))
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
    assert seen == [7, 5, 3, 1]
    assert cursor is None


async def test_a_search_that_looks_through_much_stops_and_goes_on_with_the_next_page(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotwire.adapters.storage.sql.frames.SCANNED", 3)
    await storage.store.commit(
        work(*(frame(RecordId(number), text="[found]" if number in (1, 2, 8) else "[]") for number in range(1, 11)))
    )
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor is not None:
        page = await storage.queries.messages(Slice(cursor=cursor), MessageFilter(station=CS1, q="found"))
        seen += [one.id for one in page.items]
        cursor, pages = page.next_cursor, pages + 1
    assert seen == [8, 2, 1]
    assert pages <= 4


async def test_a_search_that_stops_at_a_call_goes_on_with_its_answer(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotwire.adapters.storage.sql.frames.SCANNED", 1)
    await storage.store.commit(work(*(exchange(RecordId(number)) for number in (2, 4, 6))))
    seen, cursor, pages = list[int](), None, 0
    while pages == 0 or cursor is not None:
        page = await storage.queries.messages(Slice(cursor=cursor), MessageFilter(q="m-1"))
        seen += [one.id for one in page.items]
        cursor, pages = page.next_cursor, pages + 1
    assert seen == [7, 6, 5, 4, 3, 2]


async def test_findings_come_by_their_last_occurrence_and_are_filtered(storage: Storage) -> None:
    seen = [
        SeenOddity(station, "1", Oddity(name, place), later(at))
        for station, name, place, at in [
            (CS1, "a", "", 0), (CS1, "b", "/x", 60), (CS2, "a", "", 60), (CS2, "a", "/y", 30),
        ]
    ]  # fmt: skip
    await storage.store.commit(work(*seen))
    listed, cursor = [], None
    for _ in range(4):
        page = await storage.queries.findings(Slice(limit=1, cursor=cursor))
        listed += [(one.station, one.name, one.place) for one in page.items]
        cursor = page.next_cursor
    assert listed == [(CS2, "a", ""), (CS1, "b", "/x"), (CS2, "a", "/y"), (CS1, "a", "")]
    assert len((await storage.queries.findings(Slice(), CS2)).items) == 2
    assert [one.station for one in (await storage.queries.findings(Slice(), name="b")).items] == [CS1]


async def test_refusals_come_newest_first_a_part_at_a_time(storage: Storage) -> None:
    await storage.store.commit(work(*(refusal(RecordId(number)) for number in (1, 2, 3))))
    first = await storage.queries.refusals(Slice(limit=2), CS1)
    rest = await storage.queries.refusals(Slice(limit=2, cursor=first.next_cursor), CS1)
    assert [[one.id for one in page.items] for page in (first, rest)] == [[3, 2], [1]]


async def test_events_come_after_a_given_one_filtered_by_type_and_station(storage: Storage) -> None:
    told = Work()
    told.tell(connected(CS1), connected(CS2), connected(None), connected(CS1, generation=2))
    await storage.store.commit(told)
    queries = storage.queries
    every = await queries.events_after(RecordId(0), 10)
    assert [one.event.station for one in every] == [CS1, CS2, None, CS1]
    assert all(earlier.id < one.id for earlier, one in pairwise(every))
    assert await queries.events_after(every[1].id, 10) == every[2:]
    assert await queries.events_after(RecordId(0), 2) == every[:2]
    assert await queries.events_after(RecordId(0), 10, station=CS1) == [every[0], every[3]]
    assert await queries.events_after(RecordId(0), 10, ["station.connected", "x"], CS2) == [every[1]]
    assert await queries.events_after(RecordId(0), 10, ["station.booted"]) == []
    assert await queries.events_after(RecordId(-(2**70)), 1) == every[:1]


@pytest.mark.parametrize("cursor", ["", "x", "!!", "bm9uc2Vuc2U", "WzFd", "eyJhIjoxfQ", "WzFlOTksMSwxXQ"])
async def test_a_cursor_that_is_not_ours_is_bad_input(storage: Storage, cursor: str) -> None:
    with pytest.raises(BadInputError) as raised:
        await storage.queries.transactions(Slice(cursor=cursor), TransactionFilter())
    assert raised.value.pointer == "/cursor"


async def test_a_cursor_beyond_what_a_database_can_compare_is_bad_input(storage: Storage) -> None:
    with pytest.raises(BadInputError):
        await storage.queries.messages(Slice(cursor="WzE4NDQ2NzQ0MDczNzA5NTUxNjE2XQ"), MessageFilter())


async def test_a_limit_below_one_is_bad_input(storage: Storage) -> None:
    with pytest.raises(BadInputError) as raised:
        await storage.queries.stations(Slice(limit=0))
    assert raised.value.pointer == "/limit"


async def test_a_search_of_more_than_200_characters_is_bad_input(storage: Storage) -> None:
    await storage.store.commit(work(ChargingStation(CS1, NOON, NOON), frame(RecordId(1))))
    with pytest.raises(BadInputError) as raised:
        await storage.queries.stations(Slice(), "x" * 201)
    assert raised.value.pointer == "/q"
    with pytest.raises(BadInputError):
        await storage.queries.messages(Slice(), MessageFilter(q="x" * 201))


async def test_what_connectors_went_through_is_found_among_all_events_newest_first(storage: Storage) -> None:
    told: tuple[tuple[StationId, ConnectorStatus], ...] = ((CS1, "Available"), (CS2, "Faulted"), (CS1, "Occupied"))
    for minute, (station, status) in enumerate(told):
        made = Work()
        made.tell(connected(station), changed(station, status, minute))
        await storage.store.commit(made)
    first = await storage.queries.connector_states(Slice(limit=1), EventSpan(station=CS1))
    assert [one.event for one in first.items] == [changed(CS1, "Occupied", 2)]
    more = Slice(limit=1, cursor=first.next_cursor)
    rest = await storage.queries.connector_states(more, EventSpan(station=CS1))
    assert ([one.event for one in rest.items], rest.next_cursor) == ([changed(CS1, "Available", 0)], None)
    late = EventSpan(station=CS1, since=NOON + timedelta(days=40_000))
    assert (await storage.queries.connector_states(Slice(), late)).items == []
    early = EventSpan(station=CS1, until=NOON - timedelta(days=10_000))
    assert (await storage.queries.connector_states(Slice(), early)).items == []


def changed(station: StationId, status: ConnectorStatus, minute: int) -> ConnectorStatusChanged:
    at = NOON + timedelta(minutes=minute)
    return ConnectorStatusChanged(
        station=station, at=at, evse_id=EVSE1, connector_id=ConnectorId(1), status=status, since=at,
        previous="Reserved",
    )  # fmt: skip
