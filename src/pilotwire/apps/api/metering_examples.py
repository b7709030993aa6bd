"""Examples of signed readings and keys of meters; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant

from .examples import READING


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


_KEY: Final = (
    "3059301306072a8648ce3d020106082a8648ce3d030107034200043aeeb45c392357820a58fdfb0857bd77ada31585c61c430531dfa53b440afbfd"
    "d95ac887c658ea55260f808f55ca948df235c2108a0d6dc7d4ab1a5e1a7955be"
)
OCMF: Final = (
    'OCMF|{"FV":"1.0","MS":"17619300","PG":"T32","RD":[{"TM":"2026-03-01T10:00:00,000+0100 S","TX":"E","RV":12.5,'
    '"RI":"1-b:1.8.0","RU":"kWh","ST":"G"}]}|{"SD":"304502200E2F"}'
)
MAIN_METER: Final = msgspec.structs.replace(READING, evse_id=0, context="Sample.Clock", kind="clock-aligned")
METER_KEY_INPUT: Final = r.MeterKeyInput(public_key=f"oca:base16:asn1:{_KEY}", evse_id=1, note="new meter")
METER_KEY: Final = r.MeterKey(
    id="6d0c1b0a9f4e2d31", public_key=_KEY, created_at=_at(8, 0), evse_id=1, note="new meter", actor="Grafana"
)
SIGNED_READING: Final = r.SignedReading(
    at=_at(9, 0),
    received_at=_at(9, 0, 1),
    context="Transaction.End",
    measurand="Energy.Active.Import.Register",
    evse_id=1,
    data=OCMF,
    text=OCMF,
    verdict="verified",
    encoding="OCMF",
    method="ECDSA-secp256r1-SHA256",
    key_id="6d0c1b0a9f4e2d31",
    key_source="entered",
    dataset=r.MeterDataset(
        version="1.0",
        meter_serial="17619300",
        pagination="T32",
        readings=[
            r.MeterReading(
                at="2026-03-01T10:00:00,000+0100", clock="S", kind="E", value=Decimal("12.5"), obis="1-b:1.8.0",
                unit="kWh", status="G",
            )
        ],
    ),
)  # fmt: skip
VALUES_XML: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<values>\n'
    '  <value transactionId="2f1a" context="Transaction.End">\n'
    f'    <publicKey encoding="hex">{_KEY.upper()}</publicKey>\n'
    f'    <signedData format="OCMF" encoding="plain">{OCMF}</signedData>\n  </value>\n</values>\n'
)
