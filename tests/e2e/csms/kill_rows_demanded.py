"""Long work that people begin, as rows for a test that kills the server meanwhile."""

import asyncio
from typing import Any, Final

from pilotwire.client.bulk import BulkInput
from pilotwire.client.client import Client
from pilotwire.client.filters import ChargeRecordFilter
from pilotwire.client.hold import HoldInput
from pilotwire.client.local_list import LocalListInput
from pilotwire.client.template import ApplyRequest, TemplateInput
from pilotwire.client.token import TokenInput
from pilotwire.client.variable import ComponentInput, ReportRequest, VariableInput, VariableWrite

from .kill_row import VERSIONS, Row, Site
from .raw_station import NOON, RawStation, station

TOKENS: Final = [f"T-{number}" for number in range(10)]
TAGS: Final = {version: f"TAG-{version[4:]}" for version in VERSIONS}
PASSWORD: Final = "a-good-old-password"
KEYS: Final = [f"Key{number}" for number in range(8)]


async def template(client: Client, one: RawStation) -> None:
    """A template for this station, of eight keys of the vendor's own."""
    component = ComponentInput(name="VendorKeys")
    wanted = [VariableWrite(component=component, variable=VariableInput(name=key), value="new") for key in KEYS]
    await client.put_template(one.name, TemplateInput(variables=wanted))


async def local_list(client: Client, one: RawStation) -> None:
    """A list for this station, of ten tokens."""
    for token in TOKENS:
        await client.put_token(token, TokenInput())
    await client.put_local_list(one.name, LocalListInput(tokens=TOKENS, stations=[one.name]))


async def charged(client: Client, one: RawStation) -> None:
    """A token that has charged at this station. It also brings a charge record, within seconds."""
    await client.put_token(TAGS[one.version], TokenInput())
    if one.version == "ocpp1.6":
        about = {"connectorId": 1, "idTag": TAGS[one.version], "meterStart": 0, "timestamp": NOON}
        number = (await one.call("StartTransaction", about))["transactionId"]
        await one.call("StopTransaction", {"transactionId": number, "meterStop": 1000, "timestamp": NOON})
        return
    for seq_no, kind in enumerate(("Started", "Ended")):
        sample = {"value": 1000 * seq_no, "context": ("Transaction.Begin", "Transaction.End")[seq_no]}
        event = {
            "eventType": kind, "timestamp": NOON, "triggerReason": "Authorized", "seqNo": seq_no,
            "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
            "idToken": {"idToken": TAGS[one.version], "type": "ISO14443"},
            "meterValue": [{"timestamp": NOON, "sampledValue": [sample]}],
        }  # fmt: skip
        await one.call("TransactionEvent", event)


async def report(client: Client, one: RawStation) -> str:
    return (await client.start_report(one.name, ReportRequest())).id


async def apply(client: Client, one: RawStation) -> str:
    (begun,) = (await client.apply_template(one.name, ApplyRequest(stations=[one.name]))).operations
    return begun.id


async def sync(client: Client, one: RawStation) -> str:
    return (await client.sync_station_local_list(one.name)).id


async def provision(client: Client, one: RawStation) -> str:
    return (await client.provisioning.hold(one.name, HoldInput(template=one.name, accept=True, reset=True))).id


async def forget(client: Client, one: RawStation) -> str:
    return (await client.token_acts.forget(TAGS[one.version])).id


async def rotate(client: Client, one: RawStation) -> str:
    return (await client.security.rotate_password(one.name)).id


async def bulk_resets(client: Client, one: RawStation) -> str:
    """At this station and two more, one after the other."""
    wanted = BulkInput(kind="station.reset", stations=[one.name, f"{one.name}-2", f"{one.name}-3"], at_once=1)
    return (await client.long_work.start_bulk(wanted)).id


async def reported(client: Client, result: Any, one: RawStation) -> None:
    assert result["variables"] == len(one.values)


async def written(client: Client, result: Any, one: RawStation) -> None:
    assert result["written"] + result["skipped"] == len(KEYS)
    assert {value for name, value in one.values.items() if "Key" in name} == {"new"}


async def listed(client: Client, result: Any, one: RawStation) -> None:
    assert set(one.list_entries) == set(TOKENS)
    assert (result["version"], result["entries"]) == (one.list_version, len(TOKENS))


async def accepted(client: Client, result: Any, one: RawStation) -> None:
    assert result["end"] == "accepted"
    assert one.registration == "Accepted"
    assert {value for name, value in one.values.items() if "Key" in name} == {"new"}


async def forgotten(client: Client, result: Any, one: RawStation) -> None:
    assert result == {"cleared": 1, "refused": 0, "absent": 0}
    assert "ClearCache" in one.actions
    async with asyncio.timeout(40):
        while True:
            records = (await client.pricing.charge_records(ChargeRecordFilter(station=one.name))).items
            if records:
                break
            await asyncio.sleep(0.1)
    assert [(record.number, float(record.energy_wh)) for record in records] == [(1, 1000.0)]


async def rotated(client: Client, result: Any, one: RawStation) -> None:
    assert result["outcome"] == "changed"
    assert one.password != PASSWORD


async def all_reset(client: Client, result: Any, one: RawStation) -> None:
    assert result == {"stations": 3, "done": 3, "failed": 0, "cancelled": 0}
    assert one.actions.count("Reset") == 1


def made(site: Site, name: str, version: str) -> RawStation:
    """A slow station with eight keys of the vendor's own."""
    prefix = "" if version == "ocpp1.6" else "VendorKeys/"
    values = {f"{prefix}{key}": "old" for key in KEYS}
    return station(name, version, values=values, answer_pause_s=0.1, report_pause_s=0.1)


def slower(site: Site, name: str, version: str) -> RawStation:
    """One that takes long over the one or two things that it is asked."""
    return station(name, version, answer_pause_s=1.0)


def slower_with_password(site: Site, name: str, version: str) -> RawStation:
    """The same, with a password."""
    return station(name, version, answer_pause_s=1.0, password=PASSWORD)


DEMANDED: Final = (
    Row("station.report", made, report, reported),
    Row("template.apply", made, apply, written, template),
    Row("local_list.sync", slower, sync, listed, local_list),
    Row("station.provision", made, provision, accepted, template),
    Row("tokens.forget", slower, forget, forgotten, charged),
    Row("station.rotate_password", slower_with_password, rotate, rotated, failures=("password.not-taken",)),
    Row("stations.bulk", slower, bulk_resets, all_reset, helpers=("-2", "-3"), parts=("station.reset",)),
)
