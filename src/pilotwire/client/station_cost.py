"""What stations of OCPP 2.1 have reckoned themselves."""

from decimal import Decimal

from .account import Money
from .shape import Resource


class StationCost(Resource, frozen=True, kw_only=True):
    """What a station of OCPP 2.1 has reckoned itself; what it did not tell is absent.

    `failure` is why it could not reckon all of it. Flags of the record say where it is not what our cost comes to:
    station-cost-differs, station-tariff-differs, station-cost-failed.
    """

    kind: str
    tariffs: list[str]
    before_taxes: Money | None = None
    after_taxes: Money | None = None
    energy_wh: Decimal | None = None
    charging_s: int | None = None
    idle_s: int | None = None
    reserved_s: int | None = None
    failure: str | None = None
