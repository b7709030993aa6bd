"""The file service: what is kept, who may fetch and bring, and what becomes of it with time."""

from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256

import pytest

from pilotwire.domain.byte_range import UnsatisfiableRangeError
from pilotwire.domain.file_events import (
    FileDownloaded,
    FileDownloadRefused,
    FileDownloadStarted,
    FileRemoved,
    FileStored,
    FileTicketEnded,
    FileTicketIssued,
    FileUploadRefused,
)
from pilotwire.domain.kept_file import FileId, NewFile
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.services.file_delivery import Asked, etag_of
from pilotwire.services.file_faults import FileRefusedError
from pilotwire.services.file_queries import FileFilter
from pilotwire.services.page import Slice

from .conftest import NOON, finish
from .filing import CS1, Filing

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
"""SHA-256 of `hello`."""


def refused(filing: Filing, secret: str, asked: Asked = Asked()) -> str:  # noqa: B008 - a frozen value
    with pytest.raises(FileRefusedError) as error:
        finish(filing.files.delivery.give(secret, asked))
    return error.value.reason


def test_a_file_is_kept_with_its_digest_and_told() -> None:
    filing = Filing()
    kept = filing.keeps(b"hel", b"lo", name="../fw 1.bin", version="1.4")
    assert (kept.name, kept.size_bytes, kept.sha256, kept.actor, kept.created_at, kept.version) == (
        "fw 1.bin", 5, HELLO, "ops", NOON, "1.4",
    )  # fmt: skip
    assert filing.contents.contents == {kept.id: b"hello"}
    assert finish(filing.files.kept_file(kept.id)) == kept
    (told,) = filing.told(FileStored)
    assert (told.file, told.sha256, told.size_bytes, told.actor) == (kept.id, HELLO, 5, "ops")


@pytest.mark.parametrize(
    ("rules", "parts", "size", "reason"),
    [
        ({"max_bytes": 4}, (b"hello",), None, "too-large"),
        ({"max_bytes": 4}, (), 10_000_000_000, "too-large"),
        ({"quota_bytes": 4}, (b"hello",), None, "quota"),
        ({"quota_bytes": 4}, (), 5, "quota"),
        ({}, (b"hell",), 5, "broken-off"),
        ({}, (b"hello!",), 5, "broken-off"),
        ({"min_free_bytes": 2**40}, (), 5, "disk-full"),
    ],
)
def test_what_has_no_room_or_is_not_whole_leaves_nothing_and_is_told(
    rules: dict[str, int], parts: tuple[bytes, ...], size: int | None, reason: str
) -> None:
    filing = Filing(**rules)
    with pytest.raises(FileRefusedError) as error:
        filing.keeps(*parts, size=size)
    assert error.value.reason == reason
    assert (filing.contents.contents, filing.contents.writing, filing.store.kept_files) == ({}, set(), {})
    (told,) = filing.told(FileUploadRefused)
    assert (told.reason, told.actor, told.name) == (reason, "ops", "fw.bin")
    assert filing.files.intake.coming == 0


def test_what_is_on_its_way_counts_against_the_quota() -> None:
    filing = Filing(quota_bytes=10)
    filing.keeps(b"abcd")
    first = finish(filing.files.intake.begin(NewFile(name="a", kind="log"), None))
    finish(first.write(b"1234"))
    second = finish(filing.files.intake.begin(NewFile(name="b", kind="log"), None))
    with pytest.raises(FileRefusedError, match="All files together may have 10 bytes"):
        finish(second.write(b"567"))
    kept = finish(first.finish())
    assert filing.files.intake.kept_bytes == 8
    finish(filing.files.remove(kept.id))
    assert filing.files.intake.kept_bytes == 4


def test_a_download_is_spent_once_the_whole_was_delivered_and_taken_up_until_then() -> None:
    filing = Filing()
    kept = filing.keeps(b"hello world")
    secret, ticket = filing.download(kept)
    assert len(secret) == 26
    assert secret not in str(filing.store.file_tickets_kept)
    first = finish(filing.files.delivery.give(secret, Asked()))
    finish(filing.files.delivery.gave(first, 5))
    assert filing.told(FileDownloaded) == []
    rest = finish(filing.files.delivery.give(secret, Asked(range="bytes=5-", if_range=etag_of(kept))))
    assert (rest.start, rest.end) == (5, 11)
    finish(filing.files.delivery.gave(rest, 11))
    (told,) = filing.told(FileDownloaded)
    assert (told.station, told.file, told.ticket, told.used, told.uses) == (CS1, kept.id, ticket.id, 1, 1)
    assert [one.offset for one in filing.told(FileDownloadStarted)] == [0, 5]
    assert refused(filing, secret) == "spent"
    again = finish(filing.files.delivery.give(secret, Asked(range="bytes=9-")))
    assert (again.start, again.end) == (9, 11)


def test_a_changed_file_is_given_whole_to_who_takes_up_the_old_one() -> None:
    filing = Filing()
    secret, _ = filing.download(filing.keeps(b"hello"))
    given = finish(filing.files.delivery.give(secret, Asked(range="bytes=2-", if_range='"another"')))
    assert given.part is None
    with pytest.raises(UnsatisfiableRangeError):
        finish(filing.files.delivery.give(secret, Asked(range="bytes=5-")))


def test_refusals_are_told_once_in_a_while_and_unknown_secrets_never() -> None:
    filing = Filing()
    secret, ticket = filing.download(filing.keeps(b"hello"), minutes=10)
    filing.at += timedelta(minutes=10)
    assert [refused(filing, secret) for _ in range(5)] == ["expired"] * 5
    (told,) = filing.told(FileDownloadRefused)
    assert (told.ticket, told.reason) == (ticket.id, "expired")
    filing.at += timedelta(minutes=10)
    refused(filing, secret)
    assert len(filing.told(FileDownloadRefused)) == 2
    assert refused(filing, "a" * 26) == "unknown-ticket"
    assert refused(filing, "../../etc/passwd") == "unknown-ticket"
    assert refused(filing, "") == "unknown-ticket"
    assert len(filing.told(FileDownloadRefused)) == 2


def test_a_ticket_whose_time_is_over_is_closed_and_still_says_why() -> None:
    filing = Filing()
    secret, ticket = filing.download(filing.keeps(b"hello"))
    assert filing.files.ticket(ticket.id) == ticket
    filing.at += timedelta(minutes=10)
    assert finish(filing.keeper.close_tickets()) == 1
    assert finish(filing.keeper.close_tickets()) == 0
    (told,) = filing.told(FileTicketEnded)
    assert (told.state, told.reason) == ("expired", "its time was over")
    assert filing.files.ticket(ticket.id) is None
    assert refused(filing, secret) == "expired"
    filing.at += timedelta(days=31)
    finish(filing.keeper.sweep())
    assert refused(filing, secret) == "unknown-ticket"


def test_a_removed_file_ends_its_tickets() -> None:
    filing = Filing()
    kept = filing.keeps(b"hello")
    secret, _ = filing.download(kept)
    finish(filing.files.remove(kept.id, "ann"))
    assert refused(filing, secret) == "ended"
    assert filing.contents.contents == {}
    (told,) = filing.told(FileRemoved)
    assert (told.file, told.actor) == (kept.id, "ann")
    with pytest.raises(NotFoundError):
        finish(filing.files.remove(kept.id))


def test_content_that_is_missing_is_said_to_be_gone() -> None:
    filing = Filing()
    kept = filing.keeps(b"hello")
    secret, _ = filing.download(kept)
    filing.contents.contents.clear()
    assert refused(filing, secret) == "file-gone"


def test_files_come_by_a_ticket_up_to_its_limits() -> None:
    filing = Filing()
    secret, ticket = filing.upload(max_files=2, max_bytes=8)
    opened = finish(filing.files.tickets.opened(secret, "upload"))
    for content in (b"hello", b"abc"):
        coming = finish(filing.files.intake.begin(NewFile(name="a.log", kind="log", station=CS1), len(content), opened))
        finish(coming.write(content))
        finish(coming.finish())
    with pytest.raises(FileRefusedError) as error:
        finish(filing.files.tickets.opened(secret, "upload"))
    assert error.value.reason == "ticket-full"
    held = filing.files.ticket(ticket.id)
    assert held is not None
    assert (len(held.files), held.taken_bytes, held.state) == (2, 8, "spent")
    page = finish(filing.queries.kept_files(Slice(), FileFilter(ticket=ticket.id)))
    assert [(one.name, one.station, one.ticket) for one in page.items] == [("a.log", CS1, ticket.id)] * 2
    assert page.items[0].expires_at == NOON + timedelta(days=90)


def test_the_same_file_sent_again_by_the_same_ticket_is_kept_once() -> None:
    filing = Filing()
    secret, ticket = filing.upload(max_files=5)
    opened = finish(filing.files.tickets.opened(secret, "upload"))

    def come(name: str, content: bytes) -> str:
        coming = finish(filing.files.intake.begin(NewFile(name=name, kind="log"), None, opened))
        finish(coming.write(content))
        return finish(coming.finish()).id

    first = come("a.log", b"one")
    assert come("x/a.log", b"one") == first
    others = [come("a.log", b"two"), come("b.log", b"one")]
    assert filing.contents.contents.keys() == {first, *others}
    held = filing.files.ticket(ticket.id)
    assert held is not None
    assert (held.files, held.taken_bytes) == ((first, *others), 9)
    assert len(filing.told(FileStored)) == 3
    assert (filing.files.intake.kept_bytes, filing.files.intake.coming) == (9, 0)


def test_more_bytes_than_a_ticket_allows_are_refused_as_soon_as_they_are_known() -> None:
    filing = Filing()
    secret, _ = filing.upload(max_bytes=8)
    opened = finish(filing.files.tickets.opened(secret, "upload"))
    with pytest.raises(FileRefusedError) as error:
        finish(filing.files.intake.begin(NewFile(name="a", kind="log"), 9, opened))
    assert error.value.reason == "too-large"
    coming = finish(filing.files.intake.begin(NewFile(name="a", kind="log"), None, opened))
    finish(coming.write(b"12345678"))
    with pytest.raises(FileRefusedError):
        finish(coming.write(b"9"))
    assert filing.contents.writing == set()


def test_a_file_whose_ticket_was_withdrawn_on_the_way_is_not_kept_one_that_only_expired_is() -> None:
    filing = Filing()
    secret, ticket = filing.upload(minutes=10)
    opened = finish(filing.files.tickets.opened(secret, "upload"))
    late = finish(filing.files.intake.begin(NewFile(name="a", kind="log"), None, opened))
    finish(late.write(b"x"))
    filing.at += timedelta(minutes=11)
    finish(filing.keeper.close_tickets())
    assert finish(late.finish()).size_bytes == 1

    secret, ticket = filing.upload(minutes=10)
    opened = finish(filing.files.tickets.opened(secret, "upload"))
    unwanted = finish(filing.files.intake.begin(NewFile(name="b", kind="log"), None, opened))
    finish(unwanted.write(b"x"))
    assert finish(filing.files.end_ticket(ticket.id, "it was cancelled"))
    assert not finish(filing.files.end_ticket(ticket.id, "again"))
    with pytest.raises(FileRefusedError, match="good no more: it was cancelled"):
        finish(unwanted.finish())
    assert filing.contents.writing == set()
    assert len(filing.store.kept_files) == 1


def test_issuing_needs_a_listener_a_file_and_a_time_to_come() -> None:
    filing = Filing()
    kept = filing.keeps(b"x")
    with pytest.raises(ConflictError, match="cannot reach files by ftp here"):
        finish(filing.files.issue_upload(CS1, "log", NOON + timedelta(hours=1), scheme="ftp"))
    with pytest.raises(NotFoundError):
        finish(filing.files.issue_download(FileId("17"), CS1, "firmware", NOON + timedelta(hours=1)))
    with pytest.raises(BadInputError, match="over already"):
        finish(filing.files.issue_download(kept.id, CS1, "firmware", NOON))
    with pytest.raises(BadInputError, match="0 uses"):
        finish(filing.files.issue_download(kept.id, CS1, "firmware", NOON + timedelta(hours=1), uses=0))
    assert filing.told(FileTicketIssued) == []


def test_an_ftp_address_carries_the_secret_as_its_password() -> None:
    filing = Filing()
    filing.addresses.put("ftp", "csms.example:2121")
    issued = finish(filing.files.issue_upload(CS1, "log", NOON + timedelta(hours=1), scheme="ftp"))
    user, password = issued.url.removeprefix("ftp://").partition("@")[0].split(":")
    assert user == "station"
    assert issued.url == f"ftp://station:{password}@csms.example:2121/"
    assert sha256(password.encode()).hexdigest()[:32] == issued.ticket.id


def test_files_whose_time_is_over_go_and_orphans_are_swept() -> None:
    filing = Filing()
    short = filing.keeps(b"a", expires_at=NOON + timedelta(days=1))
    long = filing.keeps(b"b")
    filing.contents.contents[FileId("99")] = b"left by a dead process"
    filing.at += timedelta(days=1, seconds=1)
    assert finish(filing.keeper.remove_due()) == 1
    assert finish(filing.keeper.sweep()) == 1
    assert filing.contents.contents == {long.id: b"b"}
    assert short.id not in filing.store.kept_files


def test_a_name_that_leads_into_a_private_network_is_refused() -> None:
    filing = Filing()
    filing.names.known = {"good.example": ["93.184.216.34"], "evil.example": ["93.184.216.34", "127.0.0.1"]}
    assert finish(filing.files.checked_location("https://good.example/fw")).host == "good.example"
    with pytest.raises(BadInputError, match=r"evil\.example leads to this machine"):
        finish(filing.files.checked_location("https://evil.example/fw"))
    with pytest.raises(BadInputError, match=r"there is no host nowhere\.example"):
        finish(filing.files.checked_location("https://nowhere.example/fw"))
    assert finish(Filing(private_addresses=True).files.checked_location("http://10.0.0.7/fw")).host == "10.0.0.7"


def test_a_body_that_breaks_off_leaves_nothing() -> None:
    filing = Filing()

    async def broken() -> None:
        async def parts() -> AsyncIterator[bytes]:
            yield b"some"
            raise ConnectionResetError

        await filing.files.keep(NewFile(name="a", kind="firmware"), parts())

    with pytest.raises(ConnectionResetError):
        finish(broken())
    assert (filing.contents.writing, filing.contents.contents) == (set(), {})
    (told,) = filing.told(FileUploadRefused)
    assert told.reason == "broken-off"
