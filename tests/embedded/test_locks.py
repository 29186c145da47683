from pathlib import Path

from embedded.locks import Lock, held_by_another


def test_many_share_or_one_has_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with Lock(path) as one, Lock(path) as another, Lock(path) as third:
        assert one.try_shared()
        assert another.try_shared()
        assert not third.try_alone()
        one.release()
        another.release()
        assert third.try_alone()
        assert not one.try_shared()
        assert not one.wait_shared(0.1)


def test_a_lock_ends_with_its_file_description(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with Lock(path) as lock:
        assert lock.try_alone()
        assert held_by_another(path)
    assert not held_by_another(path)


def test_a_removed_folder_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with Lock(path) as lock:
        assert lock.in_place()
        path.unlink()
        assert not lock.in_place()
        path.touch()
        assert not lock.in_place()
