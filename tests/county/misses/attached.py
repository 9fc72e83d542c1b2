"""Attachments of every kind that is read, and those that honestly cannot be: none of them is a fault of the site."""

from __future__ import annotations

import zipfile
from io import BytesIO

from tests.county.attachments import archive, csv, docx, ofd, ole, pdf_pages, served, table, xlsx
from tests.county.draft import Book, Site
from tests.county.nouns import Response
from tests.county.street import hang

SITE = "jtj"
ROWS = [
    ["序号", "线路", "起点", "终点", "里程（公里）"],
    [1, "临江至青溪", "临江客运站", "青溪镇", 18.5],
    [2, "临江至白石", "临江客运站", "白石乡", 23],
]
TITLE = "农村客运线路表"
_LINKS = 5
"""Links under one article."""


def draw(book: Book) -> None:
    site = book.sites[SITE]
    offered = [*_whole(), *_shut()]
    for first in range(0, len(offered), _LINKS):
        hung = []
        for name, answer, why in offered[first : first + _LINKS]:
            path = f"/fujian/{name}"
            site.files[path] = answer
            hung.append(f'<a href="{path}">{TITLE}</a>')
            _calm(book, site, path, why)
        hang(book, site, "".join(hung))


def _calm(book: Book, site: Site, path: str, why: str) -> None:
    book.miss("attachment-read", site, site.url(path), why, "wrong-links")


def _whole() -> list[tuple[str, Response, str]]:
    """Files that are read to their end."""
    kinds = ("xlsx", "et", "docx", "wps", "pdf", "ofd", "csv", "txt", "rtf", "zip")
    return [
        *(
            (f"xianlu.{kind}", served(table(kind, ROWS, TITLE), kind), f"完好的{kind}文件，内容是表格")
            for kind in kinds
        ),
        ("xianlu-utf8.csv", served(csv(ROWS, "utf-8-sig"), "csv"), "UTF-8编码的表格文本"),
        ("xianlu.xls", served(table("html", ROWS), "xls"), "办公软件存成网页的表格，仍能打开"),
        ("shuoming.doc", served(docx(TITLE, ROWS), "doc"), "叫doc，内容是docx，仍能打开"),
        ("gbk.zip", served(_gbk(), "zip"), "压缩包里的中文文件名用GBK编码"),
    ]


def _shut() -> list[tuple[str, Response, str]]:
    """Files that stand there as they should and that nobody here can read: not looked at, and no fault."""
    package, word = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
    seven = Response(200, (("Content-Type", "application/x-7z-compressed"),), b"7z\xbc\xaf\x27\x1c" + bytes(90))
    return [
        ("jiami.docx", served(ole() + package, "docx"), "加了密码的Word文档不是坏的"),
        ("jiami.xlsx", served(ole() + package, "xlsx"), "加了密码的表格不是坏的"),
        ("saomiao.pdf", served(pdf_pages([], []), "pdf"), "扫描件，没有文字"),
        ("saomiao.ofd", served(ofd([]), "ofd"), "没有文字的版式文件"),
        ("jiu.doc", served(ole() + word, "doc"), "旧格式文档，需要转换工具"),
        ("dabao.rar", served(b"Rar!\x1a\x07\x01\x00" + bytes(90), "rar"), "RAR压缩包"),
        ("dabao.7z", seven, "7z压缩包"),
        ("cengceng.zip", served(archive({"a.zip": archive({"b.xlsx": xlsx(rows=ROWS)})}), "zip"), "压缩包里还有压缩包"),
        ("kongbai.csv", served(b"", "csv"), "空的文本文件不说是坏的"),
    ]


def _gbk() -> bytes:
    """A zip as older programs of these parts write it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        known = zipfile.ZipInfo("x", (2020, 1, 1, 0, 0, 0))
        known.filename = f"{TITLE}.csv".encode("gbk").decode("cp437")
        packed.writestr(known, csv(ROWS))
    return made.getvalue()
