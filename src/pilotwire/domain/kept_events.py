"""Events about records that people keep: templates of variables, and local lists."""

from .event import Event


class TemplateChanged(Event, frozen=True, kw_only=True, tag="template.changed"):
    """Somebody created or changed a template of variables."""

    template: str


class TemplateRemoved(Event, frozen=True, kw_only=True, tag="template.removed"):
    """Somebody removed a template of variables."""

    template: str


class LocalListChanged(Event, frozen=True, kw_only=True, tag="local_list.changed"):
    """Somebody created or changed a local list; what stations hold changes when they are brought in step."""

    name: str
    revision: int


class LocalListRemoved(Event, frozen=True, kw_only=True, tag="local_list.removed"):
    """Somebody removed a local list."""

    name: str
