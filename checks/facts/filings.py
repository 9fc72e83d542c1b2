"""Filing numbers (备案号) as the foot of a page shows them: of the ministry of industry, and of the police."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from checks.model.pages import Link

_ABBREVIATIONS = {
    **{"京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23"},
    **{"沪": "31", "苏": "32", "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41"},
    **{"鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50", "川": "51", "蜀": "51"},
    **{"黔": "52", "贵": "52", "滇": "53", "云": "53", "藏": "54", "陕": "61", "甘": "62", "陇": "62"},
    **{"青": "63", "宁": "64", "新": "65"},
}
"""Short names of provinces, as filing numbers begin, with the first two figures of their division codes."""
_FILED = re.compile(r"([\u4e00-\u9fff]?)ICP备", re.IGNORECASE)
_ICP = re.compile(r"[\u4e00-\u9fff]ICP备(?:\d{8}|\d{10})(号(?:-\d{1,4})?)?", re.IGNORECASE)
_POLICE = re.compile(r"([\u4e00-\u9fff])公网安备(\d{14})号?")


@lru_cache(maxsize=1_024)  # the same stand on every page
def icp_fault(shown: str) -> tuple[str, bool]:
    """(what is wrong with an ICP number in Chinese, whether that is only suspected); ("", False) when nothing is.

    A licence (ICP证) is another thing, and is not judged.
    """
    plain = "".join(shown.split())
    filed = _FILED.match(plain)
    if filed is None:
        return "", False
    if filed[1] not in _ABBREVIATIONS:
        return "开头不是省、自治区、直辖市的简称", False
    found = _ICP.fullmatch(plain)
    if found is None:
        return "数字的位数不对", False
    return ("", False) if found[1] else ("末尾没有“号”字", True)


@lru_cache(maxsize=1_024)
def police_fault(shown: str) -> tuple[str, bool]:
    """The same for a police number. Where only its figures were found (in the address of its link), or in the form of
    before, it is not judged.
    """
    plain = "".join(shown.split())
    if "网安备" not in plain:
        return "", False
    found = _POLICE.fullmatch(plain)
    if found is None:
        return "数字的位数不对", True
    short, figures = found.groups()
    if short not in _ABBREVIATIONS:
        return "开头不是省、自治区、直辖市的简称", False
    return ("", False) if figures.startswith(_ABBREVIATIONS[short]) else ("开头的省份与数字中的区划不一致", True)


def leads_to(links: Iterable[Link], places: Iterable[str]) -> bool:
    """True when one of the links names one of the hosts, also behind a relay that writes its dots as dashes."""
    wanted = [place.replace(".", "-") for place in places]
    return any(place in link.url.replace(".", "-") for link in links for place in wanted)
