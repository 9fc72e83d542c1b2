"""Consultations that look too short, unexplained or unanswered, and are not."""

from __future__ import annotations

from datetime import timedelta

from tests.county.consultations import notice, period, publish
from tests.county.draft import Book
from tests.county.faults.consultations import WHY

_TO_OFFICES = (
    "各乡镇人民政府、县直各单位：现将征求意见稿发给你们，请结合各自职责认真研究，书面意见加盖公章后报县发展和改革局。",
    "反馈时间：{}，逾期没有反馈的视为没有意见，联系科室为综合科，请各单位按时报送。",
)
_WHICH = (
    "明年要定哪些大事，请社会各界提出建议，写明想解决什么问题、有什么依据，可以在本页在线填写，也可以交到大厅窗口。",
    "征集时间：{}，采用的建议将列入明年的目录，并告诉提出的人。",
)


def draw(book: Book) -> None:
    for key, name, about, days, decision, why in (
        ("czj", "thirty-days", "临江县水价调整方案", 30, True, "头尾都算正好三十天"),
        ("jyj", "thirty-days", "临江县扶持民营企业办法", 30, False, "头尾都算正好三十天"),
        ("wjj", "eleven-days", "临江县献血奖励办法", 13, False, "至少有七个工作日"),
    ):
        site = book.sites[key]
        article = notice(site, about, days, WHY, decision=decision)
        book.miss(name, site, site.url(article.path), why, "short-consultations")
    site = book.sites["nyj"]
    why = "因汛期临近，情况紧急，征求意见时间缩短。"
    article = notice(site, "临江县防汛转移补助办法", 10, WHY, why, decision=True)
    book.miss("shortened-with-reason", site, site.url(article.path), "说明了缩短的理由", "short-consultations")
    site = book.sites["czj"]
    article = publish(site, f"关于公开征集{book.today.year + 1}年度重大行政决策事项建议的公告", list(_WHICH))
    article.paragraphs[1] = article.paragraphs[1].format(period(article.day, article.day + timedelta(days=14)))
    book.miss("which-decisions", site, site.url(article.path), "征集决策建议，不是决策草案", "short-consultations")
    site = book.sites["fgj"]
    article = publish(site, "关于征求《临江县项目考核办法（征求意见稿）》意见的函", list(_TO_OFFICES))
    article.paragraphs[1] = article.paragraphs[1].format(period(article.day, article.day + timedelta(days=3)))
    for check in ("short-consultations", "missing-consultation-feedback"):
        book.miss("letter-to-offices", site, site.url(article.path), "只发给机关，不是向社会征求意见", check)
    site = book.sites["portal"]
    asked = notice(site, "临江县公共停车管理办法", 45)
    told = "停车位不足，收费不一，群众反映较多，草案对车位设置、收费和监督作了规定。"
    publish(site, "《临江县公共停车管理办法（征求意见稿）》起草说明", [told])
    url = site.url(asked.path)
    book.miss("explained-elsewhere", site, url, "起草说明另页公布", "missing-consultation-feedback")
    running = next(a for a in site.column("zjdc").articles if not a.used)
    book.miss("answered-on-its-page", site, site.url(running.path), "结果写在公告页上", "missing-consultations")
