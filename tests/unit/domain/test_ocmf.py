"""OCMF as meters write it, and keys as they are printed."""

from base64 import b64encode
from decimal import Decimal

import pytest

from pilotwire.domain.meter_key import key_bytes
from pilotwire.domain.ocmf import OcmfError, OcmfReading, parse
from pilotwire.domain.reading import SignedValue
from pilotwire.domain.signed_reading import unwrapped

PAYLOAD = (
    '{"FV":"1.0","GS":"g-1","PG":"T32","MV":"Acme","MM":"M1","MS":"17619300","IS":true,"IL":"TRUSTED",'
    '"IF":["RFID_PLAIN","OCPP_NONE"],"IT":"ISO14443","ID":"04A2|B3","RD":['
    '{"TM":"2019-08-13T10:03:15,000+0000 I","TX":"B","EF":"","ST":"G","RV":0.25960000000000001,"RI":"1-b:1.8.0",'
    '"RU":"kWh"},{"TM":"2019-08-13T10:03:36,000+0000 R","TX":"E","EF":"tE","RV":0.2597}]}'
)
TEXT = f'OCMF|{PAYLOAD}|{{"SD":"3045AB"}}'


def test_a_dataset_keeps_its_signed_text_and_reads_what_it_says() -> None:
    found = parse(TEXT)
    assert found.payload == PAYLOAD
    assert (found.signature, found.method) == (b"\x30\x45\xab", "ECDSA-secp256r1-SHA256")
    assert (found.meter_serial, found.pagination, found.identified, found.id_data) == (
        "17619300", "T32", True, "04A2|B3",
    )  # fmt: skip
    assert found.id_flags == ("RFID_PLAIN", "OCPP_NONE")
    assert found.error_flags == "Et"


def test_what_a_reading_leaves_out_is_that_of_the_one_before() -> None:
    assert parse(TEXT).readings == (
        OcmfReading(
            "2019-08-13T10:03:15,000+0000", "I", "B", Decimal("0.25960000000000001"), "1-b:1.8.0", "kWh", "", "G"
        ),
        OcmfReading("2019-08-13T10:03:36,000+0000", "R", "E", Decimal("0.2597"), "1-b:1.8.0", "kWh", "tE", "G"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EDL|{}|{}", "does not begin"),
        ("OCMF|{", "payload is no JSON"),
        ("OCMF|[]|{}", "payload is no JSON object"),
        ('OCMF|{"RD":[{"TM":"x"}]}', "no signature follows"),
        ('OCMF|{"RD":[{"TM":"x"}]}|{}', "no data"),
        ('OCMF|{"RD":[{"TM":"x"}]}|{"SD":"xy"}', "no hex"),
        ('OCMF|{"RD":[{"TM":"x"}]}|{"SD":"00","SE":"rot13"}', "rot13"),
        ('OCMF|{"RD":[]}|{"SD":"00"}', "no readings"),
        ('OCMF|{"RD":[{"TM":"x"}]}|{"SD":"00"}|more', "something follows"),
        ("OCMF|" + "[" * 100_000, "payload is no JSON"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(OcmfError, match=words):
        parse(text)


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        f"  {TEXT}\n",
        b64encode(TEXT.encode()).decode(),
        TEXT.encode().hex(),
        f'{{"signedMeterData":"{b64encode(TEXT.encode()).decode()}","encodingMethod":"OCMF","signingMethod":"",'
        '"publicKey":""}',
    ],
)
def test_a_dataset_is_found_in_each_wrapping_that_stations_use(data: str) -> None:
    found = unwrapped(SignedValue(data))
    assert (found.text, found.encoding, found.why_not) == (TEXT, "OCMF", None)
    assert found.ocmf is not None


def test_what_is_in_another_format_is_left_as_it_is() -> None:
    assert unwrapped(SignedValue("AQID", "EDL", "ECDSA-secp192r1-SHA256")).text == "AQID"
    broken = unwrapped(SignedValue("AQID", "OCMF"))
    assert (broken.ocmf, broken.why_not) == (None, "it does not begin with OCMF|")


KEY = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + b"\x04" + b"\x5a" * 64


@pytest.mark.parametrize(
    "text",
    [
        KEY.hex(),
        f"0x{KEY.hex().upper()}",
        f"oca:base16:asn1:{KEY.hex()}",
        b64encode(f"oca:base16:asn1:{KEY.hex()}".encode()).decode(),
        b64encode(f"oca:base64:asn1:{b64encode(KEY).decode()}".encode()).decode(),
        b64encode(KEY).decode(),
        b64encode(KEY.hex().encode()).decode(),
        f"-----BEGIN PUBLIC KEY-----\n{b64encode(KEY).decode()}\n-----END PUBLIC KEY-----\n",
    ],
)
def test_a_key_is_the_same_however_it_is_written(text: str) -> None:
    assert key_bytes(text) == KEY


@pytest.mark.parametrize("text", ["", "   ", "not a key!", "oca:base16:asn1:", "A" * 6000])
def test_what_is_no_key_is_none(text: str) -> None:
    assert key_bytes(text) is None
