"""A station of literal frames with monitors: it sets, clears and reports them as OCPP 2.0.1 and 2.1 ask."""

from dataclasses import dataclass, field
from typing import Any

from .raw_station import Answer, RawStation


@dataclass
class WatchingStation(RawStation):
    """`monitors` are those it has, by number, with what each is about as `about`; `fixed` ones are hard-wired."""

    monitors: dict[int, dict[str, Any]] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    next_number: int = 1

    def has(self, component: str, variable: str, *, fixed: bool = False, **monitor: Any) -> int:
        """It has this monitor; its number."""
        return self._add({"component": {"name": component}, "variable": {"name": variable}}, monitor, fixed)

    def by_itself(self, action: str, payload: dict[str, Any]) -> Answer:
        """Monitors besides what every station does."""
        match action:
            case "SetVariableMonitoring":
                return {"setMonitoringResult": [self._set(one) for one in payload["setMonitoringData"]]}
            case "ClearVariableMonitoring":
                return {"clearMonitoringResult": [self._clear(one) for one in payload["id"]]}
            case "SetMonitoringBase" | "SetMonitoringLevel":
                return {"status": "Accepted"}
            case "GetMonitoringReport":
                return {"status": "Accepted" if self.monitors else "EmptyResultSet"}
            case _:
                return super().by_itself(action, payload)

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Report what was agreed to."""
        if action == "GetMonitoringReport":
            self.begin(self.send_all("NotifyMonitoringReport", payload["requestId"], self.parts()))
        super().follow(action, payload)

    def parts(self) -> list[dict[str, Any]]:
        """A part for each monitor."""
        rows = [self._told(number) for number in self.monitors]
        return [{"seqNo": place, "tbc": place + 1 < len(rows), "monitor": [row]} for place, row in enumerate(rows)]

    def _told(self, number: int) -> dict[str, Any]:
        known = self.monitors[number]
        kind = "HardWiredMonitor" if number in self.fixed else "CustomMonitor"
        told = {"id": number, "transaction": False, **known["monitor"]}
        if self.version == "ocpp2.1":
            told["eventNotificationType"] = kind
        return {**known["about"], "variableMonitoring": [told]}

    def _add(self, about: dict[str, Any], monitor: dict[str, Any], fixed: bool = False) -> int:
        number, self.next_number = self.next_number, self.next_number + 1
        self.monitors[number] = {"about": about, "monitor": monitor}
        if fixed:
            self.fixed.add(number)
        return number

    def _set(self, asked: dict[str, Any]) -> dict[str, Any]:
        about = {"component": asked["component"], "variable": asked["variable"]}
        monitor = {name: asked[name] for name in ("value", "type", "severity")}
        answer: dict[str, Any] = {"type": asked["type"], "severity": asked["severity"], **about}
        same = [
            number
            for number, one in self.monitors.items()
            if one["about"] == about and (one["monitor"]["type"], one["monitor"]["severity"])
            == (asked["type"], asked["severity"])
        ]  # fmt: skip
        if asked["variable"]["name"] == "Nothing":
            return {"status": "UnknownVariable", **answer}
        if "id" in asked and asked["id"] not in self.monitors:
            return {"status": "Rejected", **answer}
        if [one for one in same if one != asked.get("id")]:
            return {"status": "Duplicate", **answer}
        if "id" in asked:
            self.monitors[asked["id"]] = {"about": about, "monitor": monitor}
            return {"status": "Accepted", "id": asked["id"], **answer}
        return {"status": "Accepted", "id": self._add(about, monitor), **answer}

    def _clear(self, number: int) -> dict[str, Any]:
        if number in self.fixed:
            return {"status": "Rejected", "id": number}
        return {"status": "NotFound" if self.monitors.pop(number, None) is None else "Accepted", "id": number}
