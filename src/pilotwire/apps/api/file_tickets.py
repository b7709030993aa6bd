"""Routes of tickets: addresses under which stations fetch a file, or bring some."""

from datetime import timedelta
from typing import Final

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath

from pilotwire.client import file as shapes
from pilotwire.client.file_filters import FileTicketFilter
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileId, TicketId
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import file_queries

from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .files import service
from .parts import ApiRequest, Parts
from .shaping import instant


@post("/files/{file_id:str}/tickets", status_code=201)
async def issue_download(request: ApiRequest, file_id: FromPath[str], parts: Parts) -> shapes.FileTicket:
    """Make an address for a file.

    Whoever knows the address can fetch the file completely so many times within the time; a fetch that broke off can be
    taken up. The address is shown this once.
    """
    asked = await read_body(request, shapes.DownloadInput)
    files, now = service(parts), parts.clock.now()
    file = await files.kept_file(FileId(path_text(file_id)))
    issued = await files.issue_download(
        file.id, _station(asked.station), file.kind, now + timedelta(seconds=asked.valid_s), asked.uses, asked.scheme,
        actor=actor_of(request, parts),
    )  # fmt: skip
    return shown_ticket(issued.ticket, issued.url)


@post("/file-tickets", status_code=201)
async def issue_upload(request: ApiRequest, parts: Parts) -> shapes.FileTicket:
    """Make an address for an upload.

    Whoever knows the address can bring files by PUT or POST, or by FTP. The address is shown this once.
    """
    asked = await read_body(request, shapes.UploadInput)
    issued = await service(parts).issue_upload(
        _station(asked.station), asked.kind, parts.clock.now() + timedelta(seconds=asked.valid_s), asked.max_bytes,
        asked.max_files, asked.scheme, actor=actor_of(request, parts),
    )  # fmt: skip
    return shown_ticket(issued.ticket, issued.url)


@get("/file-tickets")
async def list_file_tickets(request: ApiRequest, parts: Parts) -> shapes.FileTicketList:
    """List tickets.

    Newest first, those of the last weeks too that are good no more.
    """
    wanted = msgspec.convert(msgspec.structs.asdict(read_query(request, FileTicketFilter)), file_queries.TicketFilter)
    page = await parts.queries.file_tickets(read_part(request), wanted)
    return shapes.FileTicketList(items=[shown_ticket(one) for one in page.items], next_cursor=page.next_cursor)


@get("/file-tickets/{ticket_id:str}")
async def get_file_ticket(ticket_id: FromPath[str], parts: Parts) -> shapes.FileTicket:
    """Read a ticket.

    What came or went by it, and how it ended.
    """
    name = TicketId(path_text(ticket_id))
    found = parts.store.file_ticket(name) or await parts.queries.file_ticket(name)
    if found is None:
        raise _missing(name)
    return shown_ticket(found)


@delete("/file-tickets/{ticket_id:str}")
async def end_file_ticket(ticket_id: FromPath[str], parts: Parts) -> None:
    """Withdraw a ticket.

    Nobody gets in with it any more.
    """
    name = TicketId(path_text(ticket_id))
    if await service(parts).end_ticket(name, "it was withdrawn"):
        return
    if await parts.queries.file_ticket(name) is None:
        raise _missing(name)
    raise ConflictError("This ticket has ended already.", "There is nothing left to withdraw.")


def shown_ticket(one: FileTicket, url: str | None = None) -> shapes.FileTicket:
    """A ticket as it is shown; with its address only to who asked for it."""
    fetches = one.direction == "download"
    return shapes.FileTicket(
        id=one.id,
        direction=one.direction,
        purpose=one.purpose,
        state=one.state,
        created_at=instant(one.created_at),
        expires_at=instant(one.expires_at),
        station=one.station,
        file=one.file,
        uses=one.uses if fetches else None,
        used=one.used if fetches else None,
        max_files=None if fetches else one.max_files,
        max_bytes=one.max_bytes,
        files=list(one.files),
        taken_bytes=None if fetches else one.taken_bytes,
        actor=one.actor,
        operation=one.subject,
        ended_at=instant(one.ended_at),
        end_reason=one.end_reason,
        url=url,
    )


def _station(name: str | None) -> StationId | None:
    return None if name is None else StationId(name)


def _missing(name: TicketId) -> NotFoundError:
    return NotFoundError(f"There is no ticket '{name}'.", "Look at the list of tickets; old ones are forgotten.")


FILE_TICKET_ROUTES: Final = (issue_download, issue_upload, list_file_tickets, get_file_ticket, end_file_ticket)
