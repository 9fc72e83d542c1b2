"""What a page is about, as marks for the verdict table: its class, the site code it carries, its organ."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from checks.facts.harmful import harm_of_page
from checks.facts.organs import organ_of
from checks.model import marks

_CODE = re.compile(r"网站标识码\s{0,3}[:：]?\s{0,3}(bm\d{8}|\d{10})(?!\d)", re.IGNORECASE)
_WHOLE_CODE = re.compile(r"bm\d{8}|\d{10}", re.IGNORECASE)
_METAS = 100
_CLASSES = (
    ("education", re.compile(r"大学|学院|学校|中学|小学|幼儿园|教育网")),
    ("news", re.compile(r"日报|晚报|新闻网|新闻中心|电视台|广播电台|融媒|资讯网|传媒")),
    ("business", re.compile(r"有限公司|股份公司|集团|商城|旗舰店|招商加盟|厂家|批发|公司$|产品中心|价格表")),
)


def marks_of(url: str, tree: LexborHTMLParser, title: str, text: str) -> tuple[str, ...]:
    """The marks class:, code: and organ: of a page; none of a kind that it does not show."""
    metas = _metas(tree)
    code = _code(metas.get("siteidcode", ""), text)
    organ = organ_of(metas.get("sitename", "")) or organ_of(title)
    what = class_of(url, title, text, bool(organ))
    kinds = ((marks.CLASS, what), (marks.CODE, code), (marks.ORGAN, organ))
    return tuple(f"{kind}{detail}" for kind, detail in kinds if detail)


def class_of(url: str, title: str, text: str, organ: bool) -> str:
    """gambling, porn, government, education, news, business, "" where nothing tells."""
    host = url.partition("//")[2].partition("/")[0].partition(":")[0].lower()
    harm = harm_of_page(title, text)
    if harm in ("gambling", "porn"):
        return harm
    if organ or host.endswith(".gov.cn"):
        return "government"
    return next((name for name, words in _CLASSES if words.search(title[:200])), "")


def _code(labelled: str, text: str) -> str:
    if _WHOLE_CODE.fullmatch(labelled.strip()):
        return labelled.strip().lower()
    found = _CODE.search(text)
    return found.group(1).lower() if found else ""


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.tags("meta")[:_METAS]:
        name = (node.attrs.get("name") or "").strip().lower()
        if name in ("sitename", "siteidcode"):
            found.setdefault(name, (node.attrs.get("content") or "")[:200])
    return found
