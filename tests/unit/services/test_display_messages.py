"""Texts on displays: what is refused before it is sent, what is kept of it, and how one gives way to another."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import CannotError, NoWordError, Reply
from pilotwire.domain.device_model import Attribute, Variable
from pilotwire.domain.display_commands import ClearDisplayMessage, SetDisplayMessage
from pilotwire.domain.display_events import DisplayMessageRequested
from pilotwire.domain.display_facts import FORMATS
from pilotwire.domain.display_message import Content, DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.station import ChargingStation, Identity
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.vendor_data import DisplayAct, SendVendorData, VendorReply
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services import display_messages as service
from pilotwire.services.advisers import Advisers
from pilotwire.services.context import Rules
from pilotwire.services.display_rendering import Place, rendered
from pilotwire.services.remote_control import Asker, ObstacleError
from pilotwire.services.station_link import NoAnswerError, NotConnectedError
from pilotwire.services.vendor_plugins import NoPlugins
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")
YES = Reply("Accepted")


class Maker(NoPlugins):
    """Knows how Acme says it."""

    def display(self, act: DisplayAct) -> SendVendorData | None:
        word = "Show" if act.shown else "Hide"
        return SendVendorData("com.acme", word, act.message.id) if act.vendor == "Acme" else None


class Site:
    """A known station, and what is asked of it."""

    def __init__(self, *answers: Any, vendor: str = "Acme", plugins: NoPlugins | None = None) -> None:
        self.store = MemoryStore()
        self.queries = MemoryQueries(self.store)
        self.link = LinkInHand(*answers)
        self.asker = Asker(
            store=self.store, link=self.link, clock=StillClock(NOON), actor="ops", rules=Rules(price_text="0.45 EUR"),
            advisers=Advisers(vendor_plugins=plugins or NoPlugins()),
        )  # fmt: skip
        self.holds(ChargingStation(CS, NOON, NOON, identity=Identity(vendor)))

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def shows(self, message: DisplayMessage, *, force: bool = False) -> service.DisplayAnswer:
        return finish(service.show(self.asker, self.queries, message, force=force))

    @property
    def asked(self) -> list[Any]:
        return [command for _, command, _ in self.link.asked]

    @property
    def states(self) -> dict[int, str]:
        return {one.id: one.state for one in finish(service.display_messages(self.asker, self.queries, CS))}


def text(words: str = "Hello", **more: Any) -> DisplayMessage:
    return DisplayMessage(station=CS, content=Content(words), state_at=NOON, **{"id": 0, **more})


def test_a_text_gets_a_number_and_is_kept_with_the_stations_answer() -> None:
    site = Site(Reply("Accepted", "r", "i"))
    answer = site.shows(text(actor="ops"))
    assert answer.message == msgspec.structs.replace(
        text(actor="ops"), id=1, state="accepted", status="Accepted", reason_code="r", info="i"
    )
    assert site.asked == [SetDisplayMessage(text(id=1, actor="ops"))]
    assert [one.event for one in site.store.events] == [
        DisplayMessageRequested(
            station=CS, at=NOON, actor="ops", message_id=1, text="Hello", priority="NormalCycle", status="Accepted",
            reason_code="r", info="i",
        )
    ]  # fmt: skip


def test_a_text_that_no_station_could_show_is_refused_by_its_field_and_not_kept() -> None:
    site = Site()
    with pytest.raises(BadInputError) as refused:
        site.shows(text("a\x00b"))
    assert (refused.value.pointer, site.states) == ("/text", {})


def test_what_the_station_has_told_stands_against_it_unless_forced() -> None:
    site = Site(Reply("NotSupportedMessageFormat"))
    site.holds(Variable(CS, FORMATS, NOON, (Attribute("Actual", "ASCII"),)))
    with pytest.raises(ObstacleError, match="the station shows no UTF8") as refused:
        site.shows(text())
    assert (refused.value.pointer, site.asked) == ("/format", [])
    answer = site.shows(text(), force=True)
    assert (answer.message.state, answer.noticed) == ("refused", ("sent although the station shows no UTF8",))


@pytest.mark.requirement("O01.FR.04")
def test_a_text_of_a_transaction_needs_one_that_is_open_and_is_over_with_it() -> None:
    site = Site(YES)
    with pytest.raises(BadInputError, match="No transaction 't-1' is open") as refused:
        site.shows(text(transaction=TransactionId("t-1")))
    assert refused.value.pointer == "/transaction_id"
    running = Transaction(CS, TransactionId("t-1"), NOON, NOON, NOON, NOON)
    site.holds(running)
    assert site.shows(text(transaction=TransactionId("t-1"))).message.state == "accepted"
    site.holds(msgspec.structs.replace(running, ended=True))
    assert site.states == {1: "over"}


def test_of_texts_that_are_always_in_front_the_newest_stays_alone() -> None:
    site = Site(YES, YES, YES, Reply("Rejected"))
    for priority in ("AlwaysFront", "InFront", "AlwaysFront", "AlwaysFront"):
        site.shows(text(priority=priority))
    assert site.states == {1: "replaced", 2: "accepted", 3: "accepted", 4: "refused"}


def test_a_station_that_is_away_has_not_been_sent_it_and_one_it_was_to_replace_stays() -> None:
    away = NotConnectedError("away", "wait")
    site = Site(YES, away, away)
    site.shows(text())
    for number in (1, 0):
        with pytest.raises(NotConnectedError):
            site.shows(text("Bye", id=number))
    assert site.states == {1: "accepted", 2: "not-sent"}
    kept = finish(site.queries.display_message(CS, 1))
    assert kept is not None
    assert kept.content.text == "Hello"


def test_without_an_answer_the_station_may_show_it() -> None:
    site = Site(NoAnswerError("late", "wait"))
    with pytest.raises(NoAnswerError):
        site.shows(text())
    assert site.states == {1: "unanswered"}


@pytest.mark.parametrize(
    ("status", "state"), [("Accepted", "cleared"), ("Unknown", "missing"), ("Rejected", "accepted")]
)
def test_clearing_believes_the_station(status: str, state: str) -> None:
    site = Site(YES, Reply(status))
    site.shows(text())
    answer = finish(service.clear(site.asker, site.queries, CS, 1))
    assert (site.asked[1], answer.message.state) == (ClearDisplayMessage(1), state)


def test_what_nobody_has_set_cannot_be_cleared() -> None:
    site = Site()
    with pytest.raises(NotFoundError, match="has no display message 9"):
        finish(service.clear(site.asker, site.queries, CS, 9))


def test_a_version_without_words_is_asked_in_those_of_its_maker() -> None:
    without = NoWordError("ocpp1.6 has no way", "x")
    site = Site(without, VendorReply("Accepted"), without, VendorReply("Accepted"), plugins=Maker())
    assert site.shows(text()).message.state == "accepted"
    finish(service.clear(site.asker, site.queries, CS, 1))
    assert site.asked[1::2] == [SendVendorData("com.acme", "Show", 1), SendVendorData("com.acme", "Hide", 1)]
    assert site.states == {1: "cleared"}


def test_a_version_without_words_whose_maker_nobody_knows_is_refused_and_says_what_to_do() -> None:
    site = Site(NoWordError("ocpp1.6 has no way to ask for SetDisplayMessage", "x"), vendor="Other", plugins=Maker())
    with pytest.raises(CannotError, match="no plug-in knows how Other says it") as refused:
        site.shows(text())
    assert "display_vendors_file" in (refused.value.remedy or "")
    assert site.states == {1: "not-sent"}


def template(words: str, **more: Any) -> DisplayTemplate:
    return DisplayTemplate(name="t", content=Content(words), created_at=NOON, updated_at=NOON, **more)


def test_a_template_is_filled_in_for_a_station_and_what_goes_on_there() -> None:
    site = Site()
    site.holds(
        Transaction(
            CS, TransactionId("t-1"), NOON - timedelta(minutes=61), NOON, NOON, NOON, evse_id=EvseId(2),
            id_token=IdToken("04E1B2C3D4"),
        )
    )  # fmt: skip
    words = "{station}/{evse} {transaction} {token} {minutes} min {energy_kwh} kWh {price} {date} {time}"
    found = rendered(site.asker, template(words, minutes=5), Place(CS, transaction=TransactionId("t-1")))
    assert found.content.text == "CS-1/2 t-1 …C3D4 61 min 0.0 kWh 0.45 EUR 2026-03-01 12:00"
    assert (found.end_at, found.template, found.transaction) == (NOON + timedelta(minutes=5), "t", "t-1")


def test_a_template_without_a_transaction_leaves_its_places_empty() -> None:
    found = rendered(Site().asker, template("[{minutes}{token}{evse}]"), Place(CS))
    assert found.content.text == "[]"
