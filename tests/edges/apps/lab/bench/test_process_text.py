"""CPU time and memory from the texts of /proc."""

import os

import pytest

from pilotwire.apps.lab.bench.process_text import (
    ProcessGoneError,
    cpu_s,
    read_cpu_s,
    read_resident_bytes,
    resident_bytes,
)

STAT = (
    "4242 (pilot (wire) x) S 1 4242 4242 0 -1 4194560 9120 0 3 0 1234 567 8 9 20 0 5 0 88230 412352512 10021 "
    "18446744073709551615 1 1 0 0 0 0 0 16781312 16386 0 0 0 17 1 0 0 0 0 0"
)
STATUS = "Name:\tpilotwire\nState:\tS (sleeping)\nVmPeak:\t  402688 kB\nVmRSS:\t   40084 kB\nThreads:\t5\n"


def test_cpu_time_is_user_plus_system_whatever_the_program_is_called() -> None:
    assert cpu_s(STAT, 100) == 18.01


def test_ticks_may_be_of_another_length() -> None:
    assert cpu_s(STAT, 1000) == 1.801


def test_resident_memory_is_told_in_kibibytes() -> None:
    assert resident_bytes(STATUS) == 41_046_016


def test_a_process_that_is_a_mere_entry_has_no_memory() -> None:
    with pytest.raises(ProcessGoneError, match="no memory any more"):
        resident_bytes("Name:\tpilotwire\nState:\tZ (zombie)\n")


def test_a_process_that_is_gone_is_said_to_be_gone() -> None:
    with pytest.raises(ProcessGoneError, match="process 0 cannot be measured"):
        read_cpu_s(0)


def test_our_own_process_can_be_measured() -> None:
    assert read_cpu_s(os.getpid()) > 0
    assert read_resident_bytes(os.getpid()) > 5_000_000
