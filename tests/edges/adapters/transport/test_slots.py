"""The wheel of time on which many things are due."""

from pilotwire.adapters.transport.slots import Slots


def turned(slots: Slots[str], times: int) -> list[list[str]]:
    return [sorted(slots.turn()) for _ in range(times)]


def test_each_thing_is_due_once_after_its_time() -> None:
    slots: Slots[str] = Slots(step_s=0.5)
    slots.put("a", 1.0)
    slots.put("b", 1.5)
    slots.put("c", 1.0)
    assert turned(slots, 4) == [[], ["a", "c"], ["b"], []]
    assert len(slots) == 0


def test_no_time_at_all_is_one_step() -> None:
    slots: Slots[str] = Slots()
    slots.put("a", 0.0)
    assert turned(slots, 1) == [["a"]]


def test_the_last_time_counts() -> None:
    slots: Slots[str] = Slots()
    slots.put("a", 1)
    slots.put("a", 3)
    assert turned(slots, 3) == [[], [], ["a"]]


def test_what_was_dropped_is_never_due() -> None:
    slots: Slots[str] = Slots()
    slots.put("a", 2)
    slots.put("b", 2)
    slots.drop("a")
    slots.drop("unknown")
    assert turned(slots, 2) == [[], ["b"]]
