"""Settings about plug-ins and vendors' data; they are part of `Settings`."""

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from .settings_pricing import PricingSettings

VendorName = Annotated[str, Meta(min_length=1, max_length=255)]


class PluginSettings(PricingSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which plug-ins are used, and whose data is taken unread."""

    plugins: Annotated[
        tuple[VendorName, ...],
        Meta(
            description="Plug-ins of other packages to use, by the names under which these offer them. Unset: those "
            "that come with Pilotwire alone.",
            extra={"allowed": "a list of names"},
        ),
    ] = ()
    accepted_vendors: Annotated[
        tuple[VendorName, ...],
        Meta(
            description="Vendor ids of data (DataTransfer) that is answered Accepted without being understood. Unset: "
            "UnknownVendorId, as OCPP has it.",
            extra={"allowed": "a list of vendor ids"},
        ),
    ] = ()
    display_vendors_file: Annotated[
        Path | None,
        Meta(
            description="TOML file that says by which messages of their makers chargers of OCPP 1.6 show texts. Unset: "
            "they cannot.",
            extra={"allowed": "a file"},
        ),
    ] = None
