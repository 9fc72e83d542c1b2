"""Links in posts that lead nowhere.

How judged: the links of new posts were asked as those of sites are, with a second look after a while, and the same
table says what each answer means (docs/links.md). One finding for each post and address, at the address; always
suspected.
Not counted: what needs a login or meets a protection device or a brake, what was seen failing only once, what could not
be asked, a host that is silent; links to platforms (`params.apart`); posts from before the window in which an account
may be silent.
Source: 连云港市 2023 年政务新媒体检查 (XM-13).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.judged_links import probe_reason, tried
from checks.facts.post_links import new_links
from checks.facts.post_texts import addresses, post_title
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of, word
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import Post
from checks.model.verdicts import Judgement, Verdict, decide
from checks.model.views import AccountView

HERE = frozenset({Verdict.DEAD, Verdict.SOFT_404, Verdict.PRIVATE, Verdict.MALFORMED})
NOT_ASKED = "链接没有检查"


@account_check("dead-post-links")
def dead_post_links(view: AccountView, rule: Rule) -> Iterator[Said]:
    readings = view.readings()
    if not any(reading.judgeable for reading in readings):
        for reading in readings[:1]:
            yield Gap(reason_of(reading.reason), view.account.address)
        return
    new = [
        (reading.posts[number], addresses(view.account, reading.posts)[number], url)
        for reading in readings
        for number, url in new_links(reading, rule.param("apart"))
    ]
    answers = {probe.subject: probe for probe in view.links()} if new else {}
    for post, at, url in new:
        if (probe := answers.get(url)) is None:
            yield Gap(NOT_ASKED, url)
            continue
        said = decide(probe)
        if not said.verdict.countable and not said.verdict.fine:
            yield Gap(word("reason", said.reason), url)
            continue
        yield Looked()
        if said.verdict in HERE:
            yield _finding(post, at, probe, said)


def _finding(post: Post, at: str, probe: LinkProbe, said: Judgement) -> Finding:
    data: dict[str, Value] = {
        "post": post_title(post),
        "target": probe.subject,
        "verdict": said.verdict.value,
        "reason_code": said.reason.value,
        "reason": probe_reason(probe, said),
        "remedy": word("remedy", said.reason),
        "tried": tried(probe),
    }
    key = (post.key, probe.subject)
    return Finding("dead", probe.subject, key, data, found_on=at, certainty=Certainty.SUSPECTED)
