"""Contracts for cars, one by one, and statuses of certificates: what stations are answered, and what is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from pilotwire.domain.car_certificate_events import CertificateStatusAnswered, ContractAnswered
from pilotwire.domain.car_certificates import (
    Contract,
    ContractAnswer,
    ContractRequest,
    OcspAnswer,
    StatusQuestion,
    StatusVerdict,
)
from pilotwire.domain.contract import OcspData
from pilotwire.domain.security_commands import CertificateId
from pilotwire.kernel.errors import PilotwireError
from pilotwire.services.advisers import Advisers
from pilotwire.services.car_certificates import certificate_status, chain_status, contract

from .conftest import NOON, Desk

OF_20 = "urn:iso:std:iso:15118:-20:CommonMessages"
ASKED = OcspData("SHA256", "aa", "bb", "0c", "http://ocsp.example.com")


class Provider:
    """Has these contracts, or fails."""

    def __init__(self, *contracts: Contract, fails: str | None = None) -> None:
        self.contracts = contracts
        self.fails = fails
        self.asked: list[ContractRequest] = []

    async def provide(self, request: ContractRequest) -> Sequence[Contract]:
        self.asked.append(request)
        if self.fails is not None:
            raise PilotwireError(self.fails)
        return self.contracts


class Statuses:
    """Says this of every certificate."""

    def __init__(self, der: bytes = b"\x30\x03\x0a\x01\x00", fails: str | None = None) -> None:
        self.der = der
        self.fails = fails

    async def ocsp(self, asked: OcspData, at: datetime) -> bytes:
        if self.fails is not None:
            raise PilotwireError(self.fails)
        return self.der

    async def verdicts(self, asked: Sequence[StatusQuestion], at: datetime) -> Sequence[StatusVerdict]:
        return [StatusVerdict("Good" if one.source == "OCSP" else "Failed", at, None) for one in asked]


def asks(
    desk: Desk, exi: str = "gJg=", most: int | None = None, room: int = 100, *wanted: str, at: datetime = NOON
) -> ContractAnswer:
    """The answer to a car's request; a car of ISO 15118-20 says how many contracts it takes."""
    request = ContractRequest(exi, room) if most is None else ContractRequest(exi, room, OF_20, "Install", most, wanted)
    return desk.does(lambda context: contract(context, request), at)


def told(desk: Desk) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.status, one.schema, one.emaid, one.reason) for one in desk.events if isinstance(one, ContractAnswered)]


def test_without_a_provider_the_station_hears_that_there_is_none(desk: Desk) -> None:
    why = "no provider of contracts is configured here"
    assert asks(desk) == ContractAnswer("Failed", "", None, "NotEnabled", why)
    assert told(desk) == [("Failed", "urn:iso:15118:2:2013:MsgDef", None, why)]


def test_what_the_provider_has_goes_back_letter_by_letter(desk: Desk) -> None:
    provider = Provider(Contract("gJg/+A==", "DE8AAC1"), Contract("gJi=", "DE8AAC2"))
    desk.advisers = Advisers(contract_provider=provider)
    assert asks(desk, "gJgC\r\nGn8=") == ContractAnswer("Accepted", "gJg/+A==")
    assert provider.asked == [ContractRequest("gJgC\r\nGn8=", 100)]
    assert told(desk) == [("Accepted", "urn:iso:15118:2:2013:MsgDef", "DE8AAC1", None)]


@pytest.mark.requirement("M01.FR.04", "M01.FR.07")
def test_a_car_of_15118_20_gets_its_contracts_one_by_one_the_wanted_ones_first(desk: Desk) -> None:
    provider = Provider(*(Contract(f"exi{number}", f"DE-8AA-C{number}") for number in (1, 2, 3, 4)))
    desk.advisers = Advisers(contract_provider=provider)
    wanted = ("DE8AAC3", "de-8aa-c2")
    answers = [asks(desk, "gJg=", 3, 100, *wanted) for _ in range(3)]
    assert [(one.exi, one.remaining) for one in answers] == [("exi3", 2), ("exi2", 1), ("exi1", 0)]
    assert len(provider.asked) == 1
    assert asks(desk, "gJg=", 3, 100, *wanted).remaining == 2, "a car that begins anew gets all of them again"
    assert asks(desk, "gJk=", 3, 100, *wanted).exi == "exi3", "another car has its own"
    late = NOON + timedelta(minutes=11)
    assert asks(desk, "gJg=", 3, 100, *wanted, at=late).remaining == 2, "what nobody fetched is forgotten"


@pytest.mark.parametrize("exi", ["", "no base64!", "gJg"])
def test_a_request_that_is_no_base64_is_not_passed_on(desk: Desk, exi: str) -> None:
    provider = Provider(Contract("x"))
    desk.advisers = Advisers(contract_provider=provider)
    answer = asks(desk, exi)
    assert (answer.status, answer.reason_code) == ("Failed", "Unspecified")
    assert answer.reason is not None
    assert answer.reason.endswith("so nobody was asked")
    assert provider.asked == []


def test_a_provider_that_fails_or_says_too_much_is_told_with_the_reason(desk: Desk) -> None:
    desk.advisers = Advisers(contract_provider=Provider(fails="it took longer than 4 s"))
    assert asks(desk).reason == "it took longer than 4 s"
    desk.advisers = Advisers(contract_provider=Provider(Contract("x" * 101)))
    too_long = "the provider's answer has 101 characters, and this version of OCPP carries 100"
    assert asks(desk) == ContractAnswer("Failed", "", None, "Unspecified", too_long)


def test_a_refusal_for_the_car_is_passed_on_and_told_as_one(desk: Desk) -> None:
    desk.advisers = Advisers(contract_provider=Provider(Contract("gJgC", None, is_refusal=True)))
    why = "the provider has no contract for this car, and the answer tells the car so"
    assert asks(desk) == ContractAnswer("Accepted", "gJgC", None, None, why)
    assert told(desk) == [("Accepted", "urn:iso:15118:2:2013:MsgDef", None, why)]


def status(desk: Desk, room: int = 100) -> OcspAnswer:
    return desk.does(lambda context: certificate_status(context, ASKED, room), NOON)


@pytest.mark.requirement("M06.FR.01", "M06.FR.02", "M06.FR.03")
def test_a_responders_answer_is_passed_on_in_base64(desk: Desk) -> None:
    desk.advisers = Advisers(statuses=Statuses())
    assert status(desk) == OcspAnswer("Accepted", "MAMKAQA=")
    event = desk.events[0]
    assert isinstance(event, CertificateStatusAnswered)
    assert (event.status, event.serial_number, event.urls) == ("Accepted", "0c", ("http://ocsp.example.com",))


@pytest.mark.requirement("M06.FR.04")
def test_a_status_that_could_not_be_had_is_told_with_the_reason(desk: Desk) -> None:
    assert status(desk).reason_code == "NotEnabled"
    desk.advisers = Advisers(statuses=Statuses(fails="it is within a private network"))
    assert status(desk) == OcspAnswer("Failed", None, "Unspecified", "it is within a private network")
    desk.advisers = Advisers(statuses=Statuses(b"x" * 76))
    long = status(desk)
    assert (long.reason_code, long.reason) == (
        "TooLargeElement", "the responder's answer has 104 characters, and this version of OCPP carries 100",
    )  # fmt: skip
    events = [one for one in desk.events if isinstance(one, CertificateStatusAnswered)]
    assert [one.status for one in events] == ["Failed", "Failed", "Failed"]


def test_each_certificate_of_a_chain_has_its_verdict_and_its_event(desk: Desk) -> None:
    id_ = CertificateId("SHA256", "aa", "bb", "0c")
    asked = [StatusQuestion(id_, "OCSP", ("http://a",)), StatusQuestion(id_, "CRL", ("http://b",))]
    none = desk.does(lambda context: chain_status(context, asked), NOON)
    assert [one.status for one in none] == ["Failed", "Failed"]
    desk.advisers = Advisers(statuses=Statuses())
    desk.does(lambda context: chain_status(context, asked), NOON)
    events = [one for one in desk.events if isinstance(one, CertificateStatusAnswered)]
    assert [(one.source, one.status, one.verdict) for one in events[2:]] == [
        ("OCSP", "Accepted", "Good"), ("CRL", "Failed", "Failed"),
    ]  # fmt: skip
