"""Templates in people's hands."""

from datetime import UTC, datetime

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.template import Desired, Template
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import RecordId
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.template_record import known_template, put_template, remove_template, template_version

from .conftest import finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 13, tzinfo=UTC)


def template(value: str = "1", at: datetime = NOON, component: str = "Acme", variable: str = "a") -> Template:
    return Template("T", at, at, (Desired(Address(Component(component), variable), value),))


def test_a_template_that_is_put_again_keeps_its_birth_and_changes_its_version() -> None:
    store = MemoryStore()
    queries = MemoryQueries(store)
    first = finish(put_template(store, queries, template("1")))
    same = finish(put_template(store, queries, template("1", LATER)))
    changed = finish(put_template(store, queries, template("2", LATER)))
    assert (first.is_new, same.is_new, changed.is_new) == (True, False, False)
    assert same.template == first.template
    assert (changed.template.created_at, changed.template.updated_at) == (NOON, LATER)
    assert template_version(changed.template) != template_version(first.template)
    told = finish(queries.events_after(RecordId(0), 10, ("template.changed",)))
    assert len(told) == 2


def test_a_version_that_is_no_longer_there_is_a_conflict() -> None:
    store = MemoryStore()
    queries = MemoryQueries(store)
    with pytest.raises(VersionConflictError):
        finish(put_template(store, queries, template(), "*"))
    version = template_version(finish(put_template(store, queries, template("1"))).template)
    finish(put_template(store, queries, template("2", LATER), version))
    for late in (put_template(store, queries, template("3", LATER), version),):
        with pytest.raises(VersionConflictError, match="somebody changed it"):
            finish(late)
    with pytest.raises(VersionConflictError):
        finish(remove_template(store, queries, "T", LATER, version))
    finish(remove_template(store, queries, "T", LATER, "*"))
    with pytest.raises(NotFoundError):
        finish(known_template(queries, "T"))


def test_passwords_and_repeats_have_no_place_in_a_template() -> None:
    store = MemoryStore()
    queries = MemoryQueries(store)
    with pytest.raises(BadInputError, match="password") as refused:
        finish(put_template(store, queries, template(component="SecurityCtrlr", variable="BasicAuthPassword")))
    assert refused.value.pointer == "/variables/0"
    twice = Template("T", NOON, NOON, template().variables * 2)
    with pytest.raises(BadInputError, match="twice") as refused:
        finish(put_template(store, queries, twice))
    assert refused.value.pointer == "/variables/1"
    with pytest.raises(BadInputError, match="name"):
        finish(put_template(store, queries, Template("", NOON, NOON)))
