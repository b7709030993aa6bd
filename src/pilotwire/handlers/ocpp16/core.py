"""1.6: boot, heartbeat, status, authorisation, transactions, readings, vendor data, security events."""

from collections.abc import Mapping

import msgspec

from pilotwire.dialects import ocpp16 as dialect
from pilotwire.dialects import ocpp16_vendor_data
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.vendor_data import UNKNOWN_VENDOR
from pilotwire.protocol.ocpp16 import core as messages
from pilotwire.protocol.ocpp16 import security
from pilotwire.services import authorize as authorization
from pilotwire.services import data_transfer as vendor_data
from pilotwire.services import notices, provisioning, reservation_register, status, transactions
from pilotwire.services.context import Context

from .plug_and_charge import MESSAGES, Transfer, transferred


async def boot_notification(
    context: Context, message: messages.BootNotificationRequest
) -> messages.BootNotificationResponse:
    """Registers the station. Source: OCPP 1.6, 4.2."""
    answer = provisioning.boot(context, dialect.boot(message))
    return messages.BootNotificationResponse(
        status=answer.registration, current_time=answer.at.replace(microsecond=0), interval=answer.interval_s
    )


async def heartbeat(context: Context, message: messages.HeartbeatRequest) -> messages.HeartbeatResponse:
    """Tells the time. Source: OCPP 1.6, 4.6."""
    return messages.HeartbeatResponse(current_time=context.received_at.replace(microsecond=0))


async def status_notification(
    context: Context, message: messages.StatusNotificationRequest
) -> messages.StatusNotificationResponse:
    """Keeps a connector's status, which may end a reservation. Source: OCPP 1.6, 4.9 and 5.13."""
    told = dialect.status(message, context.note)
    status.report(context, told)
    reservation_register.out_of_use(context, told.evse_id, told.status)
    return messages.StatusNotificationResponse()


async def authorize(context: Context, message: messages.AuthorizeRequest) -> messages.AuthorizeResponse:
    """Judges an id tag. Source: OCPP 1.6, 4.1."""
    answer = await authorization.authorize(context, IdToken(message.id_tag))
    if answer.personal_message is not None and context.advisers.costs is not None:
        context.advisers.costs.show_price(context.station, IdToken(message.id_tag), answer.personal_message)
    return messages.AuthorizeResponse(id_tag_info=dialect.id_tag_info(answer))


async def start_transaction(
    context: Context, message: messages.StartTransactionRequest
) -> messages.StartTransactionResponse:
    """Opens a transaction, whatever its token: the energy flows already. Source: OCPP 1.6, 4.8."""
    outcome = await transactions.record(context, None, dialect.start(message))
    answer = outcome.authorization or Authorization("Invalid")
    return messages.StartTransactionResponse(
        id_tag_info=dialect.id_tag_info(answer), transaction_id=int(outcome.transaction.id)
    )


async def stop_transaction(
    context: Context, message: messages.StopTransactionRequest
) -> messages.StopTransactionResponse:
    """Ends a transaction, also one that never started here. Source: OCPP 1.6, 4.10."""
    named, report = dialect.stop(message, context.note)
    outcome = await transactions.record(context, named, report)
    answer = outcome.authorization
    return messages.StopTransactionResponse(id_tag_info=dialect.id_tag_info(answer) if answer else None)


async def meter_values(context: Context, message: messages.MeterValuesRequest) -> messages.MeterValuesResponse:
    """Keeps readings, in their transaction where they have one. Source: OCPP 1.6, 4.7."""
    named, evse_id, readings = dialect.meter_values(message, context.note)
    await transactions.record_readings(context, named, evse_id, readings)
    return messages.MeterValuesResponse()


async def data_transfer(context: Context, message: messages.DataTransferRequest) -> messages.DataTransferResponse:
    """Hands vendor data to whoever knows the vendor: plug and charge, or a plug-in. Source: OCPP 1.6, 4.3."""
    return await data_transfer_by(MESSAGES, context, message)


async def data_transfer_by(
    known: Mapping[str, Transfer], context: Context, message: messages.DataTransferRequest
) -> messages.DataTransferResponse:
    """As above, with these messages of plug and charge."""
    answer = await transferred(context, message.vendor_id, message.message_id, message.data, known)
    if answer.status == UNKNOWN_VENDOR:
        found = await vendor_data.receive(context, message.vendor_id, message.message_id, message.data)
        return messages.DataTransferResponse(status=found.status, data=ocpp16_vendor_data.as_text(found.data))
    data = None if message.data is None else msgspec.Raw(msgspec.json.encode(message.data))
    notices.data_transfer(context, message.vendor_id, message.message_id, data, answer.status)
    return messages.DataTransferResponse(status=answer.status, data=answer.data)


async def security_event(
    context: Context, message: security.SecurityEventNotificationRequest
) -> security.SecurityEventNotificationResponse:
    """Keeps a security event. Source: OCPP 1.6 security whitepaper, A04."""
    notices.security_event(context, message.type, message.timestamp, message.tech_info)
    return security.SecurityEventNotificationResponse()
