"""What a client asks stations to do: start, stop, unlock, reset, trigger and the like."""

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .control import (
    AvailabilityInput,
    ControlAnswer,
    ControlInput,
    ResetInput,
    StaleAnswer,
    StaleInput,
    StartAnswer,
    StartInput,
    StopInput,
    TransactionStatusAnswer,
    TransactionStatusInput,
    TriggerInput,
    UnlockInput,
)
from .exchange import Exchange
from .path import segment


class Acts:
    """Part of `Client`; raises what its methods do."""

    _exchange: Exchange

    async def start(self, station: str, what: StartInput, idempotency_key: str | None = None) -> StartAnswer:
        """Have a transaction started. Problems of this and of all acts below: as `call`, 409 when it cannot be asked

        or something is in the way, 502 when the station answers with an error.
        """
        return decode(await self._act(station, "start", what, idempotency_key), StartAnswer)

    async def stop(self, station: str, what: StopInput, idempotency_key: str | None = None) -> ControlAnswer:
        """Have a transaction stopped."""
        return decode(await self._act(station, "stop", what, idempotency_key), ControlAnswer)

    async def unlock(self, station: str, what: UnlockInput, idempotency_key: str | None = None) -> ControlAnswer:
        """Have a connector release its cable."""
        return decode(await self._act(station, "unlock", what, idempotency_key), ControlAnswer)

    async def reset(self, station: str, what: ResetInput, idempotency_key: str | None = None) -> ControlAnswer:
        """Have the station or an EVSE start anew."""
        return decode(await self._act(station, "reset", what, idempotency_key), ControlAnswer)

    async def change_availability(
        self, station: str, what: AvailabilityInput, idempotency_key: str | None = None
    ) -> ControlAnswer:
        """Take the station, an EVSE or a connector in or out of service."""
        return decode(await self._act(station, "availability", what, idempotency_key), ControlAnswer)

    async def trigger(self, station: str, what: TriggerInput, idempotency_key: str | None = None) -> ControlAnswer:
        """Have the station send a message."""
        return decode(await self._act(station, "trigger", what, idempotency_key), ControlAnswer)

    async def clear_cache(self, station: str, what: ControlInput | None = None) -> ControlAnswer:
        """Have the station forget the tokens that it remembers."""
        return decode(await self._act(station, "clear-cache", what or ControlInput()), ControlAnswer)

    async def transaction_status(
        self, station: str, what: TransactionStatusInput | None = None
    ) -> TransactionStatusAnswer:
        """Whether messages wait in the station, and whether a transaction runs."""
        answer = await self._act(station, "transaction-status", what or TransactionStatusInput())
        return decode(answer, TransactionStatusAnswer)

    async def close_stale_transactions(
        self, station: str, what: StaleInput, idempotency_key: str | None = None
    ) -> StaleAnswer:
        """Close open transactions that cannot be running, or only tell which these are."""
        return decode(await self._act(station, "close-stale-transactions", what, idempotency_key), StaleAnswer)

    async def _act(self, station: str, act: str, what: ControlInput, idempotency_key: str | None = None) -> bytes:
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        patience_s = LONGEST_CALL_S if what.timeout_s is None else what.timeout_s
        return await self._exchange.send(
            "POST", f"/stations/{segment(station)}/{act}", encode(what), headers, patience_s
        )
