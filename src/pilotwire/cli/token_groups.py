"""`pilotwire token-groups`: what holds for all tokens of a group."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.token_rules import NO_FLAGS, RuleFlags, limit_facts
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when, yes
from pilotwire.client.token_group import TokenGroup, TokenGroupInput

app = App(name="token-groups", help="Groups of id tokens: list, show, put, remove.")

Name = Annotated[str, Parameter(help="The group's name, as the tokens say it.")]


@app.command(name="list")
def list_token_groups(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List groups that have rules of their own, by name."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.token_groups.list(q, size, cursor), group_table
    )


@app.command(name="show")
def show_token_group(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show one group."""
    _tell(with_client(options, lambda client: client.token_groups.get(name)), options)


@app.command(name="put")
def put_token_group(
    name: Name,
    /,
    *,
    rules: RuleFlags = NO_FLAGS,
    master_pass: Annotated[Switch, Parameter(help="Its tokens stop any transaction, and start none.")] = False,
    blocked: Annotated[Switch, Parameter(help="None of its tokens may charge.")] = False,
    group_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create the rules of a group, or replace all of them; they hold at once."""
    said = rules.said() | {"master_pass": master_pass, "blocked": blocked}
    body = typed(said | ({} if group_note is None else {"note": group_note}), TokenGroupInput)
    _tell(with_client(options, lambda client: client.token_groups.put(name, body)), options)


@app.command(name="remove")
def remove_token_group(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove the rules of a group; its tokens still belong together."""
    if confirmed(f"Remove the rules of token group {name}?", yes):
        with_client(options, lambda client: client.token_groups.delete(name))
        note(f"Removed {name}.")


def group_table(groups: Sequence[TokenGroup], zone: tzinfo | None) -> Table:
    """Groups, one a line."""
    return grid(
        ("Group", "Blocked", "Master pass", "Account", "Limits", "Changed", rest("Note")),
        (
            (
                plain(one.name),
                Text(yes(one.blocked), "bold red"),
                yes(one.master_pass),
                plain(one.account or ""),
                yes(one.limits is not None),
                when(one.updated_at, zone),
                plain(one.note or ""),
            )
            for one in groups
        ),
    )


def group_facts(group: TokenGroup, zone: tzinfo | None) -> Table:
    """All of one group that has a value."""
    return facts(
        (
            ("Group", plain(group.name)),
            ("May charge", _standing(group)),
            ("Account", plain(group.account or "")),
            *limit_facts(group.limits),
            ("Language", plain(group.language or "")),
            ("Personal message", plain(group.personal_message or "")),
            ("Priority", "" if group.charging_priority is None else str(group.charging_priority)),
            ("Remembered", "" if group.cache_s is None else f"{group.cache_s} s"),
            ("Note", plain(group.note or "")),
            ("Entered", when(group.created_at, zone)),
            ("Changed", when(group.updated_at, zone)),
        )
    )


def _standing(group: TokenGroup) -> Text:
    if group.blocked:
        return Text("no, it is blocked", "bold red")
    if group.master_pass:
        return Text("no, its tokens stop any transaction and start none", "yellow")
    return Text("yes", "green")


def _tell(group: TokenGroup, options: Options) -> None:
    if options.json:
        emit_json(group)
    else:
        show(group_facts(group, options.zone))
