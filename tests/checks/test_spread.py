"""A fault that most pages share is one fault of the site."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from checks.facts.spread import FOLDER, SAMPLE, spread
from checks.model.findings import Certainty, Finding
from tests.checks.shown import HOME


def hit(number: int, shown: str = "", label: str = "SiteName", certainty: Certainty = Certainty.CERTAIN) -> Finding:
    url = f"{HOME}{number}.html"
    return Finding("missing", url, (label, "missing", url), {"label": label, "shown": shown}, certainty=certainty)


def joined(
    hits: list[Finding], judged: Mapping[str, int] | int = 10, share: float = 0.5, pages: int = 3
) -> list[Finding]:
    return list(spread(hits, judged, share, pages, HOME))


@pytest.mark.parametrize(
    ("hits", "judged", "keys"),
    [
        (5, 10, 1),  # half of the pages is enough
        (4, 10, 4),  # less is not
        (3, 6, 1),  # three pages are enough
        (2, 2, 2),  # two are not, be they all
        (0, 10, 0),
    ],
)
def test_share_and_number_decide(hits: int, judged: int, keys: int) -> None:
    assert len(joined([hit(n) for n in range(hits)], judged)) == keys


def test_a_finding_of_the_site_stands_at_home_with_its_pages() -> None:
    [finding] = joined([hit(n) for n in range(SAMPLE + 5)], 30)
    assert (finding.at, finding.key) == (HOME, ("SiteName", "missing", "*"))
    assert finding.data["pages"] == SAMPLE + 5
    assert finding.places == tuple(f"{HOME}{n}.html" for n in range(SAMPLE))
    assert finding.found_on == f"{HOME}0.html"


def test_findings_of_pages_stay_as_they_are() -> None:
    hits = [hit(1), hit(2)]
    assert joined(hits) == hits


def test_labels_are_counted_apart() -> None:
    hits = [hit(n, label=label) for label in ("SiteName", "SiteDomain") for n in range(2)]
    assert len(joined(hits, 4)) == 4


def test_each_label_may_have_its_own_number_of_judged_pages() -> None:
    hits = [hit(n, label=label) for label in ("PubDate", "SiteName") for n in range(3)]
    found = joined(hits, {"PubDate": 3, "SiteName": 30})
    assert [f.key[2] == "*" for f in found] == [True, False, False, False]


def test_what_most_pages_show_speaks_for_them() -> None:
    [finding] = joined([hit(0, "甲"), hit(1, "乙"), hit(2, "乙")], 3)
    assert (finding.data["shown"], finding.found_on) == ("乙", f"{HOME}1.html")


@pytest.mark.parametrize(
    ("certain", "whole"),
    [
        ((True, True, False, False), Certainty.CERTAIN),
        ((True, False, False), Certainty.SUSPECTED),
        ((False,) * 3, Certainty.SUSPECTED),
    ],
)
def test_half_of_its_pages_make_it_certain(certain: tuple[bool, ...], whole: Certainty) -> None:
    kinds = [Certainty.CERTAIN if sure else Certainty.SUSPECTED for sure in certain]
    [finding] = joined([hit(n, certainty=kind) for n, kind in enumerate(kinds)], 3)
    assert finding.certainty is whole


def test_many_pages_of_one_folder_are_one_finding() -> None:
    below = [hit(n, label="find-error") for n in range(FOLDER + 2)]
    below = [replace(h, key=(*h.key[:-1], f"www.linjiang.gov.cn/sqpt/{n}.html")) for n, h in enumerate(below)]
    [finding] = joined(below, 1000)
    assert finding.key == ("find-error", "missing", "www.linjiang.gov.cn/sqpt/*")
    assert (finding.at, finding.data["pages"]) == (f"{HOME}0.html", FOLDER + 2)
    assert len(joined(below[: FOLDER - 1], 1000)) == FOLDER - 1


def test_pages_at_the_root_are_no_folder() -> None:
    root = [replace(hit(n), key=("SiteName", "missing", f"www.linjiang.gov.cn/{n}.html")) for n in range(FOLDER)]
    assert len(joined(root, 1000)) == FOLDER
