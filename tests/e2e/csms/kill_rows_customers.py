"""Long work about customers, as rows for a test that kills the server meanwhile."""

from dataclasses import dataclass
from typing import Any, Final

from pilotwire.client.client import Client
from pilotwire.client.control import StartToken
from pilotwire.client.customer import CustomerFilter, CustomerInput

from .kill_row import Row, Site
from .raw_station import Answer, RawStation

PARTS: Final = 6


@dataclass
class KnowingStation(RawStation):
    """It knows something of a customer, tells it slowly, and once: after that it has forgotten."""

    knows: bool = True

    def by_itself(self, action: str, payload: dict[str, Any]) -> Answer:
        """What every station does, and questions about customers."""
        return {"status": "Accepted"} if action == "CustomerInformation" else super().by_itself(action, payload)

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Tell what it knows."""
        if action == "CustomerInformation":
            texts = [f"{place};" for place in range(PARTS)] if self.knows else ["nothing;"]
            parts = [{"seqNo": place, "tbc": place + 1 < len(texts), "data": text} for place, text in enumerate(texts)]
            self.knows = False
            self.begin(self.send_all("NotifyCustomerInformation", payload["requestId"], parts))
        super().follow(action, payload)


def knowing(site: Site, name: str, version: str) -> KnowingStation:
    return KnowingStation(name, version, report_pause_s=0.2)


async def ask(client: Client, one: RawStation) -> str:
    wanted = CustomerInput(id_token=StartToken(value="04A2B3", type="ISO14443"), clear=True)
    return (await client.customers.ask(one.name, wanted)).id


async def told_whole(client: Client, result: Any, one: RawStation) -> None:
    """All that it knew is here, although it forgot it with the first question."""
    (found,) = (await client.customers.list(CustomerFilter(station=one.name))).items
    assert (result["parts"], found.state) == (PARTS, "complete")
    assert (await client.customers.answer(found.id)).text == "0;1;2;3;4;5;"


ON_CUSTOMERS: Final = (Row("station.customer_information", knowing, ask, told_whole, versions=("ocpp2.1",)),)
