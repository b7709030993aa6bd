"""What the routes of certificates take, give and refuse."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import certificate as rc
from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import certificate_examples as c
from . import examples as e
from .route import ACT, IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

CERTIFICATES: Final[Mapping[str, RouteFacts]] = {
    "list_certificates": RouteFacts(
        scope="read", tag="certificates", query=(r.CertificateFilter, Part),
        answer=rc.CertificateList, example=rc.CertificateList(items=[c.CERTIFICATE], next_cursor=None),
    ),
    "get_certificate": RouteFacts(
        scope="read", tag="certificates", answer=rc.Certificate, example=c.CERTIFICATE_WITH_CHAIN, problems=NOT_FOUND
    ),
    "revoke_certificate": RouteFacts(
        scope="configure", tag="certificates", body=rc.RevokeInput, body_example=c.REVOKE,
        answer=rc.Certificate, example=c.REVOKED, problems=("not-found", "conflict"),
    ),
    "list_authorities": RouteFacts(
        scope="read", tag="certificates", answer=rc.AuthorityList,
        example=rc.AuthorityList(items=[c.AUTHORITY], next_cursor=None),
    ),
    "rotate_certificate": RouteFacts(
        scope="configure", tag="certificates", body=rc.RotateCertificateInput, body_example=c.ROTATE,
        answer=r.Operation, example=c.ROTATING, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_root_certificates": RouteFacts(
        scope="read", tag="certificates", query=(Part,),
        answer=rc.RootCertificateList, example=rc.RootCertificateList(items=[c.ROOT], next_cursor=None),
    ),
    "get_root_certificate": RouteFacts(
        scope="read", tag="certificates", answer=rc.RootCertificate, example=c.ROOT, problems=NOT_FOUND
    ),
    "replace_root_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IF_MATCH, body=rc.RootCertificateInput,
        body_example=c.ROOT_INPUT, answer=rc.RootCertificate, example=c.ROOT, statuses=(200, 201),
        problems=("conflict", "version-conflict"),
    ),
    "delete_root_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "read_station_certificates": RouteFacts(
        scope="operate", tag="certificates", headers=IDEMPOTENT, body=rc.ReadCertificatesInput, body_example=c.READ,
        answer=rc.InstalledList, example=c.INSTALLED, problems=ACT,
    ),
    "install_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IDEMPOTENT, body=rc.InstallInput, body_example=c.INSTALL,
        answer=r.ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "delete_certificate": RouteFacts(
        scope="configure", tag="certificates", headers=IDEMPOTENT, body=rc.DeleteCertificateInput,
        body_example=c.DELETE, answer=r.ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
}  # fmt: skip
