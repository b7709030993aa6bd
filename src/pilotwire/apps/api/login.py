"""People logging in: tokens that work once, and the sessions that they open. Held in memory: a restart ends them."""

import base64
from collections import OrderedDict
from typing import Final

from pilotwire.services.api_key import RandomBytes, hash_secret

LOGIN_PATH: Final = "/login"
LOGIN_TOKEN_LIVES_S: Final = 24 * 3600.0
SESSION_LIVES_S: Final = 12 * 3600.0
"""Counted from the last use."""
_MOST: Final = 1_000


class Secrets:
    """Secrets of limited life, known by their hashes only; when there are too many, the oldest goes.

    They are looked up by hash, so how long that takes tells nothing about a secret.
    """

    def __init__(self, random_bytes: RandomBytes, life_s: float) -> None:
        self._random_bytes = random_bytes
        self._life_s = life_s
        self._ends_s: OrderedDict[str, float] = OrderedDict()

    def issue(self, now_s: float) -> str:
        """A new secret."""
        secret = base64.urlsafe_b64encode(self._random_bytes(32)).decode("ascii").rstrip("=")
        self._ends_s[hash_secret(secret)] = now_s + self._life_s
        if len(self._ends_s) > _MOST:
            self._ends_s.popitem(last=False)
        return secret

    def holds(self, secret: str, now_s: float) -> bool:
        """Whether the secret is good; its life begins anew."""
        key = hash_secret(secret)
        if self._ends_s.get(key, now_s) <= now_s:
            self._ends_s.pop(key, None)
            return False
        self._ends_s[key] = now_s + self._life_s
        self._ends_s.move_to_end(key)
        return True

    def take(self, secret: str, now_s: float) -> bool:
        """Whether the secret is good; it is not any more."""
        return self._ends_s.pop(hash_secret(secret), now_s) > now_s


class Logins:
    """Tokens that open a session each, and the open sessions."""

    def __init__(self, random_bytes: RandomBytes) -> None:
        self._tokens = Secrets(random_bytes, LOGIN_TOKEN_LIVES_S)
        self._sessions = Secrets(random_bytes, SESSION_LIVES_S)

    def issue_token(self, now_s: float) -> str:
        """A token for `GET /login?token=...`. `now_s` is the clock's monotonic time, here and below."""
        return self._tokens.issue(now_s)

    def open_session(self, token: str, now_s: float) -> str | None:
        """The secret of a new session, for the cookie; None when the token is not good, or not any more."""
        return self._sessions.issue(now_s) if self._tokens.take(token, now_s) else None

    def is_open(self, session: str, now_s: float) -> bool:
        """Whether the session is open."""
        return self._sessions.holds(session, now_s)

    def close_session(self, session: str, now_s: float) -> None:
        """End the session."""
        self._sessions.take(session, now_s)
