"""What stands round every page: head with the labels of 国办发〔2017〕47号, navigation, breadcrumbs and the foot."""

from __future__ import annotations

from html import escape

from tests.county.dialects.known import DIALECTS
from tests.county.draft import Column, Site

SITEMAP = "/wzdt/index.html"
Metas = dict[str, str | None]


def page(
    site: Site,
    title: str,
    metas: Metas,
    main: str,
    *,
    crumbs: str = "",
    foot: Metas | None = None,
    script: str = "",
    head: str | None = None,
) -> str:
    """A whole page. `metas` follow the site's own; a None drops one."""
    labels: Metas = {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.code, **site.metas, **metas}
    rows = "\n".join(
        f'<meta name="{name}" content="{escape(value)}" />' for name, value in labels.items() if value is not None
    )
    called = next((name for name in (head, site.head) if name is not None), site.name)
    declared = {"gb18030": "gb2312"}.get(site.charset, site.charset)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={declared}" />
<title>{escape(title)}</title>
{rows}
<link rel="stylesheet" href="/css/style.css" />
<script src="/js/jquery.js" type="text/javascript"></script>
{DIALECTS[site.dialect].head}{script}
</head>
<body>
<div class="header"><a href="/"><img src="/images/logo.png" alt="{called}" /></a></div>
<div class="nav"><ul><li><a href="/">首页</a></li>{_nav(site)}{site.nav_extra}</ul></div>
{crumbs}
<div class="main">
{main}
</div>
{footer(site, {**site.foot, **(foot or {})})}
</body>
</html>
"""


def _nav(site: Site) -> str:
    return "".join(f'<li><a href="{escape(c.first)}">{c.name}</a></li>' for c in site.columns if c.nav)


def trail(site: Site, column: Column | None, last: str = "") -> str:
    """当前位置: from the home page down."""
    parts = ['<a href="/">首页</a>']
    if column is not None and column.parent:
        above = site.column(column.parent)
        parts.append(f'<a href="{escape(above.first)}">{above.name}</a>')
    if column is not None:
        parts.append(f'<a href="{escape(column.first)}">{column.name}</a>')
    if last:
        parts.append(last)
    return f'<div class="position">当前位置：{" &gt; ".join(parts)}</div>'


def footer(site: Site, over: Metas) -> str:
    """The foot in the wording of the site. `over` replaces an element by other markup, or drops it (None)."""
    parts = {**_STYLES[site.foot_style](site), **{k: v for k, v in over.items() if k != "code"}}
    kept = [value for value in parts.values() if value]
    return f'<div class="footer">\n{"".join(f"<p>{value}</p>" for value in kept)}\n</div>'


def _plain(site: Site) -> Metas:
    serial = int(site.code[-4:])
    return {
        "sponsor": f"主办单位：{site.unit}",
        "contact": f"地址：临江县青溪镇县前街{serial}号　联系电话：0999-60{serial:05d}",
        "site-code": f"网站标识码：{site.code}",
        "icp": f'<a href="http://beian.miit.gov.cn/" target="_blank">浙ICP备1999{serial:04d}号-1</a>',
        "police": '<a href="http://beian.mps.gov.cn/" target="_blank"><img src="/images/gongan.png" alt="公安备案" />'
        f"浙公网安备3399990200{serial:04d}号</a>",
        "party-mark": f'<a href="http://bszs.conac.cn/sitename?method=show&amp;id=99{serial:04d}AB">'
        '<img src="/images/red.png" alt="党政机关" /></a>',
        "find-error": f'<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code={site.code}">'
        '<img src="/images/jiucuo.png" alt="我为政府网站找错" /></a>',
        "sitemap": f'<a href="{SITEMAP}">站点地图</a>',
    }


def _with_blanks(site: Site) -> Metas:
    serial = int(site.code[-4:])
    return {
        **_plain(site),
        "site-code": f"政府网站标识码：{site.code}",
        "icp": f'<a href="http://beian.miit.gov.cn/">浙ICP备 1999{serial:04d}号</a>',
        "find-error": f'<script id="_jiucuo_" sitecode="{site.code}" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>',
        "sitemap": f'<a href="{SITEMAP}">网站地图</a>',
    }


def _by_script(site: Site) -> Metas:
    serial = int(site.code[-4:])
    return {
        **_plain(site),
        "sponsor": f"主办：{site.unit}　承办：临江县电子政务中心",
        "site-code": f"网站标识码 ：{site.code}",
        "police": f'<a href="http://beian.mps.gov.cn/">浙公网安备 3399990200{serial:04d}号</a>',
        "find-error": f'<span id="_span_jiucuo"></span><script id="_jiucuo_" sitecode="{site.code}" '
        'src="http://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
        "party-mark": '<span id="_ideConac"></span><script src="http://dcs.conac.cn/js/12/999/0000/CA129990000.js"></script>',
    }


def _terse(site: Site) -> Metas:
    serial = int(site.code[-4:])
    return {
        **_plain(site),
        "sponsor": f"版权所有：{site.unit}　主办单位：{site.unit}",
        "contact": f"电话：0999-60{serial:05d}　邮箱：office@{site.host}",
        "site-code": f"网站标识码{site.code}",
    }


_STYLES = (_plain, _with_blanks, _by_script, _terse)
