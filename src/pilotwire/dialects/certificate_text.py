"""Certificates in PEM, as far as a message has room for them."""

from pilotwire.domain.command import CannotError


def check_length(what: str, pem: str, longest: int) -> None:
    """Raise CannotError for PEM that the version has no room for."""
    if len(pem) > longest:
        raise CannotError(
            f"the {what} has {len(pem)} characters, and this version of OCPP carries {longest}",
            "use certificates with ECDSA keys, which are shorter",
        )
