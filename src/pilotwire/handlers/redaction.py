"""Blots credentials out of frames before they are logged; every other byte stays as it was."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from pilotwire.domain.file_location import without_secrets

BLOT: Final = "***"

_NAMES: Final = frozenset({"AuthorizationKey", "BasicAuthPassword"})
"""Configuration keys (1.6) and variables (2.x) whose value is a secret."""
_FIELDS: Final = frozenset({"apnPassword", "basicAuthPassword", "customerIdentifier", "password", "simPin"})
"""Fields that are secret wherever they stand."""
KEY_CODE: Final = '"KeyCode"'
"""What a frame with a key code holds. Source: OCPP 2.0.1 part 2, C04.FR.04."""
_ADDRESSES: Final = frozenset({"location", "remoteLocation", "firmwareLocation"})
"""Fields that hold an address of a file, which may hold a user, a password, or the secret of a ticket."""
_CUSTOMER: Final = '"NotifyCustomerInformation"'
"""The action whose data is a customer's. Source: OCPP 2.0.1 part 2, N09."""
_HINTS: Final = (
    "AuthorizationKey", "BasicAuthPassword", "assword", "simPin", '"vpn"', KEY_CODE, "customerIdentifier", _CUSTOMER,
    "://", r":\/\/",
)  # fmt: skip


def blot(text: str) -> str:
    """The frame with every secret replaced by three stars; the same text where there is none.

    Costs a few substring searches for a frame without any of the words that announce a secret.
    """
    if not any(hint in text for hint in _HINTS):
        return text
    try:
        frame = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return BLOT if _CUSTOMER in text else text
    for address in set(_addresses(frame)):
        literal, shown = (msgspec.json.encode(one).decode() for one in (address, without_secrets(address)))
        if literal not in text:
            return blot(msgspec.json.encode(_shown(frame)).decode())
        text = text.replace(literal, shown)
    secrets = {*_secrets(frame), *_customer_data(frame)}
    for secret in secrets:
        literal = msgspec.json.encode(secret).decode()
        if literal not in text:
            return msgspec.json.encode(_blotted(frame, secrets)).decode()
        text = text.replace(literal, f'"{BLOT}"')
    return text


def _secrets(value: Any) -> Iterator[str | int]:
    if isinstance(value, list):
        for item in value:
            yield from _secrets(item)
    elif isinstance(value, dict):
        yield from _own_secrets(value)
        for item in value.values():
            yield from _secrets(item)


def _addresses(value: Any) -> Iterator[str]:
    """Addresses of files that hold something secret."""
    if isinstance(value, list):
        for item in value:
            yield from _addresses(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in _ADDRESSES and isinstance(item, str) and without_secrets(item) != item:
                yield item
            else:
                yield from _addresses(item)


def _shown(value: Any) -> Any:
    """The same with addresses as they are shown."""
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {
            key: without_secrets(item) if key in _ADDRESSES and isinstance(item, str) else _shown(item)
            for key, item in value.items()
        }
    return value


def _customer_data(frame: Any) -> Iterator[str]:
    match frame:
        case [_, _, "NotifyCustomerInformation", {"data": str(data)}, *_] if data:
            yield data


def _own_secrets(record: dict[str, Any]) -> Iterator[str | int]:
    variable = record.get("variable")
    name = variable.get("name") if isinstance(variable, dict) else record.get("key")
    found = [record.get(field) for field in _FIELDS]
    if isinstance(name, str) and name in _NAMES:
        found += [record.get("value"), record.get("attributeValue")]
        attributes = record.get("variableAttribute")
        found += [item.get("value") for item in attributes if isinstance(item, dict)] if attributes else []
    if record.get("type") == "KeyCode":
        found.append(record.get("idToken"))
    vpn = record.get("vpn")
    found.append(vpn.get("key") if isinstance(vpn, dict) else None)
    for secret in found:
        if isinstance(secret, str | int) and not isinstance(secret, bool) and secret != "":
            yield secret


def _blotted(value: Any, secrets: set[str | int]) -> Any:
    if isinstance(value, list):
        return [_blotted(item, secrets) for item in value]
    if isinstance(value, dict):
        return {key: _blotted(item, secrets) for key, item in value.items()}
    return BLOT if isinstance(value, str | int) and not isinstance(value, bool) and value in secrets else value
