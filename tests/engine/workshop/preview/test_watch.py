"""A change is told of once, when it has come to rest, however an editor saves."""

import os
from pathlib import Path

import pytest

from engine.workshop.preview.watch import EVERY, FRESH, HOLLOW, RESTLESS, SOON, Watch

LONG_AGO = 1_700_000_000


class Clock:
    def __init__(self) -> None:
        self.at = LONG_AGO + 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save(tmp_path / "a.yaml", "one", LONG_AGO)


def save(file: Path, text: str, at: int) -> Path:
    file.write_text(text, encoding="utf-8")
    os.utime(file, (at, at))
    return file


def watching(*files: Path, clock: Clock | None = None) -> Watch:
    watch = Watch(clock or Clock())
    watch.watch(files)
    return watch


def looks(watch: Watch, times: int = 4) -> list[bool]:
    return [watch.changed() for _ in range(times)]


def test_nothing_changes(file: Path) -> None:
    assert looks(watching(file)) == [False] * 4


def test_a_save_is_told_of_once_at_the_second_look(file: Path) -> None:
    watch = watching(file)
    save(file, "two", LONG_AGO + 9)
    assert looks(watch) == [False, True, False, False]


def test_an_editor_that_writes_another_file_and_renames_it(file: Path) -> None:
    watch = watching(file)
    save(file.with_suffix(".tmp"), "two", LONG_AGO).replace(file)
    assert looks(watch) == [False, True, False, False]


def test_a_file_that_vanishes_and_comes_back(file: Path) -> None:
    watch = watching(file)
    away = file.rename(file.with_suffix(".bak"))
    assert looks(watch, HOLLOW + 2) == [False] * HOLLOW + [True, False]
    away.rename(file)
    assert looks(watch) == [False, True, False, False]


@pytest.mark.parametrize("between", ["empty", "away"])
def test_between_two_steps_of_a_save_it_is_waited_longer(file: Path, between: str) -> None:
    watch = watching(file)
    if between == "empty":
        save(file, "", LONG_AGO + 1)
    else:
        file.unlink()
    assert looks(watch, HOLLOW) == [False] * HOLLOW
    save(file, "two", LONG_AGO + 2)
    assert looks(watch) == [False, True, False, False]


def test_it_is_looked_at_sooner_while_something_is_different(file: Path) -> None:
    watch = watching(file)
    assert watch.wait == EVERY
    save(file, "two", LONG_AGO + 9)
    assert [watch.changed(), watch.wait] == [False, SOON]
    assert [watch.changed(), watch.wait] == [True, EVERY]


def test_a_file_that_is_away_for_one_look_only_has_not_changed(file: Path) -> None:
    watch = watching(file)
    away = file.rename(file.with_suffix(".bak"))
    assert not watch.changed()
    away.rename(file)
    os.utime(file, (LONG_AGO, LONG_AGO))
    told = looks(watch)
    assert told.count(True) <= 1, "renaming may change the time that a file system keeps of it"


def test_a_file_that_is_written_in_pieces_is_told_of_when_it_rests(file: Path) -> None:
    watch = watching(file)
    save(file, "", LONG_AGO + 1)
    assert not watch.changed()
    save(file, "half", LONG_AGO + 2)
    assert not watch.changed()
    save(file, "half and half", LONG_AGO + 3)
    assert looks(watch) == [False, True, False, False]


def test_a_file_that_never_rests_is_told_of_all_the_same(file: Path) -> None:
    watch = watching(file)
    told = []
    for number in range(3 * RESTLESS):
        save(file, "x" * number, LONG_AGO + number)
        told.append(watch.changed())
    assert True in told


def test_the_same_size_at_the_same_time_is_seen_while_the_file_is_fresh(file: Path) -> None:
    clock = Clock()
    clock.at = LONG_AGO + FRESH - 1
    watch = watching(file, clock=clock)
    inside = watch.sights([file])[file]
    save(file, "two", LONG_AGO)
    assert watch.sights([file])[file].digest != inside.digest, (
        "the bytes are compared, whatever the times say"
    )
    assert looks(watch) == [False, True, False, False]


def test_a_file_that_only_grows_old_has_not_changed(file: Path) -> None:
    clock = Clock()
    clock.at = LONG_AGO + 1
    watch = watching(file, clock=clock)
    clock.at += 2 * FRESH
    assert looks(watch) == [False] * 4


def test_what_changed_between_the_look_and_the_reading_is_not_missed(file: Path) -> None:
    watch = Watch(Clock())
    seen = watch.sights([file])
    save(file, "two", LONG_AGO + 5)
    watch.watch([file], seen)
    assert True in looks(watch)


def test_many_files_a_missing_one_and_a_folder(file: Path, tmp_path: Path) -> None:
    part = tmp_path / "parts" / "b.yaml"
    watch = watching(file, part, tmp_path)
    assert looks(watch) == [False] * 4
    part.parent.mkdir()
    save(part, "b", LONG_AGO)
    assert True in looks(watch)
    save(part, "c", LONG_AGO + 1)
    assert looks(watch) == [False, True, False, False]
