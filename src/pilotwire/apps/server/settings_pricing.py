"""Settings about prices and costs; they are part of `Settings`."""

from typing import Annotated

from msgspec import Meta

from .settings_tls import TlsSettings


class PricingSettings(TlsSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stations and their drivers are told of costs, and when it is written down."""

    cost_update_s: Annotated[
        int,
        Meta(
            description="How often at most a station that shows costs is told what a running transaction costs, when "
            "that has changed. 0: never.",
            ge=0, le=86_400,
        ),
    ] = 60  # fmt: skip
    cost_answer_s: Annotated[
        float,
        Meta(
            description="How long the answer to the end of a transaction may wait for its cost. When it takes longer "
            "the driver is told none. 0: it never waits.",
            ge=0, le=10,
        ),
    ] = 1.0  # fmt: skip
    tariff_install: Annotated[
        bool,
        Meta(
            description="Keep the default tariffs of stations that reckon by them (OCPP 2.1) in step with what is "
            "assigned to their EVSEs."
        ),
    ] = True
    charge_record_after_s: Annotated[
        int,
        Meta(
            description="How long after the end of a transaction its charge detail record is made. What comes later "
            "makes another one, a correction.",
            ge=0, le=86_400,
        ),
    ] = 10  # fmt: skip
