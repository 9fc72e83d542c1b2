"""Over the real pages: what is called hidden or tampered there is what spam rings did to them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.facts import styles
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.target import read_target
from tests.real.corpus import corpus

FOLDER = corpus()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the corpus of real pages is not beside the project")
RING = "hnci.net.cn"
"""The host of the script that the spam ring put into the sites it copied."""
SPAM = "truth/publish-date/1580240354.html"


def pages() -> list[Path]:
    assert FOLDER is not None
    return sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in (".html", ".htm"))


def test_blocks_of_hidden_links_stand_only_where_they_were_put() -> None:
    assert FOLDER is not None
    hit = []
    for path in pages():
        body = path.read_bytes()
        facts = read(parse(f"http://{path.parent.name}/{path.name}", body))
        enough = {link.block: 10 if link.how in styles.QUIET else 3 for link in facts.hidden_links if link.block}
        crowded = any(sum(link.block == block for link in facts.hidden_links) >= n for block, n in enough.items())
        if crowded and RING not in body.decode("utf-8", "replace"):
            hit.append(path.relative_to(FOLDER).as_posix())
        assert not facts.signs or RING in body.decode("utf-8", "replace"), path
    assert hit == [SPAM]


def test_no_real_page_is_called_parked_or_harmful() -> None:
    for path in pages():
        body = path.read_bytes()
        told = {
            mark
            for mark in read_target("http://www.x.com/", body).marks
            if not mark.startswith(("class:g", "code:", "organ:"))
        }
        assert not any(mark.startswith("parked:") for mark in told), path
        assert "class:porn" not in told
        assert "tampered:script" in told or not any(mark.startswith("tampered:") for mark in told), path
