"""Searches that nobody may judge from outside, and honest ones that look weak."""

from __future__ import annotations

from datetime import timedelta

from tests.county.draft import Article, Book
from tests.county.misses.walls import RUISHU
from tests.county.nouns import Handler
from tests.county.search import box, engine, furnish, search5
from tests.county.street import always, bare, framed

CHECK = "weak-search"
_SCRIPT = (
    '<div class="so"><input type="text" id="so" placeholder="请输入关键词">'
    '<a href="javascript:;" onclick="so()">搜</a></div>'
)
_CODE = '<input type="text" name="yzm" placeholder="验证码">'
_FILLED = '<div id="results"></div><script src="/js/jquery.js"></script>'


def draw(book: Book) -> None:
    sites = book.sites
    furnish(sites["mzj"], box("/e/search/index.php", "keyboard", method="post"), _refusing(), "/e/search/index.php")
    furnish(sites["zrzy"], _SCRIPT, None)
    furnish(sites["rsj"], box(more=_CODE), always(framed(sites["rsj"], "站内搜索", "<p>请输入验证码</p>")))
    furnish(sites["jyj"], box(), always(framed(sites["jyj"], "站内搜索", _FILLED)))
    furnish(sites["scjg"], box("/neibu/so"), _refusing(), "/neibu/so")
    furnish(sites["wgj"], box(), always(bare("", "", status=202, head=RUISHU)))
    czj = sites["czj"]
    code = f'<input type="hidden" name="siteCode" value="{czj.code}"><input type="hidden" name="column" value="全部">'
    furnish(czj, box("/search5/html/searchResult.html", "searchWord", more=code), search5(czj), "/search5/search/s")
    czj.files["/search5/html/searchResult.html"] = framed(czj, "站内搜索", _FILLED)
    portal = sites["portal"]
    young = book.today - timedelta(days=7)

    def older(article: Article) -> bool:
        return article.day <= young

    furnish(portal, box(), engine(portal, older))
    for key, why in (
        ("mzj", "搜索框用 POST 提交，没有代为检索"),
        ("zrzy", "搜索由脚本提交"),
        ("rsj", "搜索要填验证码"),
        ("jyj", "检索结果由脚本填写"),
        ("scjg", "robots.txt 不让访问搜索"),
        ("wgj", "防护设备挡在搜索前面"),
        ("czj", "搜索结果由接口给出，接口找得到"),
        ("portal", "索引滞后一周"),
        ("wjj", "搜索框按网页的 GB18030 提交"),
    ):
        book.miss(f"search-{key}", sites[key], sites[key].home, why, CHECK)


def _refusing() -> Handler:
    """Whoever asks has not read what stands on the page."""
    return always(bare("出错了", "<p>没有找到相关结果</p>", status=500))
