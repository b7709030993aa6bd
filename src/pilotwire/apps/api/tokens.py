"""Routes of id tokens."""

from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client.filters import TokenFilter
from pilotwire.client.listing import TokenList
from pilotwire.client.operation import Operation
from pilotwire.client.token import Token, TokenInput
from pilotwire.domain import id_token as domain
from pilotwire.services.cache_jobs import FORGET, ForgetRequest
from pilotwire.services.token_record import known_token, put_token, remove_token, token_version

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of
from .operations import shown_operation
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant, plain, shown_additional
from .token_rules import limits_of, shown_limits


@get("/tokens")
async def list_tokens(request: ApiRequest, parts: Parts) -> TokenList:
    """List tokens.

    By value, rising.
    """
    page = await parts.queries.tokens(read_part(request), read_query(request, TokenFilter).q)
    return TokenList(items=[_shown(token) for token in page.items], next_cursor=page.next_cursor)


@get("/tokens/{value:str}")
async def get_token(value: FromPath[str], parts: Parts) -> Response[Token]:
    """Read a token.

    Upper and lower case make no difference in its value.
    """
    return _answer(await known_token(parts.store, path_text(value)))


@put("/tokens/{value:str}")
async def replace_token(value: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Token]:
    """Create or replace a token.

    A value that is known in another spelling is a conflict, as stations see no difference.
    """
    token = _wanted(path_text(value), await read_body(request, TokenInput))
    saved = await put_token(parts.store, token, parts.clock.now(), wanted_version(request))
    if saved.turned_away:
        await forget(parts, ForgetRequest((saved.token.key,)))
    return _answer(saved.token, 201 if saved.is_new else 200)


@delete("/tokens/{value:str}")
async def delete_token(value: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a token.

    Transactions that it started go on.
    """
    value = path_text(value)
    await remove_token(parts.store, value, parts.clock.now(), wanted_version(request))
    await forget(parts, ForgetRequest((value.casefold(),)))


@post("/tokens/{value:str}/forget", status_code=202)
async def forget_token(value: FromPath[str], request: ApiRequest, parts: Parts) -> Operation:
    """Have stations forget a token.

    Begins operation `tokens.forget`: the stations at which it has charged are asked to clear their caches, each when it
    is connected within a day. It begins by itself when a token is blocked or removed, unless `clear_caches` is off.
    """
    token = await known_token(parts.store, path_text(value))
    actor = actor_of(request, parts)
    return shown_operation(await parts.operations.start(FORGET, ForgetRequest((token.key,)), actor=actor))


async def forget(parts: ApiParts, request: ForgetRequest) -> None:
    """Have stations forget tokens, unless they are to be asked nothing by themselves."""
    if parts.policy is not None and parts.policy.may_start_at_any("cache-clearing"):
        await parts.operations.start(FORGET, request)


def _wanted(value: str, given: TokenInput) -> domain.Token:
    return domain.Token(
        value=value,
        type=given.type or domain.UNSPECIFIED,
        blocked=given.blocked,
        expires_at=plain(given.expires_at),
        group_id=given.group_id,
        concurrent=given.concurrent,
        additional=tuple((one.value, one.type) for one in given.additional),
        language=given.language,
        personal_message=given.personal_message,
        note=given.note,
        valid_from=plain(given.valid_from),
        language2=given.language2,
        message_format=given.message_format,
        charging_priority=given.charging_priority,
        cache_s=given.cache_s,
        account=given.account,
        limits=limits_of(given.limits),
    )


def _answer(token: domain.Token, status: int = 200) -> Response[Token]:
    shown = _shown(token)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(token: domain.Token) -> Token:
    return Token(
        value=token.value,
        version=token_version(token),
        blocked=token.blocked,
        concurrent=token.concurrent,
        type=token.type or None,
        expires_at=instant(token.expires_at),
        group_id=token.group_id,
        additional=shown_additional(token.additional) or None,
        language=token.language,
        personal_message=token.personal_message,
        note=token.note,
        created_at=instant(token.created_at),
        updated_at=instant(token.updated_at),
        valid_from=instant(token.valid_from),
        language2=token.language2,
        message_format=token.message_format if token.personal_message else None,
        charging_priority=token.charging_priority,
        cache_s=token.cache_s,
        account=token.account,
        limits=shown_limits(token.limits),
    )


TOKEN_ROUTES: Final = (list_tokens, get_token, replace_token, delete_token, forget_token)
