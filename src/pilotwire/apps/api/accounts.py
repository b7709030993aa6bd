"""Routes of prepaid accounts."""

from decimal import Decimal
from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client import account as shapes
from pilotwire.client.filters import AccountFilter
from pilotwire.domain.account import Account, Booking
from pilotwire.services.account_record import account_version, book, known_account, put_account, remove_account

from .answer import JsonResponse
from .asking import decoded_body, path_text, raw_body, read_body, read_part, read_query, wanted_version
from .once import Answers, answered_once
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/accounts")
async def list_accounts(request: ApiRequest, parts: Parts) -> shapes.AccountList:
    """List prepaid accounts.

    By name, rising.
    """
    page = await parts.queries.accounts(read_part(request), read_query(request, AccountFilter).q)
    return shapes.AccountList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/accounts/{name:str}")
async def get_account(name: FromPath[str], parts: Parts) -> Response[shapes.Account]:
    """Read a prepaid account."""
    return _answer(known_account(parts.store, path_text(name)))


@put("/accounts/{name:str}")
async def replace_account(name: FromPath[str], request: ApiRequest, parts: Parts) -> Response[shapes.Account]:
    """Create or replace a prepaid account.

    To top one up that is in use, book on it instead: what transactions take meanwhile would be lost. With If-Match only
    if nothing changed it since.
    """
    given, now = await read_body(request, shapes.AccountInput), parts.clock.now()
    money = given.balance
    account = Account(
        path_text(name), now, now,
        None if money is None else Decimal(money.amount), None if money is None else money.currency,
        _exact(given.energy_wh), given.time_s, given.note,
    )  # fmt: skip
    saved = await put_account(parts.store, account, wanted_version(request))
    return _answer(saved.account, 201 if saved.is_new else 200)


@post("/accounts/{name:str}/bookings", status_code=200)
async def book_on_account(
    name: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.Account]:
    """Book on a prepaid account.

    Adds to what is there, or takes off it; nothing that happens at the same time is lost. The event `account.booked`
    keeps what was booked. With an Idempotency-Key a repeat books nothing more.
    """
    body = await raw_body(request)
    given, account = decoded_body(body, shapes.BookingInput), path_text(name)
    money = given.amount
    booking = Booking(
        account, parts.clock.now(), Decimal(0) if money is None else Decimal(money.amount),
        _exact(given.energy_wh) or Decimal(0), given.time_s or 0,
    )  # fmt: skip

    async def act() -> shapes.Account:
        return _shown(await book(parts.store, booking, None if money is None else money.currency, given.note))

    return await answered_once(request, body, parts, answers, act)


@delete("/accounts/{name:str}")
async def delete_account(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a prepaid account.

    Tokens that name it have no credit from then on. One that pays for a group cannot be removed.
    """
    await remove_account(parts.store, path_text(name), parts.clock.now(), wanted_version(request))


def _exact(number: float | None) -> Decimal | None:
    """The number as it was written."""
    return None if number is None else Decimal(str(number))


def _answer(account: Account, status: int = 200) -> Response[shapes.Account]:
    shown = _shown(account)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def shown_money(amount: Decimal | None, currency: str | None) -> shapes.Money | None:
    """Money as the API shows it."""
    if amount is None or currency is None:
        return None
    return shapes.Money(amount=f"{amount:f}", currency=currency)


def _shown(account: Account) -> shapes.Account:
    return shapes.Account(
        name=account.name,
        version=account_version(account),
        used_up=account.is_used_up,
        created_at=instant(account.created_at),
        updated_at=instant(account.updated_at),
        balance=shown_money(account.balance, account.currency),
        energy_wh=account.energy_wh,
        time_s=account.time_s,
        note=account.note,
    )


ACCOUNT_ROUTES: Final = (list_accounts, get_account, replace_account, book_on_account, delete_account)
