"""Tokens as services judge them: what is known of them, their group and their account."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest

from pilotwire.domain.account import Account
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.capability import Capability
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import AltText, Element, PriceComponent, Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.token_events import AccountUsedUp, AuthorizerFailed, TokenAuthorized, TokenRefused
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.token_limits import Hours, Limits, Place
from pilotwire.domain.transaction import Report
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.advisers import Advisers, Fallback, NoAdviceError, Question
from pilotwire.services.authorize import authorize
from pilotwire.services.context import Context, Rules
from pilotwire.services.transaction_record import Outcome
from pilotwire.services.transactions import record
from pilotwire.services.work import Change, Work

from .conftest import NOON, Desk, finish

ANNE = IdToken("04A2B3")
T1 = TransactionId("t-1")


def keeps(desk: Desk, *records: Change) -> None:
    work = Work()
    work.save(*records)
    finish(desk.store.commit(work))


def group(**rules: object) -> TokenGroup:
    return msgspec.structs.replace(TokenGroup("fleet", NOON, NOON), **rules)


def ask(desk: Desk, token: IdToken = ANNE, advisers: Advisers | None = None) -> tuple[Authorization, Event]:
    async def asking(context: Context) -> Authorization:
        return await authorize(msgspec.structs.replace(context, advisers=advisers or Advisers()), token)

    return desk.does(asking), desk.events[-1]


def event(desk: Desk, kind: str, seq_no: int, wh: int, token: IdToken | None = ANNE) -> Outcome:
    at = NOON + timedelta(minutes=seq_no)
    report = Report(
        kind, at, seq_no=seq_no, evse_id=EvseId(1), id_token=token,  # type: ignore[arg-type]  # one of the three
        readings=(Reading(at, (Sample(value=Decimal(wh)),)),),
    )  # fmt: skip
    return desk.does(lambda context: record(context, T1, report), at)


def test_an_operator_is_told_why_a_token_was_refused(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", group_id="fleet"), group(blocked=True))
    answer, told = ask(desk)
    assert answer.status == "Blocked"
    assert isinstance(told, TokenRefused)
    assert (told.status, told.reason) == ("Blocked", "its group fleet is blocked")


@pytest.mark.requirement("C04.FR.04")
def test_the_value_of_a_key_code_is_told_to_nobody(desk: Desk) -> None:
    keeps(desk, Token("1234", "KeyCode"))
    answer, told = ask(desk, IdToken("1234", "KeyCode"))
    assert answer.status == "Accepted"
    assert isinstance(told, TokenAuthorized)
    assert told.id_token == IdToken("***", "KeyCode")
    event(desk, "Started", 0, 0, IdToken("1234", "KeyCode"))
    assert "1234" not in str(desk.events)


def test_hours_are_read_in_the_zone_of_the_deployment_and_end_what_stations_remember(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", limits=Limits(hours=(Hours(13 * 60, 14 * 60),))))
    assert ask(desk)[0].status == "NotAtThisTime"
    desk.rules = Rules(zone=ZoneInfo("Europe/Berlin"))
    answer = ask(desk)[0]
    assert (answer.status, answer.expires_at) == ("Accepted", NOON + timedelta(hours=1))


def test_a_start_at_an_evse_that_is_not_the_tokens_is_refused_with_its_reason(desk: Desk) -> None:
    here = Place(StationId("CP01"), EvseId(2))
    keeps(desk, Token("04A2B3", limits=Limits(places=(here,))))
    assert ask(desk)[0].evse_ids == (2,)
    outcome = event(desk, "Started", 0, 0)
    assert outcome.authorization is not None
    assert outcome.authorization.status == "NotAtThisLocation"
    refused = [one for one in desk.events if isinstance(one, TokenRefused)]
    assert [(one.evse_id, one.transaction_id) for one in refused] == [(1, "t-1")]
    event(desk, "Updated", 1, 10)
    assert desk.told(TokenRefused) == 1


def test_a_prepaid_start_is_told_what_may_be_spent(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", account="a"), Account("a", NOON, NOON, Decimal("12.50"), "EUR"))
    outcome = event(desk, "Started", 0, 0)
    assert outcome.authorization is not None
    allowance = outcome.authorization.allowance
    assert allowance is not None
    assert (allowance.amount, allowance.currency) == (Decimal("12.50"), "EUR")
    assert outcome.authorization.limit == TransactionLimit(max_cost=Decimal("12.50"))


def test_the_limit_of_a_prepaid_transaction_stays_where_it_was_while_it_uses_its_account(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", account="a"), Account("a", NOON, NOON, energy_wh=Decimal(5000), time_s=3600))
    event(desk, "Started", 0, 1000)
    event(desk, "Updated", 1, 3000, None)
    later = event(desk, "Updated", 2, 3500).authorization
    assert later is not None
    assert later.limit == TransactionLimit(None, Decimal(5000), 3600)


def test_what_a_transaction_uses_is_taken_off_its_account_once(desk: Desk) -> None:
    keeps(
        desk, Token("04A2B3", group_id="fleet"), group(account="a"), Account("a", NOON, NOON, energy_wh=Decimal(5000))
    )
    event(desk, "Started", 0, 1000)
    event(desk, "Updated", 1, 3000, None)
    event(desk, "Updated", 1, 3000, None)
    assert desk.store.accounts()["a"].energy_wh == Decimal(3000)
    event(desk, "Ended", 2, 4000, None)
    assert desk.store.accounts()["a"].energy_wh == Decimal(2000)


def test_the_last_of_an_account_is_told_once_and_the_station_hears_no_credit(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", account="a"), Account("a", NOON, NOON, time_s=90))
    assert event(desk, "Started", 0, 0).authorization is not None
    assert event(desk, "Updated", 1, 10, None).authorization is None
    last = event(desk, "Updated", 2, 20, None).authorization
    assert last is not None
    assert last.status == "NoCredit"
    event(desk, "Updated", 3, 30, None)
    assert desk.told(AccountUsedUp) == 1
    assert desk.store.accounts()["a"].time_s == -90
    assert ask(desk)[0].status == "NoCredit"


@pytest.mark.requirement("I01.FR.01")
def test_a_message_is_filled_in_and_the_price_is_shown_where_there_is_none(desk: Desk) -> None:
    desk.rules = Rules(price_text="0.49 EUR/kWh")
    keeps(
        desk, Token("04A2B3"), Token("0BEEF", account="a", personal_message="{balance} left, {price}{energy_kwh}"),
        Account("a", NOON, NOON, Decimal("7.20"), "EUR"),
    )  # fmt: skip
    assert ask(desk)[0].personal_message == "0.49 EUR/kWh"
    assert ask(desk, IdToken("0BEEF"))[0].personal_message == "7.20 EUR left, 0.49 EUR/kWh"
    assert ask(desk, IdToken("0NONE"))[0].personal_message is None


class Outside:
    """Somebody outside, with this answer; None: with none."""

    def __init__(self, answer: Authorization | None, fallback: Fallback = "refuse", for_all: bool = False) -> None:
        self.answer, self.fallback, self.asked_for_all = answer, fallback, for_all
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> Authorization:
        self.asked.append(question)
        if self.answer is None:
            raise NoAdviceError("it took longer than 2 s")
        return self.answer


def test_one_outside_decides_about_tokens_that_nobody_here_knows(desk: Desk) -> None:
    keeps(desk, Token("04A2B3"))
    outside = Outside(Authorization("Accepted", "roaming"))
    answer, told = ask(desk, IdToken("0NEW"), Advisers(outside=outside))
    assert (answer.status, answer.group_id) == ("Accepted", "roaming")
    assert isinstance(told, TokenAuthorized)
    assert outside.asked == [Question(StationId("CP01"), IdToken("0NEW"))]
    assert ask(desk, ANNE, Advisers(outside=outside))[0].status == "Accepted"
    assert len(outside.asked) == 1


def test_one_who_is_asked_for_all_can_refuse_what_is_accepted_here_but_not_accept_what_is_refused(desk: Desk) -> None:
    keeps(desk, Token("04A2B3", group_id="fleet"), Token("0BAD", blocked=True))
    no = Outside(Authorization("NoCredit", reason="overdrawn"), for_all=True)
    assert ask(desk, ANNE, Advisers(outside=no))[0] == Authorization("NoCredit", reason="overdrawn")
    yes = Outside(Authorization("Accepted", personal_message="Hello"), for_all=True)
    assert ask(desk, ANNE, Advisers(outside=yes))[0] == Authorization("Accepted", "fleet", personal_message="Hello")
    assert ask(desk, IdToken("0BAD"), Advisers(outside=yes))[0].status == "Blocked"
    assert len(yes.asked) == 1


def test_what_somebody_changes_while_one_outside_is_asked_is_not_lost(desk: Desk) -> None:
    event(desk, "Started", 0, 1000)

    class Slow(Outside):
        async def ask(self, question: Question) -> Authorization:
            running = desk.transaction("t-1")
            assert running is not None
            work = Work()
            work.save(msgspec.structs.replace(running, message="from an operator"))
            await desk.store.commit(work)
            return await super().ask(question)

    async def recording(context: Context) -> Outcome:
        advisers = Advisers(outside=Slow(Authorization("Accepted")))
        at = NOON + timedelta(minutes=1)
        readings = (Reading(at, (Sample(value=Decimal(3000)),)),)
        report = Report("Updated", at, seq_no=1, evse_id=EvseId(1), id_token=ANNE, readings=readings)
        return await record(msgspec.structs.replace(context, advisers=advisers), T1, report)

    desk.does(recording, NOON + timedelta(minutes=1))
    after = desk.transaction("t-1")
    assert after is not None
    assert (after.message, after.energy_wh) == ("from an operator", Decimal(2000))


@pytest.mark.parametrize(("fallback", "status"), [("refuse", "Invalid"), ("accept", "Accepted"), ("local", "Unknown")])
def test_without_an_answer_from_outside_the_fallback_holds_and_is_told(
    desk: Desk, fallback: Fallback, status: str
) -> None:
    answer, _ = ask(desk, IdToken("0NEW"), Advisers(outside=Outside(None, fallback)))
    assert answer.status == status
    failed = [one for one in desk.events if isinstance(one, AuthorizerFailed)]
    assert [(one.reason, one.fallback) for one in failed] == [("it took longer than 2 s", fallback)]


@pytest.mark.requirement("I01.FR.02")
def test_the_words_of_the_tariff_are_shown_in_the_drivers_language_unless_the_station_cannot_show_them(
    desk: Desk,
) -> None:
    texts = (AltText("en", "cheap"), AltText("de", "billig"))
    desk.rules = Rules(price_text="0.49 EUR/kWh")
    tariff = Tariff("day", NOON, NOON, "EUR", (Element((PriceComponent("ENERGY", Decimal(1)),)),), alt_texts=texts)
    keeps(desk, Token("04A2B3", language="de"), tariff, Assignment("default", NOON, NOON, ("day",)))
    assert (ask(desk)[0].personal_message, ask(desk)[0].message_language) == ("billig", "de")
    blind = (Capability("display-messages", False, "told", NOON), Capability("tariffs", False, "told", NOON))
    keeps(desk, ChargingStation(desk.station, NOON, NOON, capabilities=blind))
    assert ask(desk)[0].personal_message is None
