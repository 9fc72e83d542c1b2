"""What is asked beside a site's pages is laid into its sealed visit, comes back as it was, and only once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.model.captures import (
    Coverage,
    Distrust,
    DnsProbe,
    Failure,
    HttpProbe,
    NameserverProbe,
    Phases,
    Probe,
    SideProbe,
    TlsProbe,
)
from results.errors import StorageError
from results.visits.closing import add_probes, finish
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, NOW, capture, writer

PHASES = Phases(0.01, 0.02, None, 0.03, 0.06)
OPENED = HttpProbe(HOME, NOW, 6, 200, None, HOME + "index.html", PHASES, 9_000, ("cut",), "2409::1", 1, "县", "正文")
TLS = TlsProbe(
    "www.linjiang.gov.cn:443", NOW, None, "TLSv1.2", Distrust.EXPIRED, ("a.cn", "b.cn"), "CFCA", NOW, NOW, ("TLSv1",)
)
SERVER = NameserverProbe("ns1.linjiang.gov.cn", "linjiang.gov.cn", "2409::53", NOW, failure=Failure.NO_IPV6)
BESIDE: tuple[SideProbe, ...] = (OPENED, replace(OPENED, family=4, hsts="max-age=1"), TLS, SERVER)


def sealed(path: Path) -> Path:
    made = writer(path)
    made.keep(capture(""))
    made.keep(DnsProbe("www.linjiang.gov.cn", NOW, a=("192.0.2.1",)))
    made.seal_crawl(Coverage(known=1, asked=1, pages=1))
    return path


def stored(path: Path, kind: type[Probe]) -> list[Probe]:
    with StoredSite(path) as view:
        return list(view.probes(kind))


def test_probes_come_back_as_they_were_laid_in(tmp_path: Path) -> None:
    path = sealed(tmp_path / "a.visit")
    add_probes(path, BESIDE)
    finish(path, ())
    assert stored(path, HttpProbe) == list(BESIDE[:2])
    assert stored(path, TlsProbe) == [TLS]
    assert stored(path, NameserverProbe) == [SERVER]
    assert stored(path, DnsProbe) == [DnsProbe("www.linjiang.gov.cn", NOW, a=("192.0.2.1",))]


def test_a_job_done_twice_leaves_each_probe_once(tmp_path: Path) -> None:
    path = sealed(tmp_path / "a.visit")
    add_probes(path, BESIDE)
    add_probes(path, BESIDE)
    assert stored(path, HttpProbe) == list(BESIDE[:2])


def test_a_page_asked_as_a_visitor_would_stays_beside_what_it_says_over_one_family(tmp_path: Path) -> None:
    made, asked = writer(tmp_path / "a.visit"), replace(OPENED, family=0)
    made.keep(asked)
    made.seal_crawl(Coverage())
    add_probes(tmp_path / "a.visit", BESIDE)
    add_probes(tmp_path / "a.visit", BESIDE)
    assert stored(tmp_path / "a.visit", HttpProbe) == [asked, *BESIDE[:2]]


def test_a_closed_visit_takes_nothing_more(tmp_path: Path) -> None:
    path = sealed(tmp_path / "a.visit")
    finish(path, ())
    with pytest.raises(StorageError):
        add_probes(path, BESIDE)
