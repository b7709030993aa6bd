"""The local list in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1 alone."""

from typing import Final, Protocol

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.command import CannotError
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.local_list import Entry
from pilotwire.domain.local_list_commands import GetLocalListVersion, SendLocalList, UncarriedTokensError
from pilotwire.protocol.ocpp21 import local_list as local_list21
from pilotwire.protocol.ocpp21.types import id_token as types21
from pilotwire.protocol.ocpp21.types.message_content import MessageContent
from pilotwire.protocol.ocpp201 import local_list
from pilotwire.protocol.ocpp201.types import id_token as types

from .ocpp2x import id_token_info
from .ocpp2x_commands import id_token

_UNTYPED: Final = "ISO14443"
"""What a token without a type is taken for: a card, as a reader presents it. Stations compare the type too."""
_ID_CHARACTERS_21: Final = 255
_MESSAGE_CHARACTERS: Final = 512
_MESSAGE_CHARACTERS_21: Final = 1024


class VersionAnswer(Protocol):
    """An answer to GetLocalListVersion."""

    @property
    def version_number(self) -> int:
        """The number."""
        ...


def get_version(_: GetLocalListVersion) -> local_list.GetLocalListVersionRequest:
    """GetLocalListVersion."""
    return local_list.GetLocalListVersionRequest()


def version(answer: VersionAnswer) -> int:
    """The number: 0 where there is no list. Source: OCPP 2.0.1 part 2, D02."""
    return answer.version_number


def send(command: SendLocalList) -> local_list.SendLocalListRequest:
    """SendLocalList. Raises UncarriedTokensError for tokens that 2.0.1 has no words for.

    An update that is empty carries no list. Source: OCPP 2.0.1 part 2, D01.FR.04.
    """
    strange = tuple(entry.id_token.value for entry in command.entries if not _is_carried(entry.id_token))
    if strange:
        raise UncarriedTokensError(strange, "OCPP 2.0.1 has no place for tokens so long, or of such a type")
    return local_list.SendLocalListRequest(
        version_number=command.version,
        update_type=command.kind,
        local_authorization_list=tuple(_entry(entry) for entry in command.entries) or None,
    )


def send21(command: SendLocalList) -> local_list21.SendLocalListRequest:
    """SendLocalList with tokens of any type. Raises UncarriedTokensError for tokens that are too long."""
    long = tuple(entry.id_token.value for entry in command.entries if len(entry.id_token.value) > _ID_CHARACTERS_21)
    if long:
        raise UncarriedTokensError(long, f"OCPP 2.1 holds tokens of {_ID_CHARACTERS_21} characters at most")
    return local_list21.SendLocalListRequest(
        version_number=command.version,
        update_type=command.kind,
        local_authorization_list=tuple(_entry21(entry) for entry in command.entries) or None,
    )


def _typed(token: IdToken) -> IdToken:
    return token if token.type else msgspec.structs.replace(token, type=_UNTYPED)


def _is_carried(token: IdToken) -> bool:
    try:
        id_token(_typed(token))
    except CannotError:
        return False
    return True


def _entry(entry: Entry) -> types.AuthorizationData:
    token, answer = id_token(_typed(entry.id_token)), entry.authorization
    if answer is None:
        return types.AuthorizationData(id_token=token)
    shown = msgspec.structs.replace(answer, personal_message=_cut(answer.personal_message, _MESSAGE_CHARACTERS))
    return types.AuthorizationData(id_token=token, id_token_info=id_token_info(shown))


def _entry21(entry: Entry) -> types21.AuthorizationData:
    token, answer = _typed(entry.id_token), entry.authorization
    additional = tuple(types21.AdditionalInfo(additional_id_token=value, type=name) for value, name in token.additional)
    return types21.AuthorizationData(
        id_token=types21.IdToken(id_token=token.value, type=token.type, additional_info=additional or None),
        id_token_info=None if answer is None else _info21(answer),
    )


def _info21(answer: Authorization) -> types21.IdTokenInfo:
    message, group = _cut(answer.personal_message, _MESSAGE_CHARACTERS_21), answer.group_id
    return types21.IdTokenInfo(
        status=answer.status,
        cache_expiry_date_time=answer.expires_at,
        language1=answer.language,
        group_id_token=types21.IdToken(id_token=group, type="Central") if group else None,
        personal_message=MessageContent(format="UTF8", content=message, language=answer.language) if message else None,
    )


def _cut(text: str | None, characters: int) -> str | None:
    return text[:characters] if text else None
