"""What the routes of certificates take, give and refuse."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import certificate_examples as c
from . import examples as e
from .route import IF_MATCH, Header, RouteFacts

_IDEMPOTENT: Final = (
    Header("Idempotency-Key", "A repeat with the same key within 24 hours acts once.", r"^[!-~]{1,255}$"),
)
_ACT: Final = (
    "not-found", "conflict", "cannot-ask", "not-connected", "key-reused", "outcome-unknown", "queue-full",
    "station-error", "unusable-answer", "no-answer",
)  # fmt: skip

_NOT_FOUND: Final = ("not-found",)

CERTIFICATES: Final[Mapping[str, RouteFacts]] = {
    "list_certificates": RouteFacts(
        scope="read", tag="certificates", query=(r.CertificateFilter, Part),
        answer=r.CertificateList, example=r.CertificateList(items=[c.CERTIFICATE], next_cursor=None),
    ),
    "get_certificate": RouteFacts(
        scope="read", tag="certificates", answer=r.Certificate, example=c.CERTIFICATE_WITH_CHAIN, problems=_NOT_FOUND
    ),
    "revoke_certificate": RouteFacts(
        scope="configure", tag="certificates", body=r.RevokeInput, body_example=c.REVOKE,
        answer=r.Certificate, example=c.REVOKED, problems=("not-found", "conflict"),
    ),
    "list_authorities": RouteFacts(
        scope="read", tag="certificates", answer=r.AuthorityList,
        example=r.AuthorityList(items=[c.AUTHORITY], next_cursor=None),
    ),
    "rotate_certificate": RouteFacts(
        scope="configure", tag="certificates", body=r.RotateCertificateInput, body_example=c.ROTATE,
        answer=r.Operation, example=c.ROTATING, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_root_certificates": RouteFacts(
        scope="read", tag="certificates", query=(Part,),
        answer=r.RootCertificateList, example=r.RootCertificateList(items=[c.ROOT], next_cursor=None),
    ),
    "get_root_certificate": RouteFacts(
        scope="read", tag="certificates", answer=r.RootCertificate, example=c.ROOT, problems=_NOT_FOUND
    ),
    "replace_root_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IF_MATCH, body=r.RootCertificateInput,
        body_example=c.ROOT_INPUT, answer=r.RootCertificate, example=c.ROOT, statuses=(200, 201),
        problems=("version-conflict",),
    ),
    "delete_root_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "read_station_certificates": RouteFacts(
        scope="operate", tag="certificates", headers=_IDEMPOTENT, body=r.ReadCertificatesInput, body_example=c.READ,
        answer=r.InstalledList, example=c.INSTALLED, problems=_ACT,
    ),
    "install_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=_IDEMPOTENT, body=r.InstallInput, body_example=c.INSTALL,
        answer=r.ControlAnswer, example=e.ACCEPTED, problems=_ACT,
    ),
    "delete_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=_IDEMPOTENT, body=r.DeleteCertificateInput,
        body_example=c.DELETE, answer=r.ControlAnswer, example=e.ACCEPTED, problems=_ACT,
    ),
}  # fmt: skip
