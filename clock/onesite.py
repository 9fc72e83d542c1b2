"""One site, now, without ledger or registry: what a web office runs on its own site before the inspectors do."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.indicators.edition import Edition
from checks.indicators.words import detail_of, word
from checks.model.captures import Coverage
from checks.model.findings import Outcome, Status
from checks.model.registry import Column, Site, Unit
from checks.model.urls import host_of, normalise
from clock.jobs import AgainJob, Done, JudgeJob, LinksJob, VisitJob, WaysJob
from clock.listing import show
from clock.pauses import CUT, wait_for_network
from clock.performing import perform
from clock.progress import Teller, teller
from clock.rules import edition_of
from clock.settings import Settings
from clock.ways import PHASE, wanted
from crawler.brake import Brake
from results import lines
from results.errors import PersonError
from results.link_details import link_detail
from results.reports.columns import FOUND


def check_url(
    settings: Settings, url: str, *, pages: int, patience: float, as_json: bool, out: Console, err: Console
) -> int:
    """Visits and judges the site at `url`; prints what was found; the number of faults.

    What looks dead is looked at again `patience` minutes later. Raises PersonError when our own network ended it: then
    nothing is said of the site.
    """
    home = normalise(url if "://" in url else f"http://{url}")
    if home is None:
        raise PersonError(f"这不是网址：{url}；请写成 http://www.例子.gov.cn/")
    manners = replace(settings.manners, pages=pages, second_look_minutes=patience)
    limited = replace(settings, manners=manners)
    site = Site(name="", home=home, unit="")
    told = teller(err)
    try:
        with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
            done = uvloop.run(look_at(limited, site, Path(folder), told))
    finally:
        told.close()
    edition = edition_of(settings)
    found = [
        lines.finding_line(outcome, finding, edition, site, first_seen=datetime.now(UTC))
        for outcome in done.outcomes
        for finding in outcome.findings
    ]
    if as_json:
        for line in found:
            out.file.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        _print(done, edition, out)
        show(found, FOUND, "table", None, out, f"{host_of(home)} 的问题")
        _print_links(found, out)
    return sum(outcome.status is Status.FAIL for outcome in done.outcomes)


async def look_at(settings: Settings, site: Site, folder: Path, told: Teller, columns: Sequence[Column] = ()) -> Done:
    """Visits and judges `site` into `folder`/visit.sqlite; `columns` are looked at first. Raises PersonError."""
    moment = datetime.now(UTC)
    path, answers, later = folder / "visit.sqlite", folder / "answers.sqlite", folder / "again.sqlite"
    owners = dict.fromkeys(site.all_hosts, path)

    def tick(said: object) -> None:
        told.answered(getattr(said, "answered", 0))

    await wait_for_network(settings.network, told.say)
    brake = Brake(settings.network, lambda pause: told.say(pause.says))
    told.phase("访问网站", 1)
    visit = VisitJob("visit", 1, "check", site, Unit(site.unit), tuple(columns), moment, path, None)
    _whole(await perform(visit, settings, tick, brake))
    told.step()
    if wanted(settings):
        told.phase(PHASE, 1)
        _whole(await perform(WaysJob("ways", 1, path), settings, tick, brake))
        told.step()
    told.phase("检查链接", 1)
    _whole(await perform(LinksJob("links", 1, (path,), {}, 0, 1, answers), settings, tick, brake))
    told.step()
    told.phase("复看没有打开的地址", 1)
    again = AgainJob("again", 1, (path,), (answers,), owners, 0, 1, later)
    _whole(await perform(again, settings, tick, brake))
    told.step()
    told.phase("判断", 1)
    judge = JudgeJob("judge", 1, path, (answers,), {}, again=(later,))
    done = await perform(judge, settings, tick, brake)
    told.step()
    await asyncio.sleep(0)
    return done


def _whole(done: Done) -> None:
    if done.cut:
        why = done.coverage.detail if done.coverage else ""
        raise PersonError(f"{CUT}，检查没有做完，没有下任何结论；请待网络恢复后再查{f'（{why}）' if why else ''}")


def _print(done: Done, edition: Edition, out: Console) -> None:
    if done.coverage:
        out.print(coverage_line(done.coverage), markup=False)
    table = Table(title=f"检查结果（{edition.title}）")
    for name in ("检查", "结果", "已查", "说明"):
        table.add_column(name, overflow="fold")
    for outcome in done.outcomes:
        rule = edition.rules[outcome.check]
        table.add_row(rule.title, word("status", outcome.status), f"{outcome.judged}/{outcome.of}", _why(outcome))
    out.print(table)


def _print_links(found: Sequence[Mapping[str, Any]], out: Console) -> None:
    """For each faulty link: where it stands, what was tried and when, why it is at fault, what to do."""
    for number, line in enumerate(found, 1):
        told = link_detail(line["url"], line["found_on"], line["data"], line["fix"])
        if told is None:
            continue
        where = "，".join(part for part in (told.page, told.spot, told.shown) if part)
        out.print(f"\n第 {number} 条（{word('certainty', line['certainty'])}）", markup=False)
        for label, text in (
            ("链接", told.target), ("文字", told.text), ("位置", where), ("为什么", told.why),
            ("检查经过", told.tried), ("怎么办", told.remedy),
        ):  # fmt: skip
            if text:
                out.print(f"  {label}：{text}", markup=False, highlight=False, soft_wrap=True)


def _why(outcome: Outcome) -> Text:
    found = f"{len(outcome.findings)} 个问题" if outcome.findings else ""
    return Text("；".join(part for part in (found, outcome.reason) if part))


def coverage_line(coverage: Coverage) -> str:
    """One Chinese sentence on how much was looked at."""
    skipped = "、".join(f"{word('skipped', reason)} {count}" for reason, count in coverage.skipped.items())
    parts = [
        f"覆盖：{word('ended', coverage.ended)}，已知地址 {coverage.known} 个",
        f"访问 {coverage.asked} 个，读取页面 {coverage.pages} 个",
        f"未应答 {coverage.failed} 个" if coverage.failed else "",
        f"跳过：{skipped}" if skipped else "",
        detail_of(coverage),
    ]
    return "；".join(part for part in parts if part)
