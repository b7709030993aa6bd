"""`pilotwire tokens`: which id tokens may charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.moment import ahead, present
from pilotwire.cli.operations import operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.token_rules import NO_FLAGS, RuleFlags, limit_facts
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when, yes
from pilotwire.client.codec import encode
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import Token, TokenInput
from pilotwire.kernel.errors import ConflictError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="tokens", help="Id tokens: list, show, add, block, unblock, remove, forget.")

Value = Annotated[str, Parameter(help="The token, such as the number of an RFID card.")]


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class TokenRules:
    """What may be said of a new token."""

    type: Annotated[str | None, Parameter(help="ISO14443, ISO15693, eMAID, MacAddress, KeyCode, Local ...")] = None
    expires: Annotated[str | None, Parameter(help="Its last instant: 2027-01-01, or 30d from now.")] = None
    group: Annotated[str | None, Parameter(help="Tokens of one group may stop each other's transactions.")] = None
    concurrent: Annotated[Switch, Parameter(help="Allow several transactions at once.")] = False
    blocked: Annotated[Switch, Parameter(help="Enter it blocked.")] = False
    valid_from: Annotated[str | None, Parameter(help="Its first instant: 2026-12-24, or 2d from now.")] = None
    language2: Annotated[str | None, Parameter(help="A second language of its owner.")] = None
    note: Annotated[str | None, Parameter(help="For yourself.")] = None


@app.command(name="list")
def list_tokens(
    q: Annotated[str | None, Parameter(help="Text within value, group or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List tokens by their value."""
    print_list(options, limit, lambda client: lambda size, cursor: client.tokens(q, size, cursor), token_table)


@app.command(name="show")
def show_token(value: Value, /, *, options: Options = DEFAULTS) -> None:
    """Show one token."""
    _tell(with_client(options, lambda client: client.token(value)), options)


@app.command(name="add")
def add_token(
    value: Value,
    /,
    *,
    rules: TokenRules = TokenRules(),
    limits: RuleFlags = NO_FLAGS,
    options: Options = DEFAULTS,
) -> None:
    """Enter a new token; it may charge at once."""
    body = input_of(rules, limits)
    _tell(with_client(options, lambda client: _add(client, value, body)), options)


@app.command(name="block")
def block_token(value: Value, /, *, options: Options = DEFAULTS) -> None:
    """Block a token: it may not charge until it is unblocked."""
    _tell(with_client(options, lambda client: _set_blocked(client, value, True)), options)


@app.command(name="unblock")
def unblock_token(value: Value, /, *, options: Options = DEFAULTS) -> None:
    """Let a blocked token charge again."""
    _tell(with_client(options, lambda client: _set_blocked(client, value, False)), options)


@app.command(name="remove")
def remove_token(value: Value, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a token: it is unknown from then on."""
    if confirmed(f"Remove token {value}?", yes):
        with_client(options, lambda client: client.delete_token(value))
        note(f"Removed {value}.")


@app.command(name="forget")
def forget_token(value: Value, /, *, options: Options = DEFAULTS) -> None:
    """Have stations at which a token has charged forget what they remember; follow it with `pilotwire operations`."""
    begun = with_client(options, lambda client: client.token_acts.forget(value))
    if options.json:
        emit_json(begun)
    else:
        show(operation_table([begun], options.zone))


def input_of(rules: TokenRules, limits: RuleFlags = NO_FLAGS) -> TokenInput:
    """The body of a PUT. Raises UsageError for a value that the API would not take."""
    said = {
        "type": rules.type,
        "expires_at": ahead(rules.expires, "--expires", present()) if rules.expires else None,
        "group_id": rules.group,
        "concurrent": rules.concurrent,
        "blocked": rules.blocked,
        "valid_from": ahead(rules.valid_from, "--valid-from", present()) if rules.valid_from else None,
        "language2": rules.language2,
        "note": rules.note,
    }
    return typed({name: value for name, value in said.items() if value is not None} | limits.said(), TokenInput)


def token_table(tokens: Sequence[Token], zone: tzinfo | None) -> Table:
    """Tokens, one a line."""
    return grid(
        ("Token", "Type", "Blocked", "Expires", "Group", "Concurrent", rest("Note")),
        (
            (
                one.value,
                one.type or "any",
                Text(yes(one.blocked), "bold red"),
                when(one.expires_at, zone),
                one.group_id or "",
                yes(one.concurrent),
                one.note or "",
            )
            for one in tokens
        ),
    )


def token_facts(token: Token, zone: tzinfo | None) -> Table:
    """All of one token that has a value."""
    return facts(
        (
            ("Token", token.value),
            ("Type", token.type or "any"),
            ("May charge", Text("no, it is blocked", "bold red") if token.blocked else Text("yes", "green")),
            ("Valid from", when(token.valid_from, zone)),
            ("Expires", when(token.expires_at, zone)),
            ("Group", token.group_id or ""),
            ("Several at once", yes(token.concurrent)),
            ("More ids", ", ".join(f"{more.value} ({more.type})" for more in token.additional or ())),
            ("Account", token.account or ""),
            *limit_facts(token.limits),
            ("Language", ", ".join(one for one in (token.language, token.language2) if one)),
            ("Personal message", token.personal_message or ""),
            ("Priority", "" if token.charging_priority is None else str(token.charging_priority)),
            ("Remembered", "" if token.cache_s is None else f"{token.cache_s} s"),
            ("Note", token.note or ""),
            ("Entered", when(token.created_at, zone)),
            ("Changed", when(token.updated_at, zone)),
        )
    )


async def _add(client: "Client", value: str, body: TokenInput) -> Token:
    try:
        await client.token(value)
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        return await client.put_token(value, body)
    raise ConflictError(
        f"There is a token {value} already.", f"See it with `pilotwire tokens show {value}`, or remove it first."
    )


async def _set_blocked(client: "Client", value: str, blocked: bool) -> Token:
    token = await client.token(value)
    shown: dict[str, object] = msgspec.json.decode(encode(token))
    kept = {field: rule for field, rule in shown.items() if field in TokenInput.__struct_fields__}
    body = typed(kept | {"blocked": blocked}, TokenInput)
    return await client.put_token(token.value, body, token.version)


def _tell(token: Token, options: Options) -> None:
    if options.json:
        emit_json(token)
    else:
        show(token_facts(token, options.zone))
