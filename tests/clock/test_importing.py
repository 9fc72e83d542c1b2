"""`import` keeps with its moment who came to another unit: without it no report could tell."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from clock.office import import_files
from clock.settings import Data, Settings
from results.ledger import registry_moves
from results.ledger.engine import open_ledger

_SHEET = "网站名称,首页网址,主办单位,网站标识码\n县教育局网,http://jy.x.gov.cn/,{unit},3399990001\n"


def test_an_import_keeps_who_came_to_another_unit(tmp_path: Path) -> None:
    sheet, settings = tmp_path / "sites.csv", Settings(data=Data(str(tmp_path / "data")))
    began = datetime.now(UTC)
    for unit in ("县教育局", "县教育局", "县教育和体育局"):
        sheet.write_text(_SHEET.format(unit=unit), encoding="utf-8")
        import_files(settings, [sheet], Console(quiet=True))
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        (move,) = registry_moves.since(connection, began)
    assert (move.subject, move.before, move.after) == ("3399990001", "县教育局", "县教育和体育局")
    assert move.at <= datetime.now(UTC)
