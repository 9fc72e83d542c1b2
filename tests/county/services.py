"""Guides to services (办事指南): what an honest one tells, and the shapes in which offices write it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.county.draft import Article, Site

SHAPES = ("table", "list", "headings", "colons", "above")
_ORDINALS = "一二三四五六七八九十"


def draw(site: Site, article: Article) -> None:
    """Makes an article a faultless guide, in the shape that its site is used to."""
    item = article.title.partition("事项")[0]
    serial = int(site.code[-4:])
    article.paragraphs = article.paragraphs[:1]
    article.shape = SHAPES[serial % len(SHAPES)]
    article.guide = {
        "事项名称": f"{item}服务申请",
        "设定依据": "《中华人民共和国行政许可法》",
        "申请条件": "本县居民和在本县登记的单位",
        "办理材料": "居民身份证（原件和复印件）",
        "办理地点": f"临江县青溪镇县前街{serial}号一楼",
        "办理时间": "工作日8:30—17:30，承诺办结时限5个工作日",
        "联系电话": f"0999-60{serial:05d}",
        "办理流程": "申请、受理、审核、办结",
    }


def box(article: Article) -> str:
    """The guide as markup, "" for an article that is none."""
    guide = article.guide
    if guide is None:
        return ""
    match article.shape:
        case "table":
            return f"<table>{_rows(guide)}</table>"
        case "unclosed":
            return "<table>" + "\n".join(f"<tr><td>{label}<td>{value}" for label, value in guide.items())
        case "list":
            return f"<dl>{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in guide.items())}</dl>"
        case "headings":
            numbered = zip(_ORDINALS, guide.items(), strict=False)
            return "".join(f"<p><b>{n}、{label}</b></p><p>{value}</p>" for n, (label, value) in numbered)
        case "above":
            labels = "".join(f"<th>{label}</th>" for label in guide)
            return (
                f"<table><tr>{labels}</tr><tr>{''.join(f'<td>{value}</td>' for value in guide.values())}</tr></table>"
            )
        case _:
            return "".join(f"<p>{label}：{value}</p>" for label, value in guide.items())


def _rows(guide: Mapping[str, str]) -> str:
    return "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in guide.items())
