"""Ways to a CSMS as variables of a station: what must go along with a change, and which must not be changed.

Source: OCPP 2.1 part 2, B09.FR.21, FR.29 and FR.30.
"""

from collections.abc import Sequence
from typing import Final

from .device_model import Address
from .device_model_commands import Write

_COMPONENT: Final = "networkconfiguration"


def slot_of(address: Address) -> str | None:
    """The slot whose way to a CSMS the variable belongs to; None for any other variable."""
    component = address.component
    return component.instance if component.name.casefold() == _COMPONENT else None


def slots_in(priority: str | None) -> frozenset[str]:
    """The slots that a station may use, by the value of `NetworkConfigurationPriority`."""
    return frozenset(one.strip() for one in (priority or "").split(",") if one.strip())


def completed(wanted: Sequence[Write]) -> tuple[Write, ...]:
    """The writes, and for each slot whose way is set whether it goes over an APN or a VPN, unless that is said.

    A slot that gets variables of an APN has it on; one that gets its URL and none of them has it off.
    """
    given = {one.address.key for one in wanted}
    more: list[Write] = []
    for slot in dict.fromkeys(slot_of(one.address) for one in wanted):
        if slot is None:
            continue
        here = [one for one in wanted if slot_of(one.address) == slot]
        names = {one.address.variable.casefold() for one in here}
        for kind in ("Apn", "Vpn"):
            switch = Address(here[0].address.component, f"{kind}Enabled")
            is_set = any(_belongs(name, kind) for name in names)
            if switch.key not in given and (is_set or _URL in names):
                more.append(Write(switch, "true" if is_set else "false"))
    return (*wanted, *more)


def _belongs(name: str, kind: str) -> bool:
    return name.startswith(kind.casefold()) or (kind == "Apn" and name in _OF_APN)


_URL: Final = "ocppcsmsurl"
_OF_APN: Final = frozenset({"simpin", "preferrednetwork", "useonlypreferrednetwork"})
