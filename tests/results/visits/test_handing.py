"""What is handed on to a file of readings before it is judged, so that it can be judged by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from checks.model.posts import Post, Reading, ReadingState
from checks.model.published import Paper, SitePapers
from checks.model.registry import Account, Unit
from checks.model.views import GatheredAccount, MissingCapture
from results.errors import VisitDamaged
from results.visits.handing import hand_on, handed
from results.visits.reading_views import views_of
from results.visits.readings import ReadingFile, read_keys

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
UNIT = "临江县人民政府办公室"
OWN, OTHER = Account("微信公众号", "临江发布", UNIT, "gh_1"), Account("新浪微博", "临江发布", UNIT, "2")
STRANGER = Account("新浪微博", "临江财政", "临江县财政局", "3")
SITE = SitePapers(
    "http://www.linjiang.gov.cn/", "临江县", True, (Paper("办法", "http://www.x.cn/1", date(2026, 11, 12)),)
)


def kept(path: Path, *read: Account) -> Path:
    file = ReadingFile(path, NOW, "1", (OWN, OTHER, STRANGER), (Unit(UNIT),))
    for one in read:
        posts = (Post(one.key, moment=NOW - timedelta(days=1)),)
        file.keep(Reading(one.key, "feed", NOW, ReadingState.NEW, posts=posts, complete=True))
    file.close()
    return path


def view(path: Path) -> GatheredAccount:
    (made,) = views_of(path, [OWN.key])
    return made


def test_what_was_not_handed_on_is_not_known(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", OWN)
    assert not handed(path)
    with pytest.raises(MissingCapture, match="SitePapers"):
        view(path).sites()


def test_sites_and_readings_of_other_files_come_with_the_view(tmp_path: Path) -> None:
    path, other = kept(tmp_path / "a.visit", OWN), kept(tmp_path / "b.visit", OTHER, STRANGER)
    for _ in range(2):  # done again, it does the same
        hand_on(path, {UNIT: [SITE]}, [other])
    assert handed(path)
    assert list(view(path).sites()) == [SITE]
    assert [one.posts[0].id for one in view(path).beside(OTHER)] == [OTHER.key]
    assert view(path).beside(STRANGER) == ()
    assert read_keys(path) == [OWN.key], "what is beside was not read here, and is not judged here"


def test_a_reading_of_the_same_file_needs_no_handing_on(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", OWN, OTHER)
    hand_on(path, {UNIT: [SITE]}, [])
    assert [one.account for one in view(path).beside(OTHER)] == [OTHER.key]


def test_accounts_of_units_whose_sites_published_nothing_are_left_where_they_are(tmp_path: Path) -> None:
    path, other = kept(tmp_path / "a.visit", OWN), kept(tmp_path / "b.visit", OTHER)
    hand_on(path, {UNIT: [SitePapers(SITE.home)]}, [other])
    assert list(view(path).sites()) == [SitePapers(SITE.home)]
    assert view(path).read_beside == ()


def test_a_unit_without_sites_has_none(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", OWN)
    hand_on(path, {}, [])
    assert view(path).sites() == ()


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", OWN)
    with pytest.raises(VisitDamaged, match="不存在"):
        hand_on(path, {UNIT: [SITE]}, [tmp_path / "b.visit"])
    assert not handed(path)


def test_files_of_the_version_before_take_part_as_far_as_they_can(tmp_path: Path) -> None:
    path, old = kept(tmp_path / "a.visit", OWN), kept(tmp_path / "b.visit", OTHER)
    with closing(sqlite3.connect(old)) as connection:
        gone = "drop table beside; drop table sites; drop table earlier; drop table links;"
        columns = "alter table readings drop column deleted; alter table batch drop column handed;"
        connection.executescript(f"{gone}{columns} pragma user_version = 2")
    assert handed(old), "nothing can be handed on to it"
    hand_on(path, {UNIT: [SITE]}, [old])
    assert list(view(path).sites()) == [SITE]
    assert view(path).beside(OTHER) == ()
    (told,) = views_of(old, [OTHER.key])
    with pytest.raises(MissingCapture):
        told.sites()
