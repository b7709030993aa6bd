"""Examples of groups, accounts and the question about a token; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant

from .examples import OPERATION


def _at(hour: int, minute: int) -> Instant:
    return Instant(2026, 3, 1, hour, minute, tzinfo=UTC)


FORGETTING: Final = msgspec.structs.replace(
    OPERATION,
    kind="tokens.forget",
    request=msgspec.Raw(b'{"tokens":["04e1b2c3d4"]}'),
    progress=r.Progress(done=2, total=5, message="3 stations are still to be asked"),
    station=None,
)
TOKEN_GROUP: Final = r.TokenGroup(
    name="FLEET-1",
    version="0c9b2a48d6a3c4e5",
    blocked=False,
    master_pass=False,
    created_at=_at(7, 0),
    updated_at=_at(7, 0),
    account="fleet-1",
    limits=r.TokenLimits(
        places=[r.Place(station="CS-0042", evse_id=1)],
        hours=[r.Hours(start="06:00", end="22:00", days=["Mon", "Tue", "Wed", "Thu", "Fri"])],
    ),
    language="de",
    personal_message="{energy_kwh} kWh left. {price}",
    message_format="UTF8",
)
TOKEN_GROUP_INPUT: Final = r.TokenGroupInput(
    account="fleet-1",
    limits=r.TokenLimitsInput(
        places=[r.PlaceInput(station="CS-0042", evse_id=1)],
        hours=[r.HoursInput(start="06:00", end="22:00", days=["Mon", "Tue", "Wed", "Thu", "Fri"])],
    ),
    language="de",
    personal_message="{energy_kwh} kWh left. {price}",
)
ACCOUNT: Final = r.Account(
    name="fleet-1",
    version="d6a3c4e50c9b2a48",
    used_up=False,
    created_at=_at(7, 0),
    updated_at=_at(9, 30),
    balance=r.Money(amount="87.40", currency="EUR"),
    energy_wh=Decimal("250000"),
)
ACCOUNT_INPUT: Final = r.AccountInput(balance=r.MoneyInput(amount="100.00", currency="EUR"), energy_wh=250000.0)
BOOKING_INPUT: Final = r.BookingInput(amount=r.MoneyInput(amount="-12.60", currency="EUR"), note="Transaction 2f1a")
AUTHORIZE_INPUT: Final = r.AuthorizeInput(
    id_token=r.AuthorizeToken(value="04E1B2C3D4", type="ISO14443"), station="CS-0042", evse_id=2
)
AUTHORIZE_ANSWER: Final = r.AuthorizeAnswer(
    status="NotAtThisLocation", reason="the token may not charge here", group_id="FLEET-1", language="de"
)
