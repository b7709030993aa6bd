"""Long work on displays, as rows for a test that kills the server meanwhile."""

from typing import Any, Final

from pilotwire.client.client import Client
from pilotwire.client.display import DisplayMessageInput, DisplayTemplateInput, ShowInput

from .kill_row import Row, Site
from .raw_station import RawStation

TEXTS: Final = 5
IN_2X: Final = ("ocpp2.1",)
"""1.6 has no displays, and 2.0.1 is asked in the words of 2.1."""


class DisplayingStation(RawStation):
    """It holds texts, and tells of them slowly, one a part."""

    texts: dict[int, dict[str, Any]]

    def by_itself(self, action: str, payload: dict[str, Any]) -> Any:
        """Displays besides what every station does."""
        if action == "SetDisplayMessage":
            self.texts[payload["message"]["id"]] = payload["message"]
        elif action != "GetDisplayMessages":
            return super().by_itself(action, payload)
        return {"status": "Accepted"}

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Report what was agreed to."""
        if action == "GetDisplayMessages":
            self.begin(self.tell(payload["requestId"]))
        super().follow(action, payload)

    async def tell(self, request_id: int) -> None:
        """All texts; what is not answered is sent again when the station is back."""
        about = list(self.texts.values())
        idle = not self.unsent
        self.unsent += [
            ("NotifyDisplayMessages", {"requestId": request_id, "tbc": one is not about[-1], "messageInfo": [one]})
            for one in about
        ]
        if idle:
            await self._send_parts()


def station(name: str, version: str, **more: Any) -> DisplayingStation:
    one = DisplayingStation(name, version, **more)
    one.texts = {}
    return one


def telling(site: Site, name: str, version: str) -> DisplayingStation:
    """A station that tells of its texts slowly."""
    return station(name, version, report_pause_s=0.3)


def slow(site: Site, name: str, version: str) -> DisplayingStation:
    """A station that is slow to take a text."""
    return station(name, version, answer_pause_s=0.7)


async def texts(client: Client, one: RawStation) -> None:
    """Texts that it shows."""
    for number in range(TEXTS):
        await client.displays.show(one.name, DisplayMessageInput(text=f"Text {number}"))


async def read(client: Client, one: RawStation) -> str:
    return (await client.displays.read(one.name)).id


async def template(client: Client, one: RawStation) -> None:
    """A template for this station."""
    await client.displays.put_template(one.name, DisplayTemplateInput(text="At {station}"))


async def show(client: Client, one: RawStation) -> str:
    (begun,) = (await client.displays.show_template(one.name, ShowInput(stations=[one.name]))).operations
    return begun.id


async def told(client: Client, result: Any, one: RawStation) -> None:
    """All are known, each once, and none is missing."""
    assert result == {"messages": 5, "missing": []}
    assert [found.state for found in (await client.displays.list(one.name)).items] == ["accepted"] * 5


async def shown_once(client: Client, result: Any, one: RawStation) -> None:
    """The station holds it under one number, however often it was sent."""
    assert isinstance(one, DisplayingStation)
    (held,) = one.texts.values()
    assert (result["status"], result["message"], held["message"]["content"]) == (
        "Accepted", held["id"], f"At {one.name}",
    )  # fmt: skip
    (found,) = (await client.displays.list(one.name)).items
    assert (found.number, found.state) == (held["id"], "accepted")


ON_DISPLAYS: Final = (
    Row("display.read", telling, read, told, texts, versions=IN_2X),
    Row("display.show", slow, show, shown_once, template, versions=IN_2X),
)
