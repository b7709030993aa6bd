"""Questions about customers, and the answers to them, on every storage."""

from datetime import timedelta

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.customer import CustomerInquiry, CustomerPart, CustomerReference
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.report import begin
from pilotwire.domain.security_commands import CertificateId
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import Slice
from pilotwire.services.work import Removed

from .conftest import Home
from .records import EXACTLY, NOON, work

CS, OTHER = StationId("CS-\u26a1"), StationId("CS-2")
SOON = NOON + timedelta(hours=1)


def inquiry(number: int, station: StationId = CS, *, ended: bool = False) -> CustomerInquiry:
    return CustomerInquiry(
        RecordId(number), station, CustomerReference(identifier=f"customer {number} \u26a1"), True, False,
        begin(number, NOON), NOON, NOON + timedelta(hours=number), "desk", EXACTLY if ended else None,
    )  # fmt: skip


def part(number: int, seq_no: int, text: str = "x \u26a1") -> CustomerPart:
    return CustomerPart(RecordId(number), seq_no, text, SOON)


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    hashes = CertificateId("SHA256", "aa", "bb", "01")
    full = msgspec.structs.replace(
        inquiry(1), about=CustomerReference(IdToken("04", "eMAID", (("x", "y"),)), hashes, "z"), ended_at=EXACTLY
    )
    await storage.store.commit(work(full, part(1, 1), part(1, 0, "first"), part(1, 1, "again"), part(2, 0)))
    assert await storage.queries.customer_inquiry(RecordId(1)) == full
    assert await storage.queries.customer_parts(RecordId(1)) == [part(1, 0, "first"), part(1, 1)]
    assert await storage.queries.customer_inquiry(RecordId(9)) is None
    assert await storage.queries.customer_inquiry(RecordId(2**70)) is None


async def test_they_are_listed_until_their_time_is_over(storage: Storage) -> None:
    await storage.store.commit(work(*(inquiry(number) for number in (1, 2, 3)), inquiry(4, OTHER)))
    first = await storage.queries.customer_inquiries(Slice(limit=2), NOON)
    rest = await storage.queries.customer_inquiries(Slice(limit=2, cursor=first.next_cursor), NOON)
    assert [one.id for one in (*first.items, *rest.items)] == [4, 3, 2, 1]
    assert [one.id for one in (await storage.queries.customer_inquiries(Slice(), SOON, CS)).items] == [3, 2]
    assert await storage.queries.expired_inquiries(NOON + timedelta(hours=2)) == [1, 2]


async def test_one_that_is_removed_takes_its_answer_along(storage: Storage) -> None:
    await storage.store.commit(work(inquiry(1), inquiry(2), part(1, 0), part(2, 0)))
    assert [one.id for one in storage.store.monitoring.inquiries(CS)] == [1, 2]
    await storage.store.commit(work(Removed(CustomerInquiry, "1")))
    assert await storage.queries.customer_inquiry(RecordId(1)) is None
    assert await storage.queries.customer_parts(RecordId(1)) == []
    assert await storage.queries.customer_parts(RecordId(2)) == [part(2, 0)]
    assert [one.id for one in storage.store.monitoring.inquiries(CS)] == [2]


async def test_those_that_are_not_answered_are_awaited_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(inquiry(1), inquiry(2)))
    await storage.store.commit(work(inquiry(2, ended=True)))
    assert list(storage.store.monitoring.inquiries(CS)) == [inquiry(1), inquiry(2, ended=True)]
    await storage.close()
    storage = await database_home.open()
    assert list(storage.store.monitoring.inquiries(CS)) == [inquiry(1)]
