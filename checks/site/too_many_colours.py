"""Home pages with more than a few colour tones.

How judged: hue families (red, orange, yellow …) that the styles of the home page itself name at least `params.uses`
times, and as often as `params.share` of all hues; shades of one hue are one tone, greys are none. `many`: more families
than `params.colours`. Suspected only: how large a surface a colour has, and which pictures stand on it, a person sees.
Not counted: pictures; a colour of one warning or one sign (named less often).
Could not look: the page is not over the number, and loads style sheets from files, which are not read.
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-30).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView

NO_HOME = "首页没有读到，或只是跳转页"
IN_FILES = "首页的样式写在样式表文件里，没有读取"


@site_check("too-many-colours")
def too_many_colours(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None or home.facts.layout is None:
        yield Gap(NO_HOME, site.site.home)
        return
    layout = home.facts.layout
    named = sum(uses for _, uses in layout.tones)
    least = max(rule.param("uses"), rule.param("share") * named)
    tones = [name for name, uses in layout.tones if uses >= least]
    if len(tones) <= rule.param("colours"):
        yield Gap(IN_FILES, home.url) if layout.sheets else Looked()
        return
    yield Looked()
    data: dict[str, Value] = {"shown": "、".join(tones), "count": len(tones)}
    yield Finding("many", home.url, ("many",), data, excerpt="、".join(tones), certainty=Certainty.SUSPECTED)
