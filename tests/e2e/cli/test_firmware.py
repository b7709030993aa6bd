"""Firmware and campaigns, typed against a server: what is printed, what a program reads, and what is refused."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import msgspec

from pilotwire.domain.campaign import Campaign, CampaignId, CampaignPlan, Counts, Member, Wave
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateStep
from pilotwire.domain.station import ChargingStation, Identity
from pilotwire.kernel.ids import StationId
from pilotwire.services.jobs import JOBS
from pilotwire.services.work import Work

from ..api.conftest import NOON
from .conftest import Beside, Run

CS1, CS2 = StationId("CS-1"), StationId("CS-2")
OLD = Identity(vendor="Acme", model="One", firmware_version="1.0")
C1 = CampaignId("c-1")
MINUTE = timedelta(minutes=1)


def kept(beside: Beside, *records: object) -> None:
    """With these in the store."""
    work = Work()
    work.save(*records)  # type: ignore[arg-type]
    beside.do(beside.site.store.commit(work))


def stations(beside: Beside) -> None:
    beside.site.jobs.update(JOBS)
    kept(beside, ChargingStation(CS1, NOON, NOON, identity=OLD), ChargingStation(CS2, NOON, NOON, identity=OLD))


def put(pilotwire: Run, *more: str) -> None:
    where = ("--location", "https://9.9.9.9/fw.bin")
    done = pilotwire("firmware", "put", "r2", "--version", "2.0", "--vendor", "Acme", *where, *more)
    assert done.code == 0, done.err


def test_releases_are_put_shown_fitted_and_removed(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire, "--model", "One", "--follows", "1.*", "--md5", "0" * 32)
    shown = pilotwire("firmware", "release", "r2").out
    assert "https://9.9.9.9/fw.bin" in shown
    assert "1.*" in shown
    assert json.loads(pilotwire("firmware", "releases", "acme", "--json").out)["firmware_version"] == "2.0"
    assert "r2" in pilotwire("firmware", "fitting", "CS-1").out
    assert pilotwire("firmware", "remove", "r2", "-y").code == 0
    assert "There are none." in pilotwire("firmware", "releases").err


def test_what_is_wrong_with_a_release_is_said(pilotwire: Run, tmp_path: Path) -> None:
    said = ("firmware", "put", "r2", "--version", "2.0", "--vendor", "Acme")
    nowhere = pilotwire(*said)
    assert (nowhere.code, "/file" in nowhere.err or "lies here or elsewhere" in nowhere.err) == (1, True)
    signature = tmp_path / "fw.sig"
    signature.write_text("AA==\n")
    alone = pilotwire(*said, "--location", "https://9.9.9.9/fw.bin", "--signature", str(signature))
    assert (alone.code, "cannot be checked without a certificate" in alone.err) == (1, True)
    absent = pilotwire(*said, "--certificate", str(tmp_path / "none.pem"))
    assert (absent.code, "cannot be read" in absent.err) == (2, True)
    private = pilotwire(*said, "--location", "https://10.0.0.1/fw.bin")
    assert (private.code, "private network" in private.err) == (1, True)


def test_an_update_is_begun_and_looked_at(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire)
    begun = json.loads(pilotwire("firmware", "update", "CS-1", "r2", "--retrieve-at", "2h", "--json").out)
    assert (begun["kind"], begun["station"]) == ("station.update_firmware", "CS-1")
    assert pilotwire("firmware", "update", "CS-1", "r2").code == 1  # one runs already
    assert pilotwire("firmware", "update", "CS-1", "r3").code == 1
    late = pilotwire("firmware", "update", "CS-2", "r2", "--install-at", "2020-01-01")
    assert (late.code, "is in the past" in late.err) == (1, True)

    done = FirmwareUpdate(
        CS2, 4711, "r2", "2.0", NOON, NOON + MINUTE, NOON, "failed", "Downloading", previous="1.0",
        ended_at=NOON + MINUTE, reason="download-failed", detail="no route",
        steps=(UpdateStep(NOON, "Accepted"), UpdateStep(NOON + MINUTE, "Downloaded", "backward")),
    )  # fmt: skip
    kept(beside, done)
    listed = pilotwire("firmware", "updates", "--station", "CS-2", "--state", "failed").out
    assert "download-failed (no route)" in listed
    shown = pilotwire("firmware", "show", "4711").out
    assert "see that it reaches the address" in shown
    assert "(backward)" in shown
    assert json.loads(pilotwire("firmware", "show", "4711", "--json").out)["steps"][1]["verdict"] == "backward"
    assert pilotwire("firmware", "show", "9").code == 1


def test_what_controllers_offer_is_listed(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire)
    without = pilotwire("firmware", "publish", "CS-1", "r2")
    assert (without.code, "no MD5" in without.err) == (1, True)
    kept(beside, Publication(CS1, 9, "r2", "0" * 32, NOON, NOON, "published", "Published", ("http://10.0.0.2/fw",)))
    assert "http://10.0.0.2/fw" in pilotwire("firmware", "publications", "--controller", "CS-1").out
    away = pilotwire("firmware", "unpublish", "CS-1", "r2")
    assert (away.code, "not connected" in away.err or "never been connected" in away.err) == (1, True)
    assert pilotwire("firmware", "unpublish", "CS-2", "r2").code == 1


def test_a_campaign_is_begun_paused_shown_and_cancelled(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire)
    said = ("--wave", "1", "--window", "22:00-05:00", "--time-zone", "UTC", "--at-once", "3", "--abort-percent", "10")
    begun = json.loads(pilotwire("campaign", "start", "All", "r2", "--vendor", "acme", *said, "--json").out)
    assert (begun["stations"], [one["stations"] for one in begun["waves"]], begun["at_once"]) == (2, [1, 1], 3)
    paused = pilotwire("campaign", "pause", begun["id"]).out
    assert "paused: 0 of 2, wave 1 of 2: 2 waiting" in paused
    assert "22:00-05:00 UTC" in paused
    assert "All" in pilotwire("campaign", "list").out
    assert json.loads(pilotwire("campaign", "resume", begun["id"], "--json").out).get("paused") is None
    cancelled = pilotwire("campaign", "cancel", begun["id"], "-y")
    assert cancelled.code == 0
    assert pilotwire("campaign", "watch", begun["id"]).code == 1
    listed = pilotwire("campaign", "stations", begun["id"], "--json").out.splitlines()
    assert [json.loads(line)["state"] for line in listed] == ["cancelled", "cancelled"]
    again = json.loads(pilotwire("campaign", "retry", begun["id"], "--json").out)
    assert again["stations"] == 2


def test_a_campaign_comes_from_a_file_too(pilotwire: Run, beside: Beside, tmp_path: Path) -> None:
    stations(beside)
    put(pilotwire)
    file = tmp_path / "campaign.json"
    file.write_text(json.dumps({"release": "r2", "stations": ["CS-1"], "waves": [{"hold": True}]}))
    begun = json.loads(pilotwire("campaign", "start", "From a file", "--file", str(file), "--json").out)
    assert begun["waves"][0]["hold"] is True
    file.write_text("[]")
    assert pilotwire("campaign", "start", "From a file", "--file", str(file)).code == 2


def test_a_campaign_that_makes_no_sense_is_refused(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire)
    for more, word in (
        (("--wave", "x"), "which is no size"),
        (("--wave", "5%%"), "which is no size"),
        (("--window", "22:00"), "which is no span"),
        (("--when-busy", "shout"), "when_busy"),
    ):
        wrong = pilotwire("campaign", "start", "All", "r2", "CS-1", *more)
        assert (wrong.code, word in wrong.err) == (2, True), wrong.err
    empty = pilotwire("campaign", "start", "All", "r2", "CS-1", "--wave", "5")
    assert (empty.code, "stations" in empty.err) == (1, True)
    assert pilotwire("campaign", "list", "--json").out == ""


def test_the_report_of_a_campaign_is_csv_that_no_spreadsheet_runs(pilotwire: Run, beside: Beside) -> None:
    stations(beside)
    put(pilotwire)
    plan = CampaignPlan("r2", (Wave(),))
    one = Campaign(C1, "Over", plan, NOON, NOON, 2, (2,), "done", counts=Counts(done=1, failed=1), ended_at=NOON)
    first = Member(
        C1, 0, CS1, 1, "done", 1, begun_at=NOON, ended_at=NOON + MINUTE, previous="1.0", firmware="2.0",
        operation="c-1.0.1",
    )  # fmt: skip
    second = msgspec.structs.replace(
        first, position=1, station=StationId("=CS-2"), state="failed", failures=1, why="download-failed", firmware=None
    )
    kept(beside, one, first, second)
    rows = list(csv.DictReader(io.StringIO(pilotwire("campaign", "report", "c-1").out)))
    assert [row["station"] for row in rows] == ["CS-1", "'=CS-2"]
    assert [(row["state"], row["why"], row["duration_s"]) for row in rows] == [
        ("done", "", "60.0"), ("failed", "download-failed", "60.0")
    ]  # fmt: skip
    assert rows[0]["begun_at"] == "2026-03-01T12:00:00.000Z"
    assert "download-failed" in pilotwire("campaign", "stations", "c-1", "--state", "failed").out
    assert (
        "1 min" in pilotwire("campaign", "stations", "c-1").out
        or "60 s" in pilotwire("campaign", "stations", "c-1").out
    )
    assert "done: 2 of 2, wave 1 of 1: 1 done, 1 failed" in pilotwire("campaign", "show", "c-1").out
