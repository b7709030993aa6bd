"""Tokens and sessions of people."""

from itertools import count

from pilotwire.apps.api.login import Logins, Secrets


class Numbered:
    """Bytes that are others each time."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self, length: int) -> bytes:
        return next(self._numbers).to_bytes(length, "big")


def test_a_secret_is_good_until_it_ends_and_each_use_prolongs_it() -> None:
    secrets = Secrets(Numbered(), life_s=10.0)
    secret = secrets.issue(0.0)
    assert secrets.holds(secret, 9.0)
    assert secrets.holds(secret, 18.0)
    assert not secrets.holds(secret, 28.0)
    assert not secrets.holds(secret, 28.0)


def test_a_secret_can_be_taken_once() -> None:
    secrets = Secrets(Numbered(), life_s=10.0)
    secret = secrets.issue(0.0)
    assert secrets.take(secret, 5.0)
    assert not secrets.take(secret, 5.0)


def test_an_ended_secret_cannot_be_taken() -> None:
    secrets = Secrets(Numbered(), life_s=10.0)
    assert not secrets.take(secrets.issue(0.0), 10.0)


def test_when_there_are_too_many_the_oldest_goes() -> None:
    secrets = Secrets(Numbered(), life_s=10.0)
    issued = [secrets.issue(0.0) for _ in range(1_001)]
    assert not secrets.holds(issued[0], 1.0)
    assert secrets.holds(issued[1], 1.0)


def test_a_token_opens_one_session_and_the_session_can_be_closed() -> None:
    logins = Logins(Numbered())
    token = logins.issue_token(0.0)
    session = logins.open_session(token, 1.0)
    assert session is not None
    assert logins.open_session(token, 1.0) is None
    assert logins.is_open(session, 2.0)
    assert not logins.is_open(token, 2.0)
    logins.close_session(session, 3.0)
    assert not logins.is_open(session, 4.0)
