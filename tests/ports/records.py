"""Records of every kind, with all their fields set, for the suites of the ports."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.domain.access import ApiKey
from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.events import DataTransferred, ReadingsReceived, StationBooted, StationConnected, TransactionEnded
from pilotwire.domain.finding import Oddity
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.message import Exchange, LoggedMessage, Refusal
from pilotwire.domain.meter import Meter
from pilotwire.domain.reading import Reading, Sample, SignedValue
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.station import Behaviour, ChargingStation, Connector, Identity
from pilotwire.domain.transaction import Checked, HeldState, Transaction
from pilotwire.domain.transaction_limit import Limits, TransactionLimit
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TransactionId
from pilotwire.services.work import Change, SeenOddity, StoredReadings, StoredSteps, Work

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
EXACTLY: Final = datetime(2026, 3, 1, 12, 0, 0, 123457, tzinfo=UTC)
LONG_AGO: Final = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
BEFORE_THAT: Final = datetime(1969, 7, 20, 20, 17, 40, 999999, tzinfo=UTC)

CS1: Final = StationId("CS-1")
CS2: Final = StationId("CS-2")
T1: Final = TransactionId("t-1")
EVSE1: Final = EvseId(1)

STATION: Final = ChargingStation(
    StationId("Ladesäule/ßtraße 1 \u26a1"), LONG_AGO, EXACTLY, "pending", "Accepted",
    Identity("VendorX", "Modell Ä", "S/N-0001", "1.2.3", "8944", "26201", "MT-7", "M-1"),
    Behaviour(quiet=True, ingest="tolerant", ingest_rules={"crlf": "off"}, ping_interval_s=30, naive_offset_min=-90),
    "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaA", "Hof, links", "ocpp2.0.1", EXACTLY, "PowerUp", NOON, NOON,
    supported_limits=("max_energy_wh", "max_time_s"),
)  # fmt: skip
CONNECTOR: Final = Connector(
    STATION.id, EVSE1, ConnectorId(2), "Faulted", LONG_AGO, EXACTLY, "Finishing", "GroundFailure", "Info \u6f22\u5b57",
    "vendor", "E-17", "EVConnected",
)  # fmt: skip
TOKEN: Final = Token(
    "04a1B2C3", "ISO14443", True, EXACTLY, "GROUP-1", True, (("X1", "eMAID"), ("X2", "Local")), "de", "Grüß Gott",
    "Fahrer 7", LONG_AGO, NOON,
)  # fmt: skip
API_KEY: Final = ApiKey("k-1", "Grafana \u2713", "configure", "ab" * 32, LONG_AGO, EXACTLY, NOON)
OPEN: Final = Transaction(
    CS1, T1, NOON, EXACTLY, EXACTLY, NOON, EVSE1, ConnectorId(1), False, None, None, "Charging",
    IdToken("04A1b2c3", "ISO14443", (("D1", "MAC"),)), None, "GROUP-1", "Accepted", None, 4711, 815, True,
    Meter(
        Decimal("123456789012.345"), None, Decimal("0.000000000000001"), Decimal("99999.99999999990"), BEFORE_THAT,
        Decimal("1E+3"), ("meter-backwards",),
    ),
    Decimal("7360.50"), Decimal("81"), ((0, 5), (7, 9)), ("start-missing", "sequence-reused"), EXACTLY,
    "Authorized", "PowerPathClosed", "EVDeparted", "ParkingBayOccupancy", "offline",
    HeldState("SuspendedEV", LONG_AGO, NOON),
    Limits(
        TransactionLimit(Decimal("12.30"), Decimal("0.1"), 60, 80), "Grafana", TransactionLimit(max_time_s=60),
        TransactionLimit(max_time_s=50), "max_time_s", NOON,
    ),
    "Gr\u00fc\u00df Gott", Checked(EXACTLY, True, False), True,
)  # fmt: skip
ENDED: Final = msgspec.structs.replace(
    OPEN, id=TransactionId("t-ended"), ended=True, ended_at=EXACTLY, ended_received_at=NOON, charging_state=None,
    stop_token=IdToken("other"), stopped_reason="EVDisconnected", power_w=None,
)  # fmt: skip
SAMPLES: Final = (
    Sample(value=Decimal("123456789012.345")),
    Sample("Power.Active.Import", Decimal("-0.00"), "W", "L1-N", "Body", "7.3605 kW"),
    Sample("Temperature", None, "Celsius", sent="warm", signed=SignedValue("T0NNRg==", "OCMF", "ECDSA", "MFk=")),
)
READINGS: Final = StoredReadings(
    CS1, T1, EVSE1,
    (Reading(BEFORE_THAT, SAMPLES, "Transaction.Begin"), Reading(LONG_AGO, SAMPLES[:1]), Reading(EXACTLY, ())),
    EXACTLY,
)  # fmt: skip
STEPS: Final = StoredSteps(
    CS1, T1,
    (
        Step(EXACTLY, "state", "SuspendedEV", "ChargingStateChanged"), Step(EXACTLY, "online"),
        Step(LONG_AGO, "stop-token", id_token=IdToken("B\u00f6b", "Local")),
        Step(BEFORE_THAT, "limit-sent", limit=TransactionLimit(Decimal("12.30"), Decimal("0.1"), 60, 80)),
    ),
    NOON,
)  # fmt: skip
START: Final = RequestedStart(
    CS1, 2_147_483_000, IdToken("B\u00f6b", "Local"), EXACTLY, NOON, "accepted", NOON, EVSE1, "fleet",
    ChargingProfile(
        7, "TxProfile", "Recurring",
        (
            Schedule(
                "W", (Period(0, Decimal("11040.5"), 1, 2), Period(60, discharge_limit=Decimal(-1), phases=3)), 2, NOON,
                86_400, Decimal("0.1"), Decimal(5), True, 30,
            ),
        ),
        3, "Daily", LONG_AGO, NOON, T1, 60, False, 30,
    ),
    TransactionLimit(Decimal("12.30"), Decimal("0.1"), 60, 80), "Grafana", "Accepted", "NoError", "fine", T1,
)  # fmt: skip
ODDITY: Final = SeenOddity(
    CS1, "1.2.3", Oddity("extra-field", "/meterValue/0", "saw 'ä'", "warning"), EXACTLY, RecordId(7)
)


def frame(record: RecordId, station: StationId = CS1, text: str = "[2]", **fields: object) -> LoggedMessage:
    """A frame of the log."""
    made = LoggedMessage(record, station, NOON, "in", "call", text)
    return msgspec.structs.replace(made, **fields)


def full_frame(record: RecordId) -> LoggedMessage:
    """A frame with all its fields set."""
    return LoggedMessage(
        record, CS1, EXACTLY, "out", "result-error", '[3,"\u00e9\u6f22",{}]', 12, "m-1", "TransactionEvent", "repaired",
        "FormatViolation", RecordId(5), 123_456, b"\xff\x00[3]",
    )  # fmt: skip


def exchange(record: RecordId, station: StationId = CS1, **fields: object) -> Exchange:
    """A call and its answer, as they are stored together."""
    made = Exchange(
        record, station, NOON, "call", '[2,"m-1","Authorize",{}]', 3, "m-1", "Authorize", "repaired",
        '[3,"m-1",{"idTokenInfo":{}}]', None, 1500,
    )  # fmt: skip
    return msgspec.structs.replace(made, **fields)


def refusal(record: RecordId, station: StationId | None = CS1) -> Refusal:
    """A refused handshake."""
    return Refusal(
        record, EXACTLY, "unknown-station", "kein Datensatz für \u201eX\u201c", "create it", 404, "203.0.113.7",
        "/ocpp/CS-1", station, ("ocpp1.6", "ocpp2.0.1"), "agent/1",
    )  # fmt: skip


def connected(station: StationId | None = CS1, generation: int = 1) -> StationConnected:
    """An event."""
    return StationConnected(
        station=station, at=EXACTLY, protocol="ocpp2.0.1", address="203.0.113.7", generation=generation
    )


EVENTS: Final = (
    connected(),
    StationBooted(station=CS1, at=NOON, identity=STATION.identity, registration="Pending", reason="PowerUp"),
    TransactionEnded(
        station=CS1, at=EXACTLY, transaction_id=T1, happened_at=LONG_AGO, energy_wh=0.1, id_token=ENDED.id_token,
        power_w=-1.5, flags=("after-end",), stopped_reason="Local",
    ),
    ReadingsReceived(at=NOON, evse_id=EVSE1, readings=READINGS.readings),
    DataTransferred(
        station=CS2, at=NOON, vendor_id="ü", status="Accepted", data=msgspec.Raw(b'{"a": [1,2.50, null]}')
    ),
)  # fmt: skip


def work(*changes: Change) -> Work:
    """A work of these changes."""
    made = Work()
    made.save(*changes)
    return made


def later(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)
