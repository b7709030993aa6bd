"""Hashes that name a certificate, against figures that `openssl ocsp -req_text` and `sha256sum` gave."""

import pytest
from cryptography import x509

from pilotwire.adapters.pki.hash_data import certificate_ids

ROOT = x509.load_pem_x509_certificate(b"""-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgICD/8wCgYIKoZIzj0EAwIwJTEQMA4GA1UECgwHRXhhbXBs
ZTERMA8GA1UEAwwIVjJHIFJvb3QwHhcNMjYxMTI3MTMwNjEyWhcNNDYxMTIyMTMw
NjEyWjAlMRAwDgYDVQQKDAdFeGFtcGxlMREwDwYDVQQDDAhWMkcgUm9vdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABNZB2yEGY2Hx32CbizYxwW9+6JXRK/K273lG
FMC680Xq0o9C2q95iMOt1v9up0L8wOsEg+Law5dVfoccan/OQsCjUzBRMB0GA1Ud
DgQWBBTCnrV3axE0Jwu8nNrVqwyNwpBRSTAfBgNVHSMEGDAWgBTCnrV3axE0Jwu8
nNrVqwyNwpBRSTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIFso
9feR9QvWx+k2eRlp9QTjR2MDhbfM3d2EfYyWc9xHAiEA783KsfDb3BDyM6Bdy5zA
QxovmnEeSjP6HXS2QENRxuA=
-----END CERTIFICATE-----
""")
LEAF = x509.load_pem_x509_certificate(b"""-----BEGIN CERTIFICATE-----
MIIBLjCB1QIDChssMAoGCCqGSM49BAMCMCUxEDAOBgNVBAoMB0V4YW1wbGUxETAP
BgNVBAMMCFYyRyBSb290MB4XDTI2MTEyNzEzMDYxMloXDTQ2MTEyMjEzMDYxMlow
IDEQMA4GA1UECgwHRXhhbXBsZTEMMAoGA1UEAwwDQ1AxMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEa14+WSb5HQRdJQzs+kWDleL3ccizXYibsn5nCv8qDKO26Uoz
EDYScJEu9Q9AIBifyyAvr7higkLbdVJnrp5InDAKBggqhkjOPQQDAgNIADBFAiAj
+pZ5U0PrzggeY6Ksj7sNKIMw6nZWT2C3AWdhUrxO4gIhAJEh3XoyiMFnuv3Z/g/6
P1WzLLRCES1r7iYYllH9iKkI
-----END CERTIFICATE-----
""")
NAME = "1fb8ad4bf3d4ee6986622724fdc425fc76fb5abc45fcf26a1ec8b4f51bb45a59"
"""`openssl ocsp` over the issuer's name."""
KEY = "be34560caffd105353318fa357287431a3513d7362d08de0e703d9591ce74647"
"""`sha256sum` over the last 65 bytes of the issuer's public key in DER: its bits without their header."""


@pytest.mark.requirement("M04.FR.07", "1.6 sec M04.FR.07")
def test_a_certificate_is_named_by_each_hash_of_its_issuers_name_and_key_bits() -> None:
    ids = certificate_ids(LEAF, ROOT)
    assert [one.algorithm for one in ids] == ["SHA256", "SHA384", "SHA512"]
    assert (ids[0].issuer_name_hash, ids[0].issuer_key_hash) == (NAME, KEY)
    assert ids[1].issuer_name_hash.startswith("3787e49339867d1718c7321e8ff180f8c3f1e1e28c7281d5653997bb6ebebaf01eea75")
    assert ids[2].issuer_key_hash.startswith("d1a6b88f83a1161f97ab409aa18dbfe57415d9866622cbe395c785338c84dcab6de2a4")


def test_serial_numbers_have_no_leading_zeroes() -> None:
    assert {one.serial_number for one in certificate_ids(LEAF, ROOT)} == {"a1b2c"}
    assert {one.serial_number for one in certificate_ids(ROOT, ROOT)} == {"fff"}
