"""Every quirk of meaning in tests/vectors/quirks as a whole session: answers, facts afterwards, findings."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.domain.id_token import Token
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Transaction
from pilotwire.handlers.dispatch import Arrival, Handled, dispatch
from pilotwire.handlers.outgoing import TABLES
from pilotwire.kernel.time import print_seconds
from pilotwire.protocol.ingest import STRICT, TOLERANT, ingest
from pilotwire.protocol.ocppj.errors import spelling
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.violation import error_code_for
from pilotwire.services.context import Rules
from pilotwire.services.ports import ReadingRow
from pilotwire.services.work import Work

from .conftest import NOON, Csms, finish

VECTORS: Final = Path(__file__).parents[2] / "vectors" / "quirks"
Case = Mapping[str, Any]


def cases() -> list[Any]:
    quirks = [msgspec.json.decode(path.read_bytes()) for path in sorted(VECTORS.glob("*.json"))]
    return [
        pytest.param(case, id=f"{quirk['name']}: {case['note']}")
        for quirk in quirks
        if quirk["where"] == "M"
        for case in quirk["cases"]
        if "waits_for" not in case
    ]


class Session:
    """One station's session: its calls handled and stored one after the other."""

    def __init__(self, case: Case) -> None:
        self.csms = Csms()
        self.version = Version(case["version"])
        self.rules = Rules(onboarding=case["given"].get("onboarding", "accept"))
        self.given_numbers: dict[str, str] = {}
        self.findings: set[str] = set()
        work = Work()
        if case["given"]["registration"] is not None:
            work.save(ChargingStation(self.csms.station, NOON, NOON, registration=case["given"]["registration"]))
        work.save(*(Token(value) for value in case["given"]["tokens"]))
        finish(self.csms.store.commit(work))

    def play(self, step: Case) -> Handled:
        """Handle a step's frame; numbers that we gave before stand in it as <name>."""
        text = step["frame"]
        for name, number in self.given_numbers.items():
            text = text.replace(f"<{name}>", number)
        call = read_frame(text, self.version)
        assert isinstance(call, Call), call
        at = datetime.fromisoformat(step["at"])
        arrival = Arrival(self.csms.station, call, at, TOLERANT, step.get("triggered", False))
        handled = finish(dispatch(TABLES[self.version], arrival, self.csms.store, self.rules))
        finish(self.csms.store.commit(handled.work))
        self.findings |= {oddity.name for oddity in handled.work.oddities}
        for name, field in step.get("gives", {}).items():
            self.given_numbers[name] = str(msgspec.json.decode(handled.payload)[field])
        return handled

    def check_answer(self, step: Case, handled: Handled) -> None:
        """The answer has at least what the step says, or is the error that it says."""
        code = None if handled.fault is None else spelling(handled.fault.fault, self.version)
        assert code == step["answer"].get("error"), step["frame"]
        if code is None:
            assert_within(step["answer"]["payload"], msgspec.json.decode(handled.payload))

    def check_facts(self, facts: Case) -> None:
        """What is known after the session is what the facts say."""
        store, station = self.csms.store, self.csms.station
        connectors = {f"{evse}/{connector}": known for (evse, connector), known in store.connectors(station).items()}
        if "connectors" in facts:
            assert {place: known.status for place, known in connectors.items()} == facts["connectors"]
        for place, since in facts.get("since", {}).items():
            assert print_seconds(connectors[place].since) == since
        for place, detail in facts.get("details", {}).items():
            assert connectors[place].detail == detail
        if "transactions" in facts:
            known_transactions = list(store.transactions.values())
            assert len(known_transactions) == len(facts["transactions"])
            for expected, transaction in zip(facts["transactions"], known_transactions, strict=True):
                assert {name: told(transaction, name) for name in expected} == expected
        rows = list(store.readings.values())
        if "readings" in facts:
            assert readings(row for row in rows if row.transaction is not None) == facts["readings"]
        if "readings_outside" in facts:
            assert readings(row for row in rows if row.transaction is None) == facts["readings_outside"]
        assert set(facts.get("events", ())) <= {type(stored.event).__struct_config__.tag for stored in store.events}


def told(transaction: Transaction, name: str) -> object:
    """A fact about a transaction in the plain form of the vectors."""
    if name == "id_tag":
        return None if transaction.id_token is None else transaction.id_token.value
    value = getattr(transaction, name)
    if isinstance(value, datetime):
        return print_seconds(value)
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def readings(rows: Any) -> list[dict[str, Any]]:
    found: list[ReadingRow] = sorted(rows, key=lambda row: row.reading.at)
    return [
        {"at": print_seconds(row.reading.at), "samples": len(row.reading.samples)}
        for row in found
        if not is_register(row)
    ]


def is_register(row: ReadingRow) -> bool:
    """Whether it is the register that a start or stop named, and no reading of its own."""
    return row.reading.context in ("Transaction.Begin", "Transaction.End")


def assert_within(expected: Any, answer: Any) -> None:
    for name, value in expected.items():
        if isinstance(value, dict):
            assert_within(value, answer[name])
        else:
            assert answer[name] == value


@pytest.mark.requirement(
    "1.6 4.3 unknown-vendor", "1.6 4.7 odd-answered", "1.6 4.8 odd-answered", "1.6 4.10 odd-answered"
)
@pytest.mark.parametrize("case", cases())
def test_the_session_is_answered_and_understood_as_expected(case: Case) -> None:
    session = Session(case)
    for step in case["steps"]:
        session.check_answer(step, session.play(step))
    session.check_facts(case["facts"])
    assert session.findings == set(case["findings"])


@pytest.mark.parametrize("case", cases())
def test_a_strict_reader_finds_each_call_of_the_session_valid_or_says_which_code(case: Case) -> None:
    version, codes = Version(case["version"]), set()
    for step in case["steps"]:
        call = read_frame(step["frame"].replace("<tx>", "1"), version)
        assert isinstance(call, Call)
        ingested = ingest(TABLES[version].actions[call.action], call.payload, STRICT, NOON)
        if ingested.violations:
            codes.add(spelling(error_code_for(ingested.violations), version))
    assert codes == (set() if case["strict"] == "legal" else {case["strict"]["code"]})
