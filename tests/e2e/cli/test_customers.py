"""`pilotwire customers` as it is, against an API that runs beside it."""

import json
from datetime import timedelta

from pilotwire.domain.customer import CustomerInquiry, CustomerPart, CustomerReference
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.report import Part, begin, take
from pilotwire.kernel.ids import RecordId, StationId

from ..api.conftest import NOON
from .conftest import Beside, Run


def test_questions_are_listed_shown_and_forgotten(pilotwire: Run, beside: Beside) -> None:
    until = NOON + timedelta(hours=24)
    assembly = take(begin(7, NOON), Part(request_id=7, seq_no=0, more=False, variables=1, bytes=5), NOON)
    one = CustomerInquiry(
        RecordId(7), StationId("CP-1"), CustomerReference(IdToken("04A2B3")), True, True, assembly, NOON, until, "desk",
        NOON,
    )  # fmt: skip
    beside.do(beside.site.holds(one, CustomerPart(RecordId(7), 0, "Jones", until)))
    line = pilotwire("customers", "list", "--utc").out.splitlines()[1].split()
    assert line[:7] == ["7", "CP-1", "id-token", "tell", "and", "forget", "complete"]
    assert "Answer     Jones" in pilotwire("customers", "show", "7").out
    assert json.loads(pilotwire("customers", "show", "7", "--json").out)["text"] == "Jones"
    assert pilotwire("customers", "forget", "7", "--yes").code == 0
    assert pilotwire("customers", "list").err == "There are none.\n"
    gone = pilotwire("customers", "show", "7")
    assert (gone.code, "was forgotten by now" in gone.err) == (1, True)


def test_a_question_that_names_nobody_is_told_what_it_lacks(pilotwire: Run) -> None:
    assert pilotwire("customers", "ask", "CP-1", "--certificate", "SHA256:ab").code == 2
