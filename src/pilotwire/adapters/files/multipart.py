"""Files out of a form, as they come: multipart/form-data with constant memory. Source: RFC 7578, RFC 2046 5.1."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Final, NamedTuple, Protocol

MOST_PARTS: Final = 64
_MOST_HEADERS: Final = 16 * 1024
_MOST_PREAMBLE: Final = 64 * 1024


class Body(Protocol):
    """Where a form is read from."""

    async def readany(self) -> bytes:
        """What has come, and at least one byte; nothing at the end."""
        ...


class FormError(Exception):
    """What came is no form; the message says why."""


class PartHeaders(NamedTuple):
    """What the headers of a part say."""

    field: str
    filename: str | None
    content_type: str | None

    @property
    def is_file(self) -> bool:
        """Whether the part is a file: it has a file name, or a type that no text field has."""
        return self.filename is not None or self.content_type not in (None, "text/plain")


def boundary_of(content_type: str) -> bytes | None:
    """The boundary of a form with this Content-Type; None for what is no form. Raises FormError without one."""
    message = EmailMessage()
    message["content-type"] = content_type
    if not message.get_content_type().startswith("multipart/"):
        return None
    boundary = message.get_boundary()
    if not boundary or len(boundary) > _LONGEST_BOUNDARY or not boundary.isascii():
        raise FormError("The form names no usable boundary.")
    return boundary.encode("ascii")


class FormReader:
    """Reads a form part by part: `next_part`, then `content` to its end."""

    def __init__(self, body: Body, boundary: bytes) -> None:
        self._body = body
        self._mark = b"\r\n--" + boundary
        self._held = b"\r\n"  # so that a form that begins with its boundary is like any other
        self._ended = False
        self._count = 0

    async def next_part(self) -> PartHeaders | None:
        """The headers of the next part, None at the end of the form. Raises FormError."""
        if self._count == 0:
            await self._skip_preamble()
        while len(self._held) < 2 and not self._ended:
            await self._more()
        if self._held.startswith(b"--"):
            await self._drain()
            return None
        self._count += 1
        if self._count > MOST_PARTS:
            raise FormError(f"The form has more than {MOST_PARTS} parts.")
        headers = await self._until(b"\r\n\r\n", _MOST_HEADERS)
        return _headers(headers.lstrip(b" \t\r\n"))

    async def content(self) -> AsyncIterator[bytes]:
        """The content of the part whose headers were read last."""
        while True:
            place = self._held.find(self._mark)
            if place >= 0:
                if place:
                    yield self._held[:place]
                self._held = self._held[place + len(self._mark) :]
                return
            sure = len(self._held) - len(self._mark) + 1
            if sure > 0:
                yield self._held[:sure]
                self._held = self._held[sure:]
            await self._more()

    async def _skip_preamble(self) -> None:
        skipped = 0
        async for part in self.content():
            skipped += len(part)
            if skipped > _MOST_PREAMBLE:
                raise FormError("The form does not begin with its boundary.")

    async def _until(self, end: bytes, most: int) -> bytes:
        while (place := self._held.find(end)) < 0:
            if len(self._held) > most:
                raise FormError("The headers of a part are too long.")
            await self._more()
        found, self._held = self._held[:place], self._held[place + len(end) :]
        return found

    async def _more(self) -> None:
        data = b"" if self._ended else await self._body.readany()
        if not data:
            self._ended = True
            raise FormError("The form ends before its last boundary.")
        self._held += data

    async def _drain(self) -> None:
        self._held = b""
        while await self._body.readany():
            pass


def _headers(text: bytes) -> PartHeaders:
    field, filename, content_type = "", None, None
    for line in text.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            field, filename = _disposition(value)
        elif name.strip().lower() == "content-type":
            content_type = value.partition(";")[0].strip().lower()
    return PartHeaders(field, filename, content_type)


def _disposition(value: str) -> tuple[str, str | None]:
    message = EmailMessage()
    message["content-disposition"] = " ".join(value.split())
    field = message.get_param("name", "", "content-disposition")
    return str(field), message.get_filename(None)


def filename_in(disposition: str | None) -> str | None:
    """The file name that a Content-Disposition header of a whole request gives."""
    return None if disposition is None else _disposition(disposition)[1]


_LONGEST_BOUNDARY: Final = 200
