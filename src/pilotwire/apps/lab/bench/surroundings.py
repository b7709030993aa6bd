"""Where the figures were measured: without this they mean little."""

import os
import platform
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import msgspec

from pilotwire.apps.lab.bench.plan import Plan


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """The machine and the software; nothing that names the machine or its owner."""

    processor: str
    cores: int
    load_average: float
    system: str
    python: str
    packages: dict[str, str]
    database: str
    filesystem: str


def surroundings(plan: Plan) -> Surroundings:
    """What this machine is, and where the data of the run will lie."""
    folder = plan.folder or Path(tempfile.gettempdir())
    return Surroundings(
        processor=processor_name(_read("/proc/cpuinfo")),
        cores=os.cpu_count() or 1,
        load_average=round(os.getloadavg()[0], 2),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        packages={name: _version(name) for name in _PACKAGES},
        database=(plan.database_url or "sqlite").partition(":")[0],
        filesystem=filesystem_of(folder.resolve(), _read("/proc/mounts")),
    )


def processor_name(cpuinfo: str) -> str:
    """The model's name from the text of /proc/cpuinfo; "" where it has none."""
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return ""


def filesystem_of(folder: Path, mounts: str) -> str:
    """The type of file system that a folder lies on, from the text of /proc/mounts; "" where that cannot be told."""
    found = ""
    depth = -1
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split()
        where = Path(point.replace("\\040", " "))
        if (where == folder or where in folder.parents) and len(where.parts) >= depth:
            found, depth = kind, len(where.parts)
    return found


_PACKAGES: Final = ("pilotwire", "aiohttp", "uvloop", "msgspec")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
