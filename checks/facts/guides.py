"""Guides to services (办事指南): whether a page is one, and what it tells of its item.

A page is a guide by its title (…办事指南), by the column it stands in when it has at least one label of a guide, or by
another title (…服务指南) when it has two.
Other guides (公开指南, 投稿指南), notices about guides, lists and forms are none.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from checks.facts import dates
from checks.facts.documents import normalised
from checks.facts.guide_labels import elements_shown
from checks.facts.guide_words import BASIS, CONDITIONS, MATERIALS, NAME, PHONE, PLACE, PROCESS, TIME
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import FOOT, HEAD, NAV, Outline
from checks.model.guides import Element, Guide, Phone, Told
from checks.model.pages import PageFacts

_TITLE = re.compile(
    r"(?<=.)(?:办事|服务|办理|申领|申办|办证|审批|许可|登记|受理|缴费|参保|报销|认定|备案)(?:服务)?(?:指南|须知)\s{0,3}(?:[(（【\[].{0,30})?$"
)
_NO_GUIDE = re.compile(
    r"公开|投稿|操作|使用|填报|参观|旅游|通知|公告|公示|编制|规范|标准化|清单|目录|汇编|新闻|报告|解读|模板|表$|样本|处罚|行政强制|行政检查|监督检查|双随机|执法"
)
_COLUMN = re.compile(r"(?:办事|服务|办理|业务)指南|办事(?:流程|须知)")
_LONGEST_NAME = 20
_PARTS = re.compile(r"\s{0,3}[_|｜—–\-]{1,3}\s{0,3}")
_SUFFIX = re.compile(r"\s{0,3}[_|｜—–\-].{0,60}$")
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?|txt)$", re.IGNORECASE)
_FORM = re.compile(r"表|申请书|承诺书|委托书|登记书|样本|样张|范本|模板|示例|填写|下载|附件")
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,24}?(?:申请|登记|审批|备案|申报|审核|报名|确认|变更|注销|信息|推荐|认定|呈报|申领|核定)(?:审批|审核|登记|备案|确认)?(?:表|书)(?![明面本法记馆店证扬述格示达现情])"
)
_NOT_NAMED = re.compile(r"结婚|证书|文书|通知书|决定书|批准书|登记书|认定书|说明|证明|准考|确认书|户口登记表")
_GIVEN_THERE = re.compile(
    r"^[^；;。\n]{0,10}(?:网上|在线|系统|现场|窗口|电子)[^；;。\n]{0,4}(?:填写|填报|生成|打印|领取|提供)"
)
_ELSEWHERE = re.compile(
    r"办事指南|服务指南|在线办理|网上办理|立即办理|我要办|在线申[请报办]|网上申[请报办]|查看详情|详情|原文|政务服务网"
)
_EMBEDDED = frozenset(("iframe", "embed", "object"))
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp)(?:\?|$)", re.IGNORECASE)
_SHORT = 300
"""Characters of text below which a picture may be the guide itself."""
_MOST = 20
_LEAST_LABELS = 2
"""A notice (报名登记须知) has a telephone, too."""

_WITHOUT_LABEL = {
    BASIS: re.compile(r"(?:根据|依据|按照)\s{0,2}[《〈<]"),
    CONDITIONS: re.compile(r"符合.{0,30}条件|年满\d|具有.{0,30}(?:户籍|资格)|均可(?:申请|办理)"),
    MATERIALS: re.compile(r"(?:提[交供]|携带|持|凭).{0,30}(?:材料|资料|身份证|证明|申请[表书]|复印件)"),
    PLACE: re.compile(r"窗口|大厅|服务中心|办公室(?:办理|受理)"),
    TIME: re.compile(r"\d\s?个?(?:工作日|自然日)|当[场日]办[结理]|即时办[结理]|(?:上午|下午|周[一至])"),
    PHONE: re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ )）]{0,2}\d{7,8}|1[3-9]\d{9}|1[12]3\d{2}|[2-8]\d{6,7})(?!\d)"),
    PROCESS: re.compile(r"→|->|⇒|受理.{0,30}审[核批查]|申请.{0,30}审[核批查]"),
}
_NO_NUMBER = re.compile(
    r"[xXＸ×*＊?？#]{3,}|(?<!\d)0{3,4}[-—－]?0{6,8}(?!\d)|(?<!\d)(\d)\1{6,}(?!\d)|^(?:待补充|待定|待完善|待公布|暂无|请填写.{0,6}|电话|号码)$"
)
_NUMBER = re.compile(r"(?<!\d)(?=[\d\-—－ ()（）]{0,16}[1-9])\d[\d\-—－ ()（）]{3,18}\d(?!\d)")
_UNTIL = re.compile(
    r"截[止至](?:时间|日期|日)?\s?(?:到|至|为|是|于)?\s?[:：]?\s{0,3}(?:到|至)?\s{0,2}(?=(?:19|20)\d\d)"
)
_SPAN = re.compile(r"[-—–~～至到]{1,2}\s{0,2}(?=(?:19|20)\d\d\s?[年\-/.])")
_YEAR = re.compile(r"(20\d\d)年(?:(\d{1,2})月)?")
_CITED = re.compile(r"[\u4e00-\u9fff]{1,12}\s?[〔\[(（【﹝［]\s?(?:19|20)\d\d\s?[〕\])）】﹞］]\s?\d{1,5}\s?号")


def read_guide(
    markup: Markup, outline: Outline, lines: list[str], links: list[Found], facts: PageFacts
) -> Guide | None:
    """The guide that a page shows, None when it shows none. Costs next to nothing on other pages."""
    titled = "指南" in facts.heading or "须知" in facts.heading
    if not titled and not _in_guides(facts):
        return None
    title = _SUFFIX.sub("", facts.heading[:200]) or facts.heading
    by_title = titled and any(_TITLE.search(part) for part in _PARTS.split(facts.heading[:200]))
    if _NO_GUIDE.search(title) or not (by_title or _in_guides(facts)):
        return None
    shown = elements_shown(markup, outline, lines)
    if len(shown) < _LEAST_LABELS and not _in_guides(facts) and "办事指南" not in title:
        return None
    if not shown and (not by_title or "办事指南" not in title or len(facts.items) > 1):
        return None
    elements = _settled(shown, facts, title)
    told = {element.name: element for element in elements}
    forms, papers, elsewhere = _linked(outline, links, facts, markup.url)
    ends, words = _ends(told.get(TIME), lines)
    phone = told.get(PHONE)
    return Guide(
        title=title[:200],
        by_title=by_title,
        elements=elements,
        phone=_phone(phone),
        phone_words=phone.value[:60] if phone is not None else "",
        named=_named(told.get(MATERIALS), facts.text),
        forms=forms,
        papers=papers,
        elsewhere=elsewhere,
        basis=_basis(told.get(BASIS)),
        ends=ends,
        ends_words=words,
    )


def _in_guides(facts: PageFacts) -> bool:
    """True where the breadcrumbs or the labels say that the page stands in a column of guides."""
    for crumb in facts.crumbs[-3:]:
        if ("指南" in crumb.text or "办事" in crumb.text) and _COLUMN.search(crumb.text[:_LONGEST_NAME]):
            return True
    metas = (meta for meta in facts.metas if "指南" in meta.content or "办事" in meta.content)
    return any(meta.name.lower() == "columnname" and _COLUMN.search(meta.content[:_LONGEST_NAME]) for meta in metas)


def _settled(shown: dict[str, Element], facts: PageFacts, title: str) -> tuple[Element, ...]:
    """The elements with those that the text tells without a label, the name of the item by the title of the page."""
    named = shown.get(NAME)
    if len(title) >= 4 and (named is None or named.told is not Told.PRESENT):
        shown[NAME] = Element(NAME, Told.PRESENT, value=title)
    for name, words in _WITHOUT_LABEL.items():
        if name not in shown and words.search(facts.text[:20_000]):
            shown[name] = Element(name, Told.PRESENT)
    return tuple(shown.values())


def _phone(element: Element | None) -> Phone:
    if element is None:
        return Phone.NONE
    if element.told is not Told.PRESENT:
        return Phone.EMPTY
    return Phone.PLACEHOLDER if _NO_NUMBER.search(element.value) and not _real(element.value) else Phone.GIVEN


def _real(value: str) -> bool:
    """True when some number in `value` may be dialled: seven figures and more that are not all the same, or 12345."""
    numbers = ("".join(filter(str.isdigit, found.group())) for found in _NUMBER.finditer(value))
    return any((len(number) >= 7 or len(number) == 5) and len(set(number[-6:])) > 1 for number in numbers)


def _named(materials: Element | None, text: str) -> tuple[str, ...]:
    """The forms that the materials name."""
    value = materials.value if materials is not None else ""
    start = text.find(value[:12]) if value else -1
    part = text[start : start + 1_500] if start >= 0 else value
    found = [m for m in _NAMED.finditer(part) if not _GIVEN_THERE.search(part[m.end() : m.end() + 20])]
    names = (m.group().lstrip("的和及与或填写提交一份") for m in found)
    return tuple(dict.fromkeys(name for name in names if not _NOT_NAMED.search(name)))[:_MOST]


def _linked(
    outline: Outline, links: list[Found], facts: PageFacts, url: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(forms, papers that may be the guide itself, ways to it on other hosts)."""
    forms: list[str] = []
    papers: list[str] = []
    elsewhere: list[str] = []
    host = urlsplit(url).netloc
    for found in links:
        if not found.url or outline.roles[found.element] in (NAV, FOOT, HEAD):
            continue
        own = urlsplit(found.url).netloc == host
        if found.tag in _EMBEDDED:
            papers.append(found.url)
        elif found.tag == "a" and _FILES.search(found.url.partition("?")[0]):
            (forms if _FORM.search(found.text) else papers).append(found.url)
        elif found.tag == "a" and not own and _ELSEWHERE.search(found.text):
            elsewhere.append(found.url)
        elif found.tag == "a" and _FORM.search(found.text):
            forms.append(found.url)
        elif found.tag == "img" and facts.text_length < _SHORT and _PICTURE.search(found.url):
            papers.append(found.url)
    return tuple(forms[:_MOST]), tuple(papers[:_MOST]), tuple(elsewhere[:_MOST])


def _basis(element: Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    numbers = (normalised(found.group()) for found in _CITED.finditer(element.value))
    return tuple(dict.fromkeys(number for number in numbers if number))[:_MOST]


def _ends(time: Element | None, lines: list[str]) -> tuple[datetime | None, str]:
    """(the last day on which one may apply, the words that say so): from 截止 in its time or at the head of a line."""
    candidates = [time.value] if time is not None else []
    candidates += [line for line in lines if "截" in line[:8] and len(line) <= 60][:_MOST]
    for text in candidates:
        for pattern in (_UNTIL, _SPAN):
            if (mark := pattern.search(text)) and (end := _last_day(text[mark.end() :])):
                return end, text[max(0, mark.start() - 12) : mark.end() + 12]
    return None, ""


def _last_day(text: str) -> datetime | None:
    """The day that `text` begins with; the last one of a month or year alone."""
    if found := dates.DAY.match(text):
        return dates.first_day(found.group())
    if (part := _YEAR.match(text)) is None:
        return None
    year, month = int(part.group(1)), int(part.group(2) or 12)
    return next((day for last in (31, 30, 29, 28) if (day := dates.day(year, month, last))), None)
