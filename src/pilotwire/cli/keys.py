"""`pilotwire keys`: who may use the API."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.moment import ahead, present
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.key import Key, KeyInput, NewKey, Scope
from pilotwire.kernel.errors import NotFoundError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="keys", help="Keys of the API: list, add, remove.")


@app.command(name="list")
def list_keys(*, options: Options = DEFAULTS) -> None:
    """List the keys; no secret can be read again."""
    found = with_client(options, lambda client: client.keys()).items
    if options.json:
        for key in found:
            emit_json(key)
    else:
        show(key_table(found, options.zone))


@app.command(name="add")
def add_key(
    name: Annotated[str, Parameter(help="What it is for.")],
    /,
    *,
    scope: Annotated[Scope, Parameter(help="What it may do; each holds the ones before it.")] = "read",
    expires: Annotated[str | None, Parameter(help="When it ends: 2027-01-01, or 90d from now.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Make a key, and show its secret this once."""
    body: dict[str, object] = {"name": name, "scope": scope}
    if expires:
        body["expires_at"] = ahead(expires, "--expires", present())
    wanted = typed(body, KeyInput)
    made = with_client(options, lambda client: client.create_key(wanted))
    if options.json:
        emit_json(made)
        return
    show(new_key_facts(made, options.zone))
    note("Keep the secret now: nobody can read it again.")


@app.command(name="remove")
def remove_key(
    key: Annotated[str, Parameter(help="Its id, or its name where only one key has it.")],
    /,
    *,
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> None:
    """Make a key worthless at once."""
    if confirmed(f"Remove key {key}?", yes):
        with_client(options, lambda client: _remove(client, key))
        note(f"Removed {key}.")


def key_table(keys: Sequence[Key], zone: tzinfo | None) -> Table:
    """Keys, one a line."""
    return grid(
        ("Id", "Scope", "Made", "Expires", "Last used", rest("Name")),
        (
            (
                key.id,
                key.scope,
                when(key.created_at, zone),
                when(key.expires_at, zone) or "never",
                when(key.last_used_at, zone) or "never",
                key.name,
            )
            for key in keys
        ),
    )


def new_key_facts(key: NewKey, zone: tzinfo | None) -> Table:
    """A new key with its secret."""
    return facts(
        (
            ("Key", key.name),
            ("Id", key.id),
            ("Scope", key.scope),
            ("Expires", when(key.expires_at, zone) or "never"),
            ("Secret", key.secret),
        )
    )


async def _remove(client: "Client", key: str) -> None:
    found = (await client.keys()).items
    ids = [one.id for one in found if one.id == key] or [one.id for one in found if one.name == key]
    if len(ids) != 1:
        raise NotFoundError(
            f"There is no key {key}." if not ids else f"There are {len(ids)} keys with the name {key}.",
            "Name its id; `pilotwire keys list` shows it.",
        )
    await client.delete_key(ids[0])
