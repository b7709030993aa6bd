"""A known station with one known token, and what is asked of it."""

from datetime import timedelta
from typing import Any

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.station import ChargingStation, Connector, ConnectorStatus
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.charging_facts import NOTHING_TOLD, ChargingFacts
from pilotwire.services.context import Rules
from pilotwire.services.remote_control import Asker
from pilotwire.services.remote_start import StartAnswer, WantedStart, start
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")
TAG = IdToken("04A2B3")
EARLIER = NOON - timedelta(hours=1)


class Site:
    """Held in memory; its link answers as laid out."""

    def __init__(self, *answers: Any) -> None:
        self.store = MemoryStore()
        self.link = LinkInHand(*answers)
        self.rules = Rules()
        self.holds(ChargingStation(CS, NOON, NOON), Token("04A2B3", type="ISO14443", group_id="fleet"))

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def connector(self, evse_id: int, status: ConnectorStatus, connector_id: int = 1) -> None:
        self.holds(Connector(CS, EvseId(evse_id), ConnectorId(connector_id), status, EARLIER, EARLIER))

    def runs(self, name: str = "t1", evse_id: int = 1, token: IdToken = TAG) -> Transaction:
        running = Transaction(
            CS, TransactionId(name), EARLIER, EARLIER, EARLIER, EARLIER, evse_id=EvseId(evse_id), id_token=token
        )
        self.holds(running)
        return running

    def asker(self) -> Asker:
        return Asker(
            store=self.store, link=self.link, clock=StillClock(NOON), rules=self.rules, actor="ops", timeout_s=7.0
        )

    def start(
        self, token: IdToken = TAG, evse_id: int | None = 1, facts: ChargingFacts = NOTHING_TOLD, **more: Any
    ) -> StartAnswer:
        place = None if evse_id is None else EvseId(evse_id)
        return finish(start(self.asker(), CS, WantedStart(id_token=token, evse_id=place, **more), facts))

    def kept(self) -> RequestedStart:
        """The only remote start that is kept."""
        (found,) = self.store.starts.values()
        return found

    def events(self) -> list[Event]:
        return [one.event for one in self.store.events]
