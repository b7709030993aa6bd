"""Repairs of words outside their closed set, and of texts longer than allowed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from pilotwire.protocol.ocpp16.enums import ChargePointErrorCode, UnitOfMeasure
from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.quirks.record import Outcome


def kept(value: object, policy: IngestPolicy) -> object:
    """The text stays as the station wrote it."""
    return Outcome.KEPT if isinstance(value, str) else Outcome.NOT_MINE


def unit(value: object, policy: IngestPolicy) -> object:
    """A unit of 1.6 under another spelling; an unknown unit is none of these."""
    if not isinstance(value, str) or value in _UNITS:
        return Outcome.NOT_MINE
    return _UNIT_ALIASES.get(value.strip().casefold(), Outcome.NOT_MINE)


def error_code(value: object, policy: IngestPolicy) -> object:
    """A code of 1.6 in other capitals; any other word stands for an error that 1.6 has no word for."""
    if not isinstance(value, str) or value in _ERROR_CODES.values():
        return Outcome.NOT_MINE
    return _ERROR_CODES.get(value.strip().casefold(), "OtherError")


_UNITS: Final = frozenset(get_args(UnitOfMeasure))
_UNIT_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {unit.casefold(): unit for unit in get_args(UnitOfMeasure)}
    | {
        "hz": "Hertz",
        "°c": "Celsius",
        "degc": "Celsius",
        "c": "Celsius",
        "°f": "Fahrenheit",
        "%": "Percent",
        "percentage": "Percent",
        "amp": "A",
        "amps": "A",
        "ampere": "A",
        "amperes": "A",
        "volt": "V",
        "volts": "V",
        "watt": "W",
        "watts": "W",
    }
)
_ERROR_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {code.casefold(): code for code in get_args(ChargePointErrorCode)}
)
