"""Whether a page is a notice that its site is closed or has moved, is being worked on, or shows next to nothing.

Only a short page is one: a site that reports on closures, or keeps its pages under such a line, is no notice.
"""

from __future__ import annotations

import re

from checks.facts.organs import organ_of
from checks.model import marks
from checks.model.captures import HttpProbe
from checks.model.registry import Site

SHORT = 600
"""Characters of text that a notice has at most (ours)."""
_ENDS = (
    r"(?:关停|停用|下线|注销|停止(?:运行|服务|更新|访问|维护)|不再(?:运行|更新|维护)|(?:启用|更换|变更)(?:为)?新?(?:的)?(?:域名|网址)"
    r"|(?:关闭|迁移|搬迁|整合|合并|归并)(?=完成|[，。；！、\s]|$))"
)
"""What is over; of words that may have an object (整合资源, 关闭弹窗) only where none follows."""
_MOVES = "(?:(?:整合|迁移|搬迁|归并|合并|迁)(?:至|到|入|进)|并入)"
_SITE, _GAP = "(?:网站|本站|站点|门户|域名|网址)", "[^。；！\n]"
_SAYS = re.compile(rf"{_SITE}{_GAP}{{0,40}}?(?:{_MOVES}|(?:已|将|现|予以|正式|起|于){_GAP}{{0,20}}?{_ENDS})|网站关停")
_TITLED = re.compile(
    r"(?:关停|下线|迁移|搬迁|整合|注销|停止(?:运行|服务|更新)|网址变更|域名变更)(?:的)?(?:公告|通知|说明|提示|声明|启事)"
)
_WORKS = re.compile(r"(?<!不再)(?<!停止)维护|升级|改版|调试|建设中|暂停|临时")
_LATER = re.compile(r"暂时|稍后")
_DEFAULT = re.compile(
    r"welcome to (?:nginx|tengine|openresty|caddy|centos)|^iis(?:7|8| windows server)"
    r"|apache2? .{0,20}(?:default|test) page|^(?:test page|it works|apache tomcat)"
    r"|没有找到站点|站点创建成功|网站不存在",
    re.IGNORECASE,
)
_OF_SITE = re.compile(r"(?:(?:官方|门户|政务|政府)?网站?|公众信息网|信息网|官网)$")


def closes(title: str, text: str) -> bool:
    """True for a notice that the site is closed for good, or has moved."""
    if len(text) > SHORT or _WORKS.search(title) or _WORKS.search(text):
        return False
    return bool(_TITLED.search(title) or _SAYS.search(text))


def pauses(title: str, text: str) -> bool:
    """True for a notice that the site is being worked on, or is away for a while."""
    return len(text) <= SHORT and any(words.search(said) for words in (_WORKS, _LATER) for said in (title, text))


def shows_nothing(title: str, text: str) -> bool:
    """True for an empty page, and for the one that a server shows where nobody has put a site."""
    return not (title.strip() or text.strip()) or bool(_DEFAULT.search(title) or _DEFAULT.search(text[:200]))


def names_itself(door: HttpProbe, site: Site) -> bool:
    """True when a home page goes by the name of `site`, or carries its code."""
    code = marks.of(door.marks, marks.CODE)
    if site.code and code.casefold() == site.code.casefold():
        return True
    name = _OF_SITE.sub("", "".join(site.name.split()))
    title = "".join(door.title.split())
    return len(name) >= 4 and (name in title or organ_of(door.title) == name)
