"""The file in which the operator finds the first admin key."""

import os
from pathlib import Path
from typing import Final

from pilotwire.kernel.errors import PilotwireError

ADMIN_KEY_FILE: Final = "admin.key"


def write_admin_key(data_dir: Path, secret: str) -> Path:
    """Write the secret to admin.key, for its owner alone (mode 600), whole or not at all; returns the file.

    Raises PilotwireError when the folder cannot be written to.
    """
    target = data_dir / ADMIN_KEY_FILE
    unfinished = data_dir / f".{ADMIN_KEY_FILE}.{os.getpid()}"
    try:
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise PilotwireError(
            f"The admin key cannot be written to {target}: {error.strerror}.",
            "Make the folder writable for this user, or name another with --data-dir.",
        ) from error
    return target
