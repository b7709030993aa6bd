"""Routes of groups of tokens."""

from typing import Final

from litestar import Response, delete, get, put
from litestar.params import FromPath

from pilotwire.client.filters import TokenGroupFilter
from pilotwire.client.token_group import TokenGroup, TokenGroupInput, TokenGroupList
from pilotwire.domain import token_group as domain
from pilotwire.services.cache_jobs import ForgetRequest
from pilotwire.services.token_group_record import (
    known_token_group,
    put_token_group,
    remove_token_group,
    token_group_version,
)

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .parts import ApiRequest, Parts
from .shaping import instant
from .token_rules import limits_of, shown_limits
from .tokens import forget


@get("/token-groups")
async def list_token_groups(request: ApiRequest, parts: Parts) -> TokenGroupList:
    """List groups of tokens.

    By name, rising: those that have a record. Tokens may name a group that has none.
    """
    page = await parts.queries.token_groups(read_part(request), read_query(request, TokenGroupFilter).q)
    return TokenGroupList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/token-groups/{name:str}")
async def get_token_group(name: FromPath[str], parts: Parts) -> Response[TokenGroup]:
    """Read a group of tokens."""
    return _answer(known_token_group(parts.store, path_text(name)))


@put("/token-groups/{name:str}")
async def replace_token_group(name: FromPath[str], request: ApiRequest, parts: Parts) -> Response[TokenGroup]:
    """Create or replace a group of tokens.

    It holds at once for all tokens whose `group_id` is its name, upper and lower case alike.
    """
    given, now = await read_body(request, TokenGroupInput), parts.clock.now()
    group = domain.TokenGroup(
        path_text(name), now, now, given.master_pass, given.blocked, given.account, limits_of(given.limits),
        given.language, given.personal_message, given.message_format, given.charging_priority, given.cache_s,
        given.note,
    )  # fmt: skip
    saved = await put_token_group(parts.store, group, wanted_version(request))
    if saved.turned_away:
        await forget(parts, ForgetRequest(groups=(saved.group.name,)))
    return _answer(saved.group, 201 if saved.is_new else 200)


@delete("/token-groups/{name:str}")
async def delete_token_group(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove the record of a group of tokens.

    Its tokens still belong together: they stop each other's transactions.
    """
    await remove_token_group(parts.store, path_text(name), parts.clock.now(), wanted_version(request))


def _answer(group: domain.TokenGroup, status: int = 200) -> Response[TokenGroup]:
    shown = _shown(group)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(group: domain.TokenGroup) -> TokenGroup:
    return TokenGroup(
        name=group.name,
        version=token_group_version(group),
        blocked=group.blocked,
        master_pass=group.master_pass,
        created_at=instant(group.created_at),
        updated_at=instant(group.updated_at),
        account=group.account,
        limits=shown_limits(group.limits),
        language=group.language,
        personal_message=group.personal_message,
        message_format=group.message_format if group.personal_message else None,
        charging_priority=group.charging_priority,
        cache_s=group.cache_s,
        note=group.note,
    )


TOKEN_GROUP_ROUTES: Final = (list_token_groups, get_token_group, replace_token_group, delete_token_group)
