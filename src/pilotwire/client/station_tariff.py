"""Tariffs that stations of OCPP 2.1 reckon by themselves: what is wanted there, what they hold, and what is asked."""

from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant
from .control import ControlInput, Evse
from .shape import Input, Name, Resource

HeldName = Annotated[str, Meta(min_length=1, max_length=60)]


class TariffObstacle(Resource, frozen=True, kw_only=True):
    """Why a station cannot be told a tariff: the field of the tariff, what is the matter, and what to do."""

    pointer: str
    message: str
    remedy: str


class EvseTariff(Resource, frozen=True, kw_only=True):
    """The default tariff of one EVSE: what is assigned, and what the station said to hold.

    `wanted` and `held` are a tariff's id and version, joined by @; absent: none. `in_step`: both are the same.
    """

    evse_id: int
    in_step: bool
    obstacles: list[TariffObstacle]
    wanted: str | None = None
    held: str | None = None


class HeldTariff(Resource, frozen=True, kw_only=True):
    """A tariff as the station names it: for whom, and where it holds or is used."""

    name: str
    kind: Literal["DefaultTariff", "DriverTariff"]
    evse_ids: list[int]
    id_tokens: list[str]
    valid_from: Instant | None = None


class StationTariffs(Resource, frozen=True, kw_only=True):
    """What a station reckons by. `takes_tariffs`: it is known to reckon by tariffs that it is given.

    `read_at` is when it said what it holds, absent: never.
    """

    station: str
    takes_tariffs: bool
    evses: list[EvseTariff]
    held: list[HeldTariff]
    read_at: Instant | None = None


class ClearTariffsInput(ControlInput, frozen=True, kw_only=True):
    """Default tariffs to remove: those `names`, as the station calls them, those of an EVSE, or all."""

    names: (
        Annotated[list[Annotated[str, Meta(min_length=1, max_length=60)]], Meta(min_length=1, max_length=50)] | None
    ) = None
    evse_id: Evse | None = None


class ClearedTariff(Resource, frozen=True, kw_only=True):
    """What became of one."""

    status: str
    name: str | None = None


class ClearTariffsAnswer(Resource, frozen=True, kw_only=True):
    """The station's own answer."""

    results: list[ClearedTariff]


class InstallTariffsInput(Input, frozen=True, kw_only=True):
    """Nothing is asked but that it be done."""


class ChangeTariffInput(ControlInput, frozen=True, kw_only=True):
    """The tariff that holds for the transaction from now on."""

    tariff: Name
