"""Every kind of long work is shown to outlive a kill of the server."""

from pathlib import Path
from typing import Final

from tests.e2e.csms.kill_rows import ROWS

from pilotwire.services.jobs import JOBS

TESTS: Final = Path(__file__).parents[1]
ELSEWHERE: Final = {
    "station.raise_profile": (
        "e2e/csms/test_raise_profile_kill.py", "client.security.change_profile(",
        "the station comes back at another address, so it is killed at each step instead of at any moment",
    ),
    "station.update_firmware": (
        "e2e/firmware/test_fleet.py", "client.firmware.update(",
        "its stations fetch a file and boot with it, which takes stations of their own",
    ),
    "station.publish_firmware": (
        "e2e/firmware/test_fleet.py", "client.firmware.publish(", "its release is that of the updates beside it"
    ),
    "firmware.campaign": (
        "e2e/firmware/test_fleet.py", "client.campaigns.start(", "it is killed in the middle of two hundred stations"
    ),
}  # fmt: skip
"""Kinds without a row: the test that kills them, how that begins them, and why it is a test of its own."""


def test_every_kind_of_long_work_has_a_row_or_a_reason_to_have_none() -> None:
    rows = {kind for row in ROWS for kind in (row.kind, *row.parts)}
    assert sorted([*rows, *ELSEWHERE]) == sorted(JOBS)


def test_what_has_no_row_is_killed_in_a_test_of_its_own() -> None:
    for kind, (name, begins, why) in ELSEWHERE.items():
        text = (TESTS / name).read_text(encoding="utf-8")
        assert (kind, begins in text, ".kill()" in text, why != "") == (kind, True, True, True)
