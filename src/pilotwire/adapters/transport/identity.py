"""The identity of a charging station in the path of its URL."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from pilotwire.adapters.transport.finding import HandshakeFinding, printable
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version


@dataclass(frozen=True, slots=True)
class PathIdentity:
    """What the path says: the identity, and the tenant ("" if none) between the prefix and it."""

    identity: StationId
    tenant: str
    findings: tuple[HandshakeFinding, ...]


def identity_from_path(raw_path: str, prefix: str) -> PathIdentity | Refusal:
    """The last segment below `prefix`, percent-decoded once; what stands before it is the tenant.

    Empty segments are dropped (finding `url-slashes`). An encoded slash never splits: it is a character of the identity
    (finding `identity-slash`). An identity that stands twice, because it was typed and appended, counts once (finding
    `url-identity-shape`).

    Source: OCPP-J 1.6, 3.1.1; OCPP 2.0.1 part 4, 3.1.1; 2.0.1 errata 2025-09, 4.1.
    """
    below = _below(raw_path, prefix)
    if below is None:
        return refuse(Reason.PATH_UNKNOWN, f"There is nothing at '{printable(raw_path)}'; chargers use '{prefix}'.")
    segments = [segment for segment in below.split("/") if segment]
    if not segments:
        return refuse(Reason.IDENTITY_MISSING, f"'{printable(raw_path)}' ends without the identity of the charger.")
    decoded = [_decode(segment) for segment in segments]
    identity = decoded[-1]
    if identity is None or not identity.isprintable() or identity in (".", ".."):
        return refuse(
            Reason.IDENTITY_MALFORMED,
            f"'{printable(segments[-1])}' has characters that no identity may have, or is no UTF-8.",
        )
    if len(identity) > _LONGEST_IDENTITY:
        return refuse(Reason.IDENTITY_TOO_LONG, f"The identity has {len(identity)} characters, 255 is the most.")
    tenant = [part for part in decoded[:-1] if part != identity]
    if any(part is None or not part.isprintable() or "/" in part or part in (".", "..") for part in tenant):
        return refuse(Reason.PATH_UNKNOWN, f"The path '{printable(raw_path)}' is malformed before the identity.")
    findings = _path_findings(raw_path, segments, identity, doubled=len(tenant) < len(segments) - 1)
    return PathIdentity(StationId(identity), "/".join(part for part in tenant if part), findings)


def check_identity(identity: StationId, version: Version) -> tuple[HandshakeFinding, ...] | Refusal:
    """What the version says about identities: 2.x at most 48 characters of a fixed set, 1.6 nothing.

    Characters outside the set are a finding and not a refusal, the colon too: it is barred only because it would blur
    Basic credentials, and `basic_credentials` splits them by the identity.

    Source: OCPP 2.0.1 part 4, 3.1.1 (identifierString).
    """
    if version is Version.V16:
        return ()
    if len(identity) > _LONGEST_IDENTITY_2X:
        return refuse(Reason.IDENTITY_TOO_LONG, f"The identity has {len(identity)} characters; OCPP 2.x allows 48.")
    outside = "".join(sorted(set(_OUTSIDE_IDENTIFIER.findall(identity))))
    if not outside:
        return ()
    return (HandshakeFinding("identity-characters", f"'{outside}' may not be in an OCPP 2.x identity", "warning"),)


_LONGEST_IDENTITY: Final = 255
_LONGEST_IDENTITY_2X: Final = 48
_OUTSIDE_IDENTIFIER: Final = re.compile(r"[^A-Za-z0-9*\-_=+|@.]")


def _below(raw_path: str, prefix: str) -> str | None:
    """What follows the prefix, None if the path is elsewhere; empty segments count neither here nor there."""
    path = "/" + "/".join(part for part in raw_path.split("/") if part)
    start = prefix.rstrip("/")
    if not (path == start or path.startswith(start + "/")):
        return None
    return path[len(start) :]


def _decode(segment: str) -> str | None:
    try:
        return unquote_to_bytes(segment.encode("utf-8", "surrogateescape")).decode("utf-8")
    except UnicodeError:
        return None


def _path_findings(
    raw_path: str, segments: Sequence[str], identity: str, doubled: bool
) -> tuple[HandshakeFinding, ...]:
    seen = []
    if "//" in raw_path or raw_path.endswith("/"):
        seen.append(HandshakeFinding("url-slashes", printable(raw_path)))
    if doubled:
        seen.append(HandshakeFinding("url-identity-shape", f"the identity stands twice in '{printable(raw_path)}'"))
    if segments[-1] != identity:
        seen.append(HandshakeFinding("identity-encoded", printable(segments[-1])))
    if "/" in identity:
        seen.append(HandshakeFinding("identity-slash", "proxies may turn the encoded slash into a real one", "warning"))
    return tuple(seen)
