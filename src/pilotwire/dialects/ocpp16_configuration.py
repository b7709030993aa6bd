"""Configuration keys of OCPP 1.6 as variables: how they are read and written, and what the answers mean."""

from collections.abc import Iterator
from typing import Final

from pilotwire.domain.command import CannotError
from pilotwire.domain.configuration_keys import address_of, key_of, standard
from pilotwire.domain.device_model import Address, AttributeKind, Mutability
from pilotwire.domain.device_model_commands import AttributeAnswer, GetVariables, SetVariables
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp16.types import KeyValue

_KEY_CHARACTERS: Final = 50
_VALUE_CHARACTERS: Final = 500


def get_configuration(command: GetVariables) -> core.GetConfigurationRequest:
    """GetConfiguration; nothing wanted asks for all keys."""
    keys = tuple(_key(one.address, one.attribute) for one in command.wanted)
    return core.GetConfigurationRequest(key=keys or None)


def configuration(answer: core.GetConfigurationResponse) -> tuple[AttributeAnswer, ...]:
    """The keys that there are, then those that are not."""
    return tuple(_answers(answer))


def change_configuration(command: SetVariables) -> core.ChangeConfigurationRequest:
    """ChangeConfiguration. Raises CannotError for more than one key, and for what no 1.6 message holds."""
    if len(command.wanted) != 1:
        raise CannotError("OCPP 1.6 changes one key at a time", "write one variable at a time")
    wanted = command.wanted[0]
    if len(wanted.value) > _VALUE_CHARACTERS:
        raise CannotError(
            f"the value for {wanted.address} has {len(wanted.value)} characters; OCPP 1.6 takes {_VALUE_CHARACTERS}",
            "shorten it",
        )
    return core.ChangeConfigurationRequest(key=_key(wanted.address, wanted.attribute), value=wanted.value)


def changed(answer: core.ChangeConfigurationResponse) -> tuple[AttributeAnswer, ...]:
    """The status of the one key. NotSupported means in 1.6 that there is no such key."""
    return (AttributeAnswer("UnknownVariable" if answer.status == "NotSupported" else answer.status),)


def _key(address: Address, attribute: AttributeKind) -> str:
    key = key_of(address)
    if key is None or len(key) > _KEY_CHARACTERS:
        raise CannotError(
            f"OCPP 1.6 has no key for {address}", "name a key as VendorKeys/<key>, or ask a station of another version"
        )
    if attribute != "Actual":
        raise CannotError(f"OCPP 1.6 has no {attribute} of {address}", "leave the attribute out")
    return key


def _answers(answer: core.GetConfigurationResponse) -> Iterator[AttributeAnswer]:
    for told in answer.configuration_key or ():
        address = address_of(told.key)
        known = standard(address)
        yield AttributeAnswer(
            "Accepted",
            address,
            value=told.value,
            mutability=_mutability(told, None if known is None else known.mutability),
            characteristics=None if known is None else known.characteristics,
        )
    for key in answer.unknown_key or ():
        yield AttributeAnswer("UnknownVariable", address_of(key))


def _mutability(told: KeyValue, by_standard: Mutability | None) -> Mutability:
    if told.readonly:
        return "ReadOnly"
    return "WriteOnly" if by_standard == "WriteOnly" else "ReadWrite"
