"""What a station can do: learned from what it tells of itself, and from its answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal, get_args

import msgspec

from .command import CannotError
from .configuration_keys import LEGACY
from .device_model import Address, Component, Variable

Feature = Literal[
    "authorization-cache", "availability", "battery-swap", "certificates", "configuration", "cost-updates",
    "custom-reports", "customer-information", "der-control", "display-messages", "event-streams", "firmware-publishing",
    "firmware-update", "local-list", "logs", "monitoring", "network-profiles", "priority-charging", "remote-start",
    "reports", "reservation", "reset", "smart-charging", "tariffs", "transaction-status", "trigger", "unlock",
]  # fmt: skip
FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)
Source = Literal["told", "answered", "refused"]
"""A variable or key of its own says so; it answered such a call with a result; or with an error that means no."""


class Capability(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether a station can do something, how that is known, since when (our time), and in words."""

    feature: Feature
    supported: bool
    source: Source
    since: datetime
    detail: str = ""


class UnsupportedError(CannotError):
    """The station cannot do this, as it has told or answered. Nothing was sent."""


def learned(known: Sequence[Capability], fresh: Capability) -> tuple[Capability, ...] | None:
    """What is known after something was learned; None when that is nothing new.

    The later word counts, but an answer counts more than what the station tells of itself.
    """
    before = next((one for one in known if one.feature == fresh.feature), None)
    if before is not None:
        if before.supported == fresh.supported and (before.source == fresh.source or fresh.source != "refused"):
            return None
        if fresh.source == "told" and before.source != "told":
            return None
    others = (one for one in known if one.feature != fresh.feature)
    return tuple(sorted((*others, fresh), key=lambda one: one.feature))


def without_refusals(known: Sequence[Capability]) -> tuple[Capability, ...]:
    """What stays known when a station has another firmware: it may have learned what it refused before."""
    return tuple(one for one in known if one.source != "refused")


def check_can(known: Sequence[Capability], feature: Feature | None) -> None:
    """Raise UnsupportedError for what the station cannot do as far as is known."""
    found = next((one for one in known if one.feature == feature and not one.supported), None)
    if found is not None:
        raise UnsupportedError(
            f"the station cannot do this ({found.feature}): {found.detail} on {found.since:%Y-%m-%d %H:%M:%S} UTC",
            "use another station; if it can by now, forget this capability, or make the call itself",
        )


def told_by(variables: Iterable[Variable]) -> tuple[tuple[Feature, bool, str], ...]:
    """What variables say of their station's features: which, whether it has it, and in words.

    That a station reckons no costs itself says nothing of whether it shows ours. Source: OCPP 2.0.1 part 2, 3.1: the
    variable Available; OCPP 2.1 part 2, 2.12.4; OCPP 1.6, 9.1.30: SupportedFeatureProfiles.
    """
    said: list[tuple[Feature, bool, str]] = []
    for variable in variables:
        actual = variable.attribute("Actual")
        if actual is None or actual.value is None:
            continue
        key = variable.address.key
        if key == _PROFILES.key:
            names = frozenset(name.strip().casefold() for name in actual.value.split(","))
            words = f"its SupportedFeatureProfiles were {actual.value}"
            said.extend((feature, profile.casefold() in names, words) for feature, profile in _BY_PROFILE)
        elif key in _BY_COMPONENT and actual.value.casefold() in ("true", "false"):
            has = actual.value.casefold() == "true"
            said.extend(
                (one, has, f"its {variable.address} was {actual.value}")
                for one in _BY_COMPONENT[key]
                if has or one != "cost-updates"
            )
    return tuple(said)


_PROFILES: Final = Address(Component(LEGACY), "SupportedFeatureProfiles")
_BY_PROFILE: Final[tuple[tuple[Feature, str], ...]] = (
    ("firmware-update", "FirmwareManagement"),
    ("local-list", "LocalAuthListManagement"),
    ("reservation", "Reservation"),
    ("smart-charging", "SmartCharging"),
    ("trigger", "RemoteTrigger"),
)
_AVAILABLE: Final[tuple[tuple[Feature, str, str | None], ...]] = (
    ("authorization-cache", "AuthCacheCtrlr", None),
    ("cost-updates", "TariffCostCtrlr", "Cost"),
    ("der-control", "DCDERCtrlr", None),
    ("display-messages", "DisplayMessageCtrlr", None),
    ("local-list", "LocalAuthListCtrlr", None),
    ("monitoring", "MonitoringCtrlr", None),
    ("reservation", "ReservationCtrlr", None),
    ("smart-charging", "SmartChargingCtrlr", None),
    ("tariffs", "TariffCostCtrlr", "Tariff"),
)
_BY_COMPONENT: Final[dict[tuple[str, str], tuple[Feature, ...]]] = {
    Address(Component(component), "Available", instance).key: (feature,) for feature, component, instance in _AVAILABLE
}
