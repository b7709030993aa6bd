"""Settings about prices and costs; they are part of `Settings`."""

from typing import Annotated

from msgspec import Meta

from .settings_cars import CarSettings


class PricingSettings(CarSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    cost_text: Annotated[
        Annotated[str, Meta(min_length=1, max_length=500)] | None,
        Meta(
            description="What stations of OCPP 2.x show at the end of a transaction whose cost is known, in words, "
            "with {cost}, {energy_kwh} and {minutes}. Unset: the amount alone.",
            extra={"allowed": "a text of at most 500 characters"},
        ),
    ] = None
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
    receipt_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^https?://[^\s]+\Z")] | None,
        Meta(
            description="Where drivers find receipts of payments at a terminal (OCPP 2.1): an address with {station}, "
            "{transaction} and {reference}, told to the station with the answer to a settlement. Unset: none is told.",
            extra={"allowed": "an http or https URL"},
        ),
    ] = None
    vat_checker_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=2000)] | None,
        Meta(
            description="A program of your own that is asked over HTTP whether a VAT number is valid. Unset: nobody is "
            "asked, and stations are answered that it is not.",
            extra={"allowed": "an http or https URL"},
        ),
    ] = None
    vat_checker_secret: Annotated[
        Annotated[str, Meta(min_length=16)] | None,
        Meta(
            description="With it these questions are signed (HMAC-SHA-256), so that the program knows them as ours.",
            extra={"secret": True, "allowed": "a text of at least 16 characters"},
        ),
    ] = None
    vat_checker_timeout_s: Annotated[
        float, Meta(description="How long it has to answer; a driver waits meanwhile.", ge=0.1, le=25)
    ] = 5.0
    qr_code_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^https?://[^\s]+\Z")] | None,
        Meta(
            description="The address in stations' dynamic QR codes, as WebPaymentsCtrlr.URLTemplate has it: with "
            "{chargingstationid}, {totp} and {version}, and {evse} where EVSEs are told apart. Unset: none is read.",
            extra={"allowed": "an http or https URL"},
        ),
    ] = None
    qr_code_secret: Annotated[
        Annotated[str, Meta(min_length=16)] | None,
        Meta(
            description="The stations' WebPaymentsCtrlr.SharedSecret, of which the passwords in QR codes are made.",
            extra={"secret": True, "allowed": "a text of at least 16 characters"},
        ),
    ] = None
    qr_code_validity_s: Annotated[
        int, Meta(description="The stations' WebPaymentsCtrlr.ValidityTime.", ge=6, le=3600)
    ] = 60
