"""Releases of firmware: which stations they are for, and what of them contradicts itself."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pilotwire.domain.firmware_release import FirmwareRelease, check_release, misfit, runs
from pilotwire.domain.station import Identity
from pilotwire.kernel.errors import BadInputError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def release(**more: Any) -> FirmwareRelease:
    whole: dict[str, Any] = {"file": "1", **more}
    return FirmwareRelease("r2", "2.0", "Acme", NOON, NOON, **whole)


@pytest.mark.parametrize(
    ("more", "identity", "why"),
    [
        ({}, Identity("ACME", "One"), None),
        ({}, Identity("Other", "One"), "it is of Other, the release is for Acme"),
        ({}, Identity(), "it is of an unknown vendor, the release is for Acme"),
        ({"models": ("Two", "one")}, Identity("Acme", "ONE"), None),
        ({"models": ("Two",)}, Identity("Acme", "One"), "it is a One, the release is for Two"),
        ({"from_versions": ("1.*",)}, Identity("Acme", "One", None, "1.9.9"), None),
        (
            {"from_versions": ("1.4", "1.5*")},
            Identity("Acme", "One", None, "1.40"),
            "it runs 1.40, the release may follow 1.4, 1.5*",
        ),
        (
            {"from_versions": ("1.?",)},
            Identity("Acme", "One", None, "1.4"),
            "it runs 1.4, the release may follow 1.?",
        ),
        ({"from_versions": ("[1]",)}, Identity("Acme", "One", None, "[1]"), None),
        ({"from_versions": ("1*",)}, Identity("Acme"), "it runs an unknown version, the release may follow 1*"),
    ],
)
def test_whom_a_release_is_for(more: dict[str, Any], identity: Identity, why: str | None) -> None:
    assert misfit(release(**more), identity) == why


def test_a_station_runs_it_when_it_reports_exactly_its_version() -> None:
    assert runs(release(), Identity("Acme", "One", None, "2.0"))
    assert not runs(release(), Identity("Acme", "One", None, "2.0.1"))


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"file": None}, "/file"),
        ({"location": "https://example.com/fw"}, "/file"),
        ({"signature": "AA=="}, "/signing_certificate"),
        ({"signing_certificate": "PEM"}, "/signature"),
        ({"signature": "AA==", "signing_certificate": "PEM"}, "/sha256"),
        ({"sha256": "0" * 64, "signature": "A" * 801, "signing_certificate": "PEM"}, "/signature"),
        ({"sha256": "0" * 64, "signature": "A", "signing_certificate": "P" * 5_501}, "/signing_certificate"),
        ({"sha256": "abc"}, "/sha256"),
        ({"md5": "z" * 32}, "/md5"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_field(more: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadInputError) as refused:
        check_release(release(**more))
    assert refused.value.pointer == pointer
    assert refused.value.remedy
