"""What the routes of tokens, groups, accounts and authorisation say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import examples as e
from . import token_examples as ek
from .route import IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

TOKENS: Final[Mapping[str, RouteFacts]] = {
    "list_tokens": RouteFacts(
        scope="read", tag="tokens", query=(r.TokenFilter, Part),
        answer=r.TokenList, example=r.TokenList(items=[e.TOKEN], next_cursor=None),
    ),
    "get_token": RouteFacts(scope="read", tag="tokens", answer=r.Token, example=e.TOKEN, problems=NOT_FOUND),
    "replace_token": RouteFacts(
        scope="configure", tag="tokens", headers=IF_MATCH, body=r.TokenInput, body_example=e.TOKEN_INPUT,
        answer=r.Token, example=e.TOKEN, statuses=(200, 201), problems=("conflict", "version-conflict"),
    ),
    "delete_token": RouteFacts(
        scope="configure", tag="tokens", headers=IF_MATCH, statuses=(204,), problems=("not-found", "version-conflict")
    ),
    "forget_token": RouteFacts(
        scope="operate", tag="tokens", answer=r.Operation, example=ek.FORGETTING, statuses=(202,), problems=NOT_FOUND
    ),
    "list_token_groups": RouteFacts(
        scope="read", tag="tokens", query=(r.TokenGroupFilter, Part),
        answer=r.TokenGroupList, example=r.TokenGroupList(items=[ek.TOKEN_GROUP], next_cursor=None),
    ),
    "get_token_group": RouteFacts(
        scope="read", tag="tokens", answer=r.TokenGroup, example=ek.TOKEN_GROUP, problems=NOT_FOUND
    ),
    "replace_token_group": RouteFacts(
        scope="configure", tag="tokens", headers=IF_MATCH, body=r.TokenGroupInput, body_example=ek.TOKEN_GROUP_INPUT,
        answer=r.TokenGroup, example=ek.TOKEN_GROUP, statuses=(200, 201), problems=("conflict", "version-conflict"),
    ),
    "delete_token_group": RouteFacts(
        scope="configure", tag="tokens", headers=IF_MATCH, statuses=(204,), problems=("not-found", "version-conflict")
    ),
    "list_accounts": RouteFacts(
        scope="read", tag="accounts", query=(r.AccountFilter, Part),
        answer=r.AccountList, example=r.AccountList(items=[ek.ACCOUNT], next_cursor=None),
    ),
    "get_account": RouteFacts(scope="read", tag="accounts", answer=r.Account, example=ek.ACCOUNT, problems=NOT_FOUND),
    "replace_account": RouteFacts(
        scope="configure", tag="accounts", headers=IF_MATCH, body=r.AccountInput, body_example=ek.ACCOUNT_INPUT,
        answer=r.Account, example=ek.ACCOUNT, statuses=(200, 201), problems=("version-conflict",),
    ),
    "book_on_account": RouteFacts(
        scope="configure", tag="accounts", headers=IDEMPOTENT, body=r.BookingInput, body_example=ek.BOOKING_INPUT,
        answer=r.Account, example=ek.ACCOUNT, problems=("not-found", "key-reused", "outcome-unknown"),
    ),
    "delete_account": RouteFacts(
        scope="configure", tag="accounts", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "conflict", "version-conflict"),
    ),
    "ask_authorization": RouteFacts(
        scope="read", tag="tokens", body=r.AuthorizeInput, body_example=ek.AUTHORIZE_INPUT,
        answer=r.AuthorizeAnswer, example=ek.AUTHORIZE_ANSWER, problems=NOT_FOUND,
    ),
}  # fmt: skip
