"""Groups of tokens, and prepaid accounts."""

from typing import Final

import msgspec

from pilotwire.domain.account import Account, Booking, booked
from pilotwire.domain.token_group import TokenGroup

from ..hot import Hot
from ..listing import search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table

TOKEN_GROUPS: Final = named_table("token_groups")
ACCOUNTS: Final = named_table("accounts")
SAVE_TOKEN_GROUP: Final = Bulk(TOKEN_GROUPS, key=1, take=("search", "body"))
SAVE_ACCOUNT: Final = Bulk(ACCOUNTS, key=1, take=("search", "body"))

TOKEN_GROUP: Final = msgspec.json.Decoder(TokenGroup)
ACCOUNT: Final = msgspec.json.Decoder(Account)


def token_group_rows(group: TokenGroup, _: Hot, rows: Pairs) -> None:
    """The row of a group."""
    search = search_text(group.name, group.note)
    rows.append((SAVE_TOKEN_GROUP, (storable(group.name), search, storable_json(group))))


def account_rows(account: Account, _: Hot, rows: Pairs) -> None:
    """The row of an account."""
    search = search_text(account.name, account.note)
    rows.append((SAVE_ACCOUNT, (storable(account.name), search, storable_json(account))))


def booking_rows(booking: Booking, hot: Hot, rows: Pairs) -> None:
    """The row of the account after a booking; none for an account that is no longer there."""
    account = hot.accounts.get(booking.account)
    if account is not None:
        account_rows(booked(account, booking), hot, rows)
