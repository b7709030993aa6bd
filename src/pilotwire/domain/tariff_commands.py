"""What a station can be asked about tariffs by which it reckons itself. Source: OCPP 2.1 part 2, I07 to I11."""

import msgspec

from pilotwire.kernel.ids import EvseId, TransactionId

from .command import Command, Reply
from .station_tariff import InstalledTariff
from .tariff import Tariff

ALL_EVSES = EvseId(0)


class SetDefaultTariff(Command[Reply], frozen=True):
    """Install a tariff for all drivers at an EVSE (0: at each), under this name."""

    evse_id: EvseId
    name: str
    tariff: Tariff


class ChangeTransactionTariff(Command[Reply], frozen=True):
    """Let a running transaction be reckoned by this tariff from now on."""

    transaction: TransactionId
    name: str
    tariff: Tariff


class TariffsTold(msgspec.Struct, frozen=True):
    """The station's answer: whether it told, and what it holds."""

    status: str
    tariffs: tuple[InstalledTariff, ...] = ()


class GetTariffs(Command[TariffsTold], frozen=True):
    """Ask which tariffs a station holds, at an EVSE or (0) anywhere."""

    evse_id: EvseId = ALL_EVSES


class Cleared(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one tariff that was to be removed (None: of none that was named)."""

    status: str
    name: str | None = None


class ClearTariffs(Command[tuple[Cleared, ...]], frozen=True):
    """Remove default tariffs: those named, those of an EVSE, or all."""

    names: tuple[str, ...] = ()
    evse_id: EvseId | None = None
