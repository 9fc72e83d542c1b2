"""What the foot of a page says of who answers for it: site code, ICP and police numbers, marks, sponsor, contact.

The foot is found by its class or its words, because many templates name it nothing; identity that stands only in a
script (the entry of 我为政府网站找错 with its sitecode) is read from the script.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checks.facts.links import Found
from checks.facts.outline import FOOT, Outline
from checks.facts.present import CONAC, REPORTING
from checks.model.pages import Footer

_CODE = re.compile(r"(?:网站)?(?:标识码|标识编码|识别码)\s{0,3}[:：]?\s{0,3}((?:bm\d{8}|\d{10})(?!\d))", re.IGNORECASE)
_ICP = re.compile(
    r"ICP\s?证\s?[:：]?\s?[\u4e00-\u9fff]?B2-\d{8}(?:-\d{1,4})?|(?:[\u4e00-\u9fff][^\S\n]?)?ICP\s?[备证]\s{0,3}(?:案)?(?:证)?(?:号|编号)?\s?[:：]?\s{0,3}(?:[\u4e00-\u9fff]?B2-)?\d{5,12}\s?号?(?:\s?-\s?\d{1,4})?",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"[\u4e00-\u9fff]公网?安备\s{0,3}(?:案)?(?:号)?[:：]?\s{0,3}\d{8,16}(?:-\d{1,6})?\s?号?|公安备案号\s?[:：]?\s?\d{8,16}(?:-\d{1,6})?"
)
_SPONSOR = re.compile(
    r"(?:主办单位|主\s{0,4}办|主管单位|版权所有)\s{0,4}[:：]?\s{0,3}(?:[©Ⓒ]\s?)?(?:\d{4}(?:\s?[-–—]\s?\d{4})?\s{0,3})?([\u4e00-\u9fff（）()、·]{4,40})"
)
_CONTACT = re.compile(
    r"(?:联系电话|联系方式|联系我们|咨询电话|服务热线|维护电话|网站电话|电\s{0,4}话|邮\s{0,3}箱|E-?mail|地\s{0,4}址|邮\s{0,4}编)\s{0,3}[:：]\s{0,3}(\S[^\n|｜]{3,60})",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\d{3,4}-\d{7,8}|12345)(?!\d)")
_SIGNS = {
    "备": ("ICP备", "ICP 备", "网安备", "公安备案"),
    "码": ("标识码",),
    "办": ("主办单位", "主办：", "承办单位"),
    "版": ("版权所有",),
}
"""Signs of a foot by a letter that they hold: a letter is found, and found missing, far faster than words."""
_LONGEST = 8_000  # characters of a foot that are read
_TAIL = 40  # lines of a page in which its foot is looked for
_SCRIPT_CODE = re.compile(r"""site_?code["']?\s{0,3}[=:]\s{0,3}["']?((?:bm)?\d{8,10})""", re.IGNORECASE)
_FIND_ERROR = re.compile(r"jiucuo|zfwzgl\.www\.gov\.cn/exposure|kaipuyun\.cn/exposure")
_FIND_ERROR_SCRIPT = re.compile(r"(?:https?:)?//[^\s\"'<>\\]{4,200}jiucuo[^\s\"'<>\\]{0,80}")
_CONTACT_LINK = re.compile(r"^.{0,2}联系(?:我们|方式|电话).{0,2}$")
_SITEMAP = re.compile(r"^.{0,4}(?:网站地图|站点地图|站点导航|网站导航).{0,2}$")


def read_footer(outline: Outline, lines: list[str], links: list[Found], said: frozenset[str]) -> tuple[Footer, int]:
    """(foot, number of its first line; the number after the last line when no foot was found). `said` are the words of
    `checks.facts.present` that stand in the source."""
    start = foot_start(outline, lines)
    told = _said("\n".join(lines[start:])[-_LONGEST:])
    urls, texts = "\n".join([link[0] for link in links]), "\n".join([link[1] for link in links])
    mark, error, error_code, sitemap = _marks(outline, links, (urls, texts), said)
    return (
        Footer(
            site_code=told.site_code,
            icp=told.icp,
            police=told.police or (_police_link(links) if "beian.gov.cn" in urls else ""),
            party_mark=mark,
            find_error=error,
            find_error_code=error_code,
            sponsor=told.sponsor,
            contact=told.contact or (_contact_link(links) if "联系" in texts else ""),
            sitemap=sitemap,
        ),
        start,
    )


@lru_cache(maxsize=256)  # the same on all pages of a template
def _said(text: str) -> Footer:
    """What the text of a foot says."""
    sponsor = next((found for found in _SPONSOR.finditer(text) if "备案" not in found.group(1)), None)
    contact = _CONTACT.search(text) or _TELEPHONE.search(text)
    return Footer(
        site_code=_last(_CODE, text).lower(),
        icp=_whole(_ICP, text),
        police=_whole(_POLICE, text),
        sponsor=sponsor.group(1).strip() if sponsor else "",
        contact=contact.group(contact.lastindex or 0).strip()[:80] if contact else "",
    )


def foot_start(outline: Outline, lines: list[str]) -> int:
    """Number of the first line of the foot: of the last box called a foot, or of the last stretch of lines that
    reads like one.
    """
    tail = lines[-_TAIL:]
    start = len(lines)
    joined = "\n".join(tail)
    told = [sign for letter, signs in _SIGNS.items() if letter in joined for sign in signs]
    if signs := [at for sign in told if (at := joined.find(sign)) >= 0]:
        start -= len(tail) - joined.count("\n", 0, min(signs))
    by_role = len(lines)
    for run in range(len(outline.runs) - 1, -1, -1) if FOOT in outline.roles else ():
        if outline.roles[outline.run_elements[run]] == FOOT:
            by_role = outline.run_lines[run]
        elif by_role < len(lines):
            break
    return min(by_role, start)


def _marks(
    outline: Outline, links: list[Found], told_by: tuple[str, str], said: frozenset[str]
) -> tuple[str, str, str, str]:
    """(party mark, entry of 找错, the code it carries, sitemap). `told_by` are the addresses and the texts of all
    links, `said` the words of the source: most are not in most pages.
    """
    mark = error = error_code = sitemap = ""
    urls, texts = told_by
    if CONAC in said and (at := urls.lower().find(CONAC)) >= 0:
        mark = _line_at(urls, at)
    if not said.isdisjoint(REPORTING) and (
        "jiucuo" in urls or "exposure" in urls or "网站找错" in texts or _code_of_script(outline)
    ):
        entries = [
            link.url
            for link in links
            if link.tag != "link"
            and (
                (("jiucuo" in link.url or "/exposure" in link.url) and _FIND_ERROR.search(link.url))
                or "网站找错" in link.text
            )
        ]
        error = entries[0] if entries else ""
        error_code = next(
            (found.group(1).lower() for url in entries if (found := _SCRIPT_CODE.search(url))), ""
        ) or _code_of_script(outline)
    if "地图" in texts or "导航" in texts:
        named = [link for link in links if link.tag == "a" and ("地图" in link.text or "导航" in link.text)]
        sitemap = next((link.url for link in named if _SITEMAP.match(link.text)), "")
    for script in outline.scripts if not (mark and error) else ():
        if not mark and "conac.cn" in script:
            mark = "https://dcs.conac.cn/"
        if "jiucuo" in script:
            found = _FIND_ERROR_SCRIPT.search(script)
            error = error or (found.group(0) if found else "")
            code = _SCRIPT_CODE.search(script)
            error_code = error_code or (code.group(1).lower() if code else "")
    return mark, error, error_code, sitemap


def _line_at(lines: str, at: int) -> str:
    """The line of `lines` that holds the character at `at`."""
    end = lines.find("\n", at)
    return lines[lines.rfind("\n", 0, at) + 1 : end if end >= 0 else len(lines)]


def _code_of_script(outline: Outline) -> str:
    for held in [attributes for _, tag, attributes, _, _ in outline.addressed if tag == "script"]:
        code = held.get("sitecode") or held.get("data-sitecode") or ""
        if code and re.fullmatch(r"(?:bm)?\d{8,10}", code.strip(), re.IGNORECASE):
            return code.strip().lower()
    return ""


def _police_link(links: list[Found]) -> str:
    for link in links:
        if "beian.gov.cn" in link.url and (found := re.search(r"recordcode=(\d{8,16})", link.url)):
            return found.group(1)
    return ""


def _contact_link(links: list[Found]) -> str:
    """Where a link called 联系我们 leads: a foot may give the contact on a page of its own."""
    named = [link for link in links if "联系" in link.text and link.tag == "a" and link.url]
    return next((link.url for link in named if _CONTACT_LINK.match(link.text)), "")


def _last(pattern: re.Pattern[str], text: str) -> str:
    return ([""] + [found.group(1) for found in pattern.finditer(text)])[-1]


def _whole(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return " ".join(found.group(0).split()) if found else ""
