"""Where each shared object type lives, and what it is in our own words."""

from collections.abc import Mapping
from typing import Final

Types = Mapping[str, Mapping[str, str]]
"""Module name -> our type name -> one line."""

TYPES_16: Final[Types] = {
    "types": {
        "AuthorizationData": "An entry of the local list; without idTagInfo it is to be removed.",
        "CertificateHashData": "What names a certificate: the hashes of its issuer and its serial number.",
        "ChargingProfile": "A charging schedule with the purpose and the times for which it holds.",
        "ChargingSchedule": "Limits over time, in A or W.",
        "ChargingSchedulePeriod": "From `start_period` seconds on, this limit holds.",
        "Firmware": "Where signed firmware is, and what proves it.",
        "IdTagInfo": "What the CSMS knows about an id tag.",
        "KeyValue": "A configuration key with its value.",
        "LogParameters": "Where a log goes, and which part of it.",
        "MeterValue": "Samples taken at one instant.",
        "SampledValue": "One sample; what is left out means active import register, in Wh, at the outlet.",
    },
}

_STATUS: Final = {"StatusInfo": "Why an answer is as it is: a code and a text."}

_ID_TOKEN: Final = {
    "AdditionalInfo": "More identification of the driver, of an agreed type.",
    "AuthorizationData": "An entry of the local list; without idTokenInfo it is to be removed.",
    "IdToken": "What identifies a driver, with the kind of token that it is.",
    "IdTokenInfo": "What the CSMS knows about an id token.",
}

_STATION: Final = {
    "APN": "How to reach a mobile network.",
    "ChargingStation": "What a station says of itself at boot.",
    "EVSE": "An EVSE, or one of its connectors.",
    "Modem": "The card in the station's modem.",
    "NetworkConnectionProfile": "A way to connect to a CSMS.",
    "VPN": "How to enter a private network.",
}

_DEVICE_MODEL: Final = {
    "ClearMonitoringResult": "Whether a monitor was removed.",
    "Component": "A part of the station, real or logical.",
    "ComponentVariable": "A component, with one of its variables or all.",
    "EventData": "One event: what changed, why it is told, and the value.",
    "GetVariableData": "One attribute to read.",
    "GetVariableResult": "One attribute as read, or why not.",
    "MonitoringData": "The monitors of one variable.",
    "ReportData": "One variable with its attributes and characteristics.",
    "SetMonitoringData": "One monitor to set.",
    "SetMonitoringResult": "Whether a monitor was set.",
    "SetVariableData": "One attribute to write.",
    "SetVariableResult": "Whether an attribute was written.",
    "Variable": "The name of a variable.",
    "VariableAttribute": "A value of a variable, and what may be done with it.",
    "VariableCharacteristics": "Type, unit and limits of a variable.",
    "VariableMonitoring": "A monitor as it is set.",
}

_EVENT_STREAM: Final = {
    "ConstantStreamData": "What stays the same in an event stream.",
    "PeriodicEventStreamParams": "How often an event stream sends.",
    "StreamDataElement": "One value of an event stream, with its offset in time in seconds.",
}

_METERING: Final = {
    "MeterValue": "Samples taken at one instant.",
    "SampledValue": "One sample; what is left out means active import register, in Wh, at the outlet.",
    "SignedMeterValue": "A sample as the meter signed it.",
    "UnitOfMeasure": "A unit, and the power of ten that a value is to be multiplied with.",
}

_TRANSACTION: Final = {
    "Transaction": "The state of a transaction.",
    "TransactionLimit": "Cost, energy, time or state of charge at which a transaction is to end.",
}

_CHARGING_PROFILE: Final = {
    "ChargingLimit": "Who set a limit, and whether the grid needs it.",
    "ChargingProfile": "Charging schedules with the purpose and the times for which they hold.",
    "ChargingProfileCriterion": "Which charging profiles are asked for.",
    "ChargingSchedule": "Limits over time, in A or W.",
    "ChargingSchedulePeriod": "From `start_period` seconds on, this holds.",
    "ChargingScheduleUpdate": "New values of a dynamic schedule.",
    "ClearChargingProfile": "Which charging profiles are to be removed.",
    "CompositeSchedule": "The schedule that results from all profiles.",
    "LimitAtSoC": "A limit that holds from a state of charge on.",
    "V2XFreqWattPoint": "A point of the curve from frequency to power.",
    "V2XSignalWattPoint": "A point of the curve from reserve signal to power.",
}

_SALES_TARIFF: Final = {
    "ConsumptionCost": "Cost above a power (ISO 15118-2).",
    "Cost": "One kind of cost (ISO 15118-2).",
    "RelativeTimeInterval": "Start and length in seconds from the schedule's start (ISO 15118-2).",
    "SalesTariff": "Price levels over time for the car (ISO 15118-2).",
    "SalesTariffEntry": "The price level of one interval (ISO 15118-2).",
}

_PRICE_SCHEDULE: Final = {
    "AbsolutePriceSchedule": "Prices over time for the car (ISO 15118-20).",
    "AdditionalSelectedServices": "A service with a price of its own (ISO 15118-20).",
    "OverstayRule": "What staying too long costs from a time on (ISO 15118-20).",
    "OverstayRuleList": "When staying too long costs (ISO 15118-20).",
    "PriceLevelSchedule": "Price levels over time for the car (ISO 15118-20).",
    "PriceLevelScheduleEntry": "The price level of one interval (ISO 15118-20).",
    "PriceRule": "Prices above a power (ISO 15118-20).",
    "PriceRuleStack": "The price rules of one interval (ISO 15118-20).",
    "RationalNumber": "`value` times ten to the power of `exponent` (ISO 15118-20).",
    "TaxRule": "A tax and what it applies to (ISO 15118-20).",
}

_CHARGING_NEEDS: Final = {
    "ACChargingParameters": "What a car needs for AC charging.",
    "ChargingNeeds": "What a car needs, and by when.",
    "DCChargingParameters": "What a car needs for DC charging.",
    "DERChargingParameters": "What a car can do for the grid as an inverter.",
    "EVAbsolutePriceSchedule": "Prices at which a car offers energy.",
    "EVAbsolutePriceScheduleEntry": "The prices of one interval of a car's offer.",
    "EVEnergyOffer": "Energy that a car offers, with its prices.",
    "EVPowerSchedule": "Power that a car offers over time.",
    "EVPowerScheduleEntry": "The power of one interval of a car's offer.",
    "EVPriceRule": "The price of a car's energy above a power.",
    "V2XChargingParameters": "What a car needs for charging in both directions.",
}

_MESSAGE_CONTENT: Final = {
    "MessageContent": "A text in a format and a language.",
    "MessageInfo": "A text for the display: when, where and how important.",
}

_TARIFF: Final = {
    "Price": "An amount with and without its taxes.",
    "Tariff": "What charging costs.",
    "TariffAssignment": "A tariff, and where it is installed.",
    "TariffConditions": "When a price per energy or time holds.",
    "TariffConditionsFixed": "When a fixed price holds.",
    "TariffEnergy": "Prices per kWh.",
    "TariffEnergyPrice": "A price per kWh with its conditions.",
    "TariffFixed": "Fixed prices.",
    "TariffFixedPrice": "A fixed price with its conditions.",
    "TariffTime": "Prices per minute.",
    "TariffTimePrice": "A price per minute with its conditions.",
    "TaxRate": "A tax in percent.",
    "ClearTariffsResult": "Whether a tariff was removed.",
}

_COST: Final = {
    "Address": "A postal address.",
    "ChargingPeriod": "A part of a transaction under one tariff.",
    "CostDetails": "The cost of a transaction with its periods.",
    "CostDimension": "An amount of what is paid for: energy, time, a current.",
    "TotalCost": "The cost of a transaction by what is paid for.",
    "TotalPrice": "A sum with and without taxes.",
    "TotalUsage": "Energy and times of a transaction.",
}

_CERTIFICATE: Final = {
    "CertificateHashData": "What names a certificate: the hashes of its issuer and its serial number.",
    "CertificateHashDataChain": "A certificate with those below it, and what it is used for.",
    "CertificateStatus": "Whether a certificate is good, and until when that is known.",
    "CertificateStatusRequestInfo": "A certificate, and where its status can be asked for.",
    "OCSPRequestData": "What an OCSP request for a certificate needs.",
}

_FILE: Final = {
    "Firmware": "Where firmware is, when to install it, and what proves it.",
    "LogParameters": "Where a log goes, and which part of it.",
}

_DER_CONTROL: Final = {
    "DERCurve": "A curve that the inverter is to follow.",
    "DERCurveGet": "A curve as installed.",
    "DERCurvePoints": "A point of a curve.",
    "EnterService": "When the inverter may come back to the grid.",
    "EnterServiceGet": "A rule for coming back as installed.",
    "FixedPF": "A fixed power factor.",
    "FixedPFGet": "A fixed power factor as installed.",
    "FixedVar": "A fixed reactive power.",
    "FixedVarGet": "A fixed reactive power as installed.",
    "FreqDroop": "How power follows the frequency.",
    "FreqDroopGet": "A frequency droop as installed.",
    "Gradient": "How fast power may change.",
    "GradientGet": "A gradient as installed.",
    "Hysteresis": "When a curve is left again.",
    "LimitMaxDischarge": "A ceiling for discharging, in percent.",
    "LimitMaxDischargeGet": "A ceiling for discharging as installed.",
    "ReactivePowerParams": "More about a curve of reactive power.",
    "VoltageParams": "More about a curve of voltage.",
}

_BATTERY: Final = {"BatteryData": "One battery that was put in or taken out."}

TYPES_2X: Final[Types] = {
    "status_info": _STATUS,
    "message_content": _MESSAGE_CONTENT,
    "id_token": _ID_TOKEN,
    "station": _STATION,
    "device_model": _DEVICE_MODEL,
    "event_stream": _EVENT_STREAM,
    "meter_value": _METERING,
    "tariff": _TARIFF,
    "cost": _COST,
    "transaction": _TRANSACTION,
    "sales_tariff": _SALES_TARIFF,
    "price_schedule": _PRICE_SCHEDULE,
    "charging_profile": _CHARGING_PROFILE,
    "charging_needs": _CHARGING_NEEDS,
    "certificate": _CERTIFICATE,
    "file_transfer": _FILE,
    "der_control": _DER_CONTROL,
    "battery": _BATTERY,
}
