"""Examples of files for the API's description."""

from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import file as f
from pilotwire.client.codec import Instant

FILE: Final = f.File(
    id="252115205335547904",
    name="diagnostics-2026-03-01.tar.gz",
    kind="diagnostics",
    size_bytes=184_320,
    sha256="83ba260f4835ef5ebf4d41553cf1aa6fab519f68a3beb5ac00e8d68c088c466a",
    content_type="application/gzip",
    created_at=Instant(2026, 3, 1, 9, 0, tzinfo=UTC),
    station="CS-0042",
    ticket="c43206e8d6c691eb60f176458f4f82b0",
    expires_at=Instant(2026, 5, 30, 9, 0, tzinfo=UTC),
)
PATCH: Final = f.FilePatch(version="1.4.2", note="with the new meter driver")
DOWNLOAD: Final = f.FileTicket(
    id="e0301fb9d63c297d3c86005956bffb64",
    direction="download",
    purpose="firmware",
    state="open",
    created_at=Instant(2026, 3, 1, 9, 0, tzinfo=UTC),
    expires_at=Instant(2026, 3, 2, 9, 0, tzinfo=UTC),
    station="CS-0042",
    file="252115205335547904",
    uses=1,
    used=0,
    actor="a1b2c3d4e5f6",
)
ISSUED_DOWNLOAD: Final = msgspec.structs.replace(
    DOWNLOAD, url="https://csms.example/files/jouws6kovkygshe7j5oda2dahi/firmware-1.4.2.bin"
)
ISSUED_UPLOAD: Final = f.FileTicket(
    id="c43206e8d6c691eb60f176458f4f82b0",
    direction="upload",
    purpose="diagnostics",
    state="open",
    created_at=Instant(2026, 3, 1, 9, 0, tzinfo=UTC),
    expires_at=Instant(2026, 3, 2, 9, 0, tzinfo=UTC),
    station="CS-0042",
    max_files=10,
    taken_bytes=0,
    actor="a1b2c3d4e5f6",
    url="https://csms.example/files/jouws6kovkygshe7j5oda2dahi/",
)
DOWNLOAD_INPUT: Final = f.DownloadInput(station="CS-0042", uses=3)
UPLOAD_INPUT: Final = f.UploadInput(station="CS-0042")
