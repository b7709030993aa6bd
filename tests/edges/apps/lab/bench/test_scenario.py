"""The scenarios of load, and who takes part in a run."""

from pilotwire.apps.lab.bench.drive import lead_of, roster
from pilotwire.apps.lab.bench.scenario import SCENARIOS


def test_half_of_the_durable_stations_speak_each_version() -> None:
    crew = [(station, voice.subprotocol) for station, voice in roster(SCENARIOS["durable"], "ab12cd", 4)]
    assert crew == [
        ("ab12cd-00000", "ocpp2.0.1"),
        ("ab12cd-00001", "ocpp1.6"),
        ("ab12cd-00002", "ocpp2.0.1"),
        ("ab12cd-00003", "ocpp1.6"),
    ]


def test_heartbeats_need_no_tokens_and_transactions_do() -> None:
    assert not SCENARIOS["heartbeat"].needs_tokens
    assert SCENARIOS["durable"].needs_tokens


def test_both_versions_begin_with_transactions_of_all_lengths() -> None:
    leads = [lead_of(number) for number in range(32)]
    assert sorted(leads[0::2]) == sorted(leads[1::2]) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]
