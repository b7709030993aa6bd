"""Charging stations made of the `ocpp` package: code that is not ours, from boot to stop."""

from datetime import UTC, datetime, timedelta
from typing import Any

import ocpp.v16
import ocpp.v16.call
import ocpp.v16.call_result
import ocpp.v21
import ocpp.v21.call
import ocpp.v21.call_result
import ocpp.v201
import ocpp.v201.call
import ocpp.v201.call_result
from ocpp.routing import on


def clock(minutes: int = 0) -> str:
    """A time of the last hour as a station writes it."""
    return (datetime.now(UTC) + timedelta(minutes=minutes - 60)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Station16(ocpp.v16.ChargePoint):  # type: ignore[misc]  # the package is untyped
    """A 1.6 station that answers GetConfiguration, Reset and TriggerMessage."""

    @on("GetConfiguration")  # type: ignore[untyped-decorator]
    async def configuration(self, **_: Any) -> Any:
        """One key."""
        key = {"key": "HeartbeatInterval", "readonly": False, "value": "300"}
        return ocpp.v16.call_result.GetConfiguration(configuration_key=[key])

    @on("Reset")  # type: ignore[untyped-decorator]
    async def reset(self, **_: Any) -> Any:
        """Refuses."""
        return ocpp.v16.call_result.Reset(status="Rejected")

    @on("TriggerMessage")  # type: ignore[untyped-decorator]
    async def trigger(self, **_: Any) -> Any:
        """Agrees."""
        return ocpp.v16.call_result.TriggerMessage(status="Accepted")


class Station201(ocpp.v201.ChargePoint):  # type: ignore[misc]
    """A 2.0.1 station that answers GetVariables and Reset."""

    @on("GetVariables")  # type: ignore[untyped-decorator]
    async def variables(self, get_variable_data: Any, **_: Any) -> Any:
        """Says 300 to all."""
        answers = [{"attribute_status": "Accepted", "attribute_value": "300", **asked} for asked in get_variable_data]
        return ocpp.v201.call_result.GetVariables(get_variable_result=answers)

    @on("Reset")  # type: ignore[untyped-decorator]
    async def reset(self, **_: Any) -> Any:
        """Refuses."""
        return ocpp.v201.call_result.Reset(status="Rejected")


class Station21(ocpp.v21.ChargePoint):  # type: ignore[misc]
    """A 2.1 station that answers GetVariables and Reset."""

    @on("GetVariables")  # type: ignore[untyped-decorator]
    async def variables(self, get_variable_data: Any, **_: Any) -> Any:
        """Says 300 to all."""
        answers = [{"attribute_status": "Accepted", "attribute_value": "300", **asked} for asked in get_variable_data]
        return ocpp.v21.call_result.GetVariables(get_variable_result=answers)

    @on("Reset")  # type: ignore[untyped-decorator]
    async def reset(self, **_: Any) -> Any:
        """Refuses."""
        return ocpp.v21.call_result.Reset(status="Rejected")
