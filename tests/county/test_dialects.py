"""Each dialect paints and turns its leaves in its own way."""

from __future__ import annotations

import re

from tests.county import County
from tests.county.dialects.known import DIALECTS
from tests.county.test_county import text


def test_vsb_counts_its_leaves_down(county: County) -> None:
    site = next(s for s in county.sites if s.dialect == "vsb")
    page = text(county, site, site.url("/yw.htm"))
    assert "1/3" in page
    assert 'href="yw/2.htm" class="Next">下页' in page
    assert 'href="yw/1.htm" class="Next">尾页' in page
    last = text(county, site, site.url("/yw/1.htm"))
    assert min(a.day for a in site.column("yw").articles).isoformat() in last


def test_hanweb_gives_the_rest_by_interface_and_54_bytes_when_it_will_not(county: County) -> None:
    site = next(s for s in county.sites if s.dialect == "hanweb")
    column = site.column("yw")
    first = text(county, site, site.url(column.first))
    asked = re.search(r'href="(/module/web/jpage/dataproxy\.jsp\?page=2[^"]+)"', first)
    assert asked is not None
    second = county.respond(site.host, asked.group(1)).body.decode()
    assert second.count("<record>") == 8
    every = set(
        re.findall(
            r'href="(/art/[^"]+)"',
            first + second + county.respond(site.host, asked.group(1).replace("page=2", "page=3")).body.decode(),
        )
    )
    assert every == {a.path for a in column.articles}
    by_record = county.respond(
        site.host, "/module/web/jpage/dataproxy.jsp?startrecord=9&endrecord=20&perpage=8", "POST", {}, b"columnid=1001"
    )
    assert by_record.body.decode().count("<record>") == 12
    assert len(county.respond(site.host, "/module/web/jpage/dataproxy.jsp?page=99&columnid=1001").body) == 54


def test_gkmlpt_pages_zero_and_one_are_the_same_and_the_second_has_the_rest(county: County) -> None:
    site = next(s for s in county.sites if s.dialect == "nfcms")
    api = "/gkmlpt/api/all/11?page={}&sid=399099"
    pages = [county.respond(site.host, api.format(n)).body for n in (0, 1, 2, 3)]
    assert pages[0] == pages[1]
    assert [body.count(b'"title"') for body in pages[1:]] == [100, 18, 0]
    assert "window._CONFIG" in text(county, site, site.url("/gkmlpt/index"))


def test_jeecms_turns_its_leaves_by_script_only(county: County) -> None:
    site = next(s for s in county.sites if s.dialect == "jeecms")
    page = text(county, site, site.url("/yw/index.jhtml"))
    assert "location.href=encodeURI('index_2.jhtml')" in page
    assert 'href="index_2.jhtml"' not in page


def test_script_written_items_stand_in_no_anchor(county: County) -> None:
    site = next(s for s in county.sites if s.dialect == "trs-script")
    page = text(county, site, site.url(site.column("tzgg").first))
    shown = next(iter(DIALECTS["trs-script"].leaves(site, site.column("tzgg")))).items[0]
    assert f"var str_4 = '{shown.title}'" in page
    assert f'title="{shown.title}"' not in page
