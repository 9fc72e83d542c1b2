"""What could not be looked at is never a verdict: over all reasons, all failures and all states."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from checks.facts.posts.incidents import Health, incidents
from checks.facts.posts.parsed import Asked, Parsed, Sync, conclude, unread
from checks.facts.posts.shapes import SHOWN, prose
from checks.model.failures import Failure
from checks.model.posts import AccountReason, Post, Reading, ReadingState, Reason, Repost, SourceReason
from tests.posted import FRESH, NOW, SINCE, STALE

REASONS: list[Reason] = [*Failure, *AccountReason, *SourceReason]
ASKED = Asked("k", "feed", NOW, SINCE, "h", 200)
POSTS = tuple(Post(str(n), moment=moment) for n, moment in enumerate((*FRESH, *STALE)))


def test_no_two_reasons_have_the_same_name() -> None:
    assert len({str(reason) for reason in REASONS}) == len(REASONS)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("posts", [(), POSTS, POSTS[2:]], ids=["none", "new", "old"])
def test_a_reason_never_goes_with_a_verdict(reason: Reason, posts: tuple[Post, ...]) -> None:
    reading = conclude(ASKED, Parsed(posts, reason=reason, whole=True), Sync(NOW))
    assert reading.state is (
        ReadingState.ABNORMAL if isinstance(reason, AccountReason) else ReadingState.COULD_NOT_LOOK
    )
    assert not reading.judgeable
    assert not reading.complete
    assert reading.newest is None
    assert reading.reason is reason


@pytest.mark.parametrize(("state", "reason"), list(product(ReadingState, [None, *REASONS])))
@pytest.mark.parametrize("complete", [True, False])
def test_no_other_combination_can_be_made(state: ReadingState, reason: Reason | None, complete: bool) -> None:
    fits = {
        ReadingState.NEW: reason is None,
        ReadingState.CONFIRMED_NONE: reason is None and complete,
        ReadingState.ABNORMAL: isinstance(reason, AccountReason),
        ReadingState.COULD_NOT_LOOK: isinstance(reason, Failure | SourceReason) and not complete,
    }[state]
    if fits:
        assert Reading("k", "feed", NOW, state, reason, complete=complete).state is state
    else:
        with pytest.raises(ValueError, match="does not go with"):
            Reading("k", "feed", NOW, state, reason, complete=complete)


def test_only_an_unpinned_old_post_or_a_whole_list_proves_silence() -> None:
    old = Post("1", moment=STALE[0])
    assert conclude(ASKED, Parsed((old,))).state is ReadingState.CONFIRMED_NONE
    assert conclude(ASKED, Parsed((Post("1", moment=STALE[0], pinned=True),))).reason is SourceReason.PARTIAL
    assert conclude(ASKED, Parsed((Post("1", moment=STALE[0], pinned=True),), whole=True)).judgeable
    assert conclude(ASKED, Parsed()).reason is SourceReason.EMPTY_FEED
    assert conclude(ASKED, Parsed(whole=True)).state is ReadingState.CONFIRMED_NONE
    assert conclude(ASKED, Parsed((old,), blind=SourceReason.BLIND_SPOT)).reason is SourceReason.BLIND_SPOT
    assert conclude(ASKED, Parsed((old, POSTS[0]), blind=SourceReason.BLIND_SPOT)).state is ReadingState.NEW


def test_what_is_new_counts_from_the_edge_of_the_window() -> None:
    assert conclude(ASKED, Parsed((Post("1", moment=SINCE),))).state is ReadingState.NEW
    before = Post("1", moment=SINCE - timedelta(seconds=1))
    assert conclude(ASKED, Parsed((before,))).state is ReadingState.CONFIRMED_NONE


def test_nothing_grows_without_bound() -> None:
    many = tuple(
        Post(str(n), title="长" * 9_999, text="长" * 99_999, links=("u",) * 999, moment=FRESH[0]) for n in range(998)
    )
    many = (Post("r", repost_of=Repost(text="长" * 9_999), links=("u",) * 999, moment=NOW), *many)
    reading = conclude(ASKED, Parsed(many))
    assert len(reading.posts) == 200
    first, second = reading.posts[:2]
    assert first.repost_of is not None
    assert (len(first.repost_of.text), len(first.links), first.cut) == (1_000, 50, True)
    assert (len(second.title), len(second.text), len(second.links), second.cut) == (300, 4_000, 50, True)


def test_the_beginning_of_a_number_is_not_kept() -> None:
    text = "长" * 3_990 + "110105199003078515"
    (post,) = conclude(ASKED, Parsed((Post("1", text=text, moment=FRESH[0]),))).posts
    assert post.text == "长" * 3_990
    html = "<b></b>" * 5_714 + text[-18:]
    assert len(html) > SHOWN > len(html) - 18
    assert prose(html) == ""
    assert prose(html[21:]) == text[-18:]


def test_what_is_kept_whole_is_not_called_cut() -> None:
    (post,) = conclude(ASKED, Parsed((Post("1", text="短", links=("u",) * 60, moment=FRESH[0]),))).posts
    assert (post.cut, len(post.links)) == (False, 50)


def test_the_newest_posts_are_the_ones_that_are_kept() -> None:
    old = tuple(Post(f"o{n}", moment=STALE[0] - timedelta(days=n)) for n in range(300))
    reading = conclude(ASKED, Parsed((*old, POSTS[0])))
    assert reading.newest is not None
    assert reading.newest.id == "0"


# ── incidents ──


def of(state: ReadingState, number: int, host: str = "h", reason: Reason | None = None) -> list[Reading]:
    why = reason or {
        ReadingState.ABNORMAL: AccountReason.NOT_FOUND,
        ReadingState.COULD_NOT_LOOK: SourceReason.LOGIN,
    }.get(state)
    whole = state is ReadingState.CONFIRMED_NONE
    return [Reading(f"{host}{state}{n}", "weibo", NOW, state, why, complete=whole, host=host) for n in range(number)]


NEW, NONE, ODD, UNREAD = ReadingState


def test_a_source_that_fails_for_many_is_one_incident() -> None:
    readings = [*of(UNREAD, 6), *of(NEW, 2), *of(NONE, 2), *of(ODD, 1), *of(NONE, 3, "other")]
    found, covered = incidents(readings)
    assert [(one.source, one.host, len(one.accounts), one.of) for one in found] == [("weibo", "h", 7, 11)]
    assert found[0].reasons == (("login", 6), ("not-found", 1))
    assert [one.account for one in covered] == [one.account for one in readings]
    here = [one for one in covered if one.host == "h"]
    assert {one.state for one in here} == {NEW, UNREAD}, "no account is judged silent or odd from it"
    assert {one.reason for one in here if one.state is UNREAD} == {SourceReason.INCIDENT}
    assert {one.first_reason for one in here if one.state is UNREAD} == {
        SourceReason.LOGIN, AccountReason.NOT_FOUND, None,
    }  # fmt: skip
    assert {one.state for one in covered if one.host == "other"} == {NONE}


@pytest.mark.parametrize(
    "readings",
    [
        of(UNREAD, 4),
        [*of(UNREAD, 5), *of(NEW, 6)],
        of(UNREAD, 50, reason=SourceReason.BLIND_SPOT),
        of(UNREAD, 50, reason=SourceReason.VERSION_ONLY),
        of(UNREAD, 50, host=""),
        of(NONE, 19),
        [*of(NONE, 40), *of(NEW, 1)],
        of(NONE, 40, host=""),
    ],
)
def test_near_misses_of_an_incident(readings: list[Reading]) -> None:
    found, covered = incidents(readings)
    assert found == ()
    assert list(covered) == readings


def test_accounts_that_are_all_gone_or_all_silent_at_once_are_an_incident() -> None:
    for readings in (of(ODD, 8), of(NONE, 20)):
        found, covered = incidents(readings)
        assert len(found) == 1
        assert {one.reason for one in covered} == {SourceReason.INCIDENT}


def test_how_many_are_many_is_a_parameter() -> None:
    assert incidents(of(UNREAD, 4), Health(least=4))[0]
    assert not incidents([*of(UNREAD, 6), *of(NEW, 6)], Health(share=0.6))[0]


def test_unread_keeps_what_was_asked() -> None:
    reading = unread(ASKED, Failure.TIMEOUT)
    assert (reading.account, reading.source, reading.host, reading.since) == ("k", "feed", "h", SINCE)
