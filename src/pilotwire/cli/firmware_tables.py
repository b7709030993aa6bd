"""How releases, updates and publications of firmware are printed."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import Options
from pilotwire.cli.output import emit_json, facts, grid, rest, right, show
from pilotwire.cli.words import plain, when
from pilotwire.client.firmware import FirmwareUpdate, Publication, Release

COLOURS: Final = {
    "succeeded": "green", "published": "green", "done": "green", "failed": "bold red", "aborted": "bold red",
    "cancelled": "yellow", "skipped": "dim", "unreached": "yellow", "waiting": "dim", "asking": "dim",
    "unpublished": "dim",
}  # fmt: skip
_VERDICTS: Final = {"taken": "", "repeated": "dim", "skipped": "yellow", "backward": "yellow", "late": "dim"}


def state_text(state: str) -> Text:
    """A state in its colour; what is under way is cyan."""
    return Text(state, COLOURS.get(state, "cyan"))


def release_table(found: Sequence[Release], zone: tzinfo | None) -> Table:
    """Releases, one a line."""
    return grid(
        ("Release", "Version", "Vendor", "Models", "After", "Signed", right("Size"), rest("Where")),
        (
            (
                plain(one.name),
                plain(one.firmware_version),
                plain(one.vendor),
                plain(", ".join(one.models) or "all"),
                plain(", ".join(one.from_versions) or "any"),
                "verified" if one.proof else "yes" if one.signature else "no",
                "" if one.size_bytes is None else f"{one.size_bytes:,}",
                plain(one.location or f"file {one.file}"),
            )
            for one in found
        ),
    )


def update_table(found: Sequence[FirmwareUpdate], zone: tzinfo | None) -> Table:
    """Updates, one a line."""
    return grid(
        ("Asked for", right("Number"), "Station", "Release", "From", "State", "Says", rest("What came of it")),
        (
            (
                when(one.requested_at, zone),
                str(one.number),
                plain(one.station),
                plain(one.release),
                plain(one.previous or "-"),
                state_text(one.state),
                one.status or "-",
                plain(_outcome(one)),
            )
            for one in found
        ),
    )


def publication_table(found: Sequence[Publication], zone: tzinfo | None) -> Table:
    """Publications, one a line."""
    return grid(
        ("Asked for", right("Number"), "Controller", "Release", "State", rest("Where")),
        (
            (
                when(one.requested_at, zone),
                str(one.number),
                plain(one.station),
                plain(one.release),
                state_text(one.state),
                plain(one.reason or ", ".join(one.locations)),
            )
            for one in found
        ),
    )


def tell_release(one: Release, options: Options) -> None:
    """Print one release, as the options say."""
    if options.json:
        emit_json(one)
        return
    proof = one.proof
    show(
        facts((
            ("Release", plain(one.name)),
            ("Version", plain(one.firmware_version)),
            ("Vendor", plain(one.vendor)),
            ("Models", plain(", ".join(one.models) or "all")),
            ("After", plain(", ".join(one.from_versions) or "any version")),
            ("File", one.file or ""),
            ("Location", plain(one.location or "")),
            ("Size", "" if one.size_bytes is None else f"{one.size_bytes:,} bytes"),
            ("SHA-256", one.sha256 or ""),
            ("MD5", one.md5 or ""),
            ("Signature", "" if proof is None else f"{proof.algorithm} of {plain(proof.signer)}"),
            ("Root", "" if proof is None else plain(proof.root)),
            ("Note", plain(one.note or "")),
            ("Changed", when(one.updated_at, options.zone)),
        ))
    )  # fmt: skip


def tell_update(one: FirmwareUpdate, options: Options) -> None:
    """Print one update, as the options say."""
    if options.json:
        emit_json(one)
        return
    show(
        facts((
            ("Update", str(one.number)),
            ("Station", plain(one.station)),
            ("Release", plain(one.release)),
            ("Version", f"{plain(one.previous or '?')} to {plain(one.version)}"),
            ("State", state_text(one.state)),
            ("Signed", "yes" if one.signed else "no"),
            ("Via", plain(one.via or "")),
            ("Asked for", when(one.requested_at, options.zone)),
            ("Ended", when(one.ended_at, options.zone)),
            ("Reports", plain(one.firmware or "")),
            ("What came of it", Text(plain(_outcome(one)), "red" if one.state == "failed" else "")),
            ("What to do", plain(one.remedy or "")),
            ("Operation", one.operation or ""),
        ))
    )  # fmt: skip
    if one.steps:
        show(Text())
        show(
            grid(
                ("At", "Heard", rest("")),
                (
                    (when(step.at, options.zone), Text(plain(step.word), _VERDICTS.get(step.verdict, "")),
                     plain(" ".join(part for part in (step.detail, _judged(step.verdict)) if part)))
                    for step in one.steps
                ),
            )
        )  # fmt: skip


def _judged(verdict: str) -> str:
    return "" if verdict == "taken" else f"({verdict})"


def _outcome(one: FirmwareUpdate) -> str:
    if one.state == "succeeded":
        return "its boot showed the version" if one.confirmed else "it said Installed, and tells no version"
    return " ".join(part for part in (one.reason, f"({one.detail})" if one.detail else None) if part)
