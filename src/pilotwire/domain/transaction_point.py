"""What started a transaction, and what ended it: the points of TxStartPoint and TxStopPoint, told from reports.

Source: OCPP 2.0.1 part 2, E01 and E06.
"""

from collections.abc import Collection
from typing import Final, Literal

TxPoint = Literal["ParkingBayOccupancy", "EVConnected", "Authorized", "DataSigned", "PowerPathClosed", "EnergyTransfer"]

_START: Final[dict[str, TxPoint]] = {
    "EVDetected": "ParkingBayOccupancy",
    "CablePluggedIn": "EVConnected",
    "Authorized": "Authorized",
    "RemoteStart": "Authorized",
    "SignedDataReceived": "DataSigned",
}
_STOP: Final[dict[str, TxPoint]] = {
    "EVDeparted": "ParkingBayOccupancy",
    "EVCommunicationLost": "EVConnected",
    "StopAuthorized": "Authorized",
    "Deauthorized": "Authorized",
    "RemoteStop": "Authorized",
    "EVConnectTimeout": "Authorized",
    "SignedDataReceived": "DataSigned",
    "ChargingStateChanged": "EnergyTransfer",
    "CostLimitReached": "EnergyTransfer",
    "EnergyLimitReached": "EnergyTransfer",
    "TimeLimitReached": "EnergyTransfer",
    "SoCLimitReached": "EnergyTransfer",
}
_STOP_BY_REASON: Final[dict[str, TxPoint]] = {"EVDisconnected": "EVConnected"}
_PLUGGED: Final = frozenset({"EVConnected", "Charging", "SuspendedEV", "SuspendedEVSE"})


def start_point(trigger: str, charging_state: str | None, has_token: bool) -> TxPoint | None:
    """What the first report shows to have begun the transaction; None for what is no such point.

    Cable and authorization together are a closed power path, whichever came second.
    """
    if trigger == "ChargingStateChanged":
        return "EnergyTransfer" if charging_state == "Charging" else _plugged(charging_state)
    point = _START.get(trigger)
    authorized_last = point == "Authorized" and charging_state in _PLUGGED
    plugged_last = point == "EVConnected" and has_token
    return "PowerPathClosed" if authorized_last or plugged_last else point


def stop_point(trigger: str, reason: str | None) -> TxPoint | None:
    """What ended the transaction; None for what happened against the rules: a reset, a power loss, an emergency."""
    if trigger == "AbnormalCondition":
        return None
    return _STOP_BY_REASON.get(reason or "") or _STOP.get(trigger)


def as_configured(point: TxPoint | None, trigger: str | None, configured: Collection[str]) -> TxPoint | None:
    """The point in the light of what the station is set to, where that is known and tells more than the report."""
    known = [one for one in _ALL if one in configured]
    if not known or point in known:
        return point
    if len(known) == 1:
        return known[0]
    plain = _START.get(trigger or "")
    return plain if plain in known else point


def _plugged(charging_state: str | None) -> TxPoint | None:
    return "EVConnected" if charging_state == "EVConnected" else None


_ALL: Final[tuple[TxPoint, ...]] = (
    "ParkingBayOccupancy", "EVConnected", "Authorized", "DataSigned", "PowerPathClosed", "EnergyTransfer",
)  # fmt: skip
