"""The gate: so many transfers at a time, so many wrong addresses a minute."""

import pytest

from pilotwire.adapters.files.gate import TransferGate, TransferLimits
from pilotwire.services.file_faults import FileRefusedError


def test_transfers_beyond_the_limits_are_told_to_come_again() -> None:
    gate = TransferGate(TransferLimits(at_once=3, per_ticket=2), lambda: 0.0)
    with gate.transfer("a"), gate.transfer("a"):
        with pytest.raises(FileRefusedError) as refused, gate.transfer("a"):
            pass
        assert refused.value.reason == "busy"
        with gate.transfer("b"), pytest.raises(FileRefusedError), gate.transfer("c"):
            pass
    assert gate.running == 0
    with gate.transfer("a"):
        assert gate.running == 1


def test_who_guesses_waits_and_others_do_not() -> None:
    now = 1000.0
    gate = TransferGate(TransferLimits(wrong_per_min=2), lambda: now)
    gate.guessed("192.0.2.1")
    assert gate.wait_s("192.0.2.1") == 0
    gate.guessed("192.0.2.1")
    now = 1010.0
    assert (gate.wait_s("192.0.2.1"), gate.wait_s("192.0.2.2")) == (50, 0)
    now = 1060.0
    assert gate.wait_s("192.0.2.1") == 0
    gate.guessed("192.0.2.1")
    assert gate.wait_s("192.0.2.1") == 0
