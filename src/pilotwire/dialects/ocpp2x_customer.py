"""What stations know of customers, in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1."""

from typing import TypeAlias

from pilotwire.domain.customer import CustomerInformation
from pilotwire.domain.report import Part
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21.types import certificate as certificate21
from pilotwire.protocol.ocpp201 import diagnostics

from .ocpp2x_commands import id_token, id_token21
from .ocpp2x_security import hash_data

NotifyCustomerInformation: TypeAlias = (
    diagnostics.NotifyCustomerInformationRequest | diagnostics21.NotifyCustomerInformationRequest
)


def customer_information(command: CustomerInformation) -> diagnostics.CustomerInformationRequest:
    """CustomerInformation. Raises CannotError for a token that 2.0.1 cannot carry.

    A certificate goes by the algorithm with which it was installed. Source: OCPP 2.0.1 part 2, N09.FR.08, N10.FR.09.
    """
    about = command.about
    return diagnostics.CustomerInformationRequest(
        request_id=command.request_id,
        report=command.report,
        clear=command.clear,
        id_token=None if about.id_token is None else id_token(about.id_token),
        customer_certificate=None if about.certificate is None else hash_data(about.certificate),
        customer_identifier=about.identifier,
    )


def customer_information21(command: CustomerInformation) -> diagnostics21.CustomerInformationRequest:
    """CustomerInformation, with tokens of any type and length."""
    about, named = command.about, command.about.certificate
    return diagnostics21.CustomerInformationRequest(
        request_id=command.request_id,
        report=command.report,
        clear=command.clear,
        id_token=None if about.id_token is None else id_token21(about.id_token),
        customer_certificate=None
        if named is None
        else certificate21.CertificateHashData(
            hash_algorithm=named.algorithm,
            issuer_name_hash=named.issuer_name_hash,
            issuer_key_hash=named.issuer_key_hash,
            serial_number=named.serial_number,
        ),
        customer_identifier=about.identifier,
    )


def answer_part(message: NotifyCustomerInformation) -> Part:
    """Which part of which answer a message is. Source: OCPP 2.0.1 part 2, N09."""
    return Part(
        request_id=message.request_id,
        seq_no=message.seq_no,
        more=bool(message.tbc),
        variables=1,
        bytes=len(message.data.encode("utf-8", "replace")),
    )
