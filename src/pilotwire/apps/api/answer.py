"""Answers as the API writes them."""

from typing import TypeVar

from litestar import Response

from pilotwire.client.codec import encode

T = TypeVar("T")


class JsonResponse(Response[T]):
    """Writes resources as JSON in the API's form; bytes are written already."""

    def render(self, content: object, media_type: str, enc_hook: object = None) -> bytes:
        """The body."""
        return content if isinstance(content, bytes) else encode(content)
