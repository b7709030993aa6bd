"""Whether a request may do what it asks: its key or log-in, and the scope that the route wants."""

from typing import Final

from litestar.connection import ASGIConnection
from litestar.datastructures import Address, State
from litestar.handlers.base import BaseRouteHandler

from pilotwire.domain.access import SCOPES, Scope, allows
from pilotwire.services.api_key import find_key, note_use

from .attempts import FailedAttempts
from .caller import Caller
from .parts import ApiParts, shared_of
from .problems import RequestRefusedError
from .route_table import facts_of

COOKIE: Final = "pilotwire_session"
CSRF_HEADER: Final = "X-Pilotwire-CSRF"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HOW: Final = "Send `Authorization: Bearer pw_...`; the first key stands in admin.key in the server's data folder."

Connection = ASGIConnection[BaseRouteHandler, object, object, State]


async def check_access(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]  # Litestar's own
    """The guard that every route of the API goes through; a route that names no scope wants admin."""
    facts = facts_of(handler)
    wanted: Scope | None = "admin" if facts is None else facts.scope
    if wanted is None:
        return
    shared = shared_of(connection.scope)
    caller = _identify(shared["parts"], shared["attempts"], connection)
    if SCOPES.index(caller.scope) < SCOPES.index(wanted):
        raise RequestRefusedError(
            "forbidden",
            f"This needs scope '{wanted}', and the key has '{caller.scope}'.",
            f"Use a key with scope '{wanted}' or higher.",
        )
    connection.scope["auth"] = caller


def refuse_if_too_many(attempts: FailedAttempts, address: str, now_s: float) -> None:
    """Raise RequestRefusedError while the address must wait."""
    wait_s = attempts.wait_s(address, now_s)
    if wait_s > 0:
        raise RequestRefusedError(
            "too-many-attempts",
            f"Too many wrong keys or log-ins came from {address}.",
            f"Wait {wait_s:.0f} s, and use a good key.",
            {"Retry-After": f"{wait_s:.0f}"},
        )


def address_of(client: Address | None) -> str:
    """The address that a request came from."""
    return client.host if client is not None else ""


def _identify(parts: ApiParts, attempts: FailedAttempts, connection: Connection) -> Caller:
    header = connection.headers.get("authorization")
    session = connection.cookies.get(COOKIE)
    caller: Caller | None = None
    problem = "The request has no key."
    if header is not None:
        caller, problem = _by_key(parts, header)
    elif session is not None:
        caller, problem = _by_session(parts, session), "This log-in has ended."
    if caller is None:
        _count_failure(parts, attempts, connection, is_guess=header is not None or session is not None)
        raise RequestRefusedError("unauthorized", problem, _HOW, {"WWW-Authenticate": 'Bearer realm="pilotwire"'})
    if caller.by == "login" and connection.scope.get("method") not in _SAFE and CSRF_HEADER not in connection.headers:
        raise RequestRefusedError(
            "csrf", "A change that comes with a log-in cookie lacks the console's header.", f"Send {CSRF_HEADER}: 1."
        )
    return caller


def _by_key(parts: ApiParts, header: str) -> tuple[Caller | None, str]:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer":
        return None, "The Authorization header is of another kind than Bearer."
    key = find_key(parts.store.api_keys(), secret.strip())
    if key is None:
        return None, "There is no such key."
    at = parts.clock.now()
    if not allows(key, "read", at):
        return None, f"The key '{key.name}' has expired."
    note_use(parts.store, key, at)
    return Caller(key.id, key.scope, "key"), ""


def _by_session(parts: ApiParts, session: str) -> Caller | None:
    if parts.logins.is_open(session, parts.clock.monotonic()):
        return Caller("login", "admin", "login")
    return None


def _count_failure(parts: ApiParts, attempts: FailedAttempts, connection: Connection, is_guess: bool) -> None:
    """A request without any key is no guess, so it is not counted; a good key passes however many bad ones came."""
    if is_guess:
        now_s = parts.clock.monotonic()
        refuse_if_too_many(attempts, address_of(connection.client), now_s)
        attempts.add(address_of(connection.client), now_s)
