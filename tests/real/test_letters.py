"""Over the real pages: the letters of which the answers are known, and no letters anywhere else."""

from __future__ import annotations

import csv

import pytest

from checks.facts.letterbox import day_answered, day_of
from checks.facts.markup import parse
from checks.facts.reading import read
from tests.real.corpus import corpus

FOLDER = corpus()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the corpus of real pages is not beside the project")
SINGLE = "real-sites/jtj.pds.gov.cn/contents/18296/20507.html"


def test_letters_are_those_that_are_known() -> None:
    assert FOLDER is not None
    with (FOLDER / "truth/interaction/jlcity.csv").open(encoding="utf-8-sig") as sheet:
        known = [tuple(row.values()) for row in csv.DictReader(sheet)]
    read_there = []
    for file in dict.fromkeys(row[0] for row in known):
        facts = read(parse(f"http://{file.partition('/')[2]}", (FOLDER / file).read_bytes()))
        read_there += [
            (file, one.title, str(day_of(one)), one.answered_by, str(day_answered(one))) for one in facts.letters
        ]
    assert read_there == known


def test_no_other_page_shows_letters() -> None:
    assert FOLDER is not None
    files = (path for path in FOLDER.rglob("*") if path.suffix.lower() in (".html", ".htm"))
    showing = {
        path.relative_to(FOLDER).as_posix()
        for path in files
        if read(parse(f"http://{path.relative_to(FOLDER).as_posix().partition('/')[2]}", path.read_bytes())).letters
    }
    assert showing == {SINGLE, "real-sites/www.jlcity.gov.cn/sqpt/jlsrmzf/index.html"}
