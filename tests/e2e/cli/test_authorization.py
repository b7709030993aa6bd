"""Groups, accounts and the question about a token, typed against a server."""

import json

from .conftest import Run


def test_who_may_charge_is_set_up_and_asked_for(pilotwire: Run) -> None:
    assert pilotwire("stations", "add", "CS-1").code == 0
    assert "12.50 EUR" in pilotwire("accounts", "put", "anne", "--balance", "12.50EUR", "--kwh", "20").out
    group = pilotwire("token-groups", "put", "fleet", "--account", "anne", "--at", "CS-1/2", "--json").out
    assert json.loads(group)["limits"] == {"places": [{"station": "CS-1", "evse_id": 2}]}
    assert (
        pilotwire("tokens", "add", "04A1", "--group", "fleet", "--hours", "00:00-24:00", "--priority", "-3").code == 0
    )
    shown = pilotwire("tokens", "show", "04A1").out
    assert "daily 00:00-24:00" in shown
    assert pilotwire("tokens", "block", "04A1").code == 0
    assert json.loads(pilotwire("tokens", "unblock", "04A1", "--json").out)["charging_priority"] == -3

    accepted = pilotwire("authorize", "CS-1", "04a1", "--evse", "2", "--json")
    assert (accepted.code, json.loads(accepted.out)["allowance"]) == (
        0,
        {"amount": {"amount": "12.50", "currency": "EUR"}, "energy_wh": 20000},
    )
    refused = pilotwire("authorize", "CS-1", "04a1", "--evse", "1")
    assert refused.code == 3
    assert "NotAtThisLocation" in refused.out
    assert "the token may not charge here" in refused.out

    assert "used up" in pilotwire("accounts", "book", "anne", "--amount", "-12.50EUR", "--note", "Sunday").out
    assert "account anne is used up" in pilotwire("authorize", "CS-1", "04A1", "--evse", "2").out
    assert pilotwire("accounts", "remove", "anne", "-y").code == 1
    assert pilotwire("token-groups", "remove", "fleet", "-y").code == 0
    assert pilotwire("accounts", "remove", "anne", "-y").code == 0
    assert pilotwire("token-groups", "list", "--json").out == ""
