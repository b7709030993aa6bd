"""The API does what its description says, whatever is sent: requests made up from the description itself."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pilotwire.apps.api.app import api_document
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services import station_link

from .conftest import NOON, Site

ABOUT = b'"attributeStatus":"Accepted","component":{"name":"OCPPCommCtrlr"},"variable":{"name":"HeartbeatInterval"}'
ANSWERS = {
    "GetVariables": b'{"getVariableResult":[{' + ABOUT + b',"attributeValue":"300"}]}',
    "SetVariables": b'{"setVariableResult":[{' + ABOUT + b"}]}",
    "SetVariableMonitoring": b'{"setMonitoringResult":[{"status":"Accepted","id":14,"type":"UpperThreshold",'
    b'"severity":3,"component":{"name":"Connector","evse":{"id":1,"connectorId":1}},'
    b'"variable":{"name":"Temperature"}}]}',
    "ClearVariableMonitoring": b'{"clearMonitoringResult":[{"status":"Accepted","id":14}]}',
    "GetTransactionStatus": b'{"messagesInQueue":false}',
}
"""What the station answers to calls that a status alone does not answer."""


@dataclass
class RunningSite:
    """A site in a loop and thread of its own, as the generated requests are made without a loop."""

    site: Site
    loop: asyncio.AbstractEventLoop


async def accept(action: str, payload: bytes) -> station_link.CallResult | station_link.CallError:
    return station_link.CallResult("m-1", msgspec.Raw(ANSWERS.get(action, b'{"status":"Accepted"}')), 1.0)


async def start() -> Site:
    site = Site(failed_attempts_per_min=1_000_000)
    await site.start()
    await site.holds(ChargingStation(StationId("CS-0042"), NOON, NOON))
    site.link.connect("CS-0042", accept)
    return site


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSite]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    site = asyncio.run_coroutine_threadsafe(start(), loop).result(30)
    yield RunningSite(site, loop)
    asyncio.run_coroutine_threadsafe(site.server.stop(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


pytestmark = pytest.mark.slow
DESCRIBED = msgspec.json.decode(api_document("0.1.0").openapi_31)
# a good request for events is never answered to its end
schema = schemathesis.openapi.from_dict(DESCRIBED).exclude(path="/api/v1/events")


@schema.parametrize()
@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_what_is_described_is_what_happens(case: schemathesis.Case, running: RunningSite) -> None:  # type: ignore[type-arg]  # of any kind
    headers = {"Authorization": f"Bearer {running.site.keys['admin']}"}
    # no schema can say which cursors are ours, or that a key must end in the future
    beyond: list[schemathesis.CheckFunction] = [positive_data_acceptance]
    case.call_and_validate(base_url=running.site.url, headers=headers, timeout=20, excluded_checks=beyond)
