"""Payments in a browser, typed against a server that reads no codes."""

from pilotwire.domain.station import ChargingStation

from ..api.conftest import NOON
from ..api.test_tariffs import CS1
from .conftest import Beside, Run


def test_what_cannot_be_is_said(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.holds(ChargingStation(CS1, NOON, NOON)))
    unset = pilotwire("payments", "read-code", "https://pay.example/CS-1/1/aHicux89/v1")
    assert unset.code == 1
    assert "qr_code_url" in unset.err
    assert "never been connected" in pilotwire("payments", "announce", "CS-1", "--evse", "1").err
    assert "lock_s" in pilotwire("payments", "announce", "CS-1", "--lock-s", "0").err
