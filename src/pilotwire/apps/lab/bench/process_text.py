"""What Linux says of a process: its CPU time and its memory, from the texts in /proc."""

import os
from pathlib import Path

from pilotwire.kernel.errors import PilotwireError


class ProcessGoneError(PilotwireError):
    """The process to be measured has ended."""


def cpu_s(stat: str, ticks_per_s: int) -> float:
    """User plus system time in seconds of all its threads, from the text of /proc/PID/stat.

    The name of the program stands in brackets and may hold blanks and brackets itself.
    """
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / ticks_per_s


def resident_bytes(status: str) -> int:
    """Resident memory, from the text of /proc/PID/status."""
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise ProcessGoneError("the process has no memory any more", "look at its last log lines")


def read_cpu_s(pid: int) -> float:
    """The CPU time that a process has used so far, to 10 ms. Raises ProcessGoneError."""
    return cpu_s(_read(pid, "stat"), os.sysconf("SC_CLK_TCK"))


def read_resident_bytes(pid: int) -> int:
    """The resident memory of a process. Raises ProcessGoneError."""
    return resident_bytes(_read(pid, "status"))


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ProcessGoneError(f"process {pid} cannot be measured: {error.strerror}", _REMEDY) from error


_REMEDY = "the bench reads /proc, so it runs on Linux only; if this is Linux, the process has ended: see its log"
