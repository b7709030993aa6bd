# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: file transfer."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.scalars import Text800, Text2000, Text5500


class Firmware(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "retrieve_date_time": "retrieveDateTime",
        "install_date_time": "installDateTime",
        "signing_certificate": "signingCertificate",
        "custom_data": "customData",
    },
):
    """Where firmware is, when to install it, and what proves it."""

    location: Text2000
    retrieve_date_time: Instant
    install_date_time: Maybe[Instant] = None
    signing_certificate: Maybe[Text5500] = None
    signature: Maybe[Text800] = None
    custom_data: Maybe[CustomData] = None


class LogParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "remote_location": "remoteLocation",
        "oldest_timestamp": "oldestTimestamp",
        "latest_timestamp": "latestTimestamp",
        "custom_data": "customData",
    },
):
    """Where a log goes, and which part of it."""

    remote_location: Text2000
    oldest_timestamp: Maybe[Instant] = None
    latest_timestamp: Maybe[Instant] = None
    custom_data: Maybe[CustomData] = None
