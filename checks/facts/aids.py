"""Reads what a page does for the old and the disabled. Asked of home pages, of their versions, and of captchas alone.

A toolbar is often drawn by a script: then only the script is seen, and what it offers is not known without a browser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from checks.facts.addresses import address
from checks.facts.markup import Markup
from checks.facts.styles import read_style
from checks.facts.unseen import is_unseen
from checks.model.aids import Aids, Pale

MOST = 2_000
"""So many elements of a kind are looked at."""
KEPT = 10
"""So many samples of a kind are kept."""
_READ = 10_000_000
"""Characters that are read of elements which may hold one another, so that a deep page is not read a thousand times."""
VERSION = re.compile(r"无障碍|适老|长者|长辈|关怀版|关爱版|老年版|老人版|大字版")
"""Words in the title of a page that is a version for the old or the disabled, or that is about one."""
CAPTCHA = "验证码"

_ENTRANCE = re.compile(
    r"(?:网站|进入|切换|打开|开启|启用|政府网站)?(?:无障碍|适老化?|长者|长辈|关怀|关爱|老年人?|老人|敬老|助老|大字)"
    r"(?:版|浏览|阅读|阅览|模式|服务|辅助|工具|工具条|辅助工具|开关|通道|网站|专区|助手|版本|版网站|专版|界面)?(?:开关|入口)?"
)
_TOOLBAR = re.compile(r"esdtools|barrier|mangren|govwza|accessib|(?:^|[/_.-])(?:wza|slb|slh|aria)[\w-]{0,20}\.js", re.I)
_TOOL = re.compile(
    r"大字|字体|字号|放大|缩放|对比|配色|高亮|朗读|语音|读屏|听|光标|鼠标|键盘|快捷键|指读|简约|简洁|纯文本|文本模式|文字版|辅助线|大字幕"
)
_LURE = re.compile(
    r"(?:立即|马上|点击|免费|一键|高速|安全)下载(?!.{0,8}(?:附件|文件|文档|全文|表|指南|手册|材料|目录|通知))|下载并?安装|领(?:取)?(?:红包|奖品|现金|优惠券)|抽奖|中奖|(?:立即|马上|点击)(?:支付|付款|充值|购买)"
)
_OPENS = re.compile(r"window\.open\s?\(|showModalDialog\s?\(")
_PICTURE = re.compile(
    r"captcha|kaptcha|verif|validat|yzm|check_?code|v_?code|auth_?(?:code|img)|rand_?(?:code|img)", re.I
)
_HEARD = re.compile(r"语音|短信|播放|听不清|朗读验证|audio", re.I)
_FONT = re.compile(r"font-size\s?:\s?(\d{1,3}(?:\.\d{1,2})?)(px|pt)")
_BOLD = re.compile(r"font-weight\s?:\s?(?:bold|[6-9]00)")
_FIXED = re.compile(r"position\s?:\s?(?:fixed|absolute)")
_FLOAT = re.compile(r"float(?:ad|win|box|ing|div)|piaochuang|飘窗|popwin|popup|duilian", re.I)
_LONGEST_ID = 60
_ID = re.compile(r"""(?<![\w-])id\s{0,3}=\s{0,3}["']?\s{0,3}([^"'\s<>]{1,60})""", re.I)
_SHORT = 14  # characters: a longer text is the title of an article
_NO_FIELD = frozenset(("hidden", "submit", "button", "image", "reset"))


def is_version(title: str, heading: str) -> bool:
    """True when a page calls itself a version for the old or the disabled."""
    return bool(VERSION.search(title[:100]) or VERSION.search(heading[:100]))


def read_aids(markup: Markup, scripts: list[str]) -> Aids:
    """The aids of a page. Pure; never raises on any markup; looks at `MOST` elements of each kind at most."""
    pictures, frames = _nodes(markup, "img"), _nodes(markup, "iframe")
    unnamed = [node for node in pictures if "alt" not in node.attributes and not _named(node) and not _tiny(node)]
    anchors = _nodes(markup, "a[href]")
    wordless = [node for node in anchors if not _words(node)]
    fields = [n for n in _nodes(markup, "input, select, textarea") if _of(n, "type").lower() not in _NO_FIELD]
    captcha = next((node for node in pictures if _PICTURE.search(_signs(node))), None)
    return Aids(
        entrances=tuple(_entrances(markup))[:KEPT],
        toolbars=tuple(_unique(src for n in _nodes(markup, "script[src]") if _TOOLBAR.search(src := _of(n, "src"))))[
            :KEPT
        ],
        tools=tuple(_tools(markup)),
        lang=_language(markup)[:20],
        images=len(pictures),
        unnamed_images=len(unnamed),
        unnamed_image=_of(unnamed[0], "src")[:200] if unnamed else "",
        fields=len(fields),
        unnamed_fields=tuple(_unnamed_fields(markup, fields))[:KEPT],
        links=len(anchors),
        wordless_links=len(wordless),
        wordless_link=_of(wordless[0], "href")[:200] if wordless else "",
        unnamed_frames=tuple(_of(n, "src")[:200] for n in frames if not _named(n) and not _tiny(n))[:KEPT],
        repeated_ids=tuple(islice(_repeated(markup), KEPT)),
        headings=tuple(int((n.tag or "h0")[1]) for n in _nodes(markup, "h1, h2, h3, h4, h5, h6"))[:100],
        autoplay=tuple(_sounds(markup))[:KEPT],
        pale=tuple(_pale(markup))[:KEPT],
        captcha=_of(captcha, "src")[:200] if captcha is not None else "",
        captcha_heard=captcha is not None and bool(_HEARD.search(_around(captcha))),
        popups=tuple(_popups(markup, scripts))[:KEPT],
        lures=tuple(_unique(w for _, w in _labelled(markup, "a, button, input") if _LURE.search(w)))[:KEPT],
        floats=tuple(_signs(n)[:60] for n in _nodes(markup, "div") if _floats(n))[:KEPT],
    )


def _nodes(markup: Markup, selector: str) -> list[LexborNode]:
    """What a reader may meet of them."""
    return [node for node in markup.tree.css(selector)[:MOST] if not is_unseen(node)]


def _of(node: LexborNode | None, name: str) -> str:
    return ((node.attributes.get(name) if node is not None else "") or "").strip()


def _named(node: LexborNode) -> bool:
    attributes = node.attributes
    told = (attributes.get("aria-label"), attributes.get("aria-labelledby"), attributes.get("title"))
    adorns = attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true"
    return adorns or any(value and value.strip() for value in told)


def _signs(node: LexborNode) -> str:
    return " ".join(filter(None, (_of(node, name) for name in ("id", "class", "src", "name"))))[:300]


def _language(markup: Markup) -> str:
    """The language of the page, at any of the places where a browser looks for it; "" where it says none."""
    root, body = markup.tree.css_first("html"), markup.tree.css_first("body")
    said = (_of(root, "lang"), _of(root, "xml:lang"), _of(body, "lang"), _of(body, "xml:lang"))
    told = next(filter(None, said), "")
    return told or _of(markup.tree.css_first("meta[http-equiv='content-language' i]"), "content")


def _labelled(markup: Markup, selector: str) -> Iterator[tuple[LexborNode, str]]:
    """Things that can be pressed, and their words: the text, else title, value or picture."""
    left = _READ
    for node in _nodes(markup, selector):
        text = node.text(deep=True)
        left -= len(text)
        if left < 0:
            return
        yield node, ("".join(text.split()) or _of(node, "title") or _of(node, "value") or _of(node, "alt"))[:60]


def _words(node: LexborNode) -> bool:
    if _named(node) or node.text(deep=True).strip():
        return True
    return any(_of(picture, "alt") or _named(picture) for picture in node.css("img, svg, input, area")[:5])


def _unique(values: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(value for value in values if value))


def _entrances(markup: Markup) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for node, label in _labelled(markup, "a, button, span, div, li, img, input, font, p, i, em"):
        words = label.strip("|·-—[]【】()（）：:>»")
        if len(words) > _SHORT or words in seen or not _ENTRANCE.fullmatch(words):
            continue
        near = node if node.tag == "a" else _anchor(node)
        href = _of(near, "href")
        pressed = near is not None or _of(node, "id") or _of(node, "onclick") or node.tag in ("img", "button", "input")
        if pressed:
            seen.add(words)
            yield words, address(markup.base, href) or "" if href and not href.startswith("#") else ""


def _anchor(node: LexborNode) -> LexborNode | None:
    """The link that holds a thing, or the one it holds."""
    return _inside(node, "a") or node.css_first("a")


def _inside(node: LexborNode, tag: str) -> LexborNode | None:
    """The element `tag` that holds a thing, at most three steps up."""
    up = node.parent
    for _ in range(3):
        if up is None or up.tag == tag:
            return up
        up = up.parent
    return None


def _tools(markup: Markup) -> Iterator[str]:
    labels = _labelled(markup, "a, button, input, span, li, img, div")
    found = (match[0] for _, label in labels if len(label) <= _SHORT for match in _TOOL.finditer(label))
    return _unique(found)


def _unnamed_fields(markup: Markup, fields: list[LexborNode]) -> Iterator[str]:
    labelled = {_of(node, "for") for node in _nodes(markup, "label[for]")}
    for node in fields:
        inside = _inside(node, "label") is not None
        if not (_named(node) or inside or _of(node, "placeholder") or _of(node, "id") in labelled - {""}):
            yield (_of(node, "name") or _of(node, "id") or node.tag or "")[:60]


def _tiny(node: LexborNode) -> bool:
    return any(_of(node, side).rstrip("px") in ("0", "1") for side in ("width", "height"))


def _repeated(markup: Markup) -> Iterator[str]:
    """Ids of several things, as its source has them: the tree also doubles what a page has left open."""
    found: dict[str, list[LexborNode]] = {}
    for node in markup.tree.css("[id]")[:MOST]:
        found.setdefault(_of(node, "id")[:_LONGEST_ID], []).append(node)
    several = {id: nodes for id, nodes in found.items() if id and len(nodes) > 1}
    written = Counter(said[1] for said in _ID.finditer(markup.text)) if several else Counter[str]()
    for id, nodes in several.items():
        if written[id] > 1 and sum(not is_unseen(node) for node in nodes) > 1:
            yield id


def _sounds(markup: Markup) -> Iterator[str]:
    for node in _nodes(markup, "audio[autoplay], video[autoplay], bgsound, embed[autostart]"):
        if "muted" not in node.attributes and _of(node, "autostart").lower() not in ("false", "0"):
            yield (_of(node, "src") or node.tag or "")[:200]


def _around(node: LexborNode) -> str:
    """The words and links near a picture: of the form it stands in, else of what is three steps around it."""
    up: LexborNode = node
    for _ in range(3):
        if (above := up.parent) is None or up.tag == "form":
            break
        up = above
    return (up.html or "")[:20_000]


def _popups(markup: Markup, scripts: list[str]) -> Iterator[str]:
    """Windows that open by themselves: when the page has loaded, or by a statement that no function holds."""
    onload = _of(markup.tree.css_first("body"), "onload")
    if _OPENS.search(onload[:500]):
        yield onload[:80]
    for script in scripts:
        opens = _OPENS.search(script[:5_000])
        if opens and "function" not in script[: opens.start()] and "=>" not in script[: opens.start()]:
            yield script[opens.start() : opens.start() + 80]


def _floats(node: LexborNode) -> bool:
    style = _of(node, "style").lower()
    return bool(_FLOAT.search(f"{_of(node, 'id')} {_of(node, 'class')}")) and bool(_FIXED.search(style))


def _pale(markup: Markup) -> Iterator[Pale]:
    left = _READ
    for node in _nodes(markup, "[style*=color]"):
        written = _of(node, "style").lower()[:1_000]
        style = read_style(written)
        if not (style.colour and style.background) or left < 0:
            continue
        shown = node.text(deep=True)
        left -= len(shown)
        if text := "".join(shown.split())[:30]:
            ratio = contrast(style.colour, style.background)
            yield Pale(text, style.colour, style.background, ratio, _is_large(written))


def _is_large(style: str) -> bool:
    """18 points, or 14 in bold."""
    size = _FONT.search(style)
    points = float(size[1]) * (0.75 if size[2] == "px" else 1) if size else 0.0
    return points >= 18 or (points >= 14 and bool(_BOLD.search(style)))


def contrast(one: str, other: str) -> float:
    """The ratio of luminance of two colours (six hex digits), 1.0 … 21.0, as WCAG 2 works it out."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
