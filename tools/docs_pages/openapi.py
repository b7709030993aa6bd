"""The committed copy of the API's description, so that a change of the API shows in review."""

from typing import Final

from pilotwire.apps.api.app import document_page

PATH: Final = "docs/reference/openapi.json"


def page() -> str:
    """The document as JSON."""
    return document_page()
