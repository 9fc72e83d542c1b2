"""Wrong expressions of one level in the posts of an account: how many are told, and what is said of the others."""

from __future__ import annotations

from datetime import UTC, datetime

from checks.facts.post_expressions import FINDINGS, told_of_posts
from checks.lexicon.expressions import Level
from checks.model.findings import Finding, Gap
from checks.model.posts import Post, PostKind, Reading, ReadingState
from checks.model.registry import Account
from checks.model.views import GatheredAccount

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WRONG = "按装燃气表，座落在县城，帐号已开"


def test_what_is_not_told_one_by_one_is_at_no_place() -> None:
    posts = tuple(Post(f"wb-{n}", text=WRONG, moment=NOW, kind=PostKind.SHORT) for n in range(FINDINGS))
    account = Account("新浪微博", "临江发布", "临江县人民政府办公室", "9990000001")
    view = GatheredAccount(account, NOW, read=(Reading(account.key, "weibo", NOW, ReadingState.NEW, posts=posts),))
    said = list(told_of_posts(view, Level.TYPO, ()))
    found = [one for one in said if isinstance(one, Finding)]
    forms = len({one.data["wrong"] for one in found})
    assert len(found) == FINDINGS
    assert forms > 1, "otherwise nothing would be beyond"
    # A gap without a place: no fault that stood before is taken for mended.
    assert said[-1] == Gap(f"命中过多，只列出前 {FINDINGS} 条", count=(forms - 1) * FINDINGS)
