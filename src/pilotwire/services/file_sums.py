"""Checksums of kept files that nobody has computed yet."""

import hashlib

from pilotwire.domain.kept_file import KeptFile

from .files import Files


async def md5_of(files: Files, file: KeptFile) -> str:
    """The MD5 of the whole content in hex, which local controllers are told. Source: OCPP 2.1 part 2, L03.FR.02."""
    summed = hashlib.md5(usedforsecurity=False)
    async for part in await files.content(file):
        summed.update(part)
    return summed.hexdigest()
