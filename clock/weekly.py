"""周抽查: the sample of sites and accounts is drawn and recorded, inspected as a run of its own, and told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from sqlalchemy import Connection

from checks.model.registry import BEIJING
from clock.night import run_night, slug
from clock.office import make_folder
from clock.papers import tell
from clock.rules import edition_of
from clock.settings import Settings, SettingsError
from results.errors import PersonError
from results.ledger import registry, samples
from results.ledger.engine import open_ledger
from results.reports.account_gather import gather_accounts
from results.reports.build import weekly
from results.reports.files import write_all
from results.reports.gather import Week, gather
from results.reports.html import write_site
from results.reports.sample import Params, Sample, Stratum, as_record, draw, frame_of
from results.reports.site_sheet import sheets

KIND = "weekly"
_QUARTER = 12
"""Weekly draws that fit into every calendar quarter."""


def run_weekly(settings: Settings, out: Console, *, seed: int | None = None, resume: bool = False) -> list[Path]:
    """Draws, inspects and tells; gives the files of the report.

    A week is drawn once: asked again in the same week, the same sample is inspected again and the report written anew.
    """
    make_folder(settings.folder)
    today = datetime.now(BEIJING).date()
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.begin() as connection:
            sample, keys = _sample(connection, today, seed, params_of(settings))
        if not keys:
            raise PersonError(
                "没有抽到网站和账号：台账里没有正常运行的；请先运行 python schedule.py import 登记表.xlsx"
            )
        drawn = f"从 {len(sample.frame)} 个对象中抽取 {len(sample.drawn)} 个"
        out.print(f"周抽查：{drawn}（种子 {sample.seed}）", markup=False)
        summary = run_night(settings, out, kind=KIND, keys=keys, resume=resume)
        if summary.cut:
            raise PersonError("本机网络中断，抽查没有做完，没有写报告；网络恢复后用 weekly --resume 接着做")
        monday = today - timedelta(days=today.weekday())
        week = Week(office="", start=monday, end=today, made_at=datetime.now(UTC), sample=sample)
        edition = edition_of(settings)
        name = f"周抽查-{today:%Y-%m-%d}"
        folder = _folder(settings.folder / "reports" / f"{name}-各网站")
        with ledger.connect() as connection:
            given = gather(connection, summary.run, week, edition, keys, settings.folder)
            accounts = gather_accounts(connection, summary.run, week, edition, keys, settings.folder)
            sites = [site for site in registry.load(connection).sites if site.key in set(keys)]
            pages = {}
            for sheet in sheets(connection, given, sites, edition, settings.folder):
                page = write_site(sheet, folder / f"{slug(sheet.row.key)}.html")
                pages[sheet.row.code] = f"{folder.name}/{page.name}"
    report = weekly(given, accounts)
    files = write_all(report, folder.parent, name, console=settings.outgoing.console, pages=pages)
    tell(files, out)
    out.print(f"各网站情况：{folder}（{len(pages)} 页）", markup=False)
    return files


def params_of(settings: Settings) -> Params:
    """How a sample is drawn, by the settings. Raises SettingsError."""
    own = settings.sample
    shares = dict(zip(Stratum, (own.portals, own.departments, own.others, own.accounts), strict=True))
    if not all(0 <= share <= 1 for share in shares.values()):
        raise SettingsError("[sample] 的抽取比例应在 0 到 1 之间，例如 0.3；请改设置文件")
    if not 1 <= own.cycle <= _QUARTER:
        raise SettingsError(f"[sample] cycle 应在 1 到 {_QUARTER} 之间，否则有的对象一个季度轮不到；请改设置文件")
    return Params({stratum: Decimal(str(share)) for stratum, share in shares.items()}, own.cycle)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PersonError(f"建不了报告文件夹 {path}：{error.strerror}；请检查权限") from error
    return path


def _sample(connection: Connection, today: date, seed: int | None, params: Params) -> tuple[Sample, list[str]]:
    """This week's sample, recorded, and the keys of its sites and accounts: drawn when the week has none yet."""
    known = registry.load(connection)
    year, number, _ = today.isocalendar()
    period = f"{year}-W{number:02}"
    chosen = str(seed) if seed is not None else samples.seed_of(connection, KIND, period) or period
    frame = frame_of(known, samples.last_drawn(connection, KIND, before=period))
    sample = draw(frame, chosen, today, params)
    samples.record(connection, KIND, period, sample.seed, as_record(sample), datetime.now(UTC))
    return sample, [one.key for one in sample.drawn]
