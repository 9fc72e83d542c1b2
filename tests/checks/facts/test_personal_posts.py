"""Personal numbers in posts: masked everywhere, told once, and a text that many publish is read once."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from checks.facts.personal_posts import KEPT, scanner
from checks.model.personal import PersonalKind
from checks.model.posts import Post, Reading, ReadingState, Repost
from tests.planted import identity, made, mobile

SALT = b"a salt of these tests"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def read(*posts: Post) -> tuple[Post, ...]:
    return scanner(SALT)(Reading("k", "feed", NOW, ReadingState.NEW, posts=posts)).posts


def test_a_number_in_title_and_text_is_one() -> None:
    number = identity(1)
    (post,) = read(Post("1", title=f"失主身份证号{number}", text=f"身份证号{number}，身份证号{identity(2)}"))
    assert number not in post.title + post.text
    assert [one.masked for one in post.personal or ()] == [
        made("id", n)[:6] + "**********" + made("id", n)[-2:] for n in (1, 2)
    ]
    assert all(one.digest for one in post.personal or ())


def test_what_is_passed_on_is_told_apart() -> None:
    (post,) = read(Post("1", text="看看", repost_of=Repost("某镇", text=f"身份证号{identity(3)}")))
    assert post.personal == ()
    assert post.repost_of is not None
    assert [one.kind for one in post.repost_of.personal] == [PersonalKind.IDENTITY]
    assert identity(3) not in post.repost_of.text


def test_a_post_without_numbers_was_looked_at_too() -> None:
    post = Post("1", text="今天天气晴好。")
    assert post.personal is None
    assert read(post)[0].personal == ()
    assert read(post)[0].text == post.text


def test_more_numbers_than_are_told_are_masked_all_the_same() -> None:
    lines = "\n".join(["现将农村低保对象名单公示如下：", "姓名\t手机号", *(f"张三\t{mobile(n)}" for n in range(150))])
    (post,) = read(Post("1", text=lines))
    assert len(post.personal or ()) == KEPT
    assert not any(mobile(n) in post.text for n in range(150))


def test_a_text_that_hundreds_publish_costs_once() -> None:
    lines = "\n".join(["名单公示", "姓名\t手机号", *(f"张三\t{mobile(n)}" for n in range(150))])
    began = time.process_time()
    (first,) = read(Post("a", text=lines, title="又一份名单"))
    once = time.process_time() - began
    began = time.process_time()
    for number in range(200):
        (post,) = read(Post(f"b{number}", text=lines, title="又一份名单"))
        assert post.text == first.text
    assert time.process_time() - began < max(20 * once, 0.05)
