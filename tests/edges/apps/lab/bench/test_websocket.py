"""WebSocket frames by hand, against the examples of RFC 6455 and its three forms of length."""

import pytest

from pilotwire.apps.lab.bench.websocket import CLOSE, PING, TEXT, client_frame, split_frames, upgrade_request


def test_an_upgrade_names_the_path_and_the_version() -> None:
    assert upgrade_request("127.0.0.1", 9000, "/ocpp/B-1", "ocpp2.0.1") == (
        b"GET /ocpp/B-1 HTTP/1.1\r\n"
        b"Host: 127.0.0.1:9000\r\n"
        b"Upgrade: websocket\r\n"
        b"Connection: Upgrade\r\n"
        b"Sec-WebSocket-Key: cGlsb3R3aXJlLWJlbmNoIQ==\r\n"
        b"Sec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: ocpp2.0.1\r\n"
        b"\r\n"
    )


def test_a_short_frame_has_its_length_in_one_byte() -> None:
    assert client_frame(b"Hello") == b"\x81\x85\0\0\0\0Hello"


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (125, b"\x81\xfd"),
        (126, b"\x81\xfe\x00\x7e"),
        (65535, b"\x81\xfe\xff\xff"),
        (65536, b"\x81\xff\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_longer_frames_have_it_in_more(size: int, head: bytes) -> None:
    frame = client_frame(b"x" * size)
    assert frame[: len(head) + 4] == head + b"\0\0\0\0"
    assert len(frame) == len(head) + 4 + size


def test_a_close_frame_has_its_own_opcode() -> None:
    assert client_frame(b"\x03\xe8", CLOSE) == b"\x88\x82\0\0\0\0\x03\xe8"


def test_what_a_server_sent_is_split_into_frames() -> None:
    received = b"\x81\x05Hello\x89\x00\x81\x7e\x00\x80" + b"y" * 128
    assert split_frames(received) == ([(TEXT, b"Hello"), (PING, b""), (TEXT, b"y" * 128)], b"")


def test_a_very_long_frame_is_read() -> None:
    received = b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x01" + b"z" * 65537
    assert split_frames(received) == ([(TEXT, b"z" * 65537)], b"")


@pytest.mark.parametrize("part", [b"", b"\x81", b"\x81\x05Hel", b"\x81\x7e", b"\x81\x7e\x00", b"\x81\x7f\0\0\0\0"])
def test_an_unfinished_frame_is_kept_for_later(part: bytes) -> None:
    assert split_frames(b"\x81\x02ok" + part) == ([(TEXT, b"ok")], part)
