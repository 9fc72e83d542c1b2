"""What is told of one faulty link."""

from results.link_details import LinkDetail, link_detail

DATA = {
    "reason_code": "gone",
    "reason": "服务器返回“找不到”（HTTP 404）",
    "tried": "11-20 10:00:05 HEAD 404；11-20 10:11:09 GET 404",
    "text": "办事指南",
    "pages": 37,
    "line": 12,
    "column": 8,
    "where": "导航",
}


def test_where_it_stands_what_was_tried_why_and_what_to_do() -> None:
    told = link_detail("http://a.gov.cn/x", "http://a.gov.cn/", DATA, "请更换。")
    assert told == LinkDetail(
        "http://a.gov.cn/x",
        "办事指南",
        "http://a.gov.cn/",
        "第 12 行第 8 列",
        "公用导航，共 37 个页面",
        "服务器返回“找不到”（HTTP 404）",
        "11-20 10:00:05 HEAD 404；11-20 10:11:09 GET 404",
        "请更换。",
    )


def test_a_host_with_many_links_and_a_redirect() -> None:
    data = {"reason_code": "no-host", "reason": "域名不存在", "tried": "", "links": 9, "final": "http://b.cn/"}
    told = link_detail("http://b.cn/", "http://a.gov.cn/", data, "")
    assert told is not None
    assert (told.spot, told.shown) == ("", "同一主机的 9 个链接")
    assert told.why == "域名不存在（跳转到 http://b.cn/）"
    assert told.tried == "没有单独访问：同一主机的其他地址访问过，没有应答"
    malformed = link_detail("http:///", "http://a.gov.cn/", {"reason_code": "bad-address", "tried": ""}, "")
    assert malformed is not None
    assert malformed.tried == "没有访问：从地址本身就能判断"


def test_what_to_do_is_told_for_this_reason() -> None:
    told = link_detail("http://b.cn/", "http://a.gov.cn/", {**DATA, "remedy": "请重新上传。"}, "请更换。")
    assert told is not None
    assert told.remedy == "请重新上传。"


def test_a_finding_about_anything_else_has_none() -> None:
    assert link_detail("http://a.gov.cn/", "http://a.gov.cn/", {"text": "x"}, "") is None
