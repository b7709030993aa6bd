"""Configuration keys of OCPP 1.6 as variables of the device model, with the type and unit that the standard gives.

A key with a counterpart in 2.x is that variable. A standard key without one is a variable of `Ocpp16Ctrlr`, any other
of `VendorKeys`; both keep the key as the variable's name.
"""

from typing import Final

import msgspec

from .device_model import Address, Characteristics, Component, DataType, Mutability


class ConfigurationKey(msgspec.Struct, frozen=True):
    """A standard key: the variable that it is, and what it holds."""

    key: str
    component: str
    variable: str
    instance: str | None = None
    data_type: DataType = "string"
    unit: str | None = None
    mutability: Mutability = "ReadWrite"

    @property
    def address(self) -> Address:
        """The variable."""
        return Address(Component(self.component), self.variable, self.instance)

    @property
    def characteristics(self) -> Characteristics:
        """What it holds."""
        return Characteristics(self.data_type, self.unit)


LEGACY: Final = "Ocpp16Ctrlr"
"""The component of standard keys that 2.x has no variable for."""
VENDOR: Final = "VendorKeys"
"""The component of all other keys."""


def address_of(key: str) -> Address:
    """The variable that a key is."""
    known = _BY_KEY.get(key.casefold())
    return Address(Component(VENDOR), key) if known is None else known.address


def key_of(address: Address) -> str | None:
    """The key that a variable is in 1.6, None when 1.6 has no such key. A vendor's variable is the key of its name."""
    known = _BY_ADDRESS.get(address.key)
    if known is not None:
        return known.key
    return address.variable if address.key == Address(Component(VENDOR), address.variable).key else None


def standard(address: Address) -> ConfigurationKey | None:
    """What the standard says about a variable that is a standard key."""
    return _BY_ADDRESS.get(address.key)


def _whole(
    key: str, component: str, variable: str, unit: str | None = None, instance: str | None = None
) -> ConfigurationKey:
    return ConfigurationKey(key, component, variable, instance, "integer", unit)


def _switch(key: str, component: str, variable: str) -> ConfigurationKey:
    return ConfigurationKey(key, component, variable, data_type="boolean")


def _list(key: str, component: str, variable: str) -> ConfigurationKey:
    return ConfigurationKey(key, component, variable, data_type="MemberList")


def _fixed(key: ConfigurationKey) -> ConfigurationKey:
    return msgspec.structs.replace(key, mutability="ReadOnly")


def _most(key: str) -> ConfigurationKey:
    """The most that something holds, which 2.x tells as a limit and not as a variable."""
    return _fixed(_whole(key, LEGACY, key))


_CORE: Final = (
    _switch("AllowOfflineTxForUnknownId", "AuthCtrlr", "OfflineTxForUnknownIdEnabled"),
    _switch("AuthorizationCacheEnabled", "AuthCacheCtrlr", "Enabled"),
    _switch("AuthorizeRemoteTxRequests", "AuthCtrlr", "AuthorizeRemoteStart"),
    _whole("BlinkRepeat", LEGACY, "BlinkRepeat"),
    _whole("ClockAlignedDataInterval", "AlignedDataCtrlr", "Interval", "s"),
    _whole("ConnectionTimeOut", "TxCtrlr", "EVConnectionTimeOut", "s"),
    ConfigurationKey("ConnectorPhaseRotation", LEGACY, "ConnectorPhaseRotation"),
    _most("ConnectorPhaseRotationMaxLength"),
    _fixed(_whole("GetConfigurationMaxKeys", "DeviceDataCtrlr", "ItemsPerMessage", instance="GetVariables")),
    _whole("HeartbeatInterval", "OCPPCommCtrlr", "HeartbeatInterval", "s"),
    _whole("LightIntensity", LEGACY, "LightIntensity", "Percent"),
    _switch("LocalAuthorizeOffline", "AuthCtrlr", "LocalAuthorizeOffline"),
    _switch("LocalPreAuthorize", "AuthCtrlr", "LocalPreAuthorize"),
    _whole("MaxEnergyOnInvalidId", "TxCtrlr", "MaxEnergyOnInvalidId", "Wh"),
    _list("MeterValuesAlignedData", "AlignedDataCtrlr", "Measurands"),
    _most("MeterValuesAlignedDataMaxLength"),
    _list("MeterValuesSampledData", "SampledDataCtrlr", "TxUpdatedMeasurands"),
    _most("MeterValuesSampledDataMaxLength"),
    _whole("MeterValueSampleInterval", "SampledDataCtrlr", "TxUpdatedInterval", "s"),
    _whole("MinimumStatusDuration", LEGACY, "MinimumStatusDuration", "s"),
    _fixed(_whole("NumberOfConnectors", LEGACY, "NumberOfConnectors")),
    _whole("ResetRetries", "OCPPCommCtrlr", "ResetRetries"),
    _switch("StopTransactionOnEVSideDisconnect", "TxCtrlr", "StopTxOnEVSideDisconnect"),
    _switch("StopTransactionOnInvalidId", "TxCtrlr", "StopTxOnInvalidId"),
    _list("StopTxnAlignedData", "AlignedDataCtrlr", "TxEndedMeasurands"),
    _most("StopTxnAlignedDataMaxLength"),
    _list("StopTxnSampledData", "SampledDataCtrlr", "TxEndedMeasurands"),
    _most("StopTxnSampledDataMaxLength"),
    _fixed(_list("SupportedFeatureProfiles", LEGACY, "SupportedFeatureProfiles")),
    _most("SupportedFeatureProfilesMaxLength"),
    _whole("TransactionMessageAttempts", "OCPPCommCtrlr", "MessageAttempts", instance="TransactionEvent"),
    _whole("TransactionMessageRetryInterval", "OCPPCommCtrlr", "MessageAttemptInterval", "s", "TransactionEvent"),
    _switch("UnlockConnectorOnEVSideDisconnect", "OCPPCommCtrlr", "UnlockOnEVSideDisconnect"),
    _whole("WebSocketPingInterval", "OCPPCommCtrlr", "WebSocketPingInterval", "s"),
    _fixed(_list("SupportedFileTransferProtocols", "OCPPCommCtrlr", "FileTransferProtocols")),
)  # fmt: skip
_LOCAL_LIST: Final = (
    _switch("LocalAuthListEnabled", "LocalAuthListCtrlr", "Enabled"),
    _most("LocalAuthListMaxLength"),
    _fixed(_whole("SendLocalListMaxLength", "LocalAuthListCtrlr", "ItemsPerMessage")),
)
_RESERVATION: Final = (_fixed(_switch("ReserveConnectorZeroSupported", "ReservationCtrlr", "NonEvseSpecific")),)
_SMART_CHARGING: Final = (
    _fixed(_whole("ChargeProfileMaxStackLevel", "SmartChargingCtrlr", "ProfileStackLevel")),
    _fixed(_list("ChargingScheduleAllowedChargingRateUnit", "SmartChargingCtrlr", "RateUnit")),
    _fixed(_whole("ChargingScheduleMaxPeriods", "SmartChargingCtrlr", "PeriodsPerSchedule")),
    _fixed(_switch("ConnectorSwitch3to1PhaseSupported", "SmartChargingCtrlr", "Phases3to1")),
    _most("MaxChargingProfilesInstalled"),
)
_SECURITY: Final = (
    _fixed(_switch("AdditionalRootCertificateCheck", "SecurityCtrlr", "AdditionalRootCertificateCheck")),
    ConfigurationKey("AuthorizationKey", "SecurityCtrlr", "BasicAuthPassword", mutability="WriteOnly"),
    _fixed(_whole("CertificateSignedMaxChainSize", "SecurityCtrlr", "MaxCertificateChainSize")),
    _most("CertificateStoreMaxLength"),
    ConfigurationKey("CpoName", "SecurityCtrlr", "OrganizationName"),
    _whole("SecurityProfile", "SecurityCtrlr", "SecurityProfile"),
)
_PLUG_AND_CHARGE: Final = (
    _switch("ISO15118PnCEnabled", "ISO15118Ctrlr", "PnCEnabled"),
    _switch("ContractValidationOffline", "ISO15118Ctrlr", "ContractValidationOffline"),
    _switch("CentralContractValidationAllowed", "ISO15118Ctrlr", "CentralContractValidationAllowed"),
    _whole("CertSigningWaitMinimum", "SecurityCtrlr", "CertSigningWaitMinimum", "s"),
    _whole("CertSigningRepeatTimes", "SecurityCtrlr", "CertSigningRepeatTimes"),
)
STANDARD_KEYS: Final = (*_CORE, *_LOCAL_LIST, *_RESERVATION, *_SMART_CHARGING, *_SECURITY, *_PLUG_AND_CHARGE)
"""Source: OCPP 1.6, chapter 9; the security whitepaper; the application note on plug and charge."""

_BY_KEY: Final = {known.key.casefold(): known for known in STANDARD_KEYS}
_BY_ADDRESS: Final = {known.address.key: known for known in STANDARD_KEYS}
