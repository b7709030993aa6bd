"""The client's way to monitors of stations, and what comes of them."""

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .control import ControlAnswer
from .exchange import Exchange
from .monitor import (
    ClearMonitorsInput,
    MonitorAnswers,
    MonitorApplyInput,
    MonitorDriftFilter,
    MonitorDriftReport,
    MonitorFilter,
    MonitoringBaseInput,
    MonitoringLevelInput,
    MonitoringReportInput,
    MonitorList,
    MonitorsInput,
    MonitorTemplate,
    MonitorTemplateFilter,
    MonitorTemplateInput,
    MonitorTemplateList,
)
from .operation import Operation, StartedOperations
from .path import if_match, path
from .query import query


class Monitoring:
    """Part of a `Client`, as its `monitoring`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def monitors(
        self, wanted: MonitorFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> MonitorList:
        """Monitors of all stations, by station and number."""
        return decode(await self._exchange.get("/monitors", query(wanted, limit, cursor)), MonitorList)

    async def set_monitors(self, station: str, what: MonitorsInput) -> MonitorAnswers:
        """Set monitors. Problems: 422 for one that it would not take, 409 not connected, 504 no answer in time."""
        where = path("stations", station, "monitors")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), MonitorAnswers)

    async def clear_monitors(self, station: str, what: ClearMonitorsInput) -> MonitorAnswers:
        """Remove monitors. Problems: as `set_monitors`."""
        where = path("stations", station, "monitors", "clear")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), MonitorAnswers)

    async def set_base(self, station: str, what: MonitoringBaseInput) -> ControlAnswer:
        """Choose which of the station's own monitors are active."""
        where = path("stations", station, "monitoring-base")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ControlAnswer)

    async def set_level(self, station: str, what: MonitoringLevelInput) -> ControlAnswer:
        """Choose from which severity on events are told."""
        where = path("stations", station, "monitoring-level")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ControlAnswer)

    async def start_report(self, station: str, what: MonitoringReportInput | None = None) -> Operation:
        """Ask a station for a report of its monitors. Problems: 409 when one is on its way."""
        where, body = path("stations", station, "monitoring-reports"), encode(what or MonitoringReportInput())
        return decode(await self._exchange.send("POST", where, body), Operation)

    async def drift(self, station: str, template: str) -> MonitorDriftReport:
        """How a station compares with a template of monitors, as far as is known."""
        where = path("stations", station, "monitor-drift")
        return decode(await self._exchange.get(where, query(MonitorDriftFilter(template=template))), MonitorDriftReport)

    async def templates(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> MonitorTemplateList:
        """Templates of monitors by name, rising."""
        said = query(MonitorTemplateFilter(q=q), limit, cursor)
        return decode(await self._exchange.get("/monitor-templates", said), MonitorTemplateList)

    async def template(self, name: str) -> MonitorTemplate:
        """One template of monitors."""
        return decode(await self._exchange.get(path("monitor-templates", name)), MonitorTemplate)

    async def put_template(self, name: str, what: MonitorTemplateInput, version: str | None = None) -> MonitorTemplate:
        """Create or replace a template; with `version` only if that is its present one."""
        where = path("monitor-templates", name)
        return decode(await self._exchange.send("PUT", where, encode(what), if_match(version)), MonitorTemplate)

    async def delete_template(self, name: str, version: str | None = None) -> None:
        """Remove a template; stations keep their monitors."""
        await self._exchange.send("DELETE", path("monitor-templates", name), None, if_match(version))

    async def apply_template(self, name: str, what: MonitorApplyInput) -> StartedOperations:
        """Set a template's monitors at stations: one operation each."""
        where = path("monitor-templates", name, "apply")
        return decode(await self._exchange.send("POST", where, encode(what)), StartedOperations)
