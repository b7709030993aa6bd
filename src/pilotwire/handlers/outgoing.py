"""Calls of ours before they leave: whether the version knows them, and what they make the station send."""

from collections.abc import Mapping
from typing import Final

import msgspec

from pilotwire.domain.capability import Feature
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.violation import SchemaViolations
from pilotwire.services.station_link import (
    BadCallError,
)

from .features import features_of
from .handler import ActionTable
from .ocpp2x.table import OCPP21, OCPP201
from .ocpp16.table import TABLE as OCPP16

TABLES: Final[Mapping[Version, ActionTable]] = {table.version: table for table in (OCPP16, OCPP201, OCPP21)}
BY_PROTOCOL: Final[Mapping[str, ActionTable]] = {table.version.subprotocol: table for table in TABLES.values()}

_BRINGS: Final[Mapping[str, frozenset[str]]] = {
    "CustomerInformation": frozenset({"NotifyCustomerInformation"}),
    "GetBaseReport": frozenset({"NotifyReport"}),
    "GetChargingProfiles": frozenset({"ReportChargingProfiles"}),
    "GetDiagnostics": frozenset({"DiagnosticsStatusNotification"}),
    "GetDisplayMessages": frozenset({"NotifyDisplayMessages"}),
    "GetLog": frozenset({"LogStatusNotification"}),
    "GetMonitoringReport": frozenset({"NotifyMonitoringReport"}),
    "GetReport": frozenset({"NotifyReport"}),
    "PublishFirmware": frozenset({"PublishFirmwareStatusNotification"}),
    "SignedUpdateFirmware": frozenset({"SignedFirmwareStatusNotification"}),
    "UpdateFirmware": frozenset({"FirmwareStatusNotification"}),
}
_TRIGGERS: Final = ("TriggerMessage", "ExtendedTriggerMessage")


class Calls:
    """The port `CallBook` over the action tables."""

    def check(self, protocol: str, action: str, payload: bytes) -> None:
        """Raise BadCallError when this version has no such call for a CSMS to make, or its schema is broken."""
        table = BY_PROTOCOL[protocol]
        known = table.actions.get(action)
        if known is None or known.sender == "station":
            why = "is sent by stations, not by a CSMS" if known else f"is no action of {protocol}"
            raise BadCallError(f"'{action}' {why}", [("/action", why)], _spelling(table, action))
        try:
            decode_strict(known.request, msgspec.Raw(payload))
        except SchemaViolations as broken:
            raise BadCallError(
                f"the payload breaks the schema of {action} in {protocol}",
                [(f"/payload{violation.pointer}", violation.message) for violation in broken.violations],
                'Correct the fields named, or send it as it is with "validate": false.',
            ) from broken

    def features(self, protocol: str) -> frozenset[Feature]:
        """See `CallBook`."""
        return features_of(BY_PROTOCOL[protocol])


def brings(action: str, payload: bytes) -> frozenset[str]:
    """The actions that a station will send because of this call of ours.

    A station that is not accepted yet may send these and nothing else. Source: OCPP 2.0.1 part 2, B02.FR.09.
    """
    if action not in _TRIGGERS:
        return _BRINGS.get(action, frozenset())
    try:
        asked = msgspec.json.decode(payload, type=_Trigger).requestedMessage
    except msgspec.DecodeError:
        return frozenset()
    if action == "ExtendedTriggerMessage" and asked == "FirmwareStatusNotification":
        return frozenset({"SignedFirmwareStatusNotification", asked})
    return frozenset({"SignCertificate" if asked.startswith("Sign") and asked.endswith("Certificate") else asked})


class _Trigger(msgspec.Struct):
    requestedMessage: str


def _spelling(table: ActionTable, action: str) -> str:
    names = sorted(name for name, known in table.actions.items() if known.sender != "station")
    same = next((name for name in names if name.casefold() == action.casefold()), None)
    if same is not None:
        return f"Write it {same}."
    return f"A CSMS may send: {', '.join(names)}."
