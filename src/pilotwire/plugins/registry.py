"""All plug-ins of a deployment, and the one place where pluggy is asked."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import Any, Final

import pluggy

from pilotwire.domain.vendor_data import DisplayAct, SendVendorData, VendorAnswer, VendorData, VendorMessage
from pilotwire.kernel.errors import PilotwireError

from . import hookspecs
from .defaults import etrel, evbox_status

Answer = Callable[[], VendorAnswer | Awaitable[VendorAnswer | None] | None]
DEFAULTS: Final = (evbox_status, etrel)


class Registry:
    """Holds plug-ins, those that come with Pilotwire first."""

    def __init__(self, plugins: Iterable[object] = DEFAULTS) -> None:
        self._manager = pluggy.PluginManager(hookspecs.NAME)
        self._manager.add_hookspecs(hookspecs)
        for one in plugins:
            self.add(one)

    def add(self, plugin: object, name: str | None = None) -> None:
        """Register one. Raises PilotwireError for what implements a hook with other arguments than it has."""
        try:
            self._manager.register(plugin, name)
            self._manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            raise PilotwireError(
                f"The plug-in {name or plugin!r} does not fit: {' '.join(str(error).split()).rstrip('.')}.",
                "Compare its hooks with docs/plugins.md.",
            ) from error

    def load(self, name: str) -> None:
        """Register what a package offers under this name. Raises PilotwireError for none, or one that fails."""
        found = next((one for one in entry_points(group=hookspecs.NAME) if one.name == name), None)
        if found is None:
            raise PilotwireError(
                f"No installed package has a plug-in '{name}'.",
                f"Install it beside Pilotwire, or take it out of the setting plugins. There are:"
                f" {', '.join(sorted(entry_points(group=hookspecs.NAME).names)) or 'none'}.",
            )
        try:
            plugin = found.load()
        except Exception as error:  # a foreign package may fail at anything while it is imported
            raise PilotwireError(
                f"The plug-in '{name}' cannot be loaded: {type(error).__name__}: {error}.", "Ask its maker."
            ) from error
        self.add(plugin, name)

    def answers(self, received: VendorData) -> Iterator[tuple[str, Answer]]:
        """The plug-ins to be asked about a station's data, by name and in the order in which they are asked."""
        hook = self._manager.hook.data_from_station
        for one in reversed(hook.get_hookimpls()):
            given = {name: received for name in one.argnames}
            yield one.plugin_name, _asking(one.function, given)

    def messages(self) -> Sequence[VendorMessage]:
        """Messages to stations that any plug-in knows."""
        return [one for known in self._manager.hook.vendor_messages() for one in known]

    def display(self, act: DisplayAct) -> SendVendorData | None:
        """How the first plug-in that knows the station's maker says it."""
        said = self._manager.hook.display_in_vendor_words(act=act)
        return said if isinstance(said, SendVendorData) else None


def _asking(implementation: Callable[..., Any], given: dict[str, VendorData]) -> Answer:
    return lambda: implementation(**given)
