"""Marks of secrecy on what was published, and names of officials that are not quite right or no longer hold."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.notices import taken

_MARKS = (
    # site, code, the line of the mark, whether it stands above the text, why
    ("fgj", "mark", "秘密★1年", True, "文件带着“秘密★1年”上网"),
    ("rsj", "mark", "机密★5年", True, "文件带着“机密★5年”上网"),
    ("nyj", "internal", "内部资料　注意保存", True, "内部资料上网"),
    ("wgj", "internal", "本件仅供内部使用，请勿外传。", False, "写明不得外传的材料上网"),
    ("dsj", "not-public", "（此件不予公开）", False, "不予公开的文件全文上网"),
    ("xfj", "not-public", "此件不公开", False, "不予公开的文件全文上网"),
    ("fgj", "on-request", "（此件依申请公开）", False, "依申请公开的文件全文上网"),
    ("nyj", "on-request", "此件依申请公开", False, "依申请公开的文件全文上网"),
)
_NAMES = (
    ("rsj", "name", "日前，县长程建囯到我局调研重点工作。", "县长的姓名错了一个字"),
    ("wgj", "name", "日前，县委副书记、县长程建到我局调研重点工作。", "县长的姓名漏了一个字"),
    ("dsj", "name", "会议由副县长方小燕主持，有关单位负责人参加。", "副县长的姓名错了一个字"),
    ("xfj", "left", "日前，县长罗志强到我局调研重点工作。", "离任一年多以后，仍称县长"),
    ("fgj", "left", "罗志强县长在会上强调，要把各项工作抓紧抓实。", "离任一年多以后，仍称县长"),
    ("rsj", "removed", "会议由副县长贺东升主持，有关单位负责人参加。", "已被查处，仍称副县长"),
)


def draw(book: Book) -> None:
    for key, code, line, above, why in _MARKS:
        site = book.sites[key]
        article = taken(site)
        if book.fault(site, "leaked-secrets", code, site.url(article.path), why, suspected=True):
            article.paragraphs.insert(0 if above else len(article.paragraphs), line)
    for key, code, line, why in _NAMES:
        site = book.sites[key]
        article = taken(site)
        if book.fault(site, "wrong-officials", code, site.url(article.path), why, suspected=True):
            article.paragraphs.insert(0, line)
