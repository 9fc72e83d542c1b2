"""The founding documents: five work plans of real offices, and what must be read from each of them.

They lie beside the project (`XUNWANG_SHARED` for another place); nothing of their text is kept here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from checks.facts.text_documents import read_text_document
from checks.model.documents import Publicity
from tests.real.corpus import ROOT


def seeds() -> Path | None:
    folder = Path(os.environ.get("XUNWANG_SHARED") or ROOT.parent / "shared") / "seeds"
    return folder if folder.is_dir() else None


pytestmark = pytest.mark.skipif(seeds() is None, reason="the founding documents are not here (XUNWANG_SHARED)")


@dataclass(frozen=True)
class Facts:
    title: str
    organ: str
    number: str
    written: date
    publicity: Publicity
    addressees: int  # how many kinds of offices it goes to, parted by commas
    duties: tuple[str, ...] = ()


WUWEI = (
    *("市政府办公室", "市政府各部门、各单位", "各县、区人民政府", "市融媒体中心", "市教育局", "市工信局", "市民政局"),
    *("市住建局", "市交通运输局", "市卫生健康委", "市发展改革委", "市市场监管局", "市财政局", "市商务局", "市招商局"),
    *("市税务局", "市人社局", "市退役军人局", "市乡村振兴局", "市自然资源局", "市生态环境局", "市医保局", "市司法局"),
)
JINCHANG = (
    *("市政府各部门、单位", "永昌县、金川区政府", "市司法局", "中央、省属在金有关单位", "市发改委", "市市场监管局"),
    *("市工信局", "市科技局", "市商务局", "市税务局", "市教育局", "市人社局", "市退役军人事务局", "市农业农村局"),
    *("市政府有关部门、单位", "市卫健委", "中央、省在金有关单位", "市政府办公室", "市大数据中心", "市文广旅局"),
    *("市政务服务中心", "市政府研究室"),
)
SEEDS = {
    "000_d69b97f9782b3778.txt": Facts(
        "武威市人民政府办公室关于印发《武威市2022年政务公开工作要点》的通知",
        "武威市人民政府办公室",
        "武政办字〔2022〕16号",
        date(2022, 5, 19),
        Publicity.RELEASED,
        3,
        WUWEI,
    ),
    "001_990f4f79174c7669.txt": Facts(
        "武清区人民政府办公室关于印发武清区2022年政务公开工作要点的通知",
        "武清区人民政府办公室",
        "",
        date(2022, 6, 30),
        Publicity.OPEN,
        3,
    ),
    "002_1f712b50251b2e69.txt": Facts(
        "金昌市人民政府办公室关于印发金昌市2023-2024年政务公开工作要点的通知",
        "金昌市人民政府办公室",
        "金政办发〔2023〕90号",
        date(2023, 10, 27),
        Publicity.OPEN,
        3,
        JINCHANG,
    ),
    "003_118370498fdb0437.txt": Facts(
        "西湖镇人民政府关于印发2022年政务公开工作要点的通知",
        "西湖镇人民政府",
        "",
        date(2022, 5, 12),
        Publicity.RELEASED,
        1,
    ),
    "004_98e9f3d8f7875651.txt": Facts(
        "广元市人民政府办公室关于印发《广元市2022年政务公开重点工作安排》的通知",
        "广元市人民政府办公室",
        "广府办函〔2022〕15号",
        date(2022, 5, 10),
        Publicity.OPEN,
        3,
    ),
}


@pytest.mark.parametrize("name", SEEDS)
def test_what_a_founding_document_says_of_itself(name: str) -> None:
    folder, facts = seeds(), SEEDS[name]
    assert folder is not None
    document = read_text_document((folder / name).read_text(encoding="utf-8"))
    assert document is not None
    told = document.particulars
    assert (document.title, document.number) == (facts.title, facts.number)
    assert (document.issuer, told.organ, told.kind) == (facts.organ, facts.organ, "通知")
    assert document.written is not None
    assert document.written.date() == facts.written
    assert told.publicity is facts.publicity
    assert len(told.addressees.split("，")) == facts.addressees
    assert told.duties == facts.duties
    assert (document.valid_until, document.draft) == (None, False)
