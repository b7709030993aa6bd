"""Transfers over the second connection of FTP, each answered with a code and a line of text."""

import asyncio
from contextlib import suppress
from typing import Any, Final

from aioftp.common import Connection

from pilotwire.domain.byte_range import UnsatisfiableRangeError
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import NewFile
from pilotwire.kernel.errors import PilotwireError
from pilotwire.services.file_delivery import Asked, Given
from pilotwire.services.file_faults import FileRefusedError, FileTroubleError
from pilotwire.services.file_intake import Incoming
from pilotwire.services.files import PART_BYTES, Files

from .arrival import Arrival
from .gate import TransferGate

_DATA_WAIT_S: Final = 20.0
_PATIENCE_S: Final = 30.0
_WRITE_BYTES: Final = 1024 * 1024
_CODES: Final = {
    "too-large": "552", "ticket-full": "552", "quota": "452", "disk-full": "452", "busy": "450",
    "storage-trouble": "451",
}  # fmt: skip


class Transfers:
    """Moves files between a session and the file service; every method answers the station and never raises."""

    def __init__(self, files: Files, gate: TransferGate) -> None:
        self._files = files
        self._gate = gate

    async def admitted(self, ticket: FileTicket, name: str) -> Incoming:
        """A file that may come. Raises PilotwireError."""
        wish = NewFile(
            name=name or f"{ticket.purpose}-{ticket.station or 'file'}", kind=ticket.purpose, station=ticket.station
        )
        return await self._files.intake.begin(wish, None, ticket)

    async def receive(self, connection: Connection, coming: Incoming) -> None:
        """Take the file in."""
        try:
            with self._gate.transfer(coming.ticket_id or ""):
                await self._received(connection, coming)
            kept = await coming.finish()
        except PilotwireError as error:
            connection.response(code_of(error), error.message)
        except (OSError, TimeoutError):
            connection.response("426", "the transfer broke off")
        except asyncio.CancelledError:
            connection.response("426", "transfer aborted")
            connection.response("226", "abort successful")
        else:
            connection.response("226", f"kept {kept.size_bytes} bytes, SHA-256 {kept.sha256}")
        finally:
            await asyncio.shield(coming.abandon("broken-off", f"The upload broke off after {coming.size} bytes."))

    async def _received(self, connection: Connection, coming: Incoming) -> None:
        gathered = bytearray()
        async with asyncio.timeout(self._gate.limits.longest_s), await _data_connection(connection) as stream:
            async for data in stream.iter_by_block(self._gate.limits.part_bytes):
                gathered += data
                if len(gathered) >= _WRITE_BYTES:
                    await coming.write(bytes(gathered))
                    gathered.clear()
            if gathered:
                await coming.write(bytes(gathered))

    async def asked(self, secret: str, offset: int) -> Given:
        """The file from this byte on. Raises PilotwireError."""
        try:
            return await self._files.delivery.give(secret, Asked(f"bytes={offset}-" if offset else None))
        except UnsatisfiableRangeError:
            raise FileRefusedError("unreadable", "The file ends before that byte.") from None

    async def send(self, connection: Connection, given: Given) -> None:
        """Give the file out."""
        try:
            with self._gate.transfer(given.ticket.id):
                await self._sent(connection, given)
        except PilotwireError as error:
            connection.response(code_of(error), error.message)
        except (OSError, TimeoutError):
            connection.response("426", "the transfer broke off")
        except asyncio.CancelledError:
            connection.response("426", "transfer aborted")
            connection.response("226", "abort successful")
        else:
            connection.response("226", "that is all of it")
        finally:
            if given.content is not None:
                await asyncio.shield(given.content.close())

    async def _sent(self, connection: Connection, given: Given) -> None:
        content, position = given.content, given.start
        if content is None:
            raise FileTroubleError("the file could not be opened", "report this")
        try:
            async with asyncio.timeout(self._gate.limits.longest_s), await _data_connection(connection) as stream:
                arrival = Arrival(stream.writer.transport)
                try:
                    while position < given.end and (
                        data := await content.read(position, min(PART_BYTES, given.end - position))
                    ):
                        await stream.write(data)
                        position += len(data)
                    if not await arrival.of_all(_PATIENCE_S):
                        raise ConnectionResetError
                finally:
                    arrival.close()
        except (OSError, TimeoutError, asyncio.CancelledError):
            position = max(given.start, position - PART_BYTES)
            raise
        finally:
            await asyncio.shield(self._files.delivery.gave(given, position))

    async def send_text(self, connection: Connection, text: str) -> None:
        """Send some text: a list."""
        try:
            async with await _data_connection(connection) as stream:
                if text:
                    await stream.write(text.encode())
        except (OSError, TimeoutError, PilotwireError):
            connection.response("426", "the transfer broke off")
        except asyncio.CancelledError:
            connection.response("426", "transfer aborted")
        else:
            connection.response("226", "that is all of it")


def code_of(error: PilotwireError) -> str:
    """The code of FTP for a refusal. Source: RFC 959, 4.2."""
    return _CODES.get(error.reason, "550") if isinstance(error, FileRefusedError) else "451"


async def _data_connection(connection: Connection) -> Any:
    """The second connection, once the station has opened it, from where the first one comes.

    Raises FileRefusedError for one that somebody else has opened, TimeoutError.
    """
    async with asyncio.timeout(_DATA_WAIT_S):
        stream = await asyncio.shield(connection.future.data_connection)
    del connection.data_connection
    peer = stream.writer.get_extra_info("peername")
    if peer is not None and str(peer[0]) != str(connection.client_host):
        with suppress(OSError):
            stream.close()
        raise FileRefusedError("busy", "The second connection came from another host.", "Try again.")
    return stream
