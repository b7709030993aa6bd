"""The text that a station shows to a driver, put together of a template and what is known."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from .account import Account
from .authorization import Authorization

PLACEHOLDERS: Final = ("balance", "energy_kwh", "group", "minutes", "price")
"""What a message may name in braces: what is left on the account in money, energy and time, the token's group, and the
price text of the deployment."""
COST_PLACEHOLDERS: Final = ("cost", "energy_kwh", "minutes")
"""What the words about an end may name."""
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def unknown_placeholders(template: str, known: tuple[str, ...] = PLACEHOLDERS) -> list[str]:
    """Those in a template that nothing stands for."""
    return [name for name in _PLACE.findall(template) if name not in known]


def with_message(
    answer: Authorization, account: Account | None, price: str | None, language: str | None = None
) -> Authorization:
    """The answer with its message filled in; the price alone, for one who may charge and has no message of its own.

    `language` is that of the price, where it may be another one than the driver's.
    """
    message = answer.personal_message
    if message is None:
        if price is None or answer.status != "Accepted":
            return answer
        return msgspec.structs.replace(
            answer, personal_message=price, message_format="UTF8", message_language=language or None
        )
    if "{" not in message:
        return answer
    return msgspec.structs.replace(answer, personal_message=filled(message, _values(answer, account, price)))


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with what stands for its placeholders; nothing stands for others."""
    return _PLACE.sub(lambda found: values.get(found[1], ""), template)


def _values(answer: Authorization, account: Account | None, price: str | None) -> Mapping[str, str]:
    values = {"group": answer.group_id or "", "price": price or ""}
    if account is not None:
        if account.balance is not None:
            values["balance"] = f"{account.balance:f} {account.currency or ''}".rstrip()
        if account.energy_wh is not None:
            values["energy_kwh"] = f"{account.energy_wh / 1000:.1f}"
        if account.time_s is not None:
            values["minutes"] = str(max(account.time_s, 0) // 60)
    return values
