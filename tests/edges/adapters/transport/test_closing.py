import pytest

from pilotwire.adapters.transport.closing import CloseCause, closing

CODES = {
    "peer-closed": 1005,
    "connection-lost": 1006,
    "finished": 1000,
    "shutting-down": 1001,
    "replaced": 4001,
    "weaker-profile": 1008,
    "serial-number": 1008,
    "no-subprotocol": 1002,
    "not-durable": 1011,
    "failed": 1011,
    "no-pong": 1011,
    "calls-ignored": 1008,
    "unresponsive": 1008,
    "slow-reader": 1008,
    "call-flood": 1008,
    "frame-too-big": 1009,
    "frame-not-utf8": 1007,
    "compression-unasked": 1002,
    "framing-broken": 1002,
}


def test_every_cause_has_its_code() -> None:
    assert {str(cause): closing(cause).code for cause in CloseCause} == CODES


@pytest.mark.parametrize("cause", list(CloseCause))
def test_the_words_fit_into_a_close_frame(cause: CloseCause) -> None:
    assert len(closing(cause).reason.encode()) <= 123
