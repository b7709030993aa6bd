# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: station."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import APNAuthentication, OCPPInterface, OCPPTransport, OCPPVersion, VPNKind
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text6, Text20, Text25, Text48, Text50, Text64, Text255, Text2000


class APN(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "apn_user_name": "apnUserName",
        "apn_password": "apnPassword",
        "sim_pin": "simPin",
        "preferred_network": "preferredNetwork",
        "use_only_preferred_network": "useOnlyPreferredNetwork",
        "apn_authentication": "apnAuthentication",
        "custom_data": "customData",
    },
):
    """How to reach a mobile network."""

    apn: Text2000
    apn_user_name: Maybe[Text50] = None
    apn_password: Maybe[Text64] = None
    sim_pin: Maybe[int] = None
    preferred_network: Maybe[Text6] = None
    use_only_preferred_network: Maybe[bool] = None
    apn_authentication: APNAuthentication
    custom_data: Maybe[CustomData] = None


class ChargingStation(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "serial_number": "serialNumber",
        "vendor_name": "vendorName",
        "firmware_version": "firmwareVersion",
        "custom_data": "customData",
    },
):
    """What a station says of itself at boot."""

    serial_number: Maybe[Text25] = None
    model: Text20
    modem: Maybe[Modem] = None
    vendor_name: Text50
    firmware_version: Maybe[Text50] = None
    custom_data: Maybe[CustomData] = None


class EVSE(Payload, frozen=True, kw_only=True, rename={"connector_id": "connectorId", "custom_data": "customData"}):
    """An EVSE, or one of its connectors."""

    id: IntFrom0
    connector_id: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class Modem(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The card in the station's modem."""

    iccid: Maybe[Text20] = None
    imsi: Maybe[Text20] = None
    custom_data: Maybe[CustomData] = None


class NetworkConnectionProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ocpp_version": "ocppVersion",
        "ocpp_interface": "ocppInterface",
        "ocpp_transport": "ocppTransport",
        "message_timeout": "messageTimeout",
        "ocpp_csms_url": "ocppCsmsUrl",
        "security_profile": "securityProfile",
        "basic_auth_password": "basicAuthPassword",
        "custom_data": "customData",
    },
):
    """A way to connect to a CSMS."""

    apn: Maybe[APN] = None
    ocpp_version: Maybe[OCPPVersion] = None
    ocpp_interface: OCPPInterface
    ocpp_transport: OCPPTransport
    message_timeout: int
    ocpp_csms_url: Text2000
    security_profile: IntFrom0
    identity: Maybe[Text48] = None
    basic_auth_password: Maybe[Text64] = None
    vpn: Maybe[VPN] = None
    custom_data: Maybe[CustomData] = None


class VPN(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """How to enter a private network."""

    server: Text2000
    user: Text50
    group: Maybe[Text50] = None
    password: Text64
    key: Text255
    type: VPNKind
    custom_data: Maybe[CustomData] = None
