"""One cell of a sheet, as text and as what it should be.

Excel's habits are undone where nothing is lost (4114240001.0, full-width digits, trailing blanks, invisible characters)
and named where something is (dates, scientific notation, numbers longer than fifteen digits).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

from checks.model.urls import normalise
from results.intake.faults import CellFault
from results.masking import mask

T = TypeVar("T")
Cell = str | int | float | bool | date | datetime | time | timedelta

CODE = re.compile(r"(?:\d{6}|bm\d{4})\d{4}", re.ASCII)
"""Site code: six digits of the region, or bm and four digits, then four more. Seen in samples, no official wording."""
LONGEST = 2000
_FLOAT = re.compile(r"(\d{1,20})\.0{1,6}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d{1,15})?[eE]\+?\d{1,3}", re.ASCII)
_BLANKS = re.compile(r"[^\S\n]+")
_EXACT = 10**15
_DAYS_MOST = 3660
_DAY = re.compile(
    r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00:00)?|((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII
)


def text(cell: Cell | None) -> str:
    """The cell as text: without invisible characters, blanks folded, line ends as \\n, numbers as they were typed.

    Raises CellFault for a date, and for a number too long for Excel to keep.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date | time | timedelta):
        raise CellFault(f"这一格是日期或时间（{cell}）", "请把单元格格式设为“文本”后重新填写")
    if isinstance(cell, int | float):
        return _number(cell)
    return _clean(cell)


def remark(cell: Cell | None) -> str:
    """The cell as a note: whatever it holds, personal numbers masked; never raises."""
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{cell:.15g}"
    return mask(text(cell))


def _number(cell: int | float) -> str:
    if cell != cell or cell in (float("inf"), float("-inf")):
        raise CellFault("这一格不是可用的数字", "请重新填写")
    if abs(cell) >= _EXACT:
        raise CellFault("数字超过 15 位，Excel 已丢失末尾几位", "请把单元格格式设为“文本”后重新填写")
    return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"


def _clean(raw: str) -> str:
    if raw.isprintable():  # nearly all cells: nothing invisible, one line
        return _BLANKS.sub(" ", raw).strip()
    shown = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ")
    kept = "".join(c for c in shown if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    lines = (_BLANKS.sub(" ", line).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)


def line(value: str) -> str:
    """A value of one line. Raises CellFault when it is longer than any name may be."""
    flat = " ".join(value.split("\n"))
    if len(flat) > LONGEST:
        raise CellFault(f"内容有 {len(flat)} 个字，太长", f"最多 {LONGEST} 个字")
    return flat


def site_code(value: str) -> str:
    """A site code in lower case, "" for an empty cell. Raises CellFault."""
    code = unicodedata.normalize("NFKC", value).replace(" ", "").lower()
    code = _FLOAT.sub(r"\1", code) if _FLOAT.fullmatch(code) else code
    if not code or CODE.fullmatch(code):
        return code
    if _SCIENTIFIC.fullmatch(code):
        raise CellFault(
            f"网站标识码“{_shown(value)}”被 Excel 写成了科学计数法", "请把这一列设为“文本”后重新填写 10 位标识码"
        )
    raise CellFault(f"网站标识码“{_shown(value)}”不对", "应为 10 位：6 位区划代码（或 bm 加 4 位数字）加 4 位顺序号")


def address(value: str) -> str:
    """An http(s) address as this program writes it, "" for an empty cell. Raises CellFault."""
    given = unicodedata.normalize("NFKC", value).strip()
    if not given:
        return ""
    expected = "应为一个完整网址，例如 http://www.example.gov.cn/"
    if any(c.isspace() for c in given) or "|" in given or (given.count("://") > 1 and "?" not in given):
        raise CellFault(f"网址“{_shown(value)}”里有空格，或写了不止一个网址", expected)
    if len(given) > LONGEST:
        raise CellFault(f"网址有 {len(given)} 个字，太长", expected)
    usable = normalise(given if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:(?!\d)", given) else f"http://{given}")
    try:
        odd = "@" in urlsplit(given).netloc or not usable or not _host(urlsplit(usable).hostname or "")
    except ValueError:
        odd = True
    if odd or not usable:
        raise CellFault(f"网址“{_shown(value)}”不能访问", expected)
    return usable


def _host(host: str) -> bool:
    if "." in host and all(re.fullmatch(r"[a-z0-9_]([a-z0-9_\-]{0,61}[a-z0-9_])?", part) for part in host.split(".")):
        return not host.rpartition(".")[2].isdigit() or _is_ip(host)
    return host == "localhost" or _is_ip(host)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def hosts(value: str) -> tuple[str, ...]:
    """Further hosts of a site, separated by |, commas or line ends; lower case. Raises CellFault."""
    parts = [part for part in re.split(r"[|,，、;；\s]+", unicodedata.normalize("NFKC", value)) if part]
    return tuple(dict.fromkeys(urlsplit(address(part)).netloc for part in parts))


def days(value: str) -> int | None:
    """A number of days, None for an empty cell. Raises CellFault."""
    given = unicodedata.normalize("NFKC", value).replace(" ", "").removesuffix("天").removesuffix("日")
    if not given:
        return None
    given = _FLOAT.sub(r"\1", given) if _FLOAT.fullmatch(given) else given
    if not re.fullmatch(r"[0-9]{1,4}", given) or not 0 < int(given) <= _DAYS_MOST:
        raise CellFault(f"“{_shown(value)}”不是天数", f"应为 1 到 {_DAYS_MOST} 的整数")
    return int(given)


def day(value: str) -> date | None:
    """A day as people write it (2018-03-17, 2018年3月17日, 20180317), None for an empty cell. Raises CellFault."""
    given = unicodedata.normalize("NFKC", value).replace(" ", "")
    given = _FLOAT.sub(r"\1", given) if _FLOAT.fullmatch(given) else given
    if not given:
        return None
    found = _DAY.fullmatch(given)
    try:
        if found is None:
            raise ValueError(given)
        return date(*(int(part) for part in found.groups() if part))
    except ValueError as error:
        raise CellFault(f"“{_shown(value)}”不是日期", "应写成 2018-03-17 的形式，年、月、日都要有") from error


def choice(value: str, words: Mapping[str, T], empty: T) -> T:
    """What `value` means in a closed list of words, `empty` for an empty cell. Raises CellFault naming the list."""
    given = unicodedata.normalize("NFKC", value).replace(" ", "").casefold()
    if not given:
        return empty
    if given not in words:
        chinese = [word for word in words if not word.isascii()] or list(words)
        raise CellFault(f"“{_shown(value)}”不在允许的取值中", f"应为：{'、'.join(chinese)}")
    return words[given]


def _shown(value: str) -> str:
    flat = mask(" ".join(value.split()))
    return flat if len(flat) <= 60 else f"{flat[:60]}…"
