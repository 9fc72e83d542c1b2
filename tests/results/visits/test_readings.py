"""What a file of readings keeps: readings as they were, without the personal numbers that posts show."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model.posts import Post, Profile, Reading, ReadingState, Repost, SourceReason
from checks.model.registry import Account, Unit
from results.errors import VisitDamaged
from results.visits.read_accounts import readings_in
from results.visits.reading_views import views_of
from results.visits.readings import ReadingFile, read_keys, readable

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
OWN = Account("微信公众号", "临江发布", "临江县人民政府办公室", "gh_1")
OTHER = Account("新浪微博", "临江发布", "临江县人民政府办公室", "2")
NUMBER, MASKED = "110105199003078515", "110105**********15"


def reading(**more: object) -> Reading:
    given = {"posts": (Post("1", moment=NOW - timedelta(days=1)),), "complete": True, **more}
    return Reading(OWN.key, "feed", NOW, ReadingState.NEW, **given)  # type: ignore[arg-type]  # the test chooses


def kept(path: Path, *readings: Reading) -> Path:
    file = ReadingFile(path, NOW, "1", (OWN, OTHER), (Unit(OWN.unit),))
    for one in readings:
        file.keep(one)
    file.close()
    return path


def test_a_reading_comes_back_with_its_unit_and_its_siblings(tmp_path: Path) -> None:
    told = reading(since=NOW - timedelta(days=14), synced_at=NOW, host="gateway.example.cn", status=200)
    (view,) = views_of(kept(tmp_path / "a.visit", told))
    assert (view.account, view.unit.name, view.siblings) == (OWN, OWN.unit, (OTHER,))
    assert view.readings() == (told,)
    assert read_keys(tmp_path / "a.visit") == [OWN.key]


def test_reasons_of_every_kind_come_back(tmp_path: Path) -> None:
    told = Reading(OWN.key, "feed", NOW, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN)
    (view,) = views_of(kept(tmp_path / "a.visit", told))
    assert view.readings()[0].reason is SourceReason.LOGIN


def test_posts_of_earlier_nights_come_back_but_for_those_that_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.visit"
    file = ReadingFile(path, NOW, "1", (OWN, OTHER), (Unit(OWN.unit),))
    shown, gone = Post("wx_1", moment=NOW - timedelta(days=1)), Post("wx_2", moment=NOW, title=f"失主{NUMBER}")
    file.keep(reading(posts=(shown,)))
    file.keep_earlier({OWN.key: (gone, shown)})
    file.close()
    (view,) = views_of(path)
    assert [(post.id, post.title) for post in view.earlier] == [("wx_2", f"失主{MASKED}")]


def test_a_file_from_before_earlier_posts_were_handed_on_is_read(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", reading())
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("drop table earlier; pragma user_version = 2")
    (view,) = views_of(path)
    assert (view.readings(), view.earlier) == ((reading(),), ())
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("pragma user_version = 1")
    assert not readable(path)


def test_readings_come_one_by_one(tmp_path: Path) -> None:
    told = [Reading(f"抖音|{n}", "feed", NOW, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN) for n in range(5)]
    path = kept(tmp_path / "a.visit", *told)
    assert list(readings_in(path)) == told
    assert list(readings_in(path, ["抖音|3", "抖音|1"])) == [told[1], told[3]]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update readings set posts = x'ff' where account = '抖音|4'")
    with pytest.raises(VisitDamaged, match=r"a\.visit"):
        list(readings_in(path))


def test_personal_numbers_in_posts_are_not_stored(tmp_path: Path) -> None:
    post = Post(
        "1", title=f"失主{NUMBER}", text=f"身份证号{NUMBER}", repost_of=Repost(text=f"转：{NUMBER}"), moment=NOW
    )
    told = reading(posts=(post,), profile=Profile(description=f"联系人 {NUMBER}"))
    path = kept(tmp_path / "a.visit", told)
    assert NUMBER.encode() not in path.read_bytes()
    (view,) = views_of(path)
    (shown,) = view.readings()[0].posts
    assert (shown.title, shown.text) == (f"失主{MASKED}", f"身份证号{MASKED}")
    assert shown.repost_of is not None
    assert shown.repost_of.text == f"转：{MASKED}"


def test_how_a_reading_ended_is_corrected_and_its_posts_stay(tmp_path: Path) -> None:
    file = ReadingFile(tmp_path / "a.visit", NOW, "1", (OWN, OTHER), ())
    silent = replace(reading(), state=ReadingState.CONFIRMED_NONE)
    for one in (silent, replace(reading(), account=OTHER.key)):
        file.keep(one)
    shown: list[Reading] = []

    def covered(one: Reading) -> Reading:
        shown.append(one)
        if one.state is ReadingState.NEW:
            return one
        return replace(
            one,
            state=ReadingState.COULD_NOT_LOOK,
            reason=SourceReason.INCIDENT,
            first_reason=SourceReason.LOGIN,
            complete=False,
        )

    file.correct([OWN.key, OTHER.key], covered)
    assert [one.posts for one in shown] == [(), ()], "posts are not read for it"
    assert file.states() == {"could-not-look": 1, "new": 1}
    file.close()
    own, other = (view.readings()[0] for view in views_of(tmp_path / "a.visit", [OWN.key, OTHER.key]))
    assert (own.state, own.reason, own.first_reason) == (
        ReadingState.COULD_NOT_LOOK, SourceReason.INCIDENT, SourceReason.LOGIN,
    )  # fmt: skip
    assert own.posts == silent.posts
    assert other.state is ReadingState.NEW


def test_what_was_taken_down_comes_back(tmp_path: Path) -> None:
    told = reading(deleted=("http://mp.example.cn/s/1", "http://mp.example.cn/s/2"))
    (view,) = views_of(kept(tmp_path / "a.visit", told))
    assert view.readings() == (told,)


def test_a_file_of_the_version_before_is_read(tmp_path: Path) -> None:
    path = kept(tmp_path / "a.visit", reading(deleted=("http://mp.example.cn/s/1",)))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("alter table readings drop column deleted; pragma user_version = 2;")
    (view,) = views_of(path)
    assert view.readings() == (reading(),)
    assert view.readings()[0].posts[0].personal is None, "nobody looked for personal numbers then"


@pytest.mark.parametrize("version", [1, 4])
def test_a_file_of_a_version_that_nobody_knows_is_told(tmp_path: Path, version: int) -> None:
    path = kept(tmp_path / "a.visit", reading())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {version}")
    with pytest.raises(VisitDamaged, match="由别的版本的程序写成"):
        views_of(path)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.visit"
    assert not readable(path)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 500)
    assert not readable(path)
    with pytest.raises(VisitDamaged, match="重新巡查"):
        views_of(path)
