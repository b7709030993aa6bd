# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: file transfer."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.scalars import Text512, Text800, Text5500


class Firmware(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "retrieve_date_time": "retrieveDateTime",
        "install_date_time": "installDateTime",
        "signing_certificate": "signingCertificate",
    },
):
    """Where firmware is, when to install it, and what proves it."""

    custom_data: Maybe[CustomData] = None
    location: Text512
    retrieve_date_time: Instant
    install_date_time: Maybe[Instant] = None
    signing_certificate: Maybe[Text5500] = None
    signature: Maybe[Text800] = None


class LogParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "remote_location": "remoteLocation",
        "oldest_timestamp": "oldestTimestamp",
        "latest_timestamp": "latestTimestamp",
    },
):
    """Where a log goes, and which part of it."""

    custom_data: Maybe[CustomData] = None
    remote_location: Text512
    oldest_timestamp: Maybe[Instant] = None
    latest_timestamp: Maybe[Instant] = None
