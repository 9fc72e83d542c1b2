"""Home pages with things that float over them and cannot be closed, or that blink or run without halt.

How judged: the markup and the styles of the home page itself. `no-close`: a thing with a linked picture that lies over
the page (fixed by its style, or called a float), with nothing in it or beside it that closes it. `blinking`: a blink
element, or a style that blinks for ever. `marquee`: words that run and that a pointer does not halt. All suspected:
whether a reader is disturbed is seen by a person.
Not counted: what is not shown as the page stands; bars with more than two links (tools, back to top).
Could not look: a script in a file moves the float, and may give it what closes it.
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-36), not verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import SiteView

NO_HOME = "首页没有读到，或只是跳转页"
SCRIPTED = "飘窗由脚本文件控制，没有运行"
_MOVING = {"blink": "blinking", "marquee": "marquee"}


@site_check("floating-windows")
def floating_windows(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None or home.facts.layout is None:
        yield Gap(NO_HOME, site.site.home)
        return
    layout = home.facts.layout
    yield Looked()
    for way in layout.moving:
        yield _finding(_MOVING[way], home.url, way)
    for floating in layout.floats:
        if floating.closes:
            continue
        if floating.scripted:
            yield Gap(SCRIPTED, home.url)
        else:
            yield _finding("no-close", home.url, floating.name or floating.how)


def _finding(code: str, home: str, name: str) -> Finding:
    data = {"shown": quoted(name, 60)}
    return Finding(code, home, (code, name), data, excerpt=quoted(name, 60), certainty=Certainty.SUSPECTED)
