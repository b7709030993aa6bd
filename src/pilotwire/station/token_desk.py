"""Who may charge, as the station itself sees it: local list, cache, the CSMS, and what holds without a connection."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.kernel.time import unix_ms

from .agenda import Agenda
from .model.variables import Variables

Verdict: TypeAlias = Callable[[Authorization], None]
NEEDS_NO_CHECK = frozenset({"Central", "NoAuthorization"})
CACHE_SIZE = 500


class Cached(msgspec.Struct, frozen=True):
    """What the CSMS last said about a token, and when."""

    authorization: Authorization
    at_ms: int


class TokenDesk:
    """Authorises tokens. `ask` calls the CSMS and answers through its callback, with None when it could not.

    Source: OCPP 2.0.1 part 2, C01, C08, C10 to C14; OCPP 1.6, 3.5.
    """

    __slots__ = ("_agenda", "_cache", "_variables", "ask", "is_online", "list_entries", "list_version")

    def __init__(self, variables: Variables, agenda: Agenda) -> None:
        self._variables = variables
        self._agenda = agenda
        self._cache: dict[str, Cached] = {}
        self.list_entries: dict[str, Authorization] = {}
        self.list_version = 0
        self.is_online: Callable[[], bool] = _never
        self.ask: Callable[[IdToken, Callable[[Authorization | None], None]], None] = _unable

    def authorize(self, token: IdToken, then: Verdict) -> None:
        """Decide about a token; `then` may be called at once or when the CSMS has answered."""
        if token.type in NEEDS_NO_CHECK or not self._variables.switch("AuthCtrlr.Enabled"):
            then(Authorization("Accepted"))
            return
        online = self.is_online()
        known = self.known(token)
        local = self._variables.switch("AuthCtrlr.LocalPreAuthorize" if online else "AuthCtrlr.LocalAuthorizeOffline")
        if known is not None and local and (known.status == "Accepted" or not online):
            then(known)
        elif online:
            self.ask(token, lambda answer: self._asked(token, answer, then))
        else:
            then(self._without_connection(known))

    def known(self, token: IdToken) -> Authorization | None:
        """What the local list says, or else the cache; entries that are over their time are forgotten."""
        if self._variables.switch("LocalAuthListCtrlr.Enabled"):
            listed = self.list_entries.get(token.key)
            if listed is not None:
                return self._unless_expired(listed)
        return self._cached(token)

    def learn(self, token: IdToken, authorization: Authorization) -> None:
        """Remember what the CSMS said about a token. Source: OCPP 2.0.1 part 2, C10."""
        if not self._variables.switch("AuthCacheCtrlr.Enabled") or token.type in NEEDS_NO_CHECK:
            return
        self._cache.pop(token.key, None)
        self._cache[token.key] = Cached(authorization, self._agenda.now_ms)
        while len(self._cache) > CACHE_SIZE:
            del self._cache[next(iter(self._cache))]

    def clear_cache(self) -> bool:
        """Forget all that is cached; False where the cache is off. Source: OCPP 2.0.1 part 2, C11."""
        if not self._variables.switch("AuthCacheCtrlr.Enabled"):
            return False
        self._cache.clear()
        return True

    def _asked(self, token: IdToken, answer: Authorization | None, then: Verdict) -> None:
        if answer is None:
            then(self._without_connection(self.known(token)))
            return
        self.learn(token, answer)
        then(answer)

    def _without_connection(self, known: Authorization | None) -> Authorization:
        if known is not None and self._variables.switch("AuthCtrlr.LocalAuthorizeOffline"):
            return known
        if known is None and self._variables.switch("AuthCtrlr.OfflineTxForUnknownIdEnabled"):
            return Authorization("Accepted", reason="offline")
        return Authorization("Invalid", reason="offline")

    def _cached(self, token: IdToken) -> Authorization | None:
        if not self._variables.switch("AuthCacheCtrlr.Enabled"):
            return None
        cached = self._cache.get(token.key)
        if cached is None:
            return None
        life_s = self._variables.number("AuthCacheCtrlr.LifeTime")
        if life_s and self._agenda.now_ms - cached.at_ms > 1000 * life_s:
            del self._cache[token.key]
            return None
        return self._unless_expired(cached.authorization)

    def _unless_expired(self, found: Authorization) -> Authorization:
        if found.expires_at is None or unix_ms(found.expires_at) > self._agenda.now_ms:
            return found
        return msgspec.structs.replace(found, status="Expired")


def _never() -> bool:
    return False


def _unable(token: IdToken, then: Callable[[Authorization | None], None]) -> None:
    then(None)
