"""Variables of stations: reading, writing, and what comes in as reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.configuration_keys import standard
from pilotwire.domain.device_model import (
    Address,
    Attribute,
    Characteristics,
    Component,
    Limits,
    Variable,
    batches,
    is_secret,
    value_problem,
    weight_bytes,
    with_attribute,
    without_secrets,
)
from pilotwire.domain.device_model_commands import (
    AttributeAnswer,
    GetVariables,
    Read,
    SetNetworkProfile,
    Write,
)
from pilotwire.domain.events import ReportReceived, StationRebootRequired, VariablesWritten
from pilotwire.domain.network_configuration import completed, slot_of, slots_in
from pilotwire.domain.report import Part
from pilotwire.domain.security_profile import PRIORITY
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .capability import learn_capabilities
from .context import Context
from .ports import (
    Queries,
    Store,
)
from .pricing_ability import learn_pricing
from .questions import answers
from .station_link import (
    StationLink,
)
from .transaction_limits import learn_supported
from .variable_questions import READING, WRITING
from .work import Work


class DeviceModels(NamedTuple):
    """What knows, keeps and reaches the variables of stations."""

    store: Store
    queries: Queries
    link: StationLink


class Readout(NamedTuple):
    """What was asked to be read, and what came of it."""

    asked: Read
    answer: AttributeAnswer


class Outcome(NamedTuple):
    """What was asked to be written, and what came of it."""

    asked: Write
    answer: AttributeAnswer


async def read_variables(
    models: DeviceModels, station: StationId, wanted: Sequence[Read], at: datetime
) -> list[Readout]:
    """Ask the station for attributes, in as many messages as its limits call for, and store what it tells.

    The answers come in the order of the questions. When the station falls silent on the way, what it was asked then is
    `NotAnswered` and the rest `NotSent`.
    Raises BadInputError for a repeat, and what `StationLink.request` raises when not even the first message works.
    Source: OCPP 2.0.1 part 2, B06.
    """
    _check_once([(one.address, one.attribute) for one in wanted])
    stored = await _stored(models, station, _limit_addresses("GetVariables"))
    parts = batches(wanted, lambda one: weight_bytes(one.address), sized(_limits(stored, "GetVariables")))
    told: list[Readout] = []
    async for answered in answers(models.link, station, READING, parts):
        pairs = [Readout(*pair) for pair in answered]
        await _keep(models, station, [(one.asked.address, one.answer) for one in pairs], at)
        told.extend(pairs)
    return told


async def read_all(models: DeviceModels, station: StationId, at: datetime) -> int:
    """Ask for everything in one message, where the version has such a thing; returns how many variables there are.

    Raises CannotError and what else `StationLink.request` raises. Source: OCPP 1.6, 5.8.
    """
    answers = await models.link.request(station, GetVariables(()))
    known = [(one.address, one) for one in answers if one.address is not None]
    await _keep(models, station, known, at)
    return len(known)


async def write_variables(
    models: DeviceModels, station: StationId, wanted: Sequence[Write], at: datetime
) -> list[Outcome]:
    """Write attributes, in as many messages as the station's limits call for, and store what it accepted.

    Values are checked first against what the station told of its variables: BadInputError names the field, and nothing
    is sent. The answers come in the order asked, with those about what must go along behind them; errors as with
    `read_variables`. Source: OCPP 2.0.1 part 2, B05; OCPP 2.1 part 2, B09.FR.21, FR.29, FR.30.
    """
    _check_once([(one.address, one.attribute) for one in wanted])
    wanted = completed(wanted)
    asked_for = [one.address for one in wanted]
    stored = await _stored(models, station, [*_limit_addresses("SetVariables"), _VALUE_SIZE, PRIORITY, *asked_for])
    in_use = slots_in(_actual(stored.get(PRIORITY.key)))
    for index, one in enumerate(wanted):
        _check_slot(one, in_use, f"/variables/{index}/component")
        _check_value(one, stored, f"/variables/{index}/value")
    parts = batches(wanted, lambda one: weight_bytes(one.address, one.value), sized(_limits(stored, "SetVariables")))
    told: list[Outcome] = []
    async for answered in answers(models.link, station, WRITING, parts):
        pairs = [Outcome(*pair) for pair in answered]
        await _keep_written(models, station, pairs, at)
        told.extend(pairs)
    return told


async def message_limits(models: DeviceModels, station: StationId, action: str) -> Limits:
    """What one message of this action to this station may hold, as far as it has told."""
    return _limits(await _stored(models, station, _limit_addresses(action)), action)


async def set_network_profile(
    models: DeviceModels, station: StationId, command: SetNetworkProfile, timeout_s: float | None = None
) -> Reply:
    """Store a way to a CSMS in a slot of the station. BadInputError for one that contradicts itself: security profiles
    from 2 on are those with TLS. Else as `StationLink.request`. Source: OCPP 2.0.1 part 2, B09.
    """
    encrypted = command.profile.csms_url.startswith("wss://")
    if encrypted != (command.profile.security_profile >= _FIRST_WITH_TLS):
        raise BadInputError(
            f"Security profile {command.profile.security_profile} is {'without' if encrypted else 'with'} TLS, which"
            f" {command.profile.csms_url} is not.",
            "/security_profile",
            "Use wss:// with profiles 2 and 3, ws:// with 0 and 1.",
        )
    return await models.link.request(station, command, timeout_s)


def take_report(context: Context, part: Part, variables: Iterable[Variable]) -> None:
    """Store a part of a report as it comes, and tell of it; whoever asked for the report puts the parts together.

    Source: OCPP 2.0.1 part 2, B07 and B08.
    """
    told = [without_secrets(variable) for variable in variables]
    context.work.save(*told)
    learn_supported(context.store, context.work, context.station, told)
    learn_capabilities(context.store, context.work, context.station, told, context.received_at)
    learn_pricing(context.store, context.work, context.station, told)
    context.work.tell(
        ReportReceived(
            station=context.station,
            at=context.received_at,
            request_id=part.request_id,
            seq_no=part.seq_no,
            more=part.more,
            variables=part.variables,
            size_bytes=part.bytes,
        )
    )


def needs_reboot(station: ChargingStation) -> bool:
    """Whether something that was written takes effect only when the station has started anew."""
    return station.reboot_required_at is not None


async def _keep(
    models: DeviceModels, station: StationId, told: Sequence[tuple[Address, AttributeAnswer]], at: datetime
) -> None:
    good = [(address, answer) for address, answer in told if answer.status == "Accepted"]
    if not good:
        return
    stored = await _stored(models, station, [address for address, _ in good])
    for address, answer in good:
        stored[address.key] = _after(stored.get(address.key), Variable(station, address, at), answer)
    work = Work()
    told_now = [without_secrets(stored[key]) for key in {address.key: None for address, _ in good}]
    work.save(*told_now)
    learn_supported(models.store, work, station, told_now)
    learn_capabilities(models.store, work, station, told_now, at)
    learn_pricing(models.store, work, station, told_now)
    await models.store.commit(work)


async def _keep_written(models: DeviceModels, station: StationId, told: Sequence[Outcome], at: datetime) -> None:
    good = [one for one in told if one.answer.status in ("Accepted", "RebootRequired")]
    if not good:
        return
    stored = await _stored(models, station, [one.asked.address for one in good])
    for asked, _ in good:
        answer = AttributeAnswer("Accepted", attribute=asked.attribute, value=asked.value)
        known = stored.get(asked.address.key)
        stored[asked.address.key] = _after(known, Variable(station, asked.address, at), answer)
    waiting = tuple(str(one.asked.address) for one in good if one.answer.status == "RebootRequired")
    record, work = models.store.station(station), Work()
    if waiting and record is not None:
        after = _awaiting_boot(record, waiting, at)
        work.save(after)
        work.tell(StationRebootRequired(station=station, at=at, variables=after.reboot_required_for))
    written = [without_secrets(stored[key]) for key in {one.asked.address.key: None for one in good}]
    work.save(*written)
    learn_pricing(models.store, work, station, written)
    names = tuple(str(one.asked.address) for one in good)
    work.tell(VariablesWritten(station=station, at=at, variables=names, reboot_required=bool(waiting)))
    await models.store.commit(work)


def _awaiting_boot(record: ChargingStation, variables: Sequence[str], at: datetime) -> ChargingStation:
    """The record with these variables waiting for a boot too, since when the first of them does."""
    named = tuple(dict.fromkeys((*record.reboot_required_for, *variables)))[:_MOST_WAITING]
    return msgspec.structs.replace(
        record, reboot_required_at=record.reboot_required_at or at, reboot_required_for=named
    )


def _after(stored: Variable | None, fresh: Variable, answer: AttributeAnswer) -> Variable:
    """The variable as it is known after an answer about one of its attributes."""
    before = stored or fresh
    known = before.attribute(answer.attribute) or Attribute(answer.attribute)
    attribute = msgspec.structs.replace(known, value=answer.value, mutability=answer.mutability or known.mutability)
    after = with_attribute(before, attribute, fresh.reported_at)
    if after.characteristics is None and answer.characteristics is not None:
        after = msgspec.structs.replace(after, characteristics=answer.characteristics)
    return after


async def _stored(
    models: DeviceModels, station: StationId, addresses: Sequence[Address]
) -> dict[tuple[str, str], Variable]:
    return {one.address.key: one for one in await models.queries.variables_of(station, addresses)}


def _check_once(named: Sequence[tuple[Address, str]]) -> None:
    """Source: OCPP 2.0.1 part 2, B05.FR.13."""
    seen: set[tuple[tuple[str, str], str]] = set()
    for index, (address, attribute) in enumerate(named):
        if (address.key, attribute) in seen:
            raise BadInputError(
                f"{address} ({attribute}) is there twice.", f"/variables/{index}", "Name each attribute once."
            )
        seen.add((address.key, attribute))


def _check_slot(one: Write, in_use: frozenset[str], pointer: str) -> None:
    """Source: OCPP 2.1 part 2, B09.FR.21."""
    slot = slot_of(one.address)
    if slot is not None and slot in in_use:
        raise BadInputError(
            f"{one.address} is a way to a CSMS that the station may use now (slot {slot}), so it is not changed.",
            pointer,
            "Set another slot, and put that into OCPPCommCtrlr/NetworkConfigurationPriority.",
        )


def _check_value(one: Write, stored: Mapping[tuple[str, str], Variable], pointer: str) -> None:
    if is_secret(one.address):
        raise BadInputError(
            f"{one.address} is a password, and is not written as a variable: the station would be locked out.",
            pointer, "Change the station's password where it is kept, with its record.",
        )  # fmt: skip
    most = _number(stored.get(_VALUE_SIZE.key))
    if most is not None and len(one.value) > most:
        raise BadInputError(
            f"{one.address}: {len(one.value)} characters; the station takes values of {most}.", pointer, "Shorten it."
        )
    allowed = _allowed(one.address, stored.get(one.address.key))
    problem = None if allowed is None else value_problem(one.value, allowed)
    if problem is not None:
        raise BadInputError(f"{one.address}: {problem}.", pointer, "Choose a value that the station takes.")


def _allowed(address: Address, stored: Variable | None) -> Characteristics | None:
    """What the station said that it takes; of a standard variable that it never told of, the standard's plain type."""
    if stored is not None and stored.characteristics is not None:
        return stored.characteristics
    known = standard(address)
    return known.characteristics if known is not None and known.data_type in ("integer", "boolean") else None


def _limit_addresses(action: str) -> list[Address]:
    component = _MONITORING if action.endswith("VariableMonitoring") else _DATA
    return [Address(component, "ItemsPerMessage", action), Address(component, "BytesPerMessage", action)]


def _limits(stored: Mapping[tuple[str, str], Variable], action: str) -> Limits:
    """How much goes into one message. Source: OCPP 2.0.1 part 2, B05.FR.11, B06.FR.05."""
    items, size = (_number(stored.get(address.key)) for address in _limit_addresses(action))
    return Limits(items, size)


def sized(limits: Limits) -> Limits:
    """The limits, and where none is told one that nearly every station keeps."""
    return Limits(limits.items or _USUAL_ITEMS, limits.bytes)


def _actual(variable: Variable | None) -> str | None:
    actual = None if variable is None else variable.attribute("Actual")
    return None if actual is None else actual.value


def _number(variable: Variable | None) -> int | None:
    text = _actual(variable)
    return int(text) if text is not None and text.isascii() and text.isdigit() and int(text) > 0 else None


_FIRST_WITH_TLS: Final = 2
_MOST_WAITING: Final = 100
"""Variables that are named as waiting for a boot."""
_DATA: Final = Component("DeviceDataCtrlr")
_MONITORING: Final = Component("MonitoringCtrlr")
_VALUE_SIZE: Final = Address(_DATA, "ConfigurationValueSize")
_USUAL_ITEMS: Final = 50
"""Items in a message to a station that has told no limit; one that finds them too many gets them in halves."""
