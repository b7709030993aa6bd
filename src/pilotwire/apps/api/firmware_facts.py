"""What the routes of firmware and campaigns take, give and refuse."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import campaign as rc
from pilotwire.client import firmware as rf
from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import firmware_examples as e
from .route import ACT, IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

_CHANGED: Final = ("not-found", "conflict")
_RELEASES: Final = rf.ReleaseList(items=[e.RELEASE], next_cursor=None)

FIRMWARE: Final[Mapping[str, RouteFacts]] = {
    "list_firmware_releases": RouteFacts(
        scope="read", tag="firmware", query=(rf.ReleaseFilter, Part), answer=rf.ReleaseList, example=_RELEASES
    ),
    "get_firmware_release": RouteFacts(
        scope="read", tag="firmware", answer=rf.Release, example=e.RELEASE, problems=NOT_FOUND
    ),
    "replace_firmware_release": RouteFacts(
        scope="configure", tag="firmware", headers=IF_MATCH, body=rf.ReleaseInput, body_example=e.RELEASE_INPUT,
        answer=rf.Release, example=e.RELEASE, statuses=(200, 201), problems=("version-conflict", "conflict"),
    ),
    "delete_firmware_release": RouteFacts(
        scope="configure", tag="firmware", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "list_fitting_releases": RouteFacts(
        scope="read", tag="firmware", answer=rf.ReleaseList, example=_RELEASES, problems=NOT_FOUND
    ),
    "update_firmware": RouteFacts(
        scope="configure", tag="firmware", body=rf.UpdateInput, body_example=e.UPDATE_INPUT,
        answer=r.Operation, example=e.UPDATING, statuses=(202,), problems=_CHANGED,
    ),
    "list_firmware_updates": RouteFacts(
        scope="read", tag="firmware", query=(rf.UpdateFilter, Part),
        answer=rf.FirmwareUpdateList, example=rf.FirmwareUpdateList(items=[e.UPDATE], next_cursor=None),
    ),
    "get_firmware_update": RouteFacts(
        scope="read", tag="firmware", answer=rf.FirmwareUpdate, example=e.UPDATE, problems=NOT_FOUND
    ),
    "publish_firmware": RouteFacts(
        scope="configure", tag="firmware", body=rf.PublishInput, body_example=e.PUBLISH,
        answer=r.Operation, example=e.PUBLISHING, statuses=(202,), problems=_CHANGED,
    ),
    "unpublish_firmware": RouteFacts(
        scope="configure", tag="firmware", headers=IDEMPOTENT, body=rf.UnpublishInput, body_example=e.UNPUBLISH,
        answer=r.ControlAnswer, example=e.UNPUBLISHED, problems=ACT,
    ),
    "list_firmware_publications": RouteFacts(
        scope="read", tag="firmware", query=(rf.PublicationFilter, Part),
        answer=rf.PublicationList, example=rf.PublicationList(items=[e.PUBLICATION], next_cursor=None),
    ),
    "start_campaign": RouteFacts(
        scope="configure", tag="campaigns", body=rc.CampaignInput, body_example=e.CAMPAIGN_INPUT,
        answer=rc.Campaign, example=e.CAMPAIGN, statuses=(201,), problems=NOT_FOUND,
    ),
    "list_campaigns": RouteFacts(
        scope="read", tag="campaigns", query=(Part,),
        answer=rc.CampaignList, example=rc.CampaignList(items=[e.CAMPAIGN], next_cursor=None),
    ),
    "get_campaign": RouteFacts(
        scope="read", tag="campaigns", answer=rc.Campaign, example=e.CAMPAIGN, problems=NOT_FOUND
    ),
    "list_campaign_stations": RouteFacts(
        scope="read", tag="campaigns", query=(rc.MemberFilter, Part),
        answer=rc.MemberList, example=rc.MemberList(items=[e.MEMBER], next_cursor=None), problems=NOT_FOUND,
    ),
    "pause_campaign": RouteFacts(
        scope="operate", tag="campaigns", answer=rc.Campaign, example=e.CAMPAIGN, problems=_CHANGED
    ),
    "resume_campaign": RouteFacts(
        scope="operate", tag="campaigns", answer=rc.Campaign, example=e.CAMPAIGN, problems=_CHANGED
    ),
    "cancel_campaign": RouteFacts(
        scope="operate", tag="campaigns", answer=rc.Campaign, example=e.CAMPAIGN, statuses=(202,), problems=_CHANGED
    ),
    "retry_campaign": RouteFacts(
        scope="configure", tag="campaigns", answer=rc.Campaign, example=e.CAMPAIGN, statuses=(201,), problems=_CHANGED
    ),
}  # fmt: skip
