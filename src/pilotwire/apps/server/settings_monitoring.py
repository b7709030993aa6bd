"""Settings about what stations tell of themselves and of customers; they are part of `Settings`."""

from typing import Annotated

from msgspec import Meta

from .settings_files import FileSettings


class MonitoringSettings(FileSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long what is told is kept."""

    keep_customer_data_h: Annotated[
        int,
        Meta(
            description="How many hours what a station knows of a customer is kept after it was asked for. Nobody but "
            "a holder of the scope admin sees it, and it is in no log.",
            ge=1,
            le=720,
        ),
    ] = 24
