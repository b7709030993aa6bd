"""The local list in the words of OCPP 1.6."""

from typing import Final

from pilotwire.domain.local_list import Entry
from pilotwire.domain.local_list_commands import GetLocalListVersion, SendLocalList, UncarriedTokensError
from pilotwire.protocol.ocpp16 import local_list
from pilotwire.protocol.ocpp16.types import AuthorizationData

from .ocpp16 import id_tag_info

_ID_TAG_CHARACTERS: Final = 20


def get_version(_: GetLocalListVersion) -> local_list.GetLocalListVersionRequest:
    """GetLocalListVersion."""
    return local_list.GetLocalListVersionRequest()


def version(answer: local_list.GetLocalListVersionResponse) -> int:
    """The number: 0 is an empty list, -1 a station that keeps none. Source: OCPP 1.6, 5.10."""
    return answer.list_version


def send(command: SendLocalList) -> local_list.SendLocalListRequest:
    """SendLocalList; types, languages and messages have no place in 1.6. Raises UncarriedTokensError for long tokens.

    An update that is empty carries an empty list, as some stations want the field.
    """
    values = [entry.id_token.value for entry in command.entries]
    long = tuple(value for value in values if len(value) > _ID_TAG_CHARACTERS)
    if long:
        raise UncarriedTokensError(long, f"OCPP 1.6 holds tokens of {_ID_TAG_CHARACTERS} characters at most")
    return local_list.SendLocalListRequest(
        list_version=command.version,
        update_type=command.kind,
        local_authorization_list=tuple(_entry(entry) for entry in command.entries),
    )


def _entry(entry: Entry) -> AuthorizationData:
    answer = entry.authorization
    return AuthorizationData(id_tag=entry.id_token.value, id_tag_info=None if answer is None else id_tag_info(answer))
