"""Settings about plug-ins and vendors' data; they are part of `Settings`."""

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
