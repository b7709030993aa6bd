"""Wrong passwords are limited, and the true station is not."""

from pilotwire.adapters.transport.refusal import Reason
from pilotwire.apps.csms.attempts import Attack, Attempts, network_of
from pilotwire.kernel.ids import StationId

CP1, CP2 = StationId("CP1"), StationId("CP2")
HOME, ALIEN = "192.0.2.7", "203.0.113.9"


def tries(attempts: Attempts, address: str, now: float, *, right: bool = False, station: StationId = CP1) -> str:
    """What becomes of one attempt: right, wrong or refused, and an attack where it is told."""
    if attempts.enter(station, address, HOME, now) is not None:
        return "refused"
    attack = attempts.leave(station, address, HOME, right=right, now=now)
    return "attack" if attack is not None else "right" if right else "wrong"


def test_guesses_from_elsewhere_leave_the_station_s_own_address_alone() -> None:
    attempts = Attempts(3)
    assert [tries(attempts, ALIEN, 0.0) for _ in range(5)] == ["wrong", "wrong", "attack", "refused", "refused"]
    assert tries(attempts, HOME, 0.0, right=True) == "right"
    assert [tries(attempts, HOME, 0.0) for _ in range(4)] == ["wrong", "wrong", "wrong", "refused"]


def test_many_addresses_share_what_is_left_for_elsewhere() -> None:
    attempts = Attempts(3)
    assert [tries(attempts, f"203.0.113.{last}", 0.0) for last in range(4)] == ["wrong", "wrong", "attack", "refused"]
    assert tries(attempts, HOME, 0.0, right=True) == "right"


def test_one_address_cannot_guess_at_one_station_after_the_other() -> None:
    attempts = Attempts(3)
    told = [tries(attempts, ALIEN, 0.0, station=StationId(f"CP{number}")) for number in range(4)]
    assert told == ["wrong", "wrong", "wrong", "refused"]


def test_what_was_used_up_comes_back_with_time() -> None:
    attempts = Attempts(6)
    for _ in range(6):
        tries(attempts, ALIEN, 0.0)
    assert [tries(attempts, ALIEN, now) for now in (9.0, 10.0, 11.0, 20.0)] == ["refused", "wrong", "refused", "wrong"]


def test_right_passwords_use_nothing_up() -> None:
    attempts = Attempts(3)
    assert {tries(attempts, ALIEN, 0.0, right=True) for _ in range(100)} == {"right"}
    assert (attempts.right, attempts.wrong, attempts.turned_away) == (100, 0, 0)


def test_a_check_that_was_broken_off_counts_for_nothing() -> None:
    attempts = Attempts(1)
    for _ in range(5):
        assert attempts.enter(CP1, HOME, HOME, 0.0) is None
        assert attempts.leave(CP1, HOME, HOME, right=None, now=0.0) is None
    assert (attempts.right, attempts.wrong) == (0, 0)
    assert tries(attempts, HOME, 0.0, right=True) == "right"


def test_few_checks_for_a_station_go_on_at_a_time() -> None:
    attempts = Attempts(30)
    assert [attempts.enter(CP1, ALIEN, HOME, 0.0) for _ in range(3)] == [None, None, None]
    refused = attempts.enter(CP1, ALIEN, HOME, 0.0)
    assert refused is not None
    assert (refused.reason, refused.status, refused.retry_after_s) == (Reason.TOO_MANY_ATTEMPTS, 429, 1)
    assert attempts.enter(CP1, HOME, HOME, 0.0) is None
    assert attempts.enter(CP2, ALIEN, None, 0.0) is None
    attempts.leave(CP1, ALIEN, HOME, right=True, now=0.0)
    assert attempts.enter(CP1, ALIEN, HOME, 0.0) is None


def test_an_attack_is_told_once_and_again_after_ten_minutes() -> None:
    attempts = Attempts(1)
    told = []
    for now in (0.0, 60.0, 599.0, 660.0):
        assert attempts.enter(CP1, ALIEN, HOME, now) is None
        told.append(attempts.leave(CP1, ALIEN, HOME, right=False, now=now))
    assert told == [Attack(CP1, (ALIEN,), 1), None, None, Attack(CP1, (ALIEN,), 3)]
    assert [attempts.under_attack(now) for now in (660.0, 1259.0, 1261.0)] == [1, 1, 0]


def test_nothing_is_limited_where_that_is_turned_off() -> None:
    attempts = Attempts(0)
    assert {tries(attempts, ALIEN, 0.0) for _ in range(1000)} == {"wrong"}


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    same = {network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff::9"), network_of("2001:db8:1:2::1%eth0")}
    assert len(same) == 1
    assert network_of("2001:db8:1:3::1") not in same
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("") == ""
