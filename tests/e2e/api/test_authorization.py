"""Groups of tokens, prepaid accounts, and the question about a token, over HTTP."""

import asyncio
from decimal import Decimal

import aiohttp
import pytest

from pilotwire.client.account import AccountInput, BookingInput, Money, MoneyInput
from pilotwire.client.authorize import Allowance, AuthorizeInput, AuthorizeToken
from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.token import TokenInput
from pilotwire.client.token_group import TokenGroupInput
from pilotwire.client.token_limits import Hours, HoursInput, Place, PlaceInput, TokenLimits, TokenLimitsInput

WEEK = TokenLimitsInput(
    places=[PlaceInput(station="CS-1", evse_id=2)],
    connector_types=["cCCS2"],
    hours=[HoursInput(start="06:00", end="24:00", days=["Mon", "Sun"]), HoursInput(start="22:30", end="06:00")],
    most_transactions=2,
)


async def test_a_group_comes_back_as_it_was_put_and_goes(client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    wanted = TokenGroupInput(
        master_pass=True, limits=WEEK, language="de", personal_message="Hallo {group}", charging_priority=-9, cache_s=0
    )
    put = await client.token_groups.put("Fleet/1 \u00e4", wanted)
    got = await client.token_groups.get("Fleet/1 \u00e4")
    assert got == put
    assert (got.master_pass, got.blocked, got.charging_priority, got.cache_s) == (True, False, -9, 0)
    assert got.limits == TokenLimits(
        places=[Place(station="CS-1", evse_id=2)],
        connector_types=["cCCS2"],
        hours=[Hours(start="06:00", end="24:00", days=["Mon", "Sun"]), Hours(start="22:30", end="06:00")],
        most_transactions=2,
    )
    assert [one.name for one in (await client.token_groups.list("FLEET")).items] == ["Fleet/1 \u00e4"]
    await client.token_groups.delete("Fleet/1 \u00e4", got.version)
    assert (await client.token_groups.list()).items == []


async def test_of_two_administrators_at_once_one_is_told(client: Client) -> None:
    version = (await client.token_groups.put("fleet", TokenGroupInput())).version
    both = await asyncio.gather(
        client.token_groups.put("fleet", TokenGroupInput(note="Anne"), version),
        client.token_groups.put("fleet", TokenGroupInput(note="Ben"), version),
        return_exceptions=True,
    )
    refused = [one for one in both if isinstance(one, ApiProblem)]
    assert [(one.status, one.problem.type) for one in refused] == [(412, "/docs/errors#version-conflict")]
    kept = (await client.token_groups.get("fleet")).note
    assert kept == ("Anne" if both[1] is refused[0] else "Ben")


async def test_an_account_is_made_booked_on_and_removed(client: Client) -> None:
    made = await client.accounts.put(
        "anne", AccountInput(balance=MoneyInput(amount="20.50", currency="EUR"), energy_wh=5000.0)
    )
    assert (made.balance, made.energy_wh, made.time_s, made.used_up) == (
        Money(amount="20.50", currency="EUR"),
        Decimal(5000),
        None,
        False,
    )
    spent = BookingInput(amount=MoneyInput(amount="-20.51", currency="EUR"), note="Transaction 7")
    for _ in range(2):
        booked = await client.accounts.book("anne", spent, "once-only")
    assert (booked.balance, booked.used_up) == (Money(amount="-0.01", currency="EUR"), True)
    assert [one.name for one in (await client.accounts.list("ann")).items] == ["anne"]
    await client.accounts.delete("anne")
    with pytest.raises(ApiProblem) as gone:
        await client.accounts.get("anne")
    assert gone.value.status == 404


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("tokens/" + "9" * 300, {}, ""),
        ("tokens/04A1", {"language": "\u0000de"}, "/language"),
        ("tokens/04A1", {"account": "nobody"}, "/account"),
        ("tokens/04A1", {"charging_priority": 10}, "/charging_priority"),
        ("tokens/04A1", {"personal_message": "You have {money}"}, "/personal_message"),
        ("tokens/04A1", {"limits": {"hours": [{"start": "8", "end": "18:00"}]}}, "/limits/hours/0/start"),
        ("tokens/04A1", {"limits": {"hours": [{"start": "24:00", "end": "18:00"}]}}, "/limits/hours/0/end"),
        ("tokens/04A1", {"limits": {"places": [{"station": "CS-9"}]}}, "/limits/places/0/station"),
        ("token-groups/" + "g" * 37, {}, ""),
        ("token-groups/g", {"masterpass": True}, ""),
        ("accounts/a", {}, ""),
        ("accounts/a", {"balance": {"amount": "1.00", "currency": "euro"}}, "/balance/currency"),
        ("accounts/a", {"balance": {"amount": 1.5, "currency": "EUR"}}, "/balance/amount"),
        ("accounts/a", {"balance": {"amount": "1e9", "currency": "EUR"}}, "/balance/amount"),
        ("accounts/a", {"balance": {"amount": "-5.00", "currency": "EUR"}}, "/balance"),
        ("accounts/a", {"time_s": -1}, "/time_s"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_its_field_and_nothing_is_kept(
    raw: aiohttp.ClientSession, path: str, body: dict[str, object], pointer: str
) -> None:
    async with raw.put(f"/api/v1/{path}", json=body) as answer:
        problem = await answer.json()
        assert answer.status == 422, problem
        assert [one["pointer"] for one in problem["errors"]] == [pointer]
        assert problem["remedy"]
    async with raw.get(f"/api/v1/{path}") as answer:
        assert answer.status == 404


async def test_a_token_shows_the_rules_that_it_was_given(client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    await client.accounts.put("a", AccountInput(time_s=60))
    put = await client.put_token(
        "04A1",
        TokenInput(account="a", limits=WEEK, language="de", language2="en", cache_s=30, charging_priority=3),
    )
    assert (put.account, put.language2, put.cache_s, put.charging_priority) == ("a", "en", 30, 3)
    assert put.limits is not None
    assert put.limits.places == [Place(station="CS-1", evse_id=2)]


async def test_the_question_about_a_token_is_answered_with_why_and_changes_nothing(client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    await client.accounts.put("a", AccountInput(balance=MoneyInput(amount="5.00", currency="EUR")))
    await client.put_token("04A1", TokenInput(account="a", group_id="fleet"))
    await client.token_groups.put("fleet", TokenGroupInput(personal_message="{balance} left"))
    question = AuthorizeInput(id_token=AuthorizeToken(value="04a1"), station="CS-1", evse_id=1)
    answer = await client.authorize(question)
    assert (answer.status, answer.reason, answer.group_id, answer.personal_message) == (
        "Accepted",
        None,
        "fleet",
        "5.00 EUR left",
    )
    assert (answer.account, answer.allowance) == ("a", Allowance(amount=Money(amount="5.00", currency="EUR")))
    await client.accounts.book("a", BookingInput(amount=MoneyInput(amount="-5.00", currency="EUR")))
    answer = await client.authorize(question)
    assert (answer.status, answer.reason, answer.allowance) == ("NoCredit", "account a is used up", None)
    with pytest.raises(ApiProblem) as unknown:
        await client.authorize(AuthorizeInput(id_token=AuthorizeToken(value="04A1"), station="CS-9"))
    assert unknown.value.status == 404
