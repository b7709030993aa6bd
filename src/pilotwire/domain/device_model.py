"""The device model: what a station's variables are, what they may hold, and how many fit into one message.

Keys of OCPP 1.6 are variables too; `configuration_keys` says which.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, TypeVar

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

T = TypeVar("T")

AttributeKind = Literal["Actual", "Target", "MinSet", "MaxSet"]
Mutability = Literal["ReadOnly", "WriteOnly", "ReadWrite"]
DataType = Literal["string", "decimal", "integer", "dateTime", "boolean", "OptionList", "SequenceList", "MemberList"]


class Component(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a station, real or logical; of one EVSE or connector where these are set. Names mean the same in any
    case.
    """

    name: str
    instance: str | None = None
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None

    @property
    def key(self) -> str:
        """The same for every spelling of this component."""
        place = (
            f"{'' if self.evse_id is None else self.evse_id}\n{'' if self.connector_id is None else self.connector_id}"
        )
        return f"{self.name.casefold()}\n{(self.instance or '').casefold()}\n{place}"


class Address(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which variable of which component."""

    component: Component
    variable: str
    instance: str | None = None

    @property
    def variable_key(self) -> str:
        """The same for every spelling of the variable's name and instance."""
        return f"{self.variable.casefold()}\n{(self.instance or '').casefold()}"

    @property
    def key(self) -> tuple[str, str]:
        """The same for every spelling of this address."""
        return self.component.key, self.variable_key

    def __str__(self) -> str:
        """For people: Component[instance]@evse.connector/Variable[instance]."""
        component = self.component
        instance = "" if component.instance is None else f"[{component.instance}]"
        place = "" if component.evse_id is None else f"@{component.evse_id}"
        place += "" if component.connector_id is None else f".{component.connector_id}"
        return (
            f"{component.name}{instance}{place}/{self.variable}{'' if self.instance is None else f'[{self.instance}]'}"
        )


class Attribute(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value of a variable; None where the station keeps it to itself or has not told it."""

    kind: AttributeKind = "Actual"
    value: str | None = None
    mutability: Mutability = "ReadWrite"
    persistent: bool = False
    constant: bool = False


class Characteristics(msgspec.Struct, frozen=True, omit_defaults=True):
    """What values a variable takes: limits are of the value for numbers, of the length for all kinds of text."""

    data_type: DataType
    unit: str | None = None
    min_limit: float | None = None
    max_limit: float | None = None
    values: tuple[str, ...] = ()
    supports_monitoring: bool = False


class Variable(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station's variable as it was last told; `reported_at` is our time."""

    station: StationId
    address: Address
    reported_at: datetime
    attributes: tuple[Attribute, ...] = ()
    characteristics: Characteristics | None = None

    def attribute(self, kind: AttributeKind) -> Attribute | None:
        """One of its attributes, None when it was never told."""
        return next((one for one in self.attributes if one.kind == kind), None)


class Limits(msgspec.Struct, frozen=True):
    """What one message to a station may hold."""

    items: int | None = None
    bytes: int | None = None


_SECRETS: Final = frozenset({"basicauthpassword", "authorizationkey"})
_INTEGER: Final = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_FRAME_BYTES: Final = 120
"""What surrounds the items in a frame: its type, id and action."""


def is_secret(address: Address) -> bool:
    """Whether the variable holds a password: its value is never stored or shown, whatever the station tells."""
    return address.variable.casefold() in _SECRETS


def with_attribute(variable: Variable, attribute: Attribute, at: datetime) -> Variable:
    """The variable with this attribute in place of its former one."""
    others = tuple(one for one in variable.attributes if one.kind != attribute.kind)
    return msgspec.structs.replace(variable, attributes=(*others, attribute), reported_at=at)


def without_secrets(variable: Variable) -> Variable:
    """The variable as it may be stored."""
    hidden = is_secret(variable.address)
    kept = tuple(
        msgspec.structs.replace(one, value=None) if hidden or one.mutability == "WriteOnly" else one
        for one in variable.attributes
    )
    return variable if kept == variable.attributes else msgspec.structs.replace(variable, attributes=kept)


def value_problem(value: str, allowed: Characteristics) -> str | None:
    """What is wrong with a value, in words; None when nothing is. Source: OCPP 2.0.1 part 2, 2.51."""
    problem = _type_problem(value, allowed)
    if problem is not None:
        return problem
    low, high = allowed.min_limit, allowed.max_limit
    is_number = allowed.data_type in ("integer", "decimal")
    measured: Decimal | int = Decimal(value) if is_number else len(value)
    what = f"{value}{f' {allowed.unit}' if allowed.unit else ''}" if is_number else f"a text of {len(value)} characters"
    if allowed.data_type in ("boolean", "dateTime"):
        return None
    if low is not None and measured < low:
        return f"{what} is below the least that the station takes, {low:g}"
    if high is not None and measured > high:
        return f"{what} is above the most that the station takes, {high:g}"
    return None


def batches(items: Iterable[T], weight_bytes: Callable[[T], int], limits: Limits) -> Sequence[tuple[T, ...]]:
    """The items in messages that keep the limits; one that is too large by itself goes alone."""
    whole: list[tuple[T, ...]] = []
    batch: list[T] = []
    size = _FRAME_BYTES
    for item in items:
        weight = weight_bytes(item)
        full = limits.items is not None and len(batch) >= max(limits.items, 1)
        heavy = limits.bytes is not None and size + weight > limits.bytes
        if batch and (full or heavy):
            whole.append(tuple(batch))
            batch, size = [], _FRAME_BYTES
        batch.append(item)
        size += weight
    return [*whole, tuple(batch)] if batch else whole


def weight_bytes(address: Address, value: str = "") -> int:
    """How many bytes of a message this takes at most: its texts as JSON, and the names of the fields around them."""
    component = address.component
    texts = [component.name, component.instance, address.variable, address.instance, value]
    return _ITEM_BYTES + sum(len(msgspec.json.encode(text)) for text in texts if text)


_ITEM_BYTES: Final = 160
"""Names and signs of one item with all its fields, and two numbers of ten digits."""


def _type_problem(value: str, allowed: Characteristics) -> str | None:
    match allowed.data_type:
        case "integer":
            return None if _INTEGER.fullmatch(value) else f"'{value[:40]}' is no whole number"
        case "decimal":
            return None if _is_decimal(value) else f"'{value[:40]}' is no number"
        case "boolean":
            return None if value.casefold() in ("true", "false") else f"'{value[:40]}' is neither true nor false"
        case "dateTime":
            return None if _is_instant(value) else f"'{value[:40]}' is no time like 2026-03-01T12:00:00Z"
        case "OptionList":
            return _list_problem((value,), allowed)
        case "SequenceList" | "MemberList":
            return _list_problem(tuple(value.split(",")) if value else (), allowed)
        case _:
            return None


def _list_problem(chosen: tuple[str, ...], allowed: Characteristics) -> str | None:
    known = frozenset(allowed.values)
    strange = next((one for one in chosen if known and one.strip() not in known), None)
    if strange is not None:
        return f"'{strange[:40]}' is none of {', '.join(allowed.values)}"
    if allowed.data_type == "MemberList" and len(set(chosen)) < len(chosen):
        return "a member is there twice"
    return None


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_instant(value: str) -> bool:
    try:
        return msgspec.convert(value, datetime).tzinfo is not None
    except msgspec.ValidationError:
        return False
