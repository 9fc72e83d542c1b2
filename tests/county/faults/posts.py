"""Posts that say what no office should: wrong expressions, officials, marks of secrecy, numbers of citizens."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import posts
from tests.county.accounts import MEDIA, lay
from tests.county.draft import Account, Book
from tests.county.faults.personal import NAMES
from tests.county.outside import plain
from tests.planted import card, identity, made, mobile

Post = posts.Post
BODY = "各乡镇，县直有关部门：\n" + "为切实做好今年的防汛抗旱工作，现就有关事项通知如下，请结合实际认真抓好落实。\n" * 6
_NOTICE = "关于做好防汛抗旱工作的通知"
_STATE = "会议学习了中华人民共合国有关法律。"
Fault = tuple[str, bool, str, Post]
"""Code, suspected, why, and the post."""

_SAID: dict[str, tuple[Fault, ...]] = {
    "wrong-expressions": (
        ("name", True, "国名写错", ("今日要闻", _STATE)),
        ("phrase", True, "标题里“扫黑除恶”写错", ("扫黑险恶专项斗争推进会召开", "会议传达了上级精神。")),
        ("wording", True, "把港澳台说成国家", ("", "活动邀请了港澳台等国家的客商参加。")),
        ("name", True, "转发的内容里国名写错", posts.passing("学习了", "县融媒中心", _STATE)),
        ("name", True, "加粗的字里国名写错", ("学习", "<p>会议学习了中华人民共<b>合</b>国有关法律。</p>")),
    ),
    "imprecise-names": (
        ("title", False, "法律名称写错", ("政策", "依据《中华人民共和国残疾人权益保障法》落实补助。")),
        ("organ", False, "机构名称写错", ("计划", "国家发展与改革委员会下达了年度计划。")),
        ("outdated", True, "用了改革前的部门名", ("办事", "请到县国土资源局窗口办理手续。")),
        ("organ", True, "转发的内容里机构名称写错", posts.passing("看看", "某账号", "国家发展与改革委员会发文了。")),
    ),
    "typos": (
        ("word", False, "“部署”写错", ("会议", "会议对下一阶段工作作出安排布署。")),
        ("place", False, "地名漏字", ("考察", "考察团一行赴齐齐哈市学习先进做法。")),
        ("word", False, "标题里“部署”写错", ("全县布署防汛工作", "会议传达了上级精神。")),
    ),
    "wrong-officials": (
        ("name", True, "县长的姓名错了一个字", ("调研", "日前，县长程建囯到我局调研重点工作。")),
        ("left", True, "离任一年多以后，仍称县长", ("调研", "日前，县长罗志强到我局调研重点工作。")),
        ("removed", True, "已被查处，仍称副县长", ("会议", "会议由副县长贺东升主持，有关单位负责人参加。")),
    ),
    "leaked-secrets": (
        ("mark", True, "推文带着“机密★5年”", (_NOTICE, f"机密★5年\n临政办发〔2026〕12号\n{BODY}")),
        ("internal", True, "内部资料发在新媒体上", (_NOTICE, f"内部资料　注意保存\n{BODY}")),
        ("not-public", True, "不予公开的文件全文发布", (_NOTICE, f"{BODY}（此件不予公开）")),
        ("on-request", True, "依申请公开的文件全文发布", (_NOTICE, f"{BODY}（此件依申请公开）")),
    ),
}


def listed(above: str, column: str, number: Callable[[int], str], first: int) -> str:
    """A list of five people with a number each."""
    rows = [f"{n}\t{name}\t{number(first + n)}\t3" for n, name in enumerate(NAMES, 1)]
    return "\n".join([above, f"序号\t姓名\t{column}\t人口", *rows])


def _numbers() -> tuple[Fault, ...]:
    low, aid = "现将农村低保对象名单公示如下：", "现将惠农补贴发放名单公示如下："
    return (
        ("identity", False, "名单里有完整的身份证号", ("低保名单公示", listed(low, "身份证号", identity, 7_000))),
        ("identity", False, "寻人启事里有身份证号", ("寻人", f"王芳，女，身份证号{identity(7_020)}，望知情者相告。")),
        (
            "identity",
            True,
            "处罚决定，法律可能要求公开",
            ("行政处罚决定书", f"当事人赵敏，身份证号：{identity(7_030)}。"),
        ),
        (
            "card",
            False,
            "名单里有完整的银行卡号",
            ("补贴名单公示", listed(aid, "一卡通账号", lambda n: card(n, 19), 7_040)),
        ),
        ("mobile", True, "名单里有完整的手机号", ("低保名单公示", listed(low, "手机号", mobile, 7_060))),
        (
            "old-identity",
            True,
            "15 位身份证号",
            ("更正", f"原权利人刘洋，身份证号：{made('old', 7_080)}，请来更正登记。"),
        ),
        ("passport", True, "护照号码", ("领证", f"申请人张伟，护照号码：{made('passport', 7_090)}，请来领取。")),
        ("permit", True, "通行证号码", ("领证", f"港澳居民来往内地通行证号码：{made('hkpermit', 7_100)}，请来补办。")),
        (
            "address",
            True,
            "名单里有门牌",
            ("慰问名单公示", listed("慰问名单", "家庭住址", lambda n: made("door", n), 7_110)),
        ),
    )


_LINKS = (
    (f"http://{posts.HOST}/gone.html", "推文里的链接，网页已经没有了"),
    (f"http://closed.{MEDIA}/tonggao.html", "推文里的链接，域名已经没有了"),
    (f"http://{posts.HOST}/taken-down.html", "推文里的链接，网页已经撤下"),
)


def draw(book: Book) -> None:
    _draw_links(book, posts.fed(book, "人民号"))
    for check, faults in {**_SAID, "personal-data": _numbers()}.items():
        _draw(book, posts.fed(book, "人民号"), check, faults)


def _draw_links(book: Book, one: Account) -> None:
    """Dead links, each in a post of its own; where they were mended, they lead to a post that opens."""
    lay(book, _LINKS[2][0], plain(410, "已撤下"))
    drawn = [book.fault(one, "dead-post-links", "dead", url, why, suspected=True) for url, why in _LINKS]
    targets = [url if bad else posts.url(one, 0) for (url, _), bad in zip(_LINKS, drawn, strict=True)]
    posts.publish(book, one, [("通告", posts.linked(url)) for url in targets])


def _draw(book: Book, one: Account, check: str, faults: tuple[Fault, ...]) -> None:
    shown: list[Post] = []
    for number, (code, suspected, why, post) in enumerate(faults):
        drawn = book.fault(one, check, code, posts.url(one, number), why, suspected=suspected)
        shown.append(post if drawn else posts.CALM)
    posts.publish(book, one, shown)
