"""Which sets there are, and which may go."""

import dataclasses
import datetime as dt
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.backup.sets import FoundSet, list_sets, moment_of, new_id, prune
from tests.server.backup.examples import NOW, make_set

DAY = dt.timedelta(days=1)


def test_ids_sort_by_time_and_say_it():
    douala = dt.timezone(dt.timedelta(hours=1))
    ids = [new_id(NOW.astimezone(douala) + n * DAY) for n in range(400)]
    assert ids == sorted(ids)
    assert moment_of(ids[0]) == NOW
    assert len({new_id(NOW) for _ in range(20)}) > 15
    with pytest.raises(ValueError, match="naive"):
        new_id(dt.datetime(2026, 11, 22))  # noqa: DTZ001 - the point


@pytest.mark.parametrize(
    "name", ["", "notes", "20261122T201500Z-6f3", "20261122T201500Z-6f3a.part", "20261322T201500Z-6f3a", "../x"]
)
def test_other_names_are_no_sets(name):
    assert moment_of(name) is None


def test_a_folder_that_is_not_there_has_no_sets(tmp_path):
    assert list_sets(tmp_path / "none") == []


def spoil(folder, how):
    if how == "no manifest":
        (folder / "manifest.json").unlink()
    elif how == "no mac":
        (folder / "manifest.mac").unlink()
    elif how == "no piece":
        (folder / "dump.sealed").unlink()
    elif how == "short piece":
        os.truncate(folder / "dump.sealed", 100)
    elif how == "linked piece":
        (folder / "dump.sealed").rename(folder.parent / "elsewhere")
        (folder / "dump.sealed").symlink_to(folder.parent / "elsewhere")
    elif how == "edited":
        content = json.loads((folder / "manifest.json").read_text()) | {"tables": {}}
        (folder / "manifest.json").write_text(json.dumps(content))
    else:
        folder.rename(folder.with_name("20200101T000000Z-0000"))


@pytest.mark.parametrize(
    "how", ["no manifest", "no mac", "no piece", "short piece", "linked piece", "edited", "another name"]
)
def test_broken_sets_are_listed_as_broken(tmp_path, key, how):
    spoil(make_set(tmp_path, key, NOW - DAY), how)
    good = make_set(tmp_path, key)
    first, second = list_sets(tmp_path, key)
    assert (first.id, first.state, first.size > 0) == (good.name, "good", True)
    assert (second.state, bool(second.problem)) == ("broken", True)


def test_a_set_of_another_key_is_not_broken(tmp_path, key, other_key):
    made = make_set(tmp_path, key)
    (found,) = list_sets(tmp_path, other_key)
    assert (found.state, key.fingerprint in found.problem, found.manifest.id) == ("unchecked", True, made.name)
    assert [one.state for one in list_sets(tmp_path)] == ["unchecked"]
    os.truncate(made / "dump.sealed", 1)
    assert [one.state for one in list_sets(tmp_path, other_key)] == ["broken"]


def found(made_at, state="good"):
    name = new_id(made_at)
    return FoundSet(name, Path(name), made_at, state)


def at(days_ago):
    return NOW - days_ago * DAY


SETS = st.lists(
    st.builds(found, st.integers(-40, 900).map(at), st.sampled_from(["good", "good", "good", "unchecked", "broken"])),
    max_size=60,
    unique_by=lambda one: one.id,
)


def months_back(moment, until):
    return (until.year - moment.year) * 12 + until.month - moment.month


@given(SETS, st.integers(1, 5))
def test_what_is_never_removed(sets, least):
    gone = prune(sets, NOW, least=least)
    left = [one for one in sets if one not in gone]
    good = sorted((one for one in sets if one.state == "good"), key=lambda one: one.id, reverse=True)
    assert set(good[:least]) <= set(left) if len(good) >= least else gone == []
    assert all(one.made_at < NOW - 30 * DAY for one in gone)
    assert all(one.made_at < good[0].made_at for one in gone)
    for month in {months_back(one.made_at, NOW) for one in good if one.made_at <= NOW}:
        if month <= 12:
            assert any(months_back(one.made_at, NOW) == month for one in left if one.state == "good")


@given(SETS)
def test_pruning_twice_is_pruning_once(sets):
    left = [one for one in sets if one not in prune(sets, NOW)]
    assert prune(left, NOW) == []


@given(SETS, st.randoms())
def test_the_order_of_the_list_says_nothing(sets, draw):
    shuffled = draw.sample(sets, len(sets))
    assert prune(sets, NOW) == prune(shuffled, NOW)


def test_two_years_of_daily_backups():
    """Nothing grows without end, and on each day there is what was promised."""
    sets: list[FoundSet] = []
    for day in range(730):
        now = NOW + day * DAY
        sets.append(found(now, "broken" if day % 50 == 20 else "good"))
        sets = [one for one in sets if one not in prune(sets, now)]
        recent = [one for one in sets if one.made_at >= now - 30 * DAY]
        assert len(recent) == min(day + 1, 31)
        good = {months_back(one.made_at, now) for one in sets if one.state == "good"}
        past = months_back(NOW, now)
        assert set(range(min(past, 12) + 1)) <= good | ({0} if sets[-1].state == "broken" else set())
        assert len(sets) <= 31 + 12


def test_where_backups_have_stopped_nothing_grows_old():
    sets = [found(at(n)) for n in range(100, 130)]
    assert prune(sets, NOW) == []
    assert prune([*sets, *(found(at(n)) for n in range(3))], NOW) != []


@pytest.mark.parametrize("back", [False, True])
def test_a_clock_that_jumps_ahead_makes_nothing_old(back):
    """Ten years for a week, each night a set and a pruning; then somebody sets it right again, or nobody does."""
    sets = before = [found(NOW - n * DAY) for n in range(400) if n <= 30 or (NOW - n * DAY).day == 28]
    for night in range(7):
        then = NOW + 3650 * DAY + night * DAY
        sets = [*sets, found(then)]
        sets = [one for one in sets if one not in prune(sets, then)]
    recent = [one for one in before if one.made_at > NOW - 20 * DAY]
    assert set(recent) <= set(sets)
    assert len({(one.made_at.year, one.made_at.month) for one in sets if one in before}) >= 12
    if back:
        assert prune([*sets, found(NOW + DAY)], NOW + DAY) == []


def test_a_clock_that_fell_back_removes_nothing():
    sets = [found(at(n)) for n in range(400)]
    assert prune(sets, NOW - 5000 * DAY) == []
    assert prune([*sets, *(found(NOW - 5000 * DAY + n * DAY) for n in range(3))], NOW - 4990 * DAY) == []


def test_broken_ones_stay_until_a_newer_good_one_is_there():
    broken = [found(at(n), "broken") for n in (40, 50, 60)]
    old = [found(at(n)) for n in (100, 101, 102)]
    assert prune(broken, NOW) == []
    assert prune([*broken, *old], NOW) == []
    new = [found(at(n)) for n in (0, 1, 2)]
    assert set(broken) <= set(prune([*broken, *old, *new], NOW))


def test_with_a_wrong_key_nothing_goes():
    assert prune([found(at(n), "unchecked") for n in range(400)], NOW) == []
    changed = [dataclasses.replace(found(at(n)), state="unchecked") for n in range(3, 400)]
    rest = set(changed) - set(prune([*(found(at(n)) for n in range(3)), *changed], NOW))
    assert {months_back(one.made_at, NOW) for one in rest} == set(range(13))
