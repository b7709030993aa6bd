"""The client's way to firmware: releases, updates, local controllers, campaigns."""

from .call import LONGEST_CALL_S
from .campaign import Campaign, CampaignInput, CampaignList, MemberFilter, MemberList
from .codec import decode, encode
from .control import ControlAnswer
from .exchange import Exchange
from .firmware import (
    FirmwareUpdate,
    FirmwareUpdateList,
    PublicationFilter,
    PublicationList,
    PublishInput,
    Release,
    ReleaseFilter,
    ReleaseInput,
    ReleaseList,
    UnpublishInput,
    UpdateFilter,
    UpdateInput,
)
from .operation import Operation
from .path import if_match, path
from .query import query


class Firmware:
    """Part of a `Client`, as its `firmware`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def releases(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> ReleaseList:
        """Releases by name; `q` is text within name, version, vendor, models or note."""
        asked = query(ReleaseFilter(q=q), limit, cursor)
        return decode(await self._exchange.get("/firmware-releases", asked), ReleaseList)

    async def release(self, name: str) -> Release:
        """One release."""
        return decode(await self._exchange.get(path("firmware-releases", name)), Release)

    async def put_release(self, name: str, what: ReleaseInput, version: str | None = None) -> Release:
        """Create or replace; with `version` only if it is still that one. Problems: 422 a signature that is wrong."""
        where, headers = path("firmware-releases", name), if_match(version)
        return decode(await self._exchange.send("PUT", where, encode(what), headers, LONGEST_CALL_S), Release)

    async def delete_release(self, name: str, version: str | None = None) -> None:
        """Remove a release; its file stays."""
        await self._exchange.send("DELETE", path("firmware-releases", name), None, if_match(version))

    async def fitting(self, station: str) -> ReleaseList:
        """The releases that a station can be given."""
        return decode(await self._exchange.get(path("stations", station, "firmware", "releases")), ReleaseList)

    async def update(self, station: str, what: UpdateInput) -> Operation:
        """Begin to update a station. Problems: 409 the release is not for it, or it is being updated."""
        where = path("stations", station, "firmware", "update")
        return decode(await self._exchange.send("POST", where, encode(what)), Operation)

    async def updates(
        self, wanted: UpdateFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> FirmwareUpdateList:
        """Updates, newest first."""
        return decode(await self._exchange.get("/firmware-updates", query(wanted, limit, cursor)), FirmwareUpdateList)

    async def updated(self, number: int) -> FirmwareUpdate:
        """One update, with all that was heard of it."""
        return decode(await self._exchange.get(path("firmware-updates", str(number))), FirmwareUpdate)

    async def publish(self, station: str, what: PublishInput) -> Operation:
        """Begin to have a local controller offer a release."""
        where = path("stations", station, "firmware", "publish")
        return decode(await self._exchange.send("POST", where, encode(what)), Operation)

    async def unpublish(self, station: str, what: UnpublishInput) -> ControlAnswer:
        """Have it offer a release no longer. Problems: 409 it does not offer it, or not connected."""
        where = path("stations", station, "firmware", "unpublish")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ControlAnswer)

    async def publications(
        self, station: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> PublicationList:
        """What local controllers offer and have offered, newest first."""
        asked = query(PublicationFilter(station=station), limit, cursor)
        return decode(await self._exchange.get("/firmware-publications", asked), PublicationList)


class Campaigns:
    """Part of a `Client`, as its `campaigns`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def start(self, what: CampaignInput) -> Campaign:
        """Begin a campaign. Problems: 422 with the field that is wrong."""
        return decode(await self._exchange.send("POST", "/campaigns", encode(what), None, LONGEST_CALL_S), Campaign)

    async def list(self, limit: int = 50, cursor: str | None = None) -> CampaignList:
        """Campaigns, newest first."""
        return decode(await self._exchange.get("/campaigns", query(None, limit, cursor)), CampaignList)

    async def get(self, campaign: str) -> Campaign:
        """One campaign, as it stands now."""
        return decode(await self._exchange.get(path("campaigns", campaign)), Campaign)

    async def stations(
        self, campaign: str, wanted: MemberFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> MemberList:
        """Its stations, in its order."""
        asked = query(wanted, limit, cursor)
        return decode(await self._exchange.get(path("campaigns", campaign, "stations"), asked), MemberList)

    async def pause(self, campaign: str) -> Campaign:
        """Begin nothing more for now; what runs goes on."""
        return await self._act(campaign, "pause")

    async def resume(self, campaign: str) -> Campaign:
        """Go on."""
        return await self._act(campaign, "resume")

    async def cancel(self, campaign: str) -> Campaign:
        """End it, and call off what runs."""
        return await self._act(campaign, "cancel")

    async def retry(self, campaign: str) -> Campaign:
        """Begin a new one for the stations that an ended one has left over."""
        return await self._act(campaign, "retry")

    async def _act(self, campaign: str, verb: str) -> Campaign:
        return decode(await self._exchange.send("POST", path("campaigns", campaign, verb)), Campaign)
