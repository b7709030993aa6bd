"""Who may charge, use case by use case of block C, in literal frames of every version and on both databases."""

import asyncio
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pilotwire.client.account import AccountInput
from pilotwire.client.call import CallRequest, CallResult
from pilotwire.client.codec import shaped
from pilotwire.client.filters import MessageFilter
from pilotwire.client.token import TokenInput
from pilotwire.client.token_group import TokenGroupInput
from pilotwire.client.token_limits import HoursInput, PlaceInput, TokenLimitsInput

from .authorization_frames import IN_ALL, IN_TWO, authorized, event, reports, started, token_of
from .conftest import Running, running
from .frame_stations import FrameStation, station, told


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


# C01: authorisation by a card


@pytest.mark.requirement("C01.FR.07", "C06.FR.04", "1.6 4.1 status")
@IN_ALL
async def test_every_status_is_given_by_a_rule_and_an_operator_is_told_why(server: Running, version: str) -> None:
    plain = version != "ocpp1.6"
    cases: list[tuple[str, TokenInput | None, str, str]] = [
        ("0UNKNOWN", None, "Unknown", "nobody has entered this token"),
        ("0BLOCKED", TokenInput(blocked=True), "Blocked", "the token is blocked"),
        ("0EXPIRED", token_input(expires_at="2020-01-01T00:00:00Z"), "Expired",
         "the token expired at 2020-01-01 00:00:00 UTC"),
        ("0CREDIT", TokenInput(account="empty"), "NoCredit", "account empty is used up"),
        ("0ELSEWHERE", TokenInput(limits=TokenLimitsInput(places=[PlaceInput(station="OTHER")])), "NotAtThisLocation",
         "the token may not charge here"),
        ("0LATER", token_input(valid_from="2099-01-01T00:00:00Z"), "NotAtThisTime",
         "the token is valid from 2099-01-01 00:00:00 UTC"),
        ("0GROUP", TokenInput(group_id="banned"), "Blocked", "its group banned is blocked"),
    ]  # fmt: skip
    if plain:
        cases += [
            ("0PLUG", TokenInput(limits=TokenLimitsInput(connector_types=["cCCS2"])), "NotAllowedTypeEVSE",
             "the token may charge at cCCS2 alone"),
            ("0TYPE", TokenInput(type="KeyCode"), "Invalid", "the token is known as KeyCode, not as ISO14443"),
        ]  # fmt: skip
    async with server.client() as client, station(server, "OTHER", version), station(server, "CS1", version) as cs1:
        await client.accounts.put("empty", AccountInput(time_s=0))
        await client.token_groups.put("banned", TokenGroupInput(blocked=True))
        if plain:
            await reports(cs1, (1, "cType2"))
        for token, rules, status, _ in cases:
            if rules is not None:
                await client.put_token(token, rules)
            seen = status if plain or status in ("Blocked", "Expired", "Invalid") else "Invalid"
            assert (await authorized(cs1, version, token))["status"] == seen, token
        found = await told(client, len(cases), "token.refused")
        assert [(one["status"], one["reason"]) for one in found] == [case[2:] for case in cases]


def token_input(**instants: str) -> TokenInput:
    return shaped(instants, TokenInput)


@pytest.mark.requirement("C01.FR.06", "C09.FR.02", "C09.FR.09", "C09.FR.10", "C09.FR.13", "1.6 4.1 parent")
@IN_ALL
async def test_a_token_comes_with_its_group_language_and_priority(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.token_groups.put("fleet", TokenGroupInput(charging_priority=3))
        rules = TokenInput(group_id="fleet", language="de", language2="en", personal_message="Hallo", cache_s=0)
        await client.put_token("04A2B3", rules)
        info = await authorized(cs1, version)
        if version == "ocpp1.6":
            assert info.pop("expiryDate")
            assert info == {"status": "Accepted", "parentIdTag": "fleet"}
            return
        assert info.pop("cacheExpiryDateTime")
        assert info == {
            "status": "Accepted",
            "groupIdToken": {"idToken": "fleet", "type": "Central"},
            "language1": "de",
            "language2": "en",
            "chargingPriority": 3,
            "personalMessage": {"format": "UTF8", "content": "Hallo", "language": "de"},
        }


@pytest.mark.requirement("C01.FR.18", "C01.FR.19", "C01.FR.20", "C01.FR.22")
@IN_TWO
async def test_the_evses_of_a_token_are_named_and_kept(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await reports(cs1, (1, "cType2"), (2, "cCCS2"))
        here = TokenLimitsInput(places=[PlaceInput(station="CS1", evse_id=2), PlaceInput(station="CS1", evse_id=1)])
        second = TokenLimitsInput(places=[PlaceInput(station="CS1", evse_id=2)])
        for limits, evses in ((here, None), (second, [2]), (TokenLimitsInput(connector_types=["cCCS2"]), [2])):
            await client.put_token("04A2B3", TokenInput(limits=limits))
            info = await authorized(cs1, version)
            assert (info["status"], info.get("evseId")) == ("Accepted", evses)
        info = (await started(cs1, version, evse=1))["idTokenInfo"]
        assert (info["status"], info.get("evseId")) == ("NotAllowedTypeEVSE", None)
        info = (await started(cs1, version, evse=2, name="t2"))["idTokenInfo"]
        assert info["status"] == "ConcurrentTx"


async def test_places_hold_in_1_6_too_once_the_connector_is_known(server: Running) -> None:
    async with server.client() as client, station(server, "CP1", "ocpp1.6") as cp1:
        limits = TokenLimitsInput(places=[PlaceInput(station="CP1", evse_id=2)])
        await client.put_token("04A2B3", TokenInput(limits=limits))
        assert (await authorized(cp1, "ocpp1.6"))["status"] == "Accepted"
        assert (await started(cp1, "ocpp1.6", evse=1))["status"] == "Invalid"
        await client.put_token("0OTHER", TokenInput(limits=limits))
        assert (await started(cp1, "ocpp1.6", "0OTHER", evse=2))["status"] == "Accepted"


@pytest.mark.requirement("C01.FR.24")
@IN_TWO
async def test_another_token_waits_until_a_transaction_without_one_has_ended(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        for token in ("04A2B3", "0OTHER"):
            await client.put_token(token, TokenInput())
        await reports(cs1, (1, "cType2"))
        await started(cs1, version)
        assert (await authorized(cs1, version, "0OTHER"))["status"] == "Accepted"
        await event(cs1, "Updated", 1, trigger="StopAuthorized", more=token_of("04A2B3"))
        assert (await authorized(cs1, version, "0OTHER"))["status"] == "NotAtThisTime"
        assert (await authorized(cs1, version))["status"] == "Accepted"
        await event(cs1, "Ended", 2, trigger="EVDeparted")
        assert (await authorized(cs1, version, "0OTHER"))["status"] == "Accepted"


@IN_ALL
async def test_a_token_runs_as_many_transactions_as_it_may(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.put_token("04A2B3", TokenInput(limits=TokenLimitsInput(most_transactions=2)))
        answers = [await started(cs1, version, evse=evse, name=f"t{evse}") for evse in (1, 2, 3)]
        statuses = [(one.get("idTokenInfo") or one)["status"] for one in answers]
        assert statuses == ["Accepted", "Accepted", "ConcurrentTx"]


# C02, C04: a button, and key codes


@pytest.mark.requirement("C02.FR.02")
@IN_TWO
async def test_a_start_by_button_is_accepted(server: Running, version: str) -> None:
    async with station(server, "CS1", version) as cs1:
        assert (await started(cs1, version, "", kind="NoAuthorization"))["idTokenInfo"] == {"status": "Accepted"}


@pytest.mark.requirement("C04.FR.01", "C04.FR.02", "C04.FR.04")
@IN_TWO
async def test_a_key_code_is_judged_and_stands_in_no_log(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.put_token("7391", TokenInput(type="KeyCode"))
        assert (await authorized(cs1, version, "1111", "KeyCode"))["status"] == "Invalid"
        assert (await authorized(cs1, version, "7391", "KeyCode"))["status"] == "Accepted"
        assert (await started(cs1, version, "7391", kind="KeyCode"))["idTokenInfo"]["status"] == "Accepted"
        frames = (await client.messages(MessageFilter(station="CS1"))).items
        assert len(frames) >= 8
        assert [frame.text for frame in frames if "7391" in frame.text or "1111" in frame.text] == []
        assert any('"idToken":"***"' in frame.text for frame in frames)
        found = await told(client, 3, "token.refused", "token.authorized", "transaction.started")
        assert [one["id_token"] for one in found] == [{"value": "***", "type": "KeyCode"}] * 3


@pytest.mark.requirement("C04.FR.06")
async def test_whoever_tries_key_codes_has_to_wait_even_for_the_right_one(server: Running) -> None:
    async with server.client() as client, station(server, "CS1", "ocpp2.0.1") as cs1:
        await client.put_token("7391", TokenInput(type="KeyCode"))
        await client.put_token("04A2B3", TokenInput())
        for wrong in ("1111", "1112", "1113", "1114", "1115"):
            assert (await authorized(cs1, "ocpp2.0.1", wrong, "KeyCode"))["status"] == "Invalid"
        assert (await authorized(cs1, "ocpp2.0.1", "7391", "KeyCode"))["status"] == "Invalid"
        assert (await authorized(cs1, "ocpp2.0.1"))["status"] == "Accepted"
        async with station(server, "CS2", "ocpp2.0.1") as cs2:
            assert (await authorized(cs2, "ocpp2.0.1", "7391", "KeyCode"))["status"] == "Accepted"


# C03, C05: started by the CSMS, without a token of the driver's own


@pytest.mark.requirement("C05.FR.04")
@IN_TWO
async def test_a_start_by_the_csms_needs_no_token_that_anybody_knows(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        payload = b'{"idToken":{"idToken":"kiosk-7","type":"Central"},"remoteStartId":7,"evseId":1}'
        call = asyncio.create_task(
            client.call("CS1", CallRequest(action="RequestStartTransaction", payload=msgspec.Raw(payload)))
        )
        asked = await cs1.asked("RequestStartTransaction", '{"status":"Accepted"}')
        assert asked["idToken"] == {"idToken": "kiosk-7", "type": "Central"}
        assert isinstance(await call, CallResult)
        answer = await started(cs1, version, "kiosk-7", kind="Central")
        assert answer["idTokenInfo"] == {"status": "Accepted"}


# C09, C12, C16: groups, cached tokens, the master pass


@pytest.mark.requirement("C09.FR.12", "C12.FR.03", "C12.FR.09", "C16.FR.03")
@IN_ALL
async def test_a_group_stops_its_own_and_a_master_pass_stops_all_and_starts_none(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.token_groups.put("guards", TokenGroupInput(master_pass=True))
        for token, group in (("04A2B3", "fleet"), ("0MATE", "fleet"), ("0GUARD", "guards"), ("0OTHER", "others")):
            await client.put_token(token, TokenInput(group_id=group))
        for number, (stopper, stranger) in enumerate((("0MATE", 0), ("0GUARD", 0), ("0OTHER", 1))):
            await stopped(cs1, version, f"t{number}", stopper)
            findings = [one for one in (await client.findings()).items if one.name == "stop-by-stranger"]
            assert len(findings) == stranger
        answer = await started(cs1, version, "0GUARD", name="t9")
        info = answer if version == "ocpp1.6" else answer["idTokenInfo"]
        parent: Any = "guards" if version == "ocpp1.6" else {"idToken": "guards", "type": "Central"}
        assert (info["status"], info.get("groupIdToken") or info.get("parentIdTag")) == ("Invalid", parent)
        refused = await told(client, 1, "token.refused")
        assert refused[0]["reason"] == "a master pass starts no transaction"


async def stopped(asking: FrameStation, version: str, name: str, stopper: str) -> None:
    """Begin a transaction with one token and end it with another; the answer tells of the other's group."""
    begun = await started(asking, version, name=name)
    if version == "ocpp1.6":
        answer = await asking.call(
            "StopTransaction",
            f'{{"transactionId":{begun["transactionId"]},"idTag":"{stopper}","meterStop":2000,'
            '"timestamp":"2026-03-01T12:30:00Z"}',
        )
        assert answer["idTagInfo"]["status"] == "Accepted"
        assert answer["idTagInfo"]["parentIdTag"]
        return
    answer = await event(asking, "Ended", 30, name, token_of(stopper), "StopAuthorized")
    assert answer["idTokenInfo"]["status"] == "Accepted"
    assert answer["idTokenInfo"]["groupIdToken"]["type"] == "Central"


# C10, C11: what stations remember


@IN_ALL
async def test_a_blocked_token_is_forgotten_by_the_stations_where_it_has_charged(server: Running, version: str) -> None:
    async with (
        server.client() as client,
        station(server, "CS1", version) as cs1,
        station(server, "CS2", version) as cs2,
    ):
        await client.put_token("04A2B3", TokenInput(group_id="fleet"))
        await started(cs1, version)
        await client.put_token("04A2B3", TokenInput(group_id="fleet", blocked=True))
        assert await cs1.asked("ClearCache", '{"status":"Accepted"}') == {}
        await client.put_token("04A2B3", TokenInput(group_id="fleet", note="let in again"))
        await client.token_groups.put("fleet", TokenGroupInput(blocked=True))
        assert await cs1.asked("ClearCache", '{"status":"Rejected"}') == {}
        found = await told(client, 2, "station.cache_clear_requested")
        assert [(one["station"], one["status"]) for one in found] == [("CS1", "Accepted"), ("CS1", "Rejected")]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(cs2.socket.recv(), 0.2)
        begun = await client.token_acts.forget("04A2B3")
        assert await cs1.asked("ClearCache", '{"status":"Accepted"}') == {}
        await told(client, 3, "operation.ended")
        ended = await client.operation(begun.id)
        assert json.loads(bytes(ended.result)) == {"cleared": 1, "refused": 0, "absent": 0}


# C13 to C15: offline; what a station did alone is taken and judged when it comes


@IN_TWO
async def test_what_was_started_offline_is_recorded_and_its_token_judged(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        answer = await event(cs1, "Started", 0, more='"offline":true,' + token_of("0NEVERSEEN"))
        assert answer["idTokenInfo"] == {"status": "Unknown"}
        found = await told(client, 1, "token.refused")
        assert (found[0]["transaction_id"], found[0]["reason"]) == ("t1", "nobody has entered this token")
        assert (await client.transaction("CS1", "t1")).offline


# C17: what a token may itself


async def test_hours_of_a_token_are_those_of_the_week(server: Running) -> None:
    async with server.client() as client, station(server, "CS1", "ocpp2.1") as cs1:
        always = TokenLimitsInput(hours=[HoursInput(start="00:00", end="24:00")])
        await client.put_token("04A2B3", TokenInput(limits=always))
        info = await authorized(cs1, "ocpp2.1")
        assert (info["status"], info["cacheExpiryDateTime"][11:19]) == ("Accepted", "00:00:00")


@pytest.mark.parametrize("more", [{"quiet": True}, {"clear_caches": False}])
async def test_nothing_is_cleared_where_nothing_may_begin_by_itself(tmp_path: Path, more: dict[str, Any]) -> None:
    async with (
        running(tmp_path, **more) as quiet,
        quiet.client() as client,
        station(quiet, "CS1", "ocpp2.0.1") as cs1,
    ):
        await client.put_token("04A2B3", TokenInput())
        await started(cs1, "ocpp2.0.1")
        await client.put_token("04A2B3", TokenInput(blocked=True))
        await client.delete_token("04A2B3")
        assert (await client.operations()).items == []
