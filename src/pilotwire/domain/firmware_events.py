"""Events about firmware: releases, updates of stations, what local controllers offer, campaigns."""

from .event import Event


class FirmwareReleaseChanged(Event, frozen=True, kw_only=True, tag="firmware.release_changed"):
    """Somebody stored a release under this name."""

    name: str
    version: str
    vendor: str
    actor: str | None = None


class FirmwareReleaseRemoved(Event, frozen=True, kw_only=True, tag="firmware.release_removed"):
    """Somebody removed a release; what was asked of stations goes on."""

    name: str
    actor: str | None = None


class FirmwareUpdateRequested(Event, frozen=True, kw_only=True, tag="firmware.update_requested"):
    """A station is to be given a release; `number` is the request's."""

    number: int
    release: str
    version: str
    previous: str | None = None
    actor: str | None = None


class FirmwareUpdateAnswered(Event, frozen=True, kw_only=True, tag="firmware.update_answered"):
    """A station answered the request; `status` is its own word, Accepted where its version has none."""

    number: int
    release: str
    status: str
    detail: str | None = None


class FirmwareStatusReported(Event, frozen=True, kw_only=True, tag="firmware.status_reported"):
    """A station told how its update goes. `verdict` is what that was worth, `state` how the update stands now."""

    number: int
    release: str
    status: str
    verdict: str
    state: str
    detail: str | None = None


class FirmwareUpdateEnded(Event, frozen=True, kw_only=True, tag="firmware.update_ended"):
    """An update ended: succeeded, failed or cancelled. `reason` names a failure; `firmware` is what the station
    reports, `confirmed` whether a boot showed it.
    """

    number: int
    release: str
    state: str
    version: str
    firmware: str | None = None
    reason: str | None = None
    detail: str | None = None
    confirmed: bool = False


class FirmwarePublicationChanged(Event, frozen=True, kw_only=True, tag="firmware.publication_changed"):
    """What a local controller offers, or is about to, changed."""

    number: int
    release: str
    state: str
    locations: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None
    actor: str | None = None


class CampaignStarted(Event, frozen=True, kw_only=True, tag="campaign.started"):
    """A campaign began; its stations are settled from now on."""

    campaign: str
    name: str
    release: str
    stations: int
    waves: int
    actor: str | None = None


class CampaignWaveBegan(Event, frozen=True, kw_only=True, tag="campaign.wave_began"):
    """The stations of a wave (from 1) may be updated now."""

    campaign: str
    wave: int
    stations: int


class CampaignStationBegan(Event, frozen=True, kw_only=True, tag="campaign.station_began"):
    """An update of a station of a campaign begins."""

    campaign: str
    attempt: int
    operation: str


class CampaignStationEnded(Event, frozen=True, kw_only=True, tag="campaign.station_ended"):
    """A station of a campaign came to its end: done, failed, skipped, cancelled or unreached, and why."""

    campaign: str
    state: str
    attempts: int
    why: str | None = None


class CampaignAborted(Event, frozen=True, kw_only=True, tag="campaign.aborted"):
    """Too many attempts failed, so nothing more is begun."""

    campaign: str
    failed: int
    ended: int


class CampaignEnded(Event, frozen=True, kw_only=True, tag="campaign.ended"):
    """A campaign came to its end: done, aborted or cancelled."""

    campaign: str
    state: str
    done: int
    failed: int
    skipped: int
    cancelled: int
    unreached: int


FirmwareEvents = (
    FirmwareReleaseChanged | FirmwareReleaseRemoved | FirmwareUpdateRequested | FirmwareUpdateAnswered
    | FirmwareStatusReported | FirmwareUpdateEnded | FirmwarePublicationChanged
    | CampaignStarted | CampaignWaveBegan | CampaignStationBegan | CampaignStationEnded | CampaignAborted
    | CampaignEnded
)  # fmt: skip
