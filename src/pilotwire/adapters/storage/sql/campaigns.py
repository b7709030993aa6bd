"""Campaigns, and their stations in a table of their own."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, tuple_

from pilotwire.domain.campaign import Campaign, CampaignId, Member
from pilotwire.services.firmware_ports import MemberFilter
from pilotwire.services.page import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

CAMPAIGNS: Final = Table(
    "campaigns",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("started_us", WHOLE, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("campaigns_started", "started_us", "id"),
)
SAVE_CAMPAIGN: Final = Bulk(CAMPAIGNS, key=1, take=("state", "body"))
MEMBERS: Final = Table(
    "campaign_members",
    METADATA,
    Column("campaign", KEY_TEXT, primary_key=True),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("wave", WHOLE, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
)
SAVE_MEMBER: Final = Bulk(MEMBERS, key=2, take=("state", "body"))

_CAMPAIGN: Final = msgspec.json.Decoder(Campaign)
_MEMBER: Final = msgspec.json.Decoder(Member)


def campaign_rows(one: Campaign, _: Hot, rows: Pairs) -> None:
    """The row of a campaign."""
    rows.append((SAVE_CAMPAIGN, (storable(one.id), unix_us(one.started_at), one.state, storable_json(one))))


def member_rows(one: Member, _: Hot, rows: Pairs) -> None:
    """The row of a station in a campaign."""
    row = (storable(one.campaign), one.position, storable(one.station), one.wave, one.state, storable_json(one))
    rows.append((SAVE_MEMBER, row))


def campaigns(connection: Connection, part: Slice) -> Page[Campaign]:
    """Campaigns, newest first."""
    columns = CAMPAIGNS.c
    order = columns.started_us, columns.id
    query = select(*order, columns.body).order_by(*(column.desc() for column in order)).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(*before))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _CAMPAIGN.decode(row.body), lambda row: cursor_at(row.started_us, row.id))


def campaign(connection: Connection, wanted: CampaignId) -> Campaign | None:
    """One campaign."""
    body = connection.scalar(select(CAMPAIGNS.c.body).where(CAMPAIGNS.c.id == storable(wanted)))
    return None if body is None else _CAMPAIGN.decode(body)


def members(connection: Connection, part: Slice, of: CampaignId, wanted: MemberFilter) -> Page[Member]:
    """Stations of a campaign in its order."""
    columns = MEMBERS.c
    query = select(columns.position, columns.body).where(columns.campaign == storable(of))
    after = place_of(part.cursor, tuple[int])
    if after is not None:
        query = query.where(columns.position > after[0])
    if wanted.state is not None:
        query = query.where(columns.state == wanted.state)
    if wanted.wave is not None:
        query = query.where(columns.wave == wanted.wave)
    rows = connection.execute(query.order_by(columns.position).limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _MEMBER.decode(row.body), lambda row: cursor_at(row.position))


def members_of(connection: Connection, of: CampaignId) -> Sequence[Member]:
    """All of them."""
    columns = MEMBERS.c
    query = select(columns.body).where(columns.campaign == storable(of)).order_by(columns.position)
    return [_MEMBER.decode(body) for body in connection.scalars(query)]
