"""Certificates of stations, and root certificates."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select

from pilotwire.domain.certificate import Certificate, RootCertificate
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import CertificateFilter, Expiry, Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

CERTIFICATES: Final = Table(
    "certificates",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("use", KEY_TEXT, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("fingerprint", KEY_TEXT),
    Column("ends_us", WHOLE),
    Column("body", TEXT, nullable=False),
    Index("certificates_station", "station", "id"),
    Index("certificates_state", "state", "ends_us"),
    Index("certificates_fingerprint", "fingerprint"),
)
SAVE_CERTIFICATE: Final = Bulk(CERTIFICATES, key=1, take=("state", "fingerprint", "ends_us", "body"))
ROOT_CERTIFICATES: Final = Table(
    "root_certificates",
    METADATA,
    Column("name", KEY_TEXT, primary_key=True),
    Column("body", TEXT, nullable=False),
)
SAVE_ROOT_CERTIFICATE: Final = Bulk(ROOT_CERTIFICATES, key=1, take=("body",))

_CERTIFICATE: Final = msgspec.json.Decoder(Certificate)
_ROOT: Final = msgspec.json.Decoder(RootCertificate)
_COLUMNS: Final = CERTIFICATES.c


def certificate_rows(one: Certificate, _: Hot, rows: Pairs) -> None:
    """The row of a certificate."""
    fingerprint, ends_us = (
        (None, None) if one.issued is None else (one.issued.fingerprint, unix_us(one.issued.not_after))
    )
    row = (one.id, storable(one.station), one.use, one.state, fingerprint, ends_us, storable_json(one))
    rows.append((SAVE_CERTIFICATE, row))


def root_rows(one: RootCertificate, _: Hot, rows: Pairs) -> None:
    """The row of a root certificate."""
    rows.append((SAVE_ROOT_CERTIFICATE, (storable(one.name), storable_json(one))))


def certificates(connection: Connection, part: Slice, wanted: CertificateFilter) -> Page[Certificate]:
    """Certificates, newest first."""
    query = select(_COLUMNS.id, _COLUMNS.body).order_by(_COLUMNS.id.desc()).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_COLUMNS.id < before[0])
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.use is not None:
        query = query.where(_COLUMNS.use == wanted.use)
    if wanted.state is not None:
        query = query.where(_COLUMNS.state == wanted.state)
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _CERTIFICATE.decode(row.body), lambda row: cursor_at(row.id))


def certificate(connection: Connection, wanted: RecordId) -> Certificate | None:
    """One certificate."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == wanted))
    return None if body is None else _CERTIFICATE.decode(body)


def certificate_with(connection: Connection, fingerprint: str) -> Certificate | None:
    """The certificate with this fingerprint."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.fingerprint == fingerprint))
    return None if body is None else _CERTIFICATE.decode(body)


def certificates_of(connection: Connection, station: StationId, limit: int) -> Sequence[Certificate]:
    """A station's newest."""
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station)).order_by(_COLUMNS.id.desc()).limit(limit)
    return [_CERTIFICATE.decode(body) for body in connection.scalars(query)]


def certificates_in(connection: Connection, states: Sequence[str], expiry: Expiry) -> Sequence[Certificate]:
    """Those in these states, by their end."""
    query = (
        select(_COLUMNS.body).where(_COLUMNS.state.in_(states)).order_by(_COLUMNS.ends_us.nulls_first(), _COLUMNS.id)
    )
    if expiry.before is not None:
        query = query.where(_COLUMNS.ends_us < unix_us(expiry.before))
    if expiry.after is not None:
        query = query.where(_COLUMNS.ends_us > unix_us(expiry.after))
    return [_CERTIFICATE.decode(body) for body in connection.scalars(query.limit(expiry.limit))]


def root_certificates(connection: Connection, part: Slice) -> Page[RootCertificate]:
    """Root certificates by name, rising."""
    columns = ROOT_CERTIFICATES.c
    query = select(columns.name, columns.body).order_by(columns.name).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str])
    if after is not None:
        query = query.where(columns.name > storable(after[0]))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _ROOT.decode(row.body), lambda row: cursor_at(row.name))


def root_certificate(connection: Connection, name: str) -> RootCertificate | None:
    """One root certificate."""
    columns = ROOT_CERTIFICATES.c
    body = connection.scalar(select(columns.body).where(columns.name == storable(name)))
    return None if body is None else _ROOT.decode(body)
