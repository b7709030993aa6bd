"""Telling a station to change its security profile, by its slots or by a variable, and taking that back."""

import contextlib
from collections.abc import Sequence

import msgspec

from pilotwire.domain.configuration_keys import VENDOR
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.device_model_commands import AttributeAnswer, Read, SetNetworkProfile, Write
from pilotwire.domain.events import StationChanged
from pilotwire.domain.security_profile import (
    ACTIVE_SLOT,
    MAY_DOWNGRADE,
    PRIORITY,
    SECURITY_PROFILE,
    ProfileChangeError,
    check_may_downgrade,
    priority_with,
    slot_for,
    slots_in,
)
from pilotwire.kernel.errors import PilotwireError

from .device_model import read_variables, set_network_profile, write_variables
from .profile_request import RaiseMemory, Scene
from .station_link import NoAnswerError, NotConnectedError
from .work import Work


async def look(scene: Scene) -> RaiseMemory:
    """What is at the station before anything is changed. Raises ProfileChangeError where there is no way.

    A version without slots leaves `slot` out.
    """
    wanted, previous = scene.request.profile, scene.profile or 0
    asked = [SECURITY_PROFILE, PRIORITY, ACTIVE_SLOT, MAY_DOWNGRADE]
    answers = await _read(scene, asked)
    if wanted < previous:
        check_may_downgrade(answers[3].value)
    memory = RaiseMemory("changing", previous, scene.record.min_security_profile)
    if answers[1].status == "NotSent":
        return msgspec.structs.replace(memory, url=await _present_url(scene))
    used = slots_in(answers[1].value) or slots_in(answers[2].value)
    stored = await scene.around.queries.variables_of(scene.station, [PRIORITY])
    there = [value for one in stored if one.characteristics is not None for value in one.characteristics.values]
    slot = slot_for(scene.request.slot, used, there)
    return msgspec.structs.replace(memory, slot=slot, priority=",".join(map(str, used)))


async def change(scene: Scene, memory: RaiseMemory) -> bool:
    """Tell the station; whether it must boot now. What it holds already is not told again.

    Raises ProfileChangeError when it refuses. Source: OCPP 2.0.1 part 2, A05; OCPP 1.6 security whitepaper, A05.
    """
    return await (_by_slot(scene, memory) if memory.slot is not None else _by_key(scene, memory))


async def undo(scene: Scene, memory: RaiseMemory) -> None:
    """Put back what the station would still follow, as well as that can be done, and the minimum that was lowered."""
    record = scene.around.store.station(scene.station)
    if record is not None and scene.request.profile < memory.previous:
        await save_minimum(scene, memory.minimum)
    with contextlib.suppress(PilotwireError):
        if memory.slot is not None and memory.priority:
            await _write(scene, PRIORITY, memory.priority)
        if memory.url is not None:
            await _write(scene, _url_address(scene), memory.url)


async def save_minimum(scene: Scene, minimum: int | None) -> None:
    """Make this the lowest profile that the station may connect with. Source: OCPP 2.0.1 part 2, A05.FR.07."""
    record = scene.record
    if record.min_security_profile == minimum:
        return
    at, work = scene.step.now(), Work()
    work.save(msgspec.structs.replace(record, min_security_profile=minimum, updated_at=at))
    work.tell(StationChanged(station=scene.station, at=at, fields=("min_security_profile",)))
    await scene.around.store.commit(work)


async def _by_slot(scene: Scene, memory: RaiseMemory) -> bool:
    slot = memory.slot or 0
    used = slots_in(memory.priority)
    wanted = priority_with(slot, used)
    (now,) = await _read(scene, [PRIORITY])
    if now.value is not None and slots_in(now.value) == slots_in(wanted):
        return True
    reply = await set_network_profile(scene.models, scene.station, SetNetworkProfile(slot, scene.request.way))
    if reply.status != "Accepted":
        raise ProfileChangeError(
            "slot-refused", f"the station answered {_said(reply.status, reply.reason_code, reply.info)} to slot {slot}",
            "Look at which slots it has, and name one with `slot`.",
        )  # fmt: skip
    answer = await _write(scene, PRIORITY, wanted)
    if answer.status not in ("Accepted", "RebootRequired"):
        raise _refused(answer, f"{PRIORITY} = {wanted}")
    return True


async def _by_key(scene: Scene, memory: RaiseMemory) -> bool:
    wanted = str(scene.request.profile)
    (now,) = await _read(scene, [SECURITY_PROFILE])
    if now.value is not None and now.value.strip() == wanted:
        return False
    if memory.url is not None:
        answer = await _write(scene, _url_address(scene), scene.request.way.csms_url)
        if answer.status not in ("Accepted", "RebootRequired"):
            raise _refused(answer, str(_url_address(scene)))
    try:
        answer = await _write(scene, SECURITY_PROFILE, wanted)
    except (NoAnswerError, NotConnectedError):
        return False  # it may have gone at once, and comes back by the new way if so
    if answer.status == "UnknownVariable":
        raise ProfileChangeError(
            "unsupported", f"the station has no {SECURITY_PROFILE}", "Change its profile at the station itself."
        )
    if answer.status not in ("Accepted", "RebootRequired", "NotAnswered"):
        raise _refused(answer, f"{SECURITY_PROFILE} = {wanted}")
    return answer.status == "RebootRequired"


async def _present_url(scene: Scene) -> str | None:
    if scene.request.url_key is None:
        return None
    (answer,) = await _read(scene, [_url_address(scene)])
    if answer.value is None:
        raise ProfileChangeError(
            "unsupported", f"the station does not tell its {scene.request.url_key}", "Look at the names of its keys."
        )
    return answer.value


def _url_address(scene: Scene) -> Address:
    return Address(Component(VENDOR), scene.request.url_key or "")


async def _read(scene: Scene, addresses: Sequence[Address]) -> list[AttributeAnswer]:
    wanted = [Read(one) for one in addresses]
    return [one.answer for one in await read_variables(scene.models, scene.station, wanted, scene.step.now())]


async def _write(scene: Scene, address: Address, value: str) -> AttributeAnswer:
    told = await write_variables(scene.models, scene.station, [Write(address, value)], scene.step.now())
    return told[0].answer


def _refused(answer: AttributeAnswer, what: str) -> ProfileChangeError:
    return ProfileChangeError(
        "refused", f"the station answered {_said(answer.status, answer.reason_code, answer.info)} to {what}",
        "It does so while its password, the root of this server or its own certificate is missing.",
    )  # fmt: skip


def _said(status: str, reason_code: str | None, info: str | None) -> str:
    why = " ".join(part for part in (reason_code, info) if part)
    return f"{status} ({why})" if why else status
