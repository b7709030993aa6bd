"""The limit on open files."""

import pytest

from pilotwire.apps.lab.bench.descriptors import TooFewDescriptorsError, check


def test_a_process_needs_one_for_each_connection_and_some_more() -> None:
    assert check(2000, hard_limit=4096) == 2256
    assert check(2000, hard_limit=2256) == 2256


def test_without_a_limit_there_are_always_enough() -> None:
    assert check(25_000, hard_limit=-1) == 25_256


def test_too_low_a_limit_is_told_with_the_command_that_raises_it() -> None:
    with pytest.raises(TooFewDescriptorsError) as refused:
        check(5000, hard_limit=4096)
    assert refused.value.message == "5,000 connections need 5,256 open files per process, and the limit is 4,096."
    assert "prlimit --pid $$ --nofile=5256:5256" in refused.value.remedy
    assert "--connections 3840" in refused.value.remedy
