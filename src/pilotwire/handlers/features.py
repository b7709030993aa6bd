"""Which feature of a station each call of ours needs, and what its answers say of it."""

from collections.abc import Mapping
from typing import Final

import msgspec

from pilotwire.domain.capability import Feature

from .handler import ActionTable

_ACTIONS: Final[Mapping[Feature, tuple[str, ...]]] = {
    "authorization-cache": ("ClearCache",),
    "availability": ("ChangeAvailability",),
    "battery-swap": ("RequestBatterySwap",),
    "certificates": ("CertificateSigned", "DeleteCertificate", "GetInstalledCertificateIds", "InstallCertificate"),
    "configuration": ("ChangeConfiguration", "GetConfiguration", "GetVariables", "SetVariables"),
    "cost-updates": ("CostUpdated",),
    "custom-reports": ("GetReport",),
    "customer-information": ("CustomerInformation",),
    "der-control": ("ClearDERControl", "GetDERControl", "SetDERControl"),
    "display-messages": ("ClearDisplayMessage", "GetDisplayMessages", "SetDisplayMessage"),
    "event-streams": ("AdjustPeriodicEventStream", "GetPeriodicEventStream"),
    "firmware-publishing": ("PublishFirmware", "UnpublishFirmware"),
    "firmware-update": ("SignedUpdateFirmware", "UpdateFirmware"),
    "local-list": ("GetLocalListVersion", "SendLocalList"),
    "logs": ("GetDiagnostics", "GetLog"),
    "monitoring": (
        "ClearVariableMonitoring", "GetMonitoringReport", "SetMonitoringBase", "SetMonitoringLevel",
        "SetVariableMonitoring",
    ),
    "network-profiles": ("SetNetworkProfile",),
    "priority-charging": ("UsePriorityCharging",),
    "remote-start": (
        "RemoteStartTransaction", "RemoteStopTransaction", "RequestStartTransaction", "RequestStopTransaction",
    ),
    "reports": ("GetBaseReport",),
    "reservation": ("CancelReservation", "ReserveNow"),
    "reset": ("Reset",),
    "smart-charging": (
        "ClearChargingProfile", "GetChargingProfiles", "GetCompositeSchedule", "SetChargingProfile",
    ),
    "tariffs": ("ChangeTransactionTariff", "ClearTariffs", "GetTariffs", "SetDefaultTariff"),
    "transaction-status": ("GetTransactionStatus",),
    "trigger": ("TriggerMessage",),
    "unlock": ("UnlockConnector",),
}  # fmt: skip
"""Calls that stand for no feature of their own, such as DataTransfer, are in none."""
_FEATURES: Final = {action: feature for feature, actions in _ACTIONS.items() for action in actions}
_MEANS_NO: Final = frozenset({"NotImplemented", "NotSupported"})
_SINGLE: Final = frozenset(
    {"SignedUpdateFirmware", "ExtendedTriggerMessage", "GetCompositeSchedule", "GetLog", "GetDiagnostics"}
)
"""Calls whose refusal says nothing of the others of their feature."""
_STATUS_NO: Final = frozenset({"SendLocalList", "UnlockConnector"})
"""Calls that a station can answer with a status that means no. Source: OCPP 1.6, 7.40 and 7.44."""


class _Told(msgspec.Struct):
    status: str | None = None
    listVersion: int = 0


def feature_of(action: str) -> Feature | None:
    """The feature that a call needs."""
    return _FEATURES.get(action)


def features_of(table: ActionTable) -> frozenset[Feature]:
    """The features that a version of OCPP has calls for."""
    sendable = {name for name, action in table.actions.items() if action.sender != "station"}
    return frozenset(feature for feature, actions in _ACTIONS.items() if not sendable.isdisjoint(actions))


def refusal_in(action: str, code: str) -> str | None:
    """What an error says of the feature, in words; None when it does not mean that the station cannot do it."""
    if code not in _MEANS_NO or action in _SINGLE:
        return None
    return f"it answered {action} with {code}"


def denial_in(action: str, payload: bytes) -> str | None:
    """The same for a result. A local list with a version below 0 is none."""
    if action not in _STATUS_NO and action != "GetLocalListVersion":
        return None
    try:
        told = msgspec.json.decode(payload, type=_Told)
    except msgspec.DecodeError:
        return None
    if action in _STATUS_NO and told.status == "NotSupported":
        return f"it answered {action} with NotSupported"
    return f"it told list version {told.listVersion}" if told.listVersion < 0 else None
