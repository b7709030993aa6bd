"""Plug-ins as the services see them: asked in turn, with a deadline, and none of them can do harm by failing."""

import asyncio
import inspect
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import structlog

from pilotwire.domain.vendor_data import DisplayAct, SendVendorData, VendorAnswer, VendorData, VendorMessage
from pilotwire.kernel.errors import PilotwireError
from pilotwire.plugins.defaults.accepted_vendors import AcceptedVendors
from pilotwire.plugins.defaults.described_displays import DescribedDisplay, DescribedDisplays, DescriptionFile
from pilotwire.plugins.registry import Registry

PATIENCE_S: Final = 5.0
"""How long one plug-in has; the station waits meanwhile, with all that it has to say."""

_log: Final = structlog.get_logger(__name__)


class Plugins:
    """Fits `VendorPlugins` over a registry."""

    def __init__(self, registry: Registry, patience_s: float = PATIENCE_S) -> None:
        self._registry = registry
        self._patience_s = patience_s
        self._messages = tuple(registry.messages())

    async def answer(self, received: VendorData) -> VendorAnswer | None:
        """The first answer; a plug-in that fails or is late counts as one that has none, and is logged."""
        for name, ask in self._registry.answers(received):
            try:
                answer = ask()
                if inspect.isawaitable(answer):
                    answer = await asyncio.wait_for(answer, self._patience_s)
            except Exception as error:  # foreign code may raise anything, and the station waits for its answer
                _log.warning(
                    "a plug-in failed", plugin=name, hook="data_from_station", station=received.station,
                    vendor_id=received.vendor_id, error=f"{type(error).__name__}: {error}",
                )  # fmt: skip
                continue
            if isinstance(answer, VendorAnswer):
                return answer
        return None

    def messages(self) -> Sequence[VendorMessage]:
        """Messages to stations that plug-ins know."""
        return self._messages

    def display(self, act: DisplayAct) -> SendVendorData | None:
        """What the first plug-in that knows the maker makes of it."""
        try:
            return self._registry.display(act)
        except Exception as error:  # foreign code may raise anything
            _log.warning(
                "a plug-in failed", hook="display_in_vendor_words", station=act.message.station,
                error=f"{type(error).__name__}: {error}",
            )  # fmt: skip
            return None


def plugins(names: Iterable[str], accepted_vendors: Iterable[str], displays: Path | None = None) -> Plugins:
    """Those that come with Pilotwire, and those that the settings name.

    Raises PilotwireError as `Registry.load`, and for a file of displays that cannot be read.
    """
    registry = Registry()
    for name in names:
        registry.load(name)
    accepted = tuple(accepted_vendors)
    if accepted:
        registry.add(AcceptedVendors(accepted), "accepted-vendors")
    if displays is not None:
        registry.add(DescribedDisplays(_described(displays)), "described-displays")
    return Plugins(registry)


def _described(path: Path) -> Iterable[DescribedDisplay]:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=DescriptionFile).display
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PilotwireError(
            f"The file of displays {path} cannot be read: {error}.",
            "Correct it as docs/how-to/show-texts.md describes, or take it out of the setting display_vendors_file.",
        ) from error
