# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: charging needs."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import EnergyTransferMode
from pilotwire.protocol.ocpp201.scalars import Int0To100


class ACChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "energy_amount": "energyAmount",
        "ev_min_current": "evMinCurrent",
        "ev_max_current": "evMaxCurrent",
        "ev_max_voltage": "evMaxVoltage",
    },
):
    """What a car needs for AC charging."""

    custom_data: Maybe[CustomData] = None
    energy_amount: int
    ev_min_current: int
    ev_max_current: int
    ev_max_voltage: int


class ChargingNeeds(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "ac_charging_parameters": "acChargingParameters",
        "dc_charging_parameters": "dcChargingParameters",
        "requested_energy_transfer": "requestedEnergyTransfer",
        "departure_time": "departureTime",
    },
):
    """What a car needs, and by when."""

    custom_data: Maybe[CustomData] = None
    ac_charging_parameters: Maybe[ACChargingParameters] = None
    dc_charging_parameters: Maybe[DCChargingParameters] = None
    requested_energy_transfer: EnergyTransferMode
    departure_time: Maybe[Instant] = None


class DCChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "ev_max_current": "evMaxCurrent",
        "ev_max_voltage": "evMaxVoltage",
        "energy_amount": "energyAmount",
        "ev_max_power": "evMaxPower",
        "state_of_charge": "stateOfCharge",
        "ev_energy_capacity": "evEnergyCapacity",
        "full_soc": "fullSoC",
        "bulk_soc": "bulkSoC",
    },
):
    """What a car needs for DC charging."""

    custom_data: Maybe[CustomData] = None
    ev_max_current: int
    ev_max_voltage: int
    energy_amount: Maybe[int] = None
    ev_max_power: Maybe[int] = None
    state_of_charge: Maybe[Int0To100] = None
    ev_energy_capacity: Maybe[int] = None
    full_soc: Maybe[Int0To100] = None
    bulk_soc: Maybe[Int0To100] = None
