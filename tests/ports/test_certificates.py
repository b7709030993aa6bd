"""Certificates and roots on every storage."""

from datetime import timedelta

import msgspec
from tests.fixtures.certificate_authority import certificate, issued, own_id

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.certificate import CertificateState, RootCertificate
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import CertificateFilter, Expiry, Slice
from pilotwire.services.work import Removed

from .records import EXACTLY, LONG_AGO, NOON, work

FULL = certificate(
    7, "revoked", "CP-\u26a1", use="V2GCertificate", use_told=False, request_id=4711, error="why", remedy="look",
    revoked_at=EXACTLY, revocation_reason="key-compromise", expiry_told_at=EXACTLY, renewal_tried_at=LONG_AGO,
)  # fmt: skip
ROOT = RootCertificate(
    "V2G \u26a1", "V2GRootCertificate", "PEM", "CN=Root", "fff", "ab12", LONG_AGO, EXACTLY,
    (own_id(1), own_id(1, "SHA512")), LONG_AGO, EXACTLY, "note",
)  # fmt: skip


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    await storage.store.commit(work(FULL, ROOT))
    assert await storage.queries.certificate(RecordId(7)) == FULL
    assert await storage.queries.certificate_with("f7") == FULL
    assert await storage.queries.root_certificate(ROOT.name) == ROOT
    assert await storage.queries.certificate(RecordId(8)) is None
    assert await storage.queries.certificate(RecordId(2**70)) is None
    assert await storage.queries.certificate_with("f8") is None
    assert await storage.queries.root_certificate("x") is None


async def test_a_record_saved_again_is_found_under_what_it_has_become(storage: Storage) -> None:
    asked = certificate(1, "requested")
    await storage.store.commit(work(asked))
    assert await storage.queries.certificates_in(("requested",), Expiry()) == [asked]
    await storage.store.commit(work(msgspec.structs.replace(asked, state="issued", issued=issued(1))))
    assert await storage.queries.certificates_in(("requested",), Expiry()) == []
    found = await storage.queries.certificate_with("f1")
    assert found is not None
    assert found.state == "issued"


async def test_certificates_come_newest_first_a_part_at_a_time_and_filtered(storage: Storage) -> None:
    await storage.store.commit(work(*(certificate(number, "active", f"CP{number % 2}") for number in range(1, 6))))
    first = await storage.queries.certificates(Slice(limit=3), CertificateFilter())
    rest = await storage.queries.certificates(Slice(limit=3, cursor=first.next_cursor), CertificateFilter())
    assert [one.id for one in (*first.items, *rest.items)] == [5, 4, 3, 2, 1]
    assert rest.next_cursor is None
    of_one = await storage.queries.certificates(Slice(), CertificateFilter(station=StationId("CP0")))
    assert [one.id for one in of_one.items] == [4, 2]
    for wanted in (CertificateFilter(state="revoked"), CertificateFilter(use="V2GCertificate")):
        assert (await storage.queries.certificates(Slice(), wanted)).items == []
    assert [one.id for one in await storage.queries.certificates_of(StationId("CP1"), 2)] == [5, 3]


async def test_certificates_are_found_by_their_end(storage: Storage) -> None:
    ends = {1: 30, 2: 10, 3: 20}
    await storage.store.commit(
        work(
            certificate(4, "requested"),
            *(certificate(number, "active", issued=issued(number, NOON, days)) for number, days in ends.items()),
        )
    )
    states: tuple[CertificateState, ...] = ("requested", "active")
    assert [one.id for one in await storage.queries.certificates_in(states, Expiry())] == [4, 2, 3, 1]
    assert [one.id for one in await storage.queries.certificates_in(states, Expiry(limit=2))] == [4, 2]
    before = Expiry(before=NOON + timedelta(days=20, microseconds=1))
    assert [one.id for one in await storage.queries.certificates_in(states, before)] == [2, 3]
    after = Expiry(after=NOON + timedelta(days=10), before=NOON + timedelta(days=30))
    assert [one.id for one in await storage.queries.certificates_in(states, after)] == [3]


async def test_roots_come_by_name_and_go(storage: Storage) -> None:
    await storage.store.commit(work(*(msgspec.structs.replace(ROOT, name=name) for name in ("c", "a", "b"))))
    first = await storage.queries.root_certificates(Slice(limit=2))
    rest = await storage.queries.root_certificates(Slice(limit=2, cursor=first.next_cursor))
    assert [one.name for one in (*first.items, *rest.items)] == ["a", "b", "c"]
    await storage.store.commit(work(Removed(RootCertificate, "b")))
    assert [one.name for one in (await storage.queries.root_certificates(Slice())).items] == ["a", "c"]
