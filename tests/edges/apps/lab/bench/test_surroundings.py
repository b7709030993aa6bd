"""Where a run took place."""

from pathlib import Path

from pilotwire.apps.lab.bench.surroundings import filesystem_of, processor_name

MOUNTS = (
    "/dev/sda1 / ext4 rw,relatime 0 0\n"
    "tmpfs /tmp tmpfs rw,nosuid 0 0\n"
    "/dev/sdb1 /srv/fast\\040disk xfs rw 0 0\n"
)  # fmt: skip


def test_the_nearest_mount_counts() -> None:
    assert filesystem_of(Path("/home/ann"), MOUNTS) == "ext4"
    assert filesystem_of(Path("/tmp/a/b"), MOUNTS) == "tmpfs"
    assert filesystem_of(Path("/tmpfoo"), MOUNTS) == "ext4"
    assert filesystem_of(Path("/srv/fast disk"), MOUNTS) == "xfs"


def test_a_later_mount_on_the_same_place_hides_the_earlier_one() -> None:
    assert filesystem_of(Path("/tmp"), MOUNTS + "/dev/sdc1 /tmp btrfs rw 0 0\n") == "btrfs"


def test_without_mounts_nothing_is_known() -> None:
    assert filesystem_of(Path("/tmp"), "") == ""


def test_the_processor_is_told_by_its_model() -> None:
    assert (
        processor_name("processor\t: 0\nmodel name\t: Fast CPU @ 3.0GHz\nmodel name\t: other\n") == "Fast CPU @ 3.0GHz"
    )
    assert processor_name("Hardware\t: board\n") == ""
