"""What a station can do over FTP: log in with a ticket, bring files or fetch the one. No folder is behind it."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Final

from aioftp import AbstractUserManager, Server, User
from aioftp.common import Connection, StreamIO

from pilotwire.adapters.transport.http_reading import SERVER_NAME
from pilotwire.domain.file_name import safe_name
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import KeptFile
from pilotwire.kernel.errors import PilotwireError
from pilotwire.services.file_faults import FileRefusedError
from pilotwire.services.files import Files

from .ftp_transfer import Transfers, code_of
from .gate import TransferGate

Command = Callable[[Connection, str], Awaitable[bool]]
_NAMED: Final = ("user", "no user (use USER firstly)")
_LOGGED_IN: Final = ("logged", "not logged in")
_LISTENING: Final = ("passive_server", "no listen socket created (use PASV firstly)")
_UNNEEDED: Final = ("dele", "rmd", "rnfr", "rnto", "mlst")
_MOST_CONNECTIONS: Final = 200
_DATA_WAIT_S: Final = 20.0
_MOST_SILENCES: Final = 5
"""How often a station that has logged in may let the idle time pass without a command."""


class NoUsers(AbstractUserManager):
    """Everybody may give a name; who it is the password says."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.server: Server | None = None

    async def get_user(self, login: str) -> tuple[AbstractUserManager.GetUserResponse, User | None, str]:
        """See `AbstractUserManager`."""
        return AbstractUserManager.GetUserResponse.PASSWORD_REQUIRED, User(login[:64]), "password required"

    async def authenticate(self, user: User, password: str) -> bool:
        """Never: the session looks at the password itself."""
        return False

    async def notify_logout(self, user: User) -> None:
        """Forget what the library remembers for the user."""
        if self.server is not None:
            self.server.throttle_per_user.pop(user, None)


class TicketFtp(Server):
    """The library's server with commands of ours for files."""

    def __init__(
        self, files: Files, gate: TransferGate, context: ssl.SSLContext | None, idle_s: float
    ) -> None:  # fmt: skip
        users = NoUsers()
        super().__init__(
            users, block_size=gate.limits.part_bytes, socket_timeout=gate.limits.idle_s, idle_timeout=idle_s,
            wait_future_timeout=_DATA_WAIT_S, maximum_connections=_MOST_CONNECTIONS, ssl=context,
            welcome_message=SERVER_NAME,
        )  # fmt: skip
        users.server = self
        self._files = files
        self._gate = gate
        self._transfers = Transfers(files, gate)
        for name in _UNNEEDED:
            del self.commands_mapping[name]
        self.commands_mapping["feat"] = self.features
        for names, command, needed in (
            (("pass",), self.enter, (_NAMED,)),
            (("cwd", "cdup"), self.go, (_LOGGED_IN,)),
            (("mkd",), self.make_folder, (_LOGGED_IN,)),
            (("noop", "allo", "opts"), self.nothing, (_LOGGED_IN,)),
            (("size",), self.measure, (_LOGGED_IN,)),
            (("mdtm",), self.tell_time, (_LOGGED_IN,)),
            (("stor", "appe", "stou"), self.bring, (_LOGGED_IN, _LISTENING)),
            (("retr",), self.fetch, (_LOGGED_IN, _LISTENING)),
            (("list", "nlst", "mlsd"), self.look, (_LOGGED_IN, _LISTENING)),
        ):
            guarded = _guarded(command, needed)
            self.commands_mapping.update(dict.fromkeys(names, guarded))

    def forced_address(self, address: str | None) -> None:
        """What stations are told to open their second connection to."""
        self.ipv4_pasv_forced_response_address = address

    def passive_ports(self, ports: Iterable[int]) -> None:
        """Which ports they are told."""
        self.available_data_ports = asyncio.PriorityQueue()
        for port in ports:
            self.available_data_ports.put_nowait((0, port))

    async def listen_again(self, context: ssl.SSLContext) -> None:
        """Take new connections by another context; those that are open stay."""
        self.server.close()
        self.ssl = context
        self.server = await asyncio.start_server(self.dispatcher, self.server_host, self.server_port, ssl=context)

    async def parse_command(self, stream: StreamIO, censor_commands: tuple[str] = ("pass",)) -> tuple[str, str]:
        """A command line, in whatever bytes: what is no UTF-8 is marked, and no reason to hang up."""
        line = await self._line(stream)
        if not line:
            raise asyncio.CancelledError  # ends the session without a word in the log
        command, _, rest = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
        return command.lower(), rest

    async def _line(self, stream: StreamIO) -> bytes:
        """The next line, nothing where the station has gone or was silent for too long; while a file moves it need not
        say anything.
        """
        silences = 0
        while silences < _MOST_SILENCES:
            try:
                return await stream.readline()
            except TimeoutError:
                connection = self.connections.get(stream)
                if connection is None or "logged" not in connection or not connection["logged"].done():
                    return b""
                silences = 0 if connection.extra_workers else silences + 1
            except (ValueError, ConnectionError):
                return b""
        return b""

    async def enter(self, connection: Connection, rest: str) -> bool:
        """PASS: the secret of a ticket opens the session; a wrong one ends it."""
        host = str(connection.client_host)
        if self._gate.wait_s(host):
            connection.response("421", "too many wrong passwords, come again in a minute")
            return False
        try:
            ticket = await self._files.tickets.opened(rest.strip(), None, resumes=True)
        except FileRefusedError as error:
            if error.reason == "unknown-ticket":
                self._gate.guessed(host)
            connection.response("530", "wrong password" if error.reason == "unknown-ticket" else error.message)
            return False
        connection.secret = rest.strip()
        connection.logged = True
        connection.response("230", f"good until {ticket.expires_at:%Y-%m-%d %H:%M:%S} UTC")
        return True

    async def go(self, connection: Connection, rest: str) -> bool:
        """CWD, CDUP: every folder is there, and all are the same."""
        connection.response("250", "there is but one folder")
        return True

    async def make_folder(self, connection: Connection, rest: str) -> bool:
        """MKD: as CWD."""
        connection.response("257", '"/" is the only folder')
        return True

    async def nothing(self, connection: Connection, rest: str) -> bool:
        """NOOP, ALLO, OPTS: agreed."""
        connection.response("200", "well")
        return True

    async def features(self, connection: Connection, rest: str) -> bool:
        """FEAT."""
        connection.response("211", ["extensions:", "SIZE", "MDTM", "REST STREAM", "UTF8", "end"], True)
        return True

    async def measure(self, connection: Connection, rest: str) -> bool:
        """SIZE of the file that can be fetched."""
        file = await self._file(connection)
        connection.response(*(("550", "no such file") if file is None else ("213", str(file.size_bytes))))
        return True

    async def tell_time(self, connection: Connection, rest: str) -> bool:
        """MDTM of it."""
        file = await self._file(connection)
        connection.response(*(("550", "no such file") if file is None else ("213", f"{file.created_at:%Y%m%d%H%M%S}")))
        return True

    async def look(self, connection: Connection, rest: str) -> bool:
        """LIST, NLST, MLSD: the file that can be fetched, or nothing."""
        file = await self._file(connection)
        line = "" if file is None else f"-rw-r--r-- 1 none none {file.size_bytes} Jan 01 00:00 {file.name}\r\n"
        self._begin(connection, self._transfers.send_text(connection, line))
        connection.response("150", "here it comes")
        return True

    async def bring(self, connection: Connection, rest: str) -> bool:
        """STOR, APPE, STOU: a file comes in; never a part of one."""
        if connection.restart_offset:
            connection.restart_offset = 0
            connection.response("504", "send the whole file")
            return True
        try:
            ticket = await self._files.tickets.opened(connection.secret, "upload")
            coming = await self._transfers.admitted(ticket, safe_name(rest) if rest else "")
        except PilotwireError as error:
            connection.response(code_of(error), error.message)
            return True
        self._begin(connection, self._transfers.receive(connection, coming))
        connection.response("150", "send it")
        return True

    async def fetch(self, connection: Connection, rest: str) -> bool:
        """RETR: the file, from where REST says."""
        offset, connection.restart_offset = int(connection.restart_offset), 0
        try:
            given = await self._transfers.asked(connection.secret, offset)
        except PilotwireError as error:
            connection.response(code_of(error), error.message)
            return True
        self._begin(connection, self._transfers.send(connection, given))
        connection.response("150", "here it comes")
        return True

    def _begin(self, connection: Connection, work: Coroutine[object, object, None]) -> None:
        connection.extra_workers.add(asyncio.create_task(work))

    async def _file(self, connection: Connection) -> KeptFile | None:
        ticket: FileTicket | None = await self._files.tickets.found(connection.secret)
        if ticket is None or ticket.file is None:
            return None
        return await self._files.queries.kept_file(ticket.file)


def _guarded(command: Command, needed: Iterable[tuple[str, str]]) -> Command:
    """The command, answered with 503 while something that it needs is not there."""

    async def run(connection: Connection, rest: str) -> bool:
        for name, text in needed:
            if name not in connection or not connection[name].done():
                connection.response("503", f"bad sequence of commands ({text})")
                return True
        return await command(connection, rest)

    return run


class _NoBrokenConnections(logging.Filter):
    """Leaves out what stations do every day: hanging up in the middle."""

    def filter(self, record: logging.LogRecord) -> bool:
        """See `Filter`."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, ConnectionError | TimeoutError | ssl.SSLError | asyncio.CancelledError)


logging.getLogger("aioftp.server").setLevel(logging.WARNING)
logging.getLogger("aioftp.server").addFilter(_NoBrokenConnections())
