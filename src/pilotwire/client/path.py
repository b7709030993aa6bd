"""Parts of requests that all resources share: segments of paths, and the version that is meant."""

from urllib.parse import quote


def path(*segments: str) -> str:
    """The path of these segments."""
    return "".join(f"/{segment(one)}" for one in segments)


def segment(text: str) -> str:
    """One path segment. A dot alone is encoded too: as such it would mean a folder."""
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")


def if_match(version: str | None) -> dict[str, str]:
    """The header that makes a change depend on a version; none for None."""
    return {} if version is None else {"If-Match": f'"{version}"'}
