"""Changing a station's security profile: what OCPP allows, and which of a station's slots takes the new way."""

from collections.abc import Collection, Sequence
from typing import Final, Literal

from pilotwire.kernel.errors import PilotwireError

from .device_model import Address, Component

CERTIFICATE_PROFILE: Final = 3
FIRST_WITH_TLS: Final = 2

State = Literal[
    "never-came", "no-port", "no-downgrade", "password-missing", "password-refused", "root-missing",
    "certificate-missing", "busy", "no-slot", "slot-refused", "refused", "unsupported", "reset-refused", "fell-back",
    "not-taken", "not-back",
]  # fmt: skip
"""How a change of the security profile can end other than well; the station's old way is open in each."""

SECURITY_PROFILE: Final = Address(Component("SecurityCtrlr"), "SecurityProfile")
MAY_DOWNGRADE: Final = Address(Component("SecurityCtrlr"), "AllowSecurityProfileDowngrade")
PRIORITY: Final = Address(Component("OCPPCommCtrlr"), "NetworkConfigurationPriority")
ACTIVE_SLOT: Final = Address(Component("OCPPCommCtrlr"), "ActiveNetworkProfile")


class ProfileChangeError(PilotwireError):
    """The station did not change its security profile; the message begins with `profile.` and the state's name."""

    def __init__(self, state: State, message: str, remedy: str) -> None:
        super().__init__(f"profile.{state}: {message}", remedy)
        self.state = state


def check_direction(present: int, wanted: int) -> None:
    """Raise ProfileChangeError for a profile below the present one, but for 2 after 3.

    Source: OCPP 2.0.1 part 2, A00.FR.005; 2.0.1 errata 2025-09, 2.5; OCPP 2.1 part 2, A00.FR.005.
    """
    if wanted >= present or (present, wanted) == (CERTIFICATE_PROFILE, FIRST_WITH_TLS):
        return
    raise ProfileChangeError(
        "no-downgrade", f"OCPP has no way from security profile {present} down to {wanted}",
        "Change it at the station itself, and its minimum here.",
    )  # fmt: skip


def check_may_downgrade(value: str | None) -> None:
    """Raise ProfileChangeError unless the station allows to go from 3 down to 2. Source: OCPP 2.1 part 2, A05.FR.08."""
    if value is None or value.strip().casefold() != "true":
        raise ProfileChangeError(
            "no-downgrade", "the station does not allow a lower security profile",
            f"Set its {MAY_DOWNGRADE} to true where it has that variable.",
        )  # fmt: skip


def slots_in(text: str | None) -> tuple[int, ...]:
    """The slots that a list such as "1,2" names, in its order; what is no number is left out."""
    parts = (part.strip() for part in (text or "").split(","))
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit())


def slot_for(asked: int | None, used: Sequence[int], there: Collection[str]) -> int:
    """The slot for the new way: the one asked for, else the first that is not in use; `there` is what the station has.

    Never one in use, as the present way must stay. Raises ProfileChangeError. Source: OCPP 2.0.1 part 2, B09.FR.05.
    """
    known = slots_in(",".join(there))
    if asked is not None:
        if asked in used:
            raise ProfileChangeError(
                "no-slot", f"slot {asked} is in use, and the present way must stay", "Name a slot that is not in use."
            )
        return asked
    free = next((one for one in known or range(1, len(used) + 2) if one not in used), None)
    if free is None:
        raise ProfileChangeError(
            "no-slot", f"all of the station's slots are in use: {', '.join(map(str, used))}",
            f"Take one out of {PRIORITY}, for which the station need not boot.",
        )  # fmt: skip
    return free


def priority_with(slot: int, used: Sequence[int]) -> str:
    """The order of ways with the new one first and the present ones after it. Source: OCPP 2.0.1 part 2, A05."""
    return ",".join(str(one) for one in (slot, *(one for one in used if one != slot)))
