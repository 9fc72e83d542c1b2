"""The search boxes of a home page or of a page of results.

A form is one when it has a field to type in and its names, its address or its words say search (搜索, 检索, keyword …);
so is such a field that stands in no form, for a script may read it. A login, a query by number, a form that a template
of a script fills are none, or not sent as they stand.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from checks.facts.markup import Markup
from checks.model.forms import Field, Form
from checks.model.urls import resolve

MOST = 10
"""Boxes kept of one page."""
_FORMS, _FIELDS = 40, 40
_VALUE = 300  # characters of a value
_SAYS = re.compile(
    r"搜索|搜一搜|检索|关键[字词]|站内|全站|search|sousuo|jiansuo|keyword|chaxun|\bs?word\b|\bkw\b|\bwd\b|\bq\b"
)
_OTHER = re.compile(r"登录|登陆|注册|用户名|手机号|身份证|查询编号|查询码|login|passw")
_CODE = re.compile(r"验证码|captcha|vcode|verifycode|checkcode|yzm")
_MENTIONS = (b"search", b"sousuo", "搜索".encode(), "检索".encode(), "站内搜".encode())
_TYPED = frozenset(("", "text", "search"))
_SENT = frozenset(("hidden", "select"))


def read_forms(markup: Markup) -> tuple[Form, ...]:
    """The search boxes of a page, in its order, those that need no script first. Never raises on any markup."""
    forms = markup.tree.css("form")[:_FORMS] if b"<form" in markup.source.lower() else []
    found = [form for node in forms if (form := _form(markup, node)) is not None]
    if not found:
        loose = markup.tree.css("input")[: 5 * _FIELDS]
        texts = (node for node in loose if _kind(node) in _TYPED and not _inside(node))
        found = [Form("", hint=_told(node), scripted=True) for node in texts if _SAYS.search(_told(node))]
    return tuple(sorted(found, key=lambda form: form.scripted)[:MOST])


def mentions_search(markup: Markup) -> bool:
    """Does the source of the page say search anywhere, be it the name of a script or of a style?"""
    source = markup.source.lower()
    return any(word in source for word in _MENTIONS)


def _form(markup: Markup, node: LexborNode) -> Form | None:
    controls = node.css("input,select,button,textarea")[:_FIELDS]
    typed = [
        one for one in controls if one.tag == "input" and _kind(one) in _TYPED and "readonly" not in one.attributes
    ]
    told = " ".join((_told(node), *map(_told, controls)))[:3_000]
    searches = [one for one in typed if _SAYS.search(_told(one))] or typed
    if not searches or not _SAYS.search(told) or _OTHER.search(told) or any(_kind(c) == "password" for c in controls):
        return None
    attributes, box = node.attributes, searches[0]
    asks_code = bool(_CODE.search(told))
    words = (box.attributes.get("name") or "").strip()
    action = (attributes.get("action") or "").strip()
    submits = [one for one in controls if _kind(one) in ("submit", "image")]
    onsubmit = attributes.get("onsubmit") or ""
    led = resolve(markup.base, action) if action else None
    templated = any(name.startswith(("ms-", "v-", "ng-", "@", ":")) for name in attributes)
    scripted = not (led and words and submits) or templated or "{{" in action or "return false" in onsubmit
    method = (attributes.get("method") or "get").strip().lower()
    return Form(
        led or "",
        "post" if method == "post" else "get",
        next(iter((attributes.get("accept-charset") or "").lower().split()), markup.charset)[:40],
        tuple(_sent(controls, box, submits)),
        words[:100],
        _hint(box, submits),
        bool(scripted),
        bool(onsubmit) or any(one.attributes.get("onclick") for one in submits),
        asks_code,
        _number(box.attributes.get("maxlength") or ""),
    )


def _sent(controls: list[LexborNode], box: LexborNode, submits: list[LexborNode]) -> list[Field]:
    """What a browser sends besides the words: hidden fields, choices as they stand, the button that is pressed."""
    pressed = submits[:1]
    found = []
    for node in controls:
        name, kind = (node.attributes.get("name") or "").strip()[:100], _kind(node)
        empty = kind == "select" and node.css_first("option") is None
        if not name or empty or "disabled" in node.attributes or node.mem_id == box.mem_id:
            continue
        chosen = kind in ("radio", "checkbox") and "checked" in node.attributes
        button = any(node.mem_id == one.mem_id for one in pressed) and kind == "submit"
        if kind in _SENT or kind in _TYPED or chosen or button:
            found.append(Field(name, kind or "text", _value(node, kind)))
    return found


def _value(node: LexborNode, kind: str) -> str:
    if kind != "select":
        default = "on" if kind in ("radio", "checkbox") else ""
        return (node.attributes.get("value") or default)[:_VALUE]
    options = node.css("option")[:200]
    chosen = next((one for one in options if "selected" in one.attributes), options[0])
    value = chosen.attributes.get("value")
    return (value if value is not None else " ".join((chosen.text() or "").split()))[:_VALUE]


def _kind(node: LexborNode) -> str:
    if node.tag == "select":
        return "select"
    kind = (node.attributes.get("type") or "").strip().lower()
    return (kind or "submit") if node.tag == "button" else kind


def _inside(node: LexborNode) -> bool:
    up = node.parent
    for _ in range(60):
        if up is None or up.tag == "form":
            break
        up = up.parent
    return up is not None and up.tag == "form"


def _told(node: LexborNode) -> str:
    """What a form or a control says of itself, in small letters."""
    attributes = node.attributes
    names = ("name", "id", "class", "action", "placeholder", "title", "value")
    return " ".join((attributes.get(name) or "")[:_VALUE] for name in names).lower()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _hint(box: LexborNode, submits: list[LexborNode]) -> str:
    shown = [box.attributes.get("placeholder") or box.attributes.get("value") or ""]
    shown += [one.attributes.get("value") or "" for one in submits[:1]]
    return " ".join(" ".join(shown).split())[:100]
