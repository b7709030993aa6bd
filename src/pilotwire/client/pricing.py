"""The client's way to tariffs, their assignments, and what transactions cost."""

from .charge_record import ChargeRecord, ChargeRecordList
from .codec import decode, encode
from .control import ControlAnswer, ControlInput
from .cost import TransactionCost
from .exchange import Exchange
from .filters import ChargeRecordFilter, CostWish, TariffAssignmentFilter, TariffFilter
from .operation import Operation
from .path import if_match, path
from .payment import QrCode, QrCodeInput, WebPaymentInput
from .query import query
from .station_tariff import ChangeTariffInput, ClearTariffsAnswer, ClearTariffsInput, StationTariffs
from .tariff import (
    Tariff,
    TariffAssignment,
    TariffAssignmentInput,
    TariffAssignmentList,
    TariffInput,
    TariffList,
)


class Pricing:
    """Part of a `Client`, as its `pricing`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def tariffs(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> TariffList:
        """Tariffs by id; `q` is text within id or note."""
        return decode(await self._exchange.get("/tariffs", query(TariffFilter(q=q), limit, cursor)), TariffList)

    async def tariff(self, name: str) -> Tariff:
        """One tariff."""
        return decode(await self._exchange.get(path("tariffs", name)), Tariff)

    async def put_tariff(self, name: str, what: TariffInput, version: str | None = None) -> Tariff:
        """Create or replace; with `version` only if it is still that one."""
        where, headers = path("tariffs", name), if_match(version)
        return decode(await self._exchange.send("PUT", where, encode(what), headers), Tariff)

    async def delete_tariff(self, name: str, version: str | None = None) -> None:
        """Remove a tariff. Problems: 409 while it is assigned."""
        await self._exchange.send("DELETE", path("tariffs", name), None, if_match(version))

    async def assignments(
        self, q: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> TariffAssignmentList:
        """Assignments by target; `q` is text within target, tariffs or note."""
        said = query(TariffAssignmentFilter(q=q), limit, cursor)
        return decode(await self._exchange.get("/tariff-assignments", said), TariffAssignmentList)

    async def assignment(self, target: str) -> TariffAssignment:
        """What is assigned to one target."""
        return decode(await self._exchange.get(path("tariff-assignments", target)), TariffAssignment)

    async def assign(self, target: str, what: TariffAssignmentInput, version: str | None = None) -> TariffAssignment:
        """Assign tariffs to a target; with `version` only if its assignment is still that one."""
        where, headers = path("tariff-assignments", target), if_match(version)
        return decode(await self._exchange.send("PUT", where, encode(what), headers), TariffAssignment)

    async def unassign(self, target: str, version: str | None = None) -> None:
        """Take all tariffs from a target."""
        await self._exchange.send("DELETE", path("tariff-assignments", target), None, if_match(version))

    async def charge_records(
        self, wanted: ChargeRecordFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> ChargeRecordList:
        """Charge detail records, those of the transactions that ended last first."""
        return decode(await self._exchange.get("/cdrs", query(wanted, limit, cursor)), ChargeRecordList)

    async def charge_record(self, name: str) -> ChargeRecord:
        """One charge detail record."""
        return decode(await self._exchange.get(path("cdrs", name)), ChargeRecord)

    async def make_charge_record(self, station: str, transaction: str) -> ChargeRecord:
        """The newest record of an ended transaction, made now if need be. Problems: 409 while it runs."""
        where = path("stations", station, "transactions", transaction, "cdr")
        return decode(await self._exchange.send("POST", where, b"{}"), ChargeRecord)

    async def cost(self, station: str, transaction: str, tariff: str | None = None) -> TransactionCost:
        """What a transaction costs; with `tariff` what it would cost under that one. Problems: 409 it has no tariff."""
        where = path("stations", station, "transactions", transaction, "cost")
        return decode(await self._exchange.get(where, query(CostWish(tariff=tariff))), TransactionCost)

    async def station_tariffs(self, station: str) -> StationTariffs:
        """What a station reckons by: what is wanted at each EVSE, and what it holds."""
        return decode(await self._exchange.get(path("stations", station, "tariffs")), StationTariffs)

    async def install_tariffs(self, station: str) -> Operation:
        """Begin to bring a station's tariffs into step. Problems: 409 it reckons by none."""
        return decode(await self._exchange.send("POST", path("stations", station, "tariffs"), b"{}"), Operation)

    async def clear_tariffs(self, station: str, what: ClearTariffsInput) -> ClearTariffsAnswer:
        """Have a station remove default tariffs."""
        where = path("stations", station, "tariffs", "clear")
        return decode(await self._exchange.send("POST", where, encode(what)), ClearTariffsAnswer)

    async def change_tariff(self, station: str, transaction: str, what: ChangeTariffInput) -> ControlAnswer:
        """Let another tariff hold for a running transaction from now on."""
        where = path("stations", station, "transactions", transaction, "tariff")
        return decode(await self._exchange.send("POST", where, encode(what)), ControlAnswer)

    async def announce_web_payment(self, station: str, what: WebPaymentInput) -> ControlAnswer:
        """Tell a station that somebody pays in a browser."""
        where = path("stations", station, "web-payment")
        return decode(await self._exchange.send("POST", where, encode(what)), ControlAnswer)

    async def read_qr_code(self, what: QrCodeInput) -> QrCode:
        """What the address in a dynamic QR code says. Problems: 400 it is not valid."""
        return decode(await self._exchange.send("POST", "/qr-codes/read", encode(what)), QrCode)

    async def tell_cost(self, station: str, transaction: str, timeout_s: float | None = None) -> ControlAnswer:
        """Tell a station what a running transaction costs. Problems: 409 it does not show costs of ours."""
        where = path("stations", station, "transactions", transaction, "cost")
        return decode(
            await self._exchange.send("POST", where, encode(ControlInput(timeout_s=timeout_s))), ControlAnswer
        )
