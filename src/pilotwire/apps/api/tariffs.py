"""Routes of tariffs and of what they are assigned to."""

from decimal import Decimal
from typing import Final

import msgspec
from litestar import Response, delete, get, put
from litestar.params import FromPath

from pilotwire.client import tariff as shapes
from pilotwire.client.filters import TariffAssignmentFilter, TariffFilter
from pilotwire.domain import tariff as domain
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.services.tariff_record import (
    assignment_version,
    known_assignment,
    known_tariff,
    put_assignment,
    put_tariff,
    remove_assignment,
    remove_tariff,
)

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .parts import ApiRequest, Parts
from .shaping import instant, plain


@get("/tariffs")
async def list_tariffs(request: ApiRequest, parts: Parts) -> shapes.TariffList:
    """List tariffs.

    By id, rising.
    """
    page = await parts.queries.tariffs(read_part(request), read_query(request, TariffFilter).q)
    return shapes.TariffList(items=[shown_tariff(one) for one in page.items], next_cursor=page.next_cursor)


@get("/tariffs/{tariff_id:str}")
async def get_tariff(tariff_id: FromPath[str], parts: Parts) -> Response[shapes.Tariff]:
    """Read a tariff."""
    return _answer(known_tariff(parts.store, path_text(tariff_id)))


@put("/tariffs/{tariff_id:str}")
async def replace_tariff(tariff_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[shapes.Tariff]:
    """Create or replace a tariff.

    It holds for transactions that start from now on; those that run keep the version that they started with. A tariff
    is used once it is assigned.
    """
    given, now = await read_body(request, shapes.TariffInput), parts.clock.now()
    tariff = domain.Tariff(
        path_text(tariff_id), now, now, given.currency, tuple(_element(one) for one in given.elements),
        given.tax_included, _limit(given.min_price), _limit(given.max_price), plain(given.valid_from),
        plain(given.valid_until),
        tuple(domain.AltText(one.language, one.text) for one in given.alt_texts or ()), given.alt_url, given.note,
    )  # fmt: skip
    saved = await put_tariff(parts.store, tariff, wanted_version(request))
    return _answer(saved.tariff, 201 if saved.is_new else 200)


@delete("/tariffs/{tariff_id:str}")
async def delete_tariff(tariff_id: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a tariff.

    Transactions that started with it keep it. One that is assigned cannot be removed.
    """
    await remove_tariff(parts.store, path_text(tariff_id), parts.clock.now(), wanted_version(request))


@get("/tariff-assignments")
async def list_tariff_assignments(request: ApiRequest, parts: Parts) -> shapes.TariffAssignmentList:
    """List what tariffs are assigned to.

    By target, rising.
    """
    page = await parts.queries.tariff_assignments(read_part(request), read_query(request, TariffAssignmentFilter).q)
    items = [_shown_assignment(one) for one in page.items]
    return shapes.TariffAssignmentList(items=items, next_cursor=page.next_cursor)


@get("/tariff-assignments/{target:str}")
async def get_tariff_assignment(target: FromPath[str], parts: Parts) -> Response[shapes.TariffAssignment]:
    """Read which tariffs a target has."""
    return _answer_assignment(known_assignment(parts.store, path_text(target)))


@put("/tariff-assignments/{target:str}")
async def replace_tariff_assignment(
    target: FromPath[str], request: ApiRequest, parts: Parts
) -> Response[shapes.TariffAssignment]:
    """Assign tariffs to a target.

    A target is token:VALUE, group:NAME, evse:STATION:NUMBER, station:ID, label:LABEL or default. A transaction that
    starts has the first valid tariff of the first of its targets, in this order, that has one; tokens, groups and
    labels are compared in any case.
    """
    given, now = await read_body(request, shapes.TariffAssignmentInput), parts.clock.now()
    assignment = Assignment(path_text(target), now, now, tuple(given.tariffs), given.note)
    saved = await put_assignment(parts.store, assignment, wanted_version(request))
    return _answer_assignment(saved.assignment, 201 if saved.is_new else 200)


@delete("/tariff-assignments/{target:str}")
async def delete_tariff_assignment(target: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Take all tariffs from a target.

    Running transactions keep theirs.
    """
    await remove_assignment(parts.store, path_text(target), parts.clock.now(), wanted_version(request))


def shown_tariff(tariff: domain.Tariff) -> shapes.Tariff:
    """A tariff as the API shows it."""
    return shapes.Tariff(
        id=tariff.id,
        version=tariff.version,
        currency=tariff.currency,
        tax_included=tariff.tax_included,
        elements=[_shown_element(one) for one in tariff.elements],
        created_at=instant(tariff.created_at),
        updated_at=instant(tariff.updated_at),
        min_price=_shown_limit(tariff.min_price),
        max_price=_shown_limit(tariff.max_price),
        valid_from=instant(tariff.valid_from),
        valid_until=instant(tariff.valid_until),
        alt_texts=[shapes.AltText(language=one.language, text=one.text) for one in tariff.alt_texts] or None,
        alt_url=tariff.alt_url,
        note=tariff.note,
    )


def _shown_element(element: domain.Element) -> shapes.TariffElement:
    components = [
        shapes.PriceComponent(
            type=one.type,
            price=f"{one.price:f}",
            step_size=one.step_size,
            vat_percent=one.vat_percent,
            taxes=[shapes.TaxRate(name=rate.name, percent=rate.percent) for rate in one.taxes] or None,
        )
        for one in element.price_components
    ]
    said = msgspec.structs.asdict(element.restrictions)
    restrictions = shapes.Restrictions(**{**said, "day_of_week": list(said["day_of_week"]) or None})
    return shapes.TariffElement(
        price_components=components, restrictions=None if element.restrictions == domain.ALWAYS else restrictions
    )


def _shown_limit(limit: domain.PriceLimit | None) -> shapes.PriceLimit | None:
    if limit is None:
        return None
    after = None if limit.after_taxes is None else f"{limit.after_taxes:f}"
    return shapes.PriceLimit(before_taxes=f"{limit.before_taxes:f}", after_taxes=after)


def _element(given: shapes.TariffElementInput) -> domain.Element:
    components = tuple(
        domain.PriceComponent(
            one.type, Decimal(one.price), _exact(one.vat_percent),
            tuple(domain.TaxRate(rate.name, Decimal(str(rate.percent))) for rate in one.taxes or ()), one.step_size,
        )
        for one in given.price_components
    )  # fmt: skip
    if given.restrictions is None:
        return domain.Element(components)
    said = msgspec.structs.asdict(given.restrictions)
    exact = {name: _exact(value) if isinstance(value, float) else value for name, value in said.items()}
    days = {"day_of_week": said["day_of_week"] or ()}
    return domain.Element(components, msgspec.convert(exact | days, domain.Restrictions))


def _limit(given: shapes.PriceLimitInput | None) -> domain.PriceLimit | None:
    if given is None:
        return None
    return domain.PriceLimit(
        Decimal(given.before_taxes), None if given.after_taxes is None else Decimal(given.after_taxes)
    )


def _exact(number: float | None) -> Decimal | None:
    """The number as it was written."""
    return None if number is None else Decimal(str(number)).normalize() + 0


def _answer(tariff: domain.Tariff, status: int = 200) -> Response[shapes.Tariff]:
    return JsonResponse(shown_tariff(tariff), status_code=status, headers={"ETag": f'"{tariff.version}"'})


def _answer_assignment(assignment: Assignment, status: int = 200) -> Response[shapes.TariffAssignment]:
    shown = _shown_assignment(assignment)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown_assignment(assignment: Assignment) -> shapes.TariffAssignment:
    return shapes.TariffAssignment(
        target=assignment.target,
        version=assignment_version(assignment),
        tariffs=list(assignment.tariffs),
        created_at=instant(assignment.created_at),
        updated_at=instant(assignment.updated_at),
        note=assignment.note,
    )


TARIFF_ROUTES: Final = (
    list_tariffs, get_tariff, replace_tariff, delete_tariff, list_tariff_assignments, get_tariff_assignment,
    replace_tariff_assignment, delete_tariff_assignment,
)  # fmt: skip
