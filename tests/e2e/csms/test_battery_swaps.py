"""Battery swaps at a station of literal frames: offered to tokens that may have one, and kept step by step."""

from typing import Any, Final

import pytest

from pilotwire.client.battery_swaps import SwapInput
from pilotwire.client.control import StartToken
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import TokenInput

from .conftest import Running
from .raw_station import RawStation

TOKEN: Final = {"idToken": "04A2B3", "type": "ISO14443"}
OFFER: Final = SwapInput(id_token=StartToken(value="04A2B3"))


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def moved(number: int, kind: str, serial: str, soc: float) -> dict[str, Any]:
    battery = {"evseId": 1, "serialNumber": serial, "soC": soc, "soH": 97.5}
    return {"batteryData": [battery], "eventType": kind, "idToken": TOKEN, "requestId": number}


@pytest.mark.requirement("S02.FR.03")
async def test_a_swap_is_offered_only_to_a_token_that_is_accepted_and_followed_to_its_end(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1", answers={"RequestBatterySwap": {"status": "Accepted"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        with pytest.raises(ApiProblem, match="Token 04A2B3 is Unknown") as refused:
            await client.battery_swaps.request("CS", OFFER)
        assert [found.pointer for found in refused.value.problem.errors or ()] == ["/id_token/value"]
        assert one.asked == []
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        answer = await client.battery_swaps.request("CS", OFFER)
        assert one.asked == [("RequestBatterySwap", {"idToken": TOKEN, "requestId": answer.request_id})]
        states = []
        for kind, serial, soc in (("BatteryIn", "B-1", 12.5), ("BatteryOut", "B-2", 98.0), ("BatteryOut", "B-2", 98.0)):
            assert await one.call("BatterySwap", moved(answer.request_id, kind, serial, soc)) == {}
            (swap,) = (await client.battery_swaps.list("CS")).items
            states.append((swap.state, [(step.step, len(step.batteries)) for step in swap.steps]))
        done = ("done", [("requested", 0), ("in", 1), ("out", 1)])
        assert states == [("in", [("requested", 0), ("in", 1)]), done, done]
        assert (swap.steps[1].batteries[0].soc_percent, swap.steps[0].status) == (12.5, "Accepted")


async def test_a_swap_that_began_at_the_station_is_kept_and_one_that_nobody_took_is_timed_out(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        for kind in ("BatteryIn", "BatteryOutTimeout"):
            assert await one.call("BatterySwap", moved(7, kind, "B-1", 20.0)) == {}
        (swap,) = (await client.battery_swaps.list("CS")).items
        assert (swap.request_id, swap.state, swap.id_token.value) == (7, "timed-out", "04A2B3")


@pytest.mark.parametrize("version", ["ocpp1.6", "ocpp2.0.1"])
async def test_other_versions_have_no_swaps_and_nothing_is_sent(server: Running, version: str) -> None:
    one = RawStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        with pytest.raises(ApiProblem) as refused:
            await client.battery_swaps.request("CS", OFFER)
        assert refused.value.problem.type.endswith("#cannot-ask")
        assert one.asked == []
