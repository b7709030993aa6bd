"""The client's way to variables and templates of stations."""

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .control import (
    ControlAnswer,
)
from .exchange import Exchange
from .filters import (
    DriftFilter,
    TemplateFilter,
    VariableFilter,
)
from .network_profile import NetworkProfileInput
from .operation import Operation, StartedOperations
from .path import if_match, segment
from .query import query
from .template import ApplyRequest, DriftReport, Template, TemplateInput, TemplateList
from .variable import ReadRequest, ReportRequest, VariableAnswers, VariableList, WriteRequest


class Configuration:
    """Part of `Client`; raises what its methods do."""

    _exchange: Exchange

    async def variables(
        self, station: str, wanted: VariableFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> VariableList:
        """A station's variables as it last told them, by component and name."""
        path = f"/stations/{segment(station)}/variables"
        return decode(await self._exchange.get(path, query(wanted, limit, cursor)), VariableList)

    async def read_variables(self, station: str, what: ReadRequest) -> VariableAnswers:
        """Ask a station for variables. Problems: 409 not connected, 504 no answer in time, 502 it answered an error."""
        path = f"/stations/{segment(station)}/variables/read"
        return decode(await self._exchange.send("POST", path, encode(what), {}, LONGEST_CALL_S), VariableAnswers)

    async def write_variables(self, station: str, what: WriteRequest) -> VariableAnswers:
        """Write variables to a station. Problems: 422 for a value that it would not take, and as `read_variables`."""
        path = f"/stations/{segment(station)}/variables/write"
        return decode(await self._exchange.send("POST", path, encode(what), {}, LONGEST_CALL_S), VariableAnswers)

    async def set_network_profile(self, station: str, what: NetworkProfileInput) -> ControlAnswer:
        """Store a way to a CSMS in a slot of the station. Problems: 409 where its version of OCPP has no such slots."""
        path = f"/stations/{segment(station)}/network_profile"
        patience_s = LONGEST_CALL_S if what.timeout_s is None else what.timeout_s
        return decode(await self._exchange.send("POST", path, encode(what), {}, patience_s), ControlAnswer)

    async def start_report(self, station: str, what: ReportRequest) -> Operation:
        """Ask a station for a report of its variables. Problems: 409 when one is on its way."""
        path = f"/stations/{segment(station)}/reports"
        return decode(await self._exchange.send("POST", path, encode(what)), Operation)

    async def drift(self, station: str, template: str) -> DriftReport:
        """How a station compares with a template, by what it last told."""
        path = f"/stations/{segment(station)}/drift"
        return decode(await self._exchange.get(path, query(DriftFilter(template=template))), DriftReport)

    async def templates(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> TemplateList:
        """Templates by name, rising; `q` is text within name or note."""
        return decode(await self._exchange.get("/templates", query(TemplateFilter(q=q), limit, cursor)), TemplateList)

    async def template(self, name: str) -> Template:
        """One template."""
        return decode(await self._exchange.get(f"/templates/{segment(name)}"), Template)

    async def put_template(self, name: str, what: TemplateInput, version: str | None = None) -> Template:
        """Create or replace a template; with `version` only if that is its present one."""
        path = f"/templates/{segment(name)}"
        return decode(await self._exchange.send("PUT", path, encode(what), if_match(version)), Template)

    async def delete_template(self, name: str, version: str | None = None) -> None:
        """Remove a template; stations stay as they are."""
        await self._exchange.send("DELETE", f"/templates/{segment(name)}", None, if_match(version))

    async def apply_template(self, name: str, what: ApplyRequest) -> StartedOperations:
        """Write a template to stations: one operation each."""
        path = f"/templates/{segment(name)}/apply"
        return decode(await self._exchange.send("POST", path, encode(what)), StartedOperations)
