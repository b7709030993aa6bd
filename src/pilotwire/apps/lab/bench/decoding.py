"""What it costs to read a frame and to decode and check its payload, in this process, beside the `ocpp` package."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from time import thread_time_ns
from typing import Final

import msgspec

from pilotwire.apps.lab.bench.talk_ocpp201 import update
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocpp201.transactions import TransactionEventRequest
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """CPU time for one frame with so many samples; `package_us` is None where the `ocpp` package is not installed."""

    samples: int
    frame_bytes: int
    ours_us: float
    package_us: float | None = None
    package_version: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the package's cost is ours."""
        return None if self.package_us is None else self.package_us / self.ours_us


def measure_decoding(samples: int, repeats: int = 15, batch: int = 2000) -> Decoded:
    """The median of `repeats` batches of `batch` frames, each a TransactionEvent with one sample or with six."""
    text = update(samples=samples).decode()

    def ours() -> None:
        frame = read_frame(text, Version.V201)
        if not isinstance(frame, Call):
            raise TypeError("the typical event is no call")
        decode_strict(TransactionEventRequest, frame.payload)

    ours_us = _cpu_us(ours, repeats, batch)
    package_version = _package_version()
    if not package_version:
        return Decoded(samples=samples, frame_bytes=len(text), ours_us=ours_us)
    with _package_check(text) as theirs:
        package_us = _cpu_us(theirs, repeats, max(1, batch // _TIMES_SLOWER))
    return Decoded(
        samples=samples,
        frame_bytes=len(text),
        ours_us=ours_us,
        package_us=package_us,
        package_version=package_version,
    )


def _cpu_us(work: Callable[[], None], repeats: int, batch: int) -> float:
    work()
    costs_ns = []
    for _ in range(repeats):
        started_ns = thread_time_ns()
        for _ in range(batch):
            work()
        costs_ns.append((thread_time_ns() - started_ns) / batch)
    return median(costs_ns) / 1000


def _package_version() -> str:
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


@contextmanager
def _package_check(text: str) -> Iterator[Callable[[], None]]:
    """The package's own reading and checking of the text, in this thread and not in its pool of threads."""
    messages = importlib.import_module("ocpp.messages")
    settings = vars(messages)
    in_pool, settings["ASYNC_VALIDATION"] = settings["ASYNC_VALIDATION"], False

    def check() -> None:
        with suppress(StopIteration):
            messages.validate_payload(messages.unpack(text), "2.0.1").send(None)

    try:
        yield check
    finally:
        settings["ASYNC_VALIDATION"] = in_pool


_PACKAGE: Final = "ocpp"
_TIMES_SLOWER: Final = 50
