"""In and out of service: what is asked, what is kept as wanted, and when it has come true."""

from datetime import timedelta

import msgspec
import pytest

from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import AvailabilityReached, AvailabilityRequested
from pilotwire.domain.remote_control import ChangeAvailability
from pilotwire.domain.station import AvailabilityWish, ConnectorStatus, StatusReport
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import ConnectorId, EvseId
from pilotwire.services import status
from pilotwire.services.availability import change_availability
from pilotwire.services.context import Context
from pilotwire.services.remote_control import Answer
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .site import CS, Site

LATER = NOON + timedelta(minutes=5)


def reports(site: Site, evse_id: int, word: ConnectorStatus) -> Work:
    work = Work()
    context = Context(CS, LATER, "StatusNotification", msgspec.Raw(b"{}"), site.store, work, site.rules)
    status.report(context, StatusReport(EvseId(evse_id), ConnectorId(1), word, LATER))
    finish(site.store.commit(work))
    return work


def wishes(site: Site) -> tuple[AvailabilityWish, ...]:
    record = site.store.station(CS)
    assert record is not None
    return record.wishes


def test_the_wanted_availability_is_kept() -> None:
    site = Site(Reply("Scheduled"))
    site.runs("t1", evse_id=1)
    command = ChangeAvailability("Inoperative", EvseId(1), ConnectorId(1))
    answer = finish(change_availability(site.asker(), CS, command))
    assert answer == Answer("Scheduled", noticed=("transaction t1 runs at EVSE 1 since 2026-03-01 11:00:00 UTC",))
    assert site.events() == [
        AvailabilityRequested(
            station=CS, at=NOON, actor="ops", status="Scheduled", wanted="Inoperative", evse_id=EvseId(1),
            connector_id=ConnectorId(1),
        )
    ]  # fmt: skip


def test_a_connector_is_named_with_its_evse() -> None:
    command = ChangeAvailability("Operative", None, ConnectorId(1))
    with pytest.raises(BadInputError, match="none is named"):
        finish(change_availability(Site().asker(), CS, command))


def test_what_is_scheduled_is_awaited_until_the_status_tells_it() -> None:
    site = Site(Reply("Scheduled"))
    site.connector(1, "Occupied")
    finish(change_availability(site.asker(), CS, ChangeAvailability("Inoperative", EvseId(1))))
    wish = AvailabilityWish(EvseId(1), ConnectorId(0), "Inoperative", NOON, scheduled=True, actor="ops")
    assert wishes(site) == (wish,)
    assert not [one for one in reports(site, 1, "Occupied").events if isinstance(one, AvailabilityReached)]
    assert wishes(site) == (wish,)
    work = reports(site, 1, "Unavailable")
    assert AvailabilityReached(station=CS, at=LATER, wanted="Inoperative", evse_id=EvseId(1)) in work.events
    assert wishes(site) == (msgspec.structs.replace(wish, done_at=LATER),)
    assert not [one for one in reports(site, 1, "Available").events if isinstance(one, AvailabilityReached)]


def test_a_wish_for_the_station_is_done_when_all_its_connectors_are_so() -> None:
    site = Site(Reply("Accepted"))
    site.connector(1, "Available")
    site.connector(2, "Available")
    finish(change_availability(site.asker(), CS, ChangeAvailability("Inoperative")))
    assert not [one for one in reports(site, 2, "Unavailable").events if isinstance(one, AvailabilityReached)]
    assert AvailabilityReached(station=CS, at=LATER, wanted="Inoperative") in reports(site, 1, "Unavailable").events


def test_what_is_so_already_is_done_at_once() -> None:
    site = Site(Reply("Accepted"))
    site.connector(1, "Available")
    finish(change_availability(site.asker(), CS, ChangeAvailability("Operative", EvseId(1))))
    assert [one.done_at for one in wishes(site)] == [NOON]


@pytest.mark.parametrize("answer", ["Rejected", "NotImplemented"])
def test_what_the_station_does_not_agree_to_is_not_kept(answer: str) -> None:
    site = Site(Reply(answer))
    finish(change_availability(site.asker(), CS, ChangeAvailability("Inoperative", EvseId(1))))
    assert wishes(site) == ()


def test_a_later_wish_for_the_same_place_takes_the_place_of_the_former() -> None:
    site = Site(Reply("Accepted"), Reply("Accepted"), Reply("Accepted"))
    for command in (
        ChangeAvailability("Inoperative", EvseId(2)), ChangeAvailability("Inoperative"),
        ChangeAvailability("Operative", EvseId(2)),
    ):  # fmt: skip
        finish(change_availability(site.asker(), CS, command))
    assert [(one.evse_id, one.wanted) for one in wishes(site)] == [(0, "Inoperative"), (2, "Operative")]
