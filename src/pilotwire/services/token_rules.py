"""What tokens and groups of tokens may say alike, and the errors for what they may not."""

import re
from typing import Final, Protocol

from pilotwire.domain.id_token import MessageFormat
from pilotwire.domain.personal_message import PLACEHOLDERS, unknown_placeholders
from pilotwire.domain.token_limits import DAY_MIN, Hours, Limits
from pilotwire.kernel.errors import BadInputError

from .ports import Store

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4})?")
"""A tag of RFC 5646 that fits into the 8 characters of OCPP."""


class Rules(Protocol):
    """The fields that both have."""

    @property
    def account(self) -> str | None: ...
    @property
    def limits(self) -> Limits | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def personal_message(self) -> str | None: ...
    @property
    def message_format(self) -> MessageFormat: ...
    @property
    def charging_priority(self) -> int | None: ...


def check_rules(store: Store, rules: Rules) -> None:
    """Raise BadInputError for an account or station that does not exist, and for a rule that makes no sense."""
    check_language("/language", rules.language)
    if rules.account is not None and rules.account not in store.accounts():
        raise BadInputError(
            f"There is no account {rules.account[:40]!a}.", "/account", "Make the account first, or leave it out."
        )
    _check_message(rules.personal_message, rules.message_format)
    if rules.charging_priority is not None and not -9 <= rules.charging_priority <= 9:
        raise BadInputError("A charging priority is from -9 to 9.", "/charging_priority", "Leave it out for 0.")
    if rules.limits is not None:
        _check_places(store, rules.limits)
        for index, hours in enumerate(rules.limits.hours):
            _check_hours(f"/limits/hours/{index}", hours)


def check_language(pointer: str, language: str | None) -> None:
    """Raise BadInputError for what is no language. Source: OCPP 2.0.1 part 2, C01.FR.17."""
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise BadInputError(f"{language[:40]!a} is no language.", pointer, "Write it like de or en-US (RFC 5646).")


def _check_message(message: str | None, form: MessageFormat) -> None:
    if message is None:
        return
    strange = unknown_placeholders(message)
    if strange:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise BadInputError(f"Nothing stands for {{{strange[0][:40]}}}.", "/personal_message", f"There are {known}.")
    if form == "ASCII" and not message.isascii():
        raise BadInputError("The message is not ASCII.", "/personal_message", "Say message_format UTF8.")


def _check_places(store: Store, limits: Limits) -> None:
    for index, place in enumerate(limits.places):
        pointer = f"/limits/places/{index}"
        if store.station(place.station) is None:
            raise BadInputError(
                f"There is no station {place.station[:40]!a}.", f"{pointer}/station", "Look at the list of stations."
            )
        if place.connector_id is not None and place.evse_id is None:
            raise BadInputError("A connector is one of an EVSE, and none is named.", f"{pointer}/evse_id", "Name it.")


def _check_hours(pointer: str, hours: Hours) -> None:
    if hours.start_min == hours.end_min or hours.start_min == DAY_MIN:
        raise BadInputError("These hours have no length.", f"{pointer}/end", "Write 00:00 to 24:00 for the whole day.")
