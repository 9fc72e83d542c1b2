"""Posts that look as if they said what they should not: talk about words, former titles, offices' numbers."""

from __future__ import annotations

from tests.county import accounts as media
from tests.county import posts
from tests.county.draft import Book
from tests.county.faults.posts import BODY, listed
from tests.county.nouns import Response
from tests.county.outside import plain
from tests.planted import credit_code, identity, made, mobile

_CALM: dict[str, tuple[tuple[str, str, posts.Post], ...]] = {
    "wrong-expressions": (
        ("post-about-misprints", "讲的就是错字", ("审校", "不得把国名误写为“中华人民共合国”。")),
        ("post-people-and-state", "“人民和国家”不是国名漏字", ("抢修", "人民和国家电网员工一起抢修线路。")),
        ("post-for-the-people", "不是固定提法漏字", ("服务", "坚持以民为中心，扎实为民服务。")),
        ("post-countries-and-regions", "说法规范", ("招商", "来自泰国等国家和地区以及港澳台的客商参加。")),
        ("post-two-paragraphs", "两段话的交界", ("检修", "<p>欢迎来到中华人民共</p><p>合国家电网检修通知</p>")),
        ("post-right-in-bold", "加粗的字没有写错", ("学习", "<p>中华人民<b>共和</b>国有关法律</p>")),
    ),
    "imprecise-names": (
        ("post-formerly", "写明了“原”", ("档案", "原县国土资源局的档案已经移交。")),
        ("post-title-of-a-paper", "书名号里的文件名", ("执行", "执行《国土资源部关于加强管理的通知》。")),
        ("post-quoted-name", "引号里的旧名", ("旧牌", "门口还挂着“县环境保护局”的旧牌子。")),
        ("post-short-name", "部门的规范简称", ("通知", "按照人力资源社会保障部有关通知执行。")),
        ("post-merged", "讲的是机构改革", ("改革", "机构改革后，县卫计局的职责划入新的部门。")),
    ),
    "typos": (
        ("post-deadline", "“截止”用得对", ("报名", "报名截止时间为12月1日，截止日期前请提交材料。")),
        ("post-signed", "“布署”“按装”是两个词的交界", ("文章", "公布署名文章一篇，按装机容量补贴。")),
        ("post-one-after-another", "“座落”是两个词的交界", ("新居", "一座座落成的新居迎来住户。")),
        ("post-quoted-words", "引号里是别人的原话", ("来信", "老人在信里写道：“凡事都要按步就班。”")),
    ),
    "wrong-officials": (
        ("post-holder", "姓名职务都对", ("调研", "日前，县长程建国到我局调研重点工作。")),
        ("post-former-head", "写明是原县长", ("回乡", "原县长罗志强回到家乡，看望乡亲。")),
        ("post-other-county", "外县的领导", ("考察", "日前，邻水县县长程建军一行来我县考察。")),
        ("post-trial", "报道查处情况", ("公开审理一起案件", "临江县人民政府原副县长贺东升受贿一案开庭审理。")),
    ),
    "leaked-secrets": (
        ("post-on-marks", "讲保密常识的句子", ("常识", "文件上标有“机密★10年”字样的，不得拍照发到群里。")),
        ("post-lesson", "保密知识问答", ("保密知识问答", f"机密★5年\n{BODY}")),
        ("post-published-openly", "写明公开发布", ("通知", f"{BODY}（此件公开发布）")),
        ("post-catalogue", "只有目录，没有全文", ("文件目录", "关于防汛抗旱工作的通知\n（此件不予公开）")),
        ("post-intranet-door", "办公系统的使用提示", ("提示", "办公系统仅供内部使用，请勿在系统内处理涉密信息。")),
    ),
}


def _numbers() -> tuple[tuple[str, str, posts.Post], ...]:
    low = "现将农村低保对象名单公示如下："
    return (
        ("post-masked", "号码已脱敏", ("低保名单公示", listed(low, "身份证号", lambda n: made("idmasked", n), 7_200))),
        ("post-masked-mobile", "手机号已脱敏", ("名单", listed(low, "手机号", lambda n: made("mmasked", n), 7_220))),
        ("post-hotline", "咨询电话", ("咨询", f"咨询电话：{mobile(7_240)}（李主任），欢迎来电。")),
        ("post-jobs", "招聘单位的电话", ("招聘", f"招聘单位：恒发公司，联系人：刘女士，电话：{mobile(7_250)}")),
        (
            "post-example",
            "填写示例",
            ("填写示例", f"填写示例：张三，身份证号{identity(7_260)}，手机号{mobile(7_261)}。"),
        ),
        ("post-codes", "信用代码", ("名录", f"统一社会信用代码：{credit_code(7_270)}")),
        ("post-project", "项目代码", ("立项", f"项目代码{made('project', 7_280)}，已经立项。")),
        ("post-wrong-digit", "校验码不对，不是身份证号", ("登记", f"身份证号{made('bad', 7_290)}")),
        ("post-parcel", "不动产单元号", ("登记", f"宗地代码：{identity(7_300)}，不动产单元号：{identity(7_301)}。")),
    )


def draw(book: Book) -> None:
    for check, calm in {**_CALM, "personal-data": _numbers()}.items():
        one = posts.fed(book, "澎湃号")
        posts.publish(book, one, [post for _, _, post in calm])
        for number, (name, why, _) in enumerate(calm):
            book.miss(name, one, posts.url(one, number), why, check)
    _of_then(book)
    _unseen(book)
    _links(book)


def _links(book: Book) -> None:
    """Links that look dead: doors, brakes, platforms that want to know who one is; posts of long ago."""
    one, door = posts.fed(book, "澎湃号"), f"http://doors.{media.MEDIA}/"
    told = (
        ("post-link-opens", "链接打得开", f"{door}open", plain(200, "通告")),
        (
            "post-link-moved",
            "链接搬了家，跳转过去打得开",
            f"{door}moved",
            Response(302, (("Location", f"{door}open"),)),
        ),
        ("post-link-login", "要登录才能看", f"{door}login", plain(401, "请登录")),
        ("post-link-refused", "防护设备不让程序看", f"{door}wall", plain(403, "403 Forbidden")),
        ("post-link-busy", "服务器正忙", f"{door}busy", plain(503, "503 Service Unavailable")),
    )
    for _, _, url, answer in told:
        media.lay(book, url, answer)
    platform = "http://t.cn/A6none"
    aged = f"{door}long-gone"
    named = [*(("通告", posts.linked(url)) for _, _, url, _ in told), ("短链", posts.linked(platform))]
    posts.publish(book, one, named, old=[("旧闻", posts.linked(aged))])
    for name, why, url, _ in told:
        book.miss(name, one, url, why, "dead-post-links")
    book.miss("post-link-platform", one, platform, "平台的短链接不去检查", "dead-post-links")
    book.miss("post-link-of-long-ago", one, aged, "多年前的内容，不再检查链接", "dead-post-links")


def _of_then(book: Book) -> None:
    """Posts of a time when that was right, still shown."""
    one = posts.fed(book, "澎湃号")
    posts.publish(book, one, [posts.CALM], old=[("办事", "请到县国土资源局窗口办理手续。")])
    book.miss("post-of-then", one, posts.url(one, 1), "改革以前的内容", "imprecise-names")


def _unseen(book: Book) -> None:
    """A feed of titles: nobody saw what the post says."""
    one = posts.fed(book, "澎湃号")
    posts.publish(book, one, [("今日要闻", "会议学习了中华人民共合国有关法律，作出安排布署。")], titles=True)
    for check in ("wrong-expressions", "typos"):
        book.miss("post-title-alone", one, posts.url(one, 0), "只看到标题，不能说正文对错", check)
