"""The action tables as a server with a certificate authority of its own uses them, which is what the pages describe."""

from typing import Final

from pilotwire.domain.certificate import Signing
from pilotwire.handlers.outgoing import TABLES
from pilotwire.handlers.signing import with_signing
from pilotwire.services.context import Context
from pilotwire.services.station_certificates import SigningAnswer


async def _sign(context: Context, wish: Signing) -> SigningAnswer:
    raise NotImplementedError("the pages name handlers and call none")


SERVED: Final = with_signing(TABLES, _sign)
