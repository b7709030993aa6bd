"""What the routes of files and their tickets say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import file as f
from pilotwire.client.file_filters import FileFilter, FileTicketFilter, FileWish
from pilotwire.client.filters import Part

from . import file_examples as ef
from .route import NOT_FOUND, Header, RouteFacts

_RANGE: Final = (Header("Range", "Only this part of the content, such as bytes=0-1023.", r"^bytes=[0-9]*-[0-9]*$"),)
_OFF: Final = ("conflict",)

FILES: Final[Mapping[str, RouteFacts]] = {
    "list_files": RouteFacts(
        scope="read", tag="files", query=(FileFilter, Part),
        answer=f.FileList, example=f.FileList(items=[ef.FILE], next_cursor=None),
    ),
    "upload_file": RouteFacts(
        scope="configure", tag="files", query=(FileWish,), takes_bytes=True, answer=f.File, example=ef.FILE,
        statuses=(201,), problems=("conflict", "too-large", "no-room"),
    ),
    "get_file": RouteFacts(scope="read", tag="files", answer=f.File, example=ef.FILE, problems=NOT_FOUND),
    "download_file": RouteFacts(
        scope="operate", tag="files", headers=_RANGE, answer=str, example="the content",
        media_type="application/octet-stream",
        statuses=(200, 206), problems=("not-found", "conflict", "no-such-part"),
    ),
    "change_file": RouteFacts(
        scope="configure", tag="files", body=f.FilePatch, body_example=ef.PATCH,
        body_media_type="application/merge-patch+json", answer=f.File, example=ef.FILE, problems=NOT_FOUND,
    ),
    "delete_file": RouteFacts(scope="configure", tag="files", statuses=(204,), problems=("not-found", "conflict")),
    "issue_download": RouteFacts(
        scope="operate", tag="files", body=f.DownloadInput, body_example=ef.DOWNLOAD_INPUT, answer=f.FileTicket,
        example=ef.ISSUED_DOWNLOAD, statuses=(201,), problems=("not-found", "conflict"),
    ),
    "issue_upload": RouteFacts(
        scope="operate", tag="files", body=f.UploadInput, body_example=ef.UPLOAD_INPUT, answer=f.FileTicket,
        example=ef.ISSUED_UPLOAD, statuses=(201,), problems=_OFF,
    ),
    "list_file_tickets": RouteFacts(
        scope="read", tag="files", query=(FileTicketFilter, Part), answer=f.FileTicketList,
        example=f.FileTicketList(items=[ef.DOWNLOAD], next_cursor=None),
    ),
    "get_file_ticket": RouteFacts(
        scope="read", tag="files", answer=f.FileTicket, example=ef.DOWNLOAD, problems=NOT_FOUND
    ),
    "end_file_ticket": RouteFacts(
        scope="operate", tag="files", statuses=(204,), problems=("not-found", "conflict")
    ),
}  # fmt: skip
