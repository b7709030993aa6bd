"""Addresses in QR codes of stations: which station and EVSE are meant, and whether the address was made just now.

Source: OCPP 2.1 part 2, C25.
"""

import hashlib
import hmac
import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from pilotwire.kernel.ids import EvseId, StationId

from .transaction_limit import TransactionLimit

PLACES: Final = ("chargingstationid", "evse", "totp", "version")
VERSION: Final = "v1"
_NEEDED: Final = ("chargingstationid", "totp", "version")
SHORTEST_PASSWORD: Final = 6
_PLACE: Final = re.compile(r"\{([a-z]+)\}")
_ALPHABETS: Final = (
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789abcdefghijklmnpqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
"""The 62 letters that are meant, and the 61 that are printed: stations are made by either."""
_HIGHEST: Final = 10**12


class QrRules(msgspec.Struct, frozen=True):
    """How stations make these addresses: as their WebPaymentsCtrlr is set."""

    template: str
    secret: str
    validity_s: int = 60


class Scanned(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a valid address says: where, and how far the driver wants to go."""

    station: StationId
    evse_id: EvseId | None = None
    limit: TransactionLimit = TransactionLimit()


class WrongCodeError(ValueError):
    """An address that is not of this form, or was not made by such a station just now; its text says why."""


def read_code(url: str, rules: QrRules, now: datetime) -> Scanned:
    """What the address says. Raises WrongCodeError.

    The one-time password may be of this interval, of the one before or of the next. Query parameters that mean nothing
    are left out. Source: OCPP 2.1 part 2, C25.FR.07 to FR.09, FR.59 and FR.60.
    """
    template, given = urlsplit(rules.template), urlsplit(url)
    if (template.scheme, template.netloc.casefold()) != (given.scheme, given.netloc.casefold()):
        raise WrongCodeError(f"it is no address of {template.scheme}://{template.netloc}")
    found = _pattern(template.path).fullmatch(given.path)
    if found is None:
        raise WrongCodeError(f"its path is not like {template.path}")
    said = {name: unquote(value) for name, value in found.groupdict().items()}
    if said.get("version", VERSION) != VERSION:
        raise WrongCodeError("its passwords are made in a way that is not known here")
    if not _is_of_now(said["totp"], rules, now):
        raise WrongCodeError("its one-time password is not of this moment, or was made with another secret")
    evse = said.get("evse")
    if evse is not None and not (evse.isascii() and evse.isdigit() and len(evse) < 10):
        raise WrongCodeError("its EVSE is no number")
    return Scanned(
        StationId(said["chargingstationid"]), EvseId(int(evse)) if evse and int(evse) else None, _limit(given.query)
    )


def unknown_places(template: str) -> list[str]:
    """What is wrong with a template: placeholders that mean nothing, and those that it lacks."""
    named = _PLACE.findall(urlsplit(template).path)
    strange = [f"{{{name}}} means nothing" for name in named if name not in PLACES]
    return strange + [
        f"{{{name}}} is missing" for name in ("chargingstationid", "totp", "version") if name not in named
    ]


def one_time_password(rules: QrRules, at: datetime, length: int, alphabet: str = _ALPHABETS[0]) -> str:
    """The password of the interval that this instant lies in. Source: OCPP 2.1 part 2, TOTP algorithm, version 1."""
    interval = int(at.timestamp()) // rules.validity_s
    digest = hmac.new(rules.secret.encode(), interval.to_bytes(8, "big"), hashlib.sha256).digest()
    offset = digest[-1] & 0x0F
    return "".join(alphabet[digest[(offset + place) % len(digest)] % len(alphabet)] for place in range(length))


def _is_of_now(password: str, rules: QrRules, now: datetime) -> bool:
    if not SHORTEST_PASSWORD <= len(password) <= 64 or not password.isascii():
        return False
    seconds = (0, -rules.validity_s, rules.validity_s)
    instants = [datetime.fromtimestamp(now.timestamp() + each, now.tzinfo) for each in seconds]
    made = [one_time_password(rules, at, len(password), letters) for at in instants for letters in _ALPHABETS]
    return any([hmac.compare_digest(password, one) for one in made])


def _pattern(path: str) -> re.Pattern[str]:
    parts = _PLACE.split(path)
    pieces = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>[^/]+)" for place, part in enumerate(parts)]
    return re.compile("".join(pieces).rstrip("/") + "/?")


def _limit(query: str) -> TransactionLimit:
    given = dict(parse_qsl(query))
    energy, cost, time = (_number(given.get(name)) for name in ("maxenergy", "maxcost", "maxtime"))
    return TransactionLimit(cost, energy, None if time is None else int(time))


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number < _HIGHEST else None
