"""What stations can do is learned from their answers and variables, kept, and what they cannot do is not asked."""

from pathlib import Path
from typing import Final

import msgspec
import pytest

from pilotwire.client.call import CallRequest
from pilotwire.client.capability import Capability
from pilotwire.client.client import Client
from pilotwire.client.control import UnlockInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.variable import ReportRequest

from .conftest import running
from .raw_station import EACH, station
from .test_automatisms import ended

UNLOCK: Final = UnlockInput(evse_id=1)
IN_EACH: Final = pytest.mark.parametrize("version", EACH)


async def known(client: Client, feature: str) -> Capability:
    return next(one for one in (await client.provisioning.capabilities("CS")).items if one.feature == feature)


@IN_EACH
async def test_a_refusal_teaches_and_is_forgotten_with_a_new_firmware(tmp_path: Path, version: str) -> None:
    one = station("CS", version, firmware="1.0", answers={"UnlockConnector": "NotImplemented"})
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        assert (await known(client, "unlock")).supported == "unknown"
        with pytest.raises(ApiProblem) as first:
            await client.unlock("CS", UNLOCK)
        assert first.value.problem.type == "/docs/errors#station-error"
        with pytest.raises(ApiProblem) as second:
            await client.unlock("CS", UNLOCK)
        assert (second.value.status, second.value.problem.type) == (409, "/docs/errors#cannot-ask")
        assert "(unlock): it answered UnlockConnector with NotImplemented" in second.value.problem.detail
        assert one.actions == ["UnlockConnector"]
        learned = await known(client, "unlock")
        assert (learned.supported, learned.source) == ("no", "refused")
    async with running(tmp_path) as server, server.client() as client:
        async with one.connected(server.ocpp_url):
            assert (await known(client, "unlock")).supported == "no"
        one.firmware, one.answers = "2.0", {"UnlockConnector": {"status": "Unlocked"}}
        async with one.connected(server.ocpp_url):
            assert (await known(client, "unlock")).supported == "unknown"
            assert (await client.unlock("CS", UNLOCK)).status == "Unlocked"
            assert (await known(client, "unlock")).source == "answered"


async def test_what_is_known_can_be_forgotten_and_a_call_is_always_sent(tmp_path: Path) -> None:
    one = station("CS", "ocpp2.0.1", answers={"UnlockConnector": "NotSupported"})
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        call = CallRequest(action="UnlockConnector", payload=msgspec.Raw(b'{"evseId":1,"connectorId":1}'))
        for _ in range(2):
            await client.call("CS", call)
        assert len(one.asked) == 2
        assert (await known(client, "unlock")).supported == "no"
        await client.provisioning.forget_capability("CS", "unlock")
        assert (await known(client, "unlock")).supported == "unknown"
        for feature, told in (("unlock", "Nothing was learned of 'unlock'"), ("flying", "no feature 'flying'")):
            with pytest.raises(ApiProblem, match=told) as refused:
                await client.provisioning.forget_capability("CS", feature)
            assert refused.value.status == 404


@pytest.mark.parametrize(
    ("version", "values"),
    [
        ("ocpp1.6", {"SupportedFeatureProfiles": "Core,SmartCharging"}),
        ("ocpp2.0.1", {"LocalAuthListCtrlr/Available": "false", "SmartChargingCtrlr/Available": "true"}),
        ("ocpp2.1", {"LocalAuthListCtrlr/Available": "false", "SmartChargingCtrlr/Available": "true"}),
    ],
)
async def test_a_report_tells_what_the_station_has(tmp_path: Path, version: str, values: dict[str, str]) -> None:
    one = station("CS", version, values=values)
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        await client.start_report("CS", ReportRequest())
        await ended(client, "station.report")
        lists, charging = await known(client, "local-list"), await known(client, "smart-charging")
        assert (lists.supported, lists.source, charging.supported) == ("no", "told", "yes")
        with pytest.raises(ApiProblem) as refused:
            await client.sync_station_local_list("CS")
        assert refused.value.problem.type == "/docs/errors#cannot-ask"
        assert "SendLocalList" not in one.actions


async def test_a_version_without_such_calls_says_so(tmp_path: Path) -> None:
    one = station("CS", "ocpp1.6")
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        shown = await known(client, "display-messages")
        assert (shown.supported, shown.source, shown.detail) == ("no", "version", "ocpp1.6 has no such call")


async def test_what_was_learned_is_an_event(tmp_path: Path) -> None:
    one = station("CS", "ocpp2.0.1", answers={"UnlockConnector": "NotSupported"})
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        with pytest.raises(ApiProblem):
            await client.unlock("CS", UNLOCK)
        async for event in client.events(after="0"):
            told = msgspec.json.decode(event.data)
            if event.type == "station.capability_learned":
                break
        assert (told["feature"], told["supported"], told["source"]) == ("unlock", False, "refused")
