"""A charger of a few lines, made of the `ocpp` package: it boots, charges a little, and stops."""

import asyncio
import sys
from datetime import UTC, datetime

import websockets
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result


class Charger(ChargePoint):  # type: ignore[misc]  # the package has no types
    @on("TriggerMessage")  # type: ignore[untyped-decorator]
    async def trigger(self, **_: object) -> object:
        return call_result.TriggerMessage(status="Accepted")


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def charge(url: str, identity: str, card: str, seconds: float) -> None:
    async with websockets.connect(f"{url}/{identity}", subprotocols=[websockets.Subprotocol("ocpp1.6")]) as socket:
        charger = Charger(identity, socket)
        reading = asyncio.create_task(charger.start())
        await charger.call(call.BootNotification(charge_point_vendor="Acme", charge_point_model="One"))
        await charger.call(call.StatusNotification(connector_id=1, error_code="NoError", status="Charging"))
        started = await charger.call(
            call.StartTransaction(connector_id=1, id_tag=card, meter_start=1000, timestamp=now())
        )
        print("transaction", started.transaction_id, "the card is", started.id_tag_info["status"])
        await asyncio.sleep(seconds)
        value = {
            "timestamp": now(),
            "sampled_value": [{"value": "7.2", "measurand": "Power.Active.Import", "unit": "kW"}],
        }
        await charger.call(call.MeterValues(connector_id=1, transaction_id=started.transaction_id, meter_value=[value]))
        await charger.call(
            call.StopTransaction(transaction_id=started.transaction_id, meter_stop=8400, timestamp=now())
        )
        reading.cancel()


if __name__ == "__main__":
    asyncio.run(charge(sys.argv[1], sys.argv[2], sys.argv[3], 2))
