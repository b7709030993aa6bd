"""What the routes of logs say of themselves, with examples; part of the route table."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import log as g
from pilotwire.client import resources as r
from pilotwire.client.codec import Instant
from pilotwire.client.filters import Part

from .examples import OPERATION
from .file_examples import FILE
from .route import NOT_FOUND, RouteFacts

LOG: Final = g.Log(
    id=1402352,
    station="CS-0042",
    log="DiagnosticsLog",
    state="uploaded",
    operation="0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b10",
    requested_at=Instant(2026, 3, 1, 8, 59, tzinfo=UTC),
    location="http://csms.example:9001/files/***/",
    oldest_at=Instant(2026, 2, 28, 0, 0, tzinfo=UTC),
    filename="diagnostics-2026-03-01.tar.gz",
    status="Uploaded",
    status_at=Instant(2026, 3, 1, 9, 0, tzinfo=UTC),
    attempts=1,
    ticket="c43206e8d6c691eb60f176458f4f82b0",
    files=[FILE],
    ended_at=Instant(2026, 3, 1, 9, 0, tzinfo=UTC),
    actor="console",
)
LOG_INPUT: Final = g.LogInput(oldest_at=Instant(2026, 2, 28, 0, 0, tzinfo=UTC), retries=2, retry_interval_s=60)
GETTING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.get_log",
    request=msgspec.Raw(b'{"oldest_at":"2026-02-28T00:00:00Z","retries":2,"retry_interval_s":60}'),
    progress=r.Progress(done=65536, message="Uploading, 65536 bytes so far"),
)

LOGS: Final[Mapping[str, RouteFacts]] = {
    "request_log": RouteFacts(
        scope="operate", tag="files", body=g.LogInput, body_example=LOG_INPUT, answer=r.Operation, example=GETTING,
        statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_logs": RouteFacts(
        scope="read", tag="files", query=(g.LogFilter, Part), answer=g.LogList,
        example=g.LogList(items=[LOG], next_cursor=None),
    ),
    "get_log": RouteFacts(scope="read", tag="files", answer=g.Log, example=LOG, problems=NOT_FOUND),
}  # fmt: skip
