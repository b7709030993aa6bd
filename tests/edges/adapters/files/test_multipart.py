"""Forms: whatever way the bytes are cut, the same files come out; what is no form is refused."""

import pytest

from pilotwire.adapters.files.multipart import FormError, FormReader, PartHeaders, boundary_of, filename_in

FORM = (
    b"preamble\r\n--XX\r\n"
    b'Content-Disposition: form-data; name="note"\r\n\r\nhello\r\n--XX\r\n'
    b'Content-Disposition: form-data; name="file"; filename="a\\"b.log"\r\nContent-Type: text/plain\r\n\r\n'
    b"line\r\n--X not the end\r\n\r\n--XX  \r\n"
    b"content-disposition: FORM-DATA; name=f2; filename*=UTF-8''%C3%BC.bin\r\n\r\n\r\n--XX--\r\nepilogue"
)


class InParts:
    """A body that comes in parts of a size."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size

    async def readany(self) -> bytes:
        part, self._data = self._data[: self._size], self._data[self._size :]
        return part


async def read(data: bytes, size: int = 7, boundary: bytes = b"XX") -> list[tuple[PartHeaders, bytes]]:
    form, found = FormReader(InParts(data, size), boundary), []
    while (part := await form.next_part()) is not None:
        found.append((part, b"".join([one async for one in form.content()])))
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64, 10_000])
async def test_a_form_is_read_however_it_is_cut(size: int) -> None:
    assert await read(FORM, size) == [
        (PartHeaders("note", None, None), b"hello"),
        (PartHeaders("file", 'a"b.log', "text/plain"), b"line\r\n--X not the end\r\n"),
        (PartHeaders("f2", "ü.bin", None), b""),
    ]


def test_a_part_is_a_file_by_its_name_or_its_type() -> None:
    assert not PartHeaders("note", None, None).is_file
    assert not PartHeaders("note", None, "text/plain").is_file
    assert PartHeaders("file", "a.log", "text/plain").is_file
    assert PartHeaders("file", None, "application/octet-stream").is_file


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (FORM[:-20], "ends before its last boundary"),
        (b"", "ends before its last boundary"),
        (b"x" * 70_000 + FORM, "does not begin with its boundary"),
        (b"--XX\r\n" + b"h: " + b"x" * 20_000, "headers of a part are too long"),
        (b"--XX\r\na: b\r\n\r\n" + b"\r\n--XX\r\na: b\r\n\r\n" * 70, "more than 64 parts"),
    ],
)
async def test_what_is_no_form_says_so(form: bytes, why: str) -> None:
    with pytest.raises(FormError, match=why):
        await read(form, 4096)


def test_the_boundary_stands_in_the_content_type() -> None:
    assert boundary_of("multipart/form-data; boundary=XX") == b"XX"
    assert boundary_of('Multipart/Form-Data; boundary="X X"') == b"X X"
    assert boundary_of("application/octet-stream") is None
    assert boundary_of("") is None
    for bad in ("multipart/form-data", "multipart/form-data; boundary=", f"multipart/form-data; boundary={'x' * 300}"):
        with pytest.raises(FormError):
            boundary_of(bad)


def test_a_whole_request_may_name_its_file() -> None:
    assert filename_in('attachment; filename="../a.log"') == "../a.log"
    assert filename_in("attachment") is None
    assert filename_in(None) is None
