"""Defects of the home page that keep out who cannot see it, as far as its markup alone tells.

How judged: `lang`: it is written in Chinese and does not say so. `title`: it has no title. `images`: pictures without
a text in their place (an empty one is a text: it says that the picture only adorns). `fields`: fields of forms that
nothing names. `links`: links without a word. `frames`: frames without a title. `headings`: no heading at all, or the
first is deeper than the third level. `repeated-ids`: one id for several things. `sound`: plays by itself. `contrast`:
texts whose own style says that they are too pale.
Suspected only: `fields`, `links`, `frames`, `headings`, `sound` and `contrast`, which scripts or style sheets may mend;
of a home page that a script fills, all.
Not counted: what is hidden by its own style, and fewer than the least number of things the edition names; the language
of pages that are mostly in other letters than Chinese ones (foreign and minority languages); pictures of one pixel.
Source: GB/T 37668-2019; which clause each serves is not verified, the limits are ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.model.aids import Aids
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageKind
from checks.model.views import PageView, SiteView

_CERTAIN = frozenset(("lang", "title", "images", "repeated-ids"))
_DEEPEST = 3
_CHINESE = ("zh", "cmn", "yue")
_READ = 5_000  # characters from which the letters of a page are told


@site_check("inaccessible-pages")
def inaccessible_pages(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None or home.facts.aids is None or home.facts.kind is PageKind.STUB:
        yield Gap("首页没有读到", site.site.home)
        return
    if not any(link.tag == "a" for link in home.facts.links):  # a shell, whatever is to fill it
        yield Gap("首页由脚本生成，没有读到", home.url)
        return
    yield Looked()
    for code, data in _defects(home, home.facts.aids, rule):
        sure = code in _CERTAIN and not home.facts.scripted
        certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
        excerpt = quoted(str(data.get("shown", "")), 100)
        yield Finding(code, home.url, (code,), data, excerpt=excerpt, certainty=certainty)


def _defects(home: PageView, aids: Aids, rule: Rule) -> Iterator[tuple[str, dict[str, Value]]]:
    least: dict[str, int] = rule.param("least")
    if not aids.lang.lower().startswith(_CHINESE) and _is_chinese(home.facts.title + home.facts.text[:_READ]):
        yield "lang", {"shown": aids.lang} if aids.lang else {}
    if not home.facts.title.strip():
        yield "title", {}
    many = aids.images and aids.unnamed_images / aids.images >= rule.param("image_share")
    if many and aids.unnamed_images >= least["images"]:
        yield "images", {"count": aids.unnamed_images, "of": aids.images, "shown": aids.unnamed_image}
    if len(aids.unnamed_fields) >= least["fields"]:
        yield "fields", {"count": len(aids.unnamed_fields), "shown": aids.unnamed_fields[0]}
    if aids.wordless_links >= least["links"]:
        yield "links", {"count": aids.wordless_links, "of": aids.links, "shown": aids.wordless_link}
    if len(aids.unnamed_frames) >= least["frames"]:
        yield "frames", {"count": len(aids.unnamed_frames), "shown": aids.unnamed_frames[0]}
    if not aids.headings or aids.headings[0] > _DEEPEST:
        yield "headings", {"shown": f"h{aids.headings[0]}"} if aids.headings else {}
    if len(aids.repeated_ids) >= least["ids"]:
        yield "repeated-ids", {"count": len(aids.repeated_ids), "shown": aids.repeated_ids[0]}
    if aids.autoplay:
        yield "sound", {"shown": aids.autoplay[0]}
    limits = {False: rule.param("contrast"), True: rule.param("contrast_large")}
    if pale := [text for text in aids.pale if text.ratio < limits[text.large]]:
        yield "contrast", {"count": len(pale), "shown": pale[0].text, "ratio": f"{pale[0].ratio:.1f}"}


def _is_chinese(text: str) -> bool:
    """Are at least half of the letters Chinese ones?"""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and 2 * sum("\u4e00" <= letter <= "\u9fff" for letter in letters) >= len(letters)
