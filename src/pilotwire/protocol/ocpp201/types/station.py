# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: station."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import APNAuthentication, OCPPInterface, OCPPTransport, OCPPVersion, VPNKind
from pilotwire.protocol.ocpp201.scalars import Text6, Text20, Text25, Text50, Text255, Text512


class APN(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "apn_user_name": "apnUserName",
        "apn_password": "apnPassword",
        "sim_pin": "simPin",
        "preferred_network": "preferredNetwork",
        "use_only_preferred_network": "useOnlyPreferredNetwork",
        "apn_authentication": "apnAuthentication",
    },
):
    """How to reach a mobile network."""

    custom_data: Maybe[CustomData] = None
    apn: Text512
    apn_user_name: Maybe[Text20] = None
    apn_password: Maybe[Text20] = None
    sim_pin: Maybe[int] = None
    preferred_network: Maybe[Text6] = None
    use_only_preferred_network: Maybe[bool] = None
    apn_authentication: APNAuthentication


class ChargingStation(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "serial_number": "serialNumber",
        "vendor_name": "vendorName",
        "firmware_version": "firmwareVersion",
    },
):
    """What a station says of itself at boot."""

    custom_data: Maybe[CustomData] = None
    serial_number: Maybe[Text25] = None
    model: Text20
    modem: Maybe[Modem] = None
    vendor_name: Text50
    firmware_version: Maybe[Text50] = None


class EVSE(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "connector_id": "connectorId"}):
    """An EVSE, or one of its connectors."""

    custom_data: Maybe[CustomData] = None
    id: int
    connector_id: Maybe[int] = None


class Modem(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The card in the station's modem."""

    custom_data: Maybe[CustomData] = None
    iccid: Maybe[Text20] = None
    imsi: Maybe[Text20] = None


class NetworkConnectionProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "ocpp_version": "ocppVersion",
        "ocpp_transport": "ocppTransport",
        "ocpp_csms_url": "ocppCsmsUrl",
        "message_timeout": "messageTimeout",
        "security_profile": "securityProfile",
        "ocpp_interface": "ocppInterface",
    },
):
    """A way to connect to a CSMS."""

    custom_data: Maybe[CustomData] = None
    apn: Maybe[APN] = None
    ocpp_version: OCPPVersion
    ocpp_transport: OCPPTransport
    ocpp_csms_url: Text512
    message_timeout: int
    security_profile: int
    ocpp_interface: OCPPInterface
    vpn: Maybe[VPN] = None


class VPN(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """How to enter a private network."""

    custom_data: Maybe[CustomData] = None
    server: Text512
    user: Text20
    group: Maybe[Text20] = None
    password: Text20
    key: Text255
    type: VPNKind
