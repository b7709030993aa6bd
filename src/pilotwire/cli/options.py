"""What every verb that talks to a server has in common: which server, which key, how to print."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar
from urllib.parse import urlsplit

from cyclopts import Group, Parameter

from pilotwire.apps.api.admin_key import ADMIN_KEY_FILE
from pilotwire.apps.server.settings import default_data_dir, is_loopback
from pilotwire.kernel.errors import BadInputError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

T = TypeVar("T")

DEFAULT_SERVER: Final = "http://127.0.0.1:8080"
SERVER_GROUP: Final = Group("Server and printing", sort_key=99)


Switch = Annotated[bool, Parameter(negative="", show_default=False)]
"""A flag that is on when it is given."""


class UsageError(BadInputError):
    """The command line itself is wrong: exit code 2."""


@Parameter(name="*", group=SERVER_GROUP)
@dataclass(frozen=True, slots=True)
class Options:
    """Which server, with which key, and how the answer is printed."""

    server: Annotated[
        str | None, Parameter(help=f"Address of the API; otherwise $PILOTWIRE_SERVER, otherwise {DEFAULT_SERVER}.")
    ] = None
    key: Annotated[
        str | None, Parameter(help="Key of the API; otherwise $PILOTWIRE_KEY, otherwise admin.key on this machine.")
    ] = None
    data_dir: Annotated[
        Path | None, Parameter(help="Where admin.key is; otherwise $PILOTWIRE_DATA_DIR, otherwise the default.")
    ] = None
    json: Annotated[Switch, Parameter(help="Print JSON, one object per line.")] = False
    utc: Annotated[Switch, Parameter(help="Print times in UTC in place of local time.")] = False

    @property
    def zone(self) -> tzinfo | None:
        """The zone in which times are printed; None is this machine's."""
        return UTC if self.utc else None


DEFAULTS: Final = Options()


def with_client(options: Options, work: "Callable[[Client], Awaitable[T]]") -> T:
    """Do one piece of work with a client of the server, and close it."""
    from pilotwire.client.client import (
        Client,
    )  # aiohttp takes half of the time of a short verb: not before it is needed

    server = find_server(options, os.environ)
    key = find_key(options, os.environ)

    async def run() -> T:
        async with Client(server, key) as client:
            return await work(client)

    return asyncio.run(run())


def find_server(options: Options, environment: Mapping[str, str]) -> str:
    """The address of the server: the one given, else the variable's, else the default on this machine."""
    return options.server or environment.get("PILOTWIRE_SERVER") or DEFAULT_SERVER


def find_key(options: Options, environment: Mapping[str, str]) -> str:
    """The key to use: the one given, else the variable's, else that of the server on this machine.

    The key in a data folder that nobody named is not sent to other machines. Raises BadInputError when there is none.
    """
    given = options.key or environment.get("PILOTWIRE_KEY")
    if given:
        return given.strip()
    server, folder = find_server(options, environment), options.data_dir or environment.get("PILOTWIRE_DATA_DIR")
    if not folder and not is_loopback(_host(server)):
        raise BadInputError(f"There is no key for {server}.", "", "Give one with --key or the variable PILOTWIRE_KEY.")
    return _read_key(Path(folder or default_data_dir(environment)).expanduser() / ADMIN_KEY_FILE)


def _host(server: str) -> str:
    try:
        return urlsplit(server).hostname or ""
    except ValueError:
        return ""


def _read_key(file: Path) -> str:
    remedy = "Give a key with --key or PILOTWIRE_KEY, or the server's data folder with --data-dir."
    try:
        key = file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise BadInputError(
            f"There is no key: {file} does not exist.", "", f"Start the server once (pilotwire serve). {remedy}"
        ) from None
    except PermissionError:
        raise BadInputError(f"The key in {file} may not be read by this user.", "", remedy) from None
    except (OSError, UnicodeDecodeError):
        raise BadInputError(f"The key in {file} cannot be read.", "", remedy) from None
    if not key:
        raise BadInputError(f"The key file {file} is empty.", "", remedy)
    return key
