"""Settings about firmware; they are part of `Settings`."""

from typing import Annotated

from msgspec import Meta

from .settings_monitoring import MonitoringSettings


class FirmwareSettings(MonitoringSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What begins by itself while a station is updated."""

    firmware_probe: Annotated[
        bool,
        Meta(
            description="Ask a station that says nothing of its firmware update how far it is, and after Installed for "
            "its version."
        ),
    ] = True
