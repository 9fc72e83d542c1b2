"""A template of Word is filled: fields in double braces become text, and what is wrong with a template is named.

A template comes from an office and may have been through many hands: it is measured before it is opened, and what it
asks for is computed in a sandbox. What is filled in is text and stays text.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

from results.errors import PersonError
from results.reports.docx_sandbox import Sandbox

LARGEST = 10_000_000
"""Bytes of a template; a seal or an emblem in it takes some hundred thousand."""
INFLATED = 50_000_000
PARTS = 1_000
_CHUNK = 1 << 18
_MACROS = "vbaProject.bin"
_UNKNOWN = re.compile(r"'(.+?)' is undefined")
_NO_ATTRIBUTE = re.compile(r"has no attribute '(.+?)'")
_OPEN_BLOCK = re.compile(r"needs to be closed is '(\w+)'")
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_NO_PAPER = (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.LxmlError)
_NO_ANSWER = (TemplateError, TypeError, ArithmeticError, ValueError, RecursionError, MemoryError, etree.LxmlError)


def filled(template: bytes, fields: Mapping[str, Any], name: str, example: str = "单位") -> bytes:
    """The document. `name` says in Chinese which template it is, `example` is a field that a clerk may write. Raises
    PersonError for one that cannot be read or asks for what is not in `fields`."""
    document = _opened(template, name)
    file = io.BytesIO()
    try:
        document.render(dict(fields), jinja_env=Sandbox(), autoescape=True)
        document.save(file)
    except UndefinedError as error:
        raise _missing(name, asked(template, name) - set(fields) or _named(error), fields) from error
    except TemplateSyntaxError as error:
        raise _miswritten(name, error, example) from error
    except _NO_ANSWER as error:
        raise PersonError(f"{name} 里有算不出来的字段（{error}）；可用的字段：{'、'.join(fields)}") from error
    return file.getvalue()


def asked(template: bytes, name: str) -> set[str]:
    """The fields that a template asks for, in its text, heads and feet. Raises PersonError."""
    document = _opened(template, name)
    try:
        return {str(one) for one in document.get_undeclared_template_variables(Sandbox())}
    except _NO_ANSWER as error:
        raise PersonError(f"{name} 里有程序看不懂的内容（{error}）；请用程序自带的模板重新修改") from error


def _opened(template: bytes, name: str) -> Any:
    """The template, measured."""
    measure(template, name)
    try:
        made = DocxTemplate(io.BytesIO(template))
        made.init_docx()
    except _NO_PAPER as error:
        raise PersonError(f"{name} 不是 Word 文档（docx）；请另存为 docx 后再用") from error
    return made


def measure(template: bytes, name: str) -> None:
    """Raises PersonError for a file that is no docx, holds macros, or would be too large when unpacked."""
    if len(template) > LARGEST:
        raise PersonError(f"{name} 超过 {LARGEST // 1_000_000} MB；请缩小里面的图片后再用")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            names = parts.namelist()
            large = len(names) > PARTS or _inflates(parts)
    except _NO_ZIP as error:
        raise PersonError(f"{name} 不是 Word 文档（docx），或者设了打开密码；请另存为不带密码的 docx 后再用") from error
    if large:
        raise PersonError(f"{name} 解开后过大，没有打开；请用 Word 另存为 docx 后再用")
    if any(one.endswith(_MACROS) for one in names):
        raise PersonError(f"{name} 带有宏；请另存为不带宏的 docx 后再用")


def _inflates(parts: zipfile.ZipFile) -> bool:
    """Whether it comes to more than is opened; what the archive says of itself is not believed."""
    count = 0
    for one in parts.infolist():
        with parts.open(one) as part:
            while chunk := part.read(_CHUNK):
                count += len(chunk)
                if count > INFLATED:
                    return True
    return False


def _missing(name: str, unknown: Collection[str], fields: Mapping[str, Any]) -> PersonError:
    told = "、".join(f"“{one}”" for one in sorted(unknown))
    return PersonError(f"{name} 里有程序没有的字段{told}；可用的字段：{'、'.join(fields)}")


def _named(error: UndefinedError) -> list[str]:
    found = _UNKNOWN.search(str(error)) or _NO_ATTRIBUTE.search(str(error))
    return [found[1]] if found else []


def _miswritten(name: str, error: TemplateSyntaxError, example: str) -> PersonError:
    said = str(error.message)
    if block := _OPEN_BLOCK.search(said):
        what = f"有一个 {block[1]} 没有结束，缺少 {{%p end{block[1]} %}}"
    else:
        near = _near(error)
        what = f"在“{near}”处：{said}" if near else said
    return PersonError(f"{name} 里有写错的字段（{what}）；字段要写成 {{{{ {example} }}}}，每个 for 和 if 都要有结束")


def _near(error: TemplateSyntaxError) -> str:
    """The text of the paragraph at fault: docxtpl leaves on the error the paragraphs from the third before it on."""
    context = list(getattr(error, "docx_context", ()))
    place = min(error.lineno, 4) - 1
    return context[place].strip()[:60] if 0 <= place < len(context) else ""
