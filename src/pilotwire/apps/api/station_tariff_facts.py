"""The routes of tariffs that stations reckon by, as in `route_table`, of which they are part, with their examples."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from pilotwire.client import station_tariff as rs
from pilotwire.client.codec import Instant
from pilotwire.client.control import ControlAnswer
from pilotwire.client.operation import Operation

from . import examples as e
from .route import ACT, NOT_FOUND, RouteFacts

_DAY: Final = "day@9d2c41b07a5e3f68"
_TARIFFS: Final = rs.StationTariffs(
    station="CS-0042",
    takes_tariffs=True,
    evses=[
        rs.EvseTariff(evse_id=1, in_step=True, obstacles=[], wanted=_DAY, held=_DAY),
        rs.EvseTariff(
            evse_id=2, in_step=False, wanted="park@41b07a5e3f689d2c", held=_DAY,
            obstacles=[
                rs.TariffObstacle(
                    pointer="/elements/0/price_components/0/step_size",
                    message="A station bills what was used, and not whole blocks of 900.",
                    remedy="Use a step size of 0 or 1, or let this server reckon alone.",
                )
            ],
        ),
    ],
    held=[rs.HeldTariff(name=_DAY, kind="DefaultTariff", evse_ids=[1, 2], id_tokens=[])],
    read_at=Instant(2026, 3, 1, 7, 0, tzinfo=UTC),
)  # fmt: skip

STATION_TARIFFS: Final[Mapping[str, RouteFacts]] = {
    "get_station_tariffs": RouteFacts(
        scope="read", tag="tariffs", answer=rs.StationTariffs, example=_TARIFFS, problems=NOT_FOUND
    ),
    "install_station_tariffs": RouteFacts(
        scope="configure", tag="tariffs", body=rs.InstallTariffsInput, body_example=rs.InstallTariffsInput(),
        answer=Operation, example=e.OPERATION, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "clear_station_tariffs": RouteFacts(
        scope="configure", tag="tariffs", body=rs.ClearTariffsInput, body_example=rs.ClearTariffsInput(evse_id=1),
        answer=rs.ClearTariffsAnswer,
        example=rs.ClearTariffsAnswer(results=[rs.ClearedTariff(status="Accepted", name=_DAY)]), problems=ACT,
    ),
    "change_transaction_tariff": RouteFacts(
        scope="operate", tag="tariffs", body=rs.ChangeTariffInput, body_example=rs.ChangeTariffInput(tariff="busy"),
        answer=ControlAnswer, example=ControlAnswer(status="Accepted", noticed=[]), problems=ACT,
    ),
}  # fmt: skip
