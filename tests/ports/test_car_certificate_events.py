"""What stations asked for on behalf of cars is found among all events, newest first, a part at a time."""

from datetime import timedelta

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.car_certificate_events import CertificateStatusAnswered, ContractAnswered
from pilotwire.domain.event import Event
from pilotwire.domain.token_events import TokenRemoved
from pilotwire.services.ports import EventSpan, Slice
from pilotwire.services.work import Work

from .records import CS1, CS2, NOON

SCHEMA = "urn:iso:15118:2:2013:MsgDef"


async def test_they_are_read_by_station_newest_first(storage: Storage) -> None:
    at = NOON + timedelta(minutes=1)
    contract = ContractAnswered(
        station=CS1, at=NOON, action="Update", schema=SCHEMA, status="Accepted", remaining=2, emaid="DE8AAC1"
    )
    status = CertificateStatusAnswered(
        station=CS1, at=at, source="CRL", serial_number="0c", urls=("http://a", "http://b"), status="Failed",
        verdict="Failed", reason="it is outdated", within="iso15118",
    )  # fmt: skip
    elsewhere = ContractAnswered(station=CS2, at=NOON, action="Install", schema=SCHEMA, status="Failed")
    events: tuple[Event, ...] = (contract, TokenRemoved(at=NOON, token="04A2"), elsewhere, status)
    for event in events:
        work = Work()
        work.tell(event)
        await storage.store.commit(work)
    found = await storage.queries.car_certificate_events(Slice(), EventSpan(station=CS1))
    assert ([one.event for one in found.items], found.next_cursor) == ([status, contract], None)
    first = await storage.queries.car_certificate_events(Slice(limit=1), EventSpan(station=CS1))
    rest = await storage.queries.car_certificate_events(Slice(cursor=first.next_cursor), EventSpan(station=CS1))
    assert [one.event for one in (*first.items, *rest.items)] == [status, contract]
    assert len((await storage.queries.car_certificate_events(Slice(), EventSpan())).items) == 3
