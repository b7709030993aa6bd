"""Calls and the features that they need."""

import pytest

from pilotwire.domain.capability import FEATURES
from pilotwire.handlers.features import denial_in, feature_of, features_of, refusal_in
from pilotwire.handlers.outgoing import BY_PROTOCOL


def test_every_feature_belongs_to_a_version() -> None:
    everywhere = {feature for table in BY_PROTOCOL.values() for feature in features_of(table)}
    assert everywhere == set(FEATURES)


def test_1_6_lacks_what_came_later() -> None:
    assert {"monitoring", "display-messages", "transaction-status"}.isdisjoint(features_of(BY_PROTOCOL["ocpp1.6"]))
    assert "der-control" not in features_of(BY_PROTOCOL["ocpp2.0.1"])
    assert "der-control" in features_of(BY_PROTOCOL["ocpp2.1"])


@pytest.mark.parametrize(
    ("action", "code", "said"),
    [
        ("ReserveNow", "NotImplemented", "it answered ReserveNow with NotImplemented"),
        ("ReserveNow", "NotSupported", "it answered ReserveNow with NotSupported"),
        ("ReserveNow", "InternalError", None),
        ("GetCompositeSchedule", "NotSupported", None),
    ],
)
def test_an_error_means_no_where_it_says_that_the_call_is_unknown(action: str, code: str, said: str | None) -> None:
    assert refusal_in(action, code) == said


@pytest.mark.parametrize(
    ("action", "payload", "said"),
    [
        ("SendLocalList", b'{"status":"NotSupported"}', "it answered SendLocalList with NotSupported"),
        ("SendLocalList", b'{"status":"Failed"}', None),
        ("GetLocalListVersion", b'{"listVersion":-1}', "it told list version -1"),
        ("GetLocalListVersion", b'{"listVersion":0}', None),
        ("ChangeConfiguration", b'{"status":"NotSupported"}', None),
        ("UnlockConnector", b"no JSON", None),
    ],
)
def test_a_result_means_no_where_its_status_does(action: str, payload: bytes, said: str | None) -> None:
    assert denial_in(action, payload) == said


def test_vendor_data_is_no_feature() -> None:
    assert feature_of("DataTransfer") is None
    assert feature_of("SendLocalList") == "local-list"
