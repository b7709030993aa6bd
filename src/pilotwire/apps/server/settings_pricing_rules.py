"""What must hold between settings about prices and payments."""

from urllib.parse import urlsplit

from pilotwire.domain.personal_message import COST_PLACEHOLDERS, unknown_placeholders
from pilotwire.domain.qr_code import unknown_places
from pilotwire.kernel.errors import BadInputError

from .settings_pricing import PricingSettings


def check_pricing(settings: PricingSettings) -> None:
    """Raise BadInputError, which names the setting."""
    for name in unknown_placeholders(settings.cost_text or "", COST_PLACEHOLDERS):
        raise BadInputError(
            f"cost_text: nothing stands for {{{name[:40]}}}.", "/cost_text",
            f"There are {', '.join(f'{{{one}}}' for one in COST_PLACEHOLDERS)}.",
        )  # fmt: skip
    if settings.vat_checker_url is not None:
        parts = urlsplit(settings.vat_checker_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInputError(
                f"vat_checker_url is {settings.vat_checker_url[:60]!a}, which is no URL.", "/vat_checker_url",
                "Write it like https://host/path.",
            )  # fmt: skip
    if settings.qr_code_url is None:
        return
    if settings.qr_code_secret is None:
        raise BadInputError(
            "qr_code_url needs a qr_code_secret, of which the passwords in it are made.", "/qr_code_secret",
            "Set it to what the stations have as WebPaymentsCtrlr.SharedSecret.",
        )  # fmt: skip
    for wrong in unknown_places(settings.qr_code_url):
        raise BadInputError(
            f"qr_code_url: {wrong}.", "/qr_code_url",
            "Write it like https://pay.example/{chargingstationid}/{evse}/{totp}/{version}.",
        )  # fmt: skip
