"""The part of the client that is about stations at the door."""

from .call import LONGEST_CALL_S
from .capability import CapabilityList
from .codec import decode, encode
from .exchange import Exchange
from .hold import Decision, HoldInput
from .operation import Operation
from .path import segment
from .variable import SettingsInput, VariableAnswers


class Provisioning:
    """Holds, accepts and rejects stations, tells what they can do, and changes usual settings."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def hold(self, station: str, what: HoldInput | None = None) -> Operation:
        """Hold a station and work on it meanwhile. Problems: 409 when it is worked on already."""
        path = f"/stations/{segment(station)}/hold"
        return decode(await self._exchange.send("POST", path, encode(what or HoldInput())), Operation)

    async def accept(self, station: str) -> Decision:
        """Accept a station with its next boot. Problems: 409 when it is accepted already."""
        return decode(await self._exchange.send("POST", f"/stations/{segment(station)}/accept"), Decision)

    async def change_settings(
        self, station: str, what: SettingsInput, idempotency_key: str | None = None
    ) -> VariableAnswers:
        """Change usual settings of a station. Problems as when variables are written."""
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        path = f"/stations/{segment(station)}/settings"
        return decode(await self._exchange.send("POST", path, encode(what), headers, LONGEST_CALL_S), VariableAnswers)

    async def capabilities(self, station: str) -> CapabilityList:
        """What a station can do, as far as is known."""
        return decode(await self._exchange.get(f"/stations/{segment(station)}/capabilities"), CapabilityList)

    async def forget_capability(self, station: str, feature: str) -> None:
        """Know nothing of a feature any more. Problems: 404 when nothing was known."""
        await self._exchange.send("DELETE", f"/stations/{segment(station)}/capabilities/{segment(feature)}")

    async def reject(self, station: str) -> Decision:
        """Turn a station away at its next boot, until it is accepted."""
        return decode(await self._exchange.send("POST", f"/stations/{segment(station)}/reject"), Decision)
