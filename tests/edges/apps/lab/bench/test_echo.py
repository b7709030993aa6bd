"""The bare echo's answers."""

from pilotwire.apps.lab.bench.echo import prepared_answer


def test_an_answer_has_the_size_asked_for_and_looks_like_one() -> None:
    assert prepared_answer(45) == b'[3,"6f9619ff-8b86-4011-b42d-000000000000",{}]'
    assert len(prepared_answer(81)) == 81
