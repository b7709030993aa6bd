"""What stations send when somebody wants to charge, in literal frames of every version, and what they are told."""

from typing import Any

import pytest

from .frame_stations import FrameStation

CARD = "04A2B3"

TWO = ["ocpp2.0.1", "ocpp2.1"]

ALL = ["ocpp1.6", *TWO]

IN_TWO = pytest.mark.parametrize("version", TWO)

IN_ALL = pytest.mark.parametrize("version", ALL)


async def authorized(asking: FrameStation, version: str, token: str = CARD, kind: str = "ISO14443") -> Any:
    """What the station is told about a token."""
    if version == "ocpp1.6":
        return (await asking.call("Authorize", f'{{"idTag":"{token}"}}'))["idTagInfo"]
    answer = await asking.call("Authorize", f'{{"idToken":{{"idToken":"{token}","type":"{kind}"}}}}')
    assert answer.keys() == {"idTokenInfo"}
    return answer["idTokenInfo"]


async def started(
    asking: FrameStation, version: str, token: str = CARD, evse: int = 1, name: str = "t1", kind: str = "ISO14443"
) -> Any:
    """What the station is told about the token of a transaction that it begins."""
    if version == "ocpp1.6":
        answer = await asking.call(
            "StartTransaction",
            f'{{"connectorId":{evse},"idTag":"{token}","meterStart":1000,"timestamp":"2026-03-01T12:00:00Z"}}',
        )
        return answer["idTagInfo"] | {"transactionId": answer["transactionId"]}
    return await event(asking, "Started", 0, name, f'"evse":{{"id":{evse},"connectorId":1}},' + token_of(token, kind))


def token_of(token: str, kind: str = "ISO14443") -> str:
    return f'"idToken":{{"idToken":"{token}","type":"{kind}"}},'


async def event(
    asking: FrameStation, kind: str, number: int, name: str = "t1", more: str = "", trigger: str = "Authorized",
    wh: int = 1000,
) -> Any:  # fmt: skip
    """The answer to a TransactionEvent, one a minute."""
    at = f"2026-03-01T12:{number:02}:00Z"
    return await asking.call(
        "TransactionEvent",
        f'{{"eventType":"{kind}","timestamp":"{at}","triggerReason":"{trigger}","seqNo":{number},{more}'
        f'"transactionInfo":{{"transactionId":"{name}","chargingState":"Charging"}},'
        f'"meterValue":[{{"timestamp":"{at}","sampledValue":[{{"value":{wh},"unitOfMeasure":{{"unit":"Wh"}}}}]}}]}}',
    )


async def reports(asking: FrameStation, *places: tuple[int, str]) -> None:
    """The station tells of its EVSEs, and which plug each has."""
    entries = [
        f'{{"component":{{"name":"Connector","evse":{{"id":{evse},"connectorId":1}}}},'
        f'"variable":{{"name":"ConnectorType"}},"variableAttribute":[{{"value":"{kind}"}}]}}'
        for evse, kind in places
    ]
    await asking.call(
        "NotifyReport",
        f'{{"requestId":1,"generatedAt":"2026-03-01T12:00:00Z","seqNo":0,"reportData":[{",".join(entries)}]}}',
    )
