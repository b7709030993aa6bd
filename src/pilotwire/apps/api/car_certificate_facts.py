"""What the route of certificates of cars says of itself; part of the route table."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from pilotwire.client.car_certificates import (
    CarCertificateFilter,
    CarCertificateQuestion,
    CarCertificateQuestionList,
)
from pilotwire.client.codec import Instant
from pilotwire.client.filters import Part

from .route import NOT_FOUND, RouteFacts

_CONTRACT: Final = CarCertificateQuestion(
    id="154811237654777", at=Instant(2026, 3, 1, 12, 0, tzinfo=UTC), kind="contract", status="Accepted",
    action="Install", schema="urn:iso:std:iso:15118:-20:CommonMessages", emaid="DE8AAC12345678", remaining=1,
)  # fmt: skip
_STATUS: Final = CarCertificateQuestion(
    id="154811237654700", at=Instant(2026, 3, 1, 11, 59, tzinfo=UTC), kind="status", status="Failed", source="OCSP",
    serial_number="4fe8", urls=["http://ocsp.example.com"], verdict="Failed",
    reason="ocsp.example.com took longer than 5 s",
)  # fmt: skip
CAR_CERTIFICATES: Final[Mapping[str, RouteFacts]] = {
    "list_car_certificates": RouteFacts(
        scope="read", tag="certificates", query=(CarCertificateFilter, Part), answer=CarCertificateQuestionList,
        example=CarCertificateQuestionList(items=[_CONTRACT, _STATUS], next_cursor=None), problems=NOT_FOUND,
    ),
}  # fmt: skip
