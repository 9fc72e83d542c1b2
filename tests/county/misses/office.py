"""What speaks of secrets and of officials as it should."""

from __future__ import annotations

from tests.county.days import back
from tests.county.draft import Book
from tests.county.notices import LEFT, taken

_CALM = (
    # name, site, title ("" = as it is), its first line, why
    ("secrets-week", "fgj", "县发展改革局开展保密法宣传周活动", "机密★10年", "宣传活动展示密级标志的样子"),
    ("mark-quoted", "rsj", "", "请将标有“秘密★1年”字样的文件于月底前退回县委机要局。", "句子里提到密级标志"),
    (
        "secrets-office-hires",
        "nyj",
        "县国家保密局招聘工作人员公告",
        "应聘人员应当严守国家秘密，服从工作安排。",
        "保密局招聘",
    ),
    ("trade-secrets", "wgj", "", "企业的商业秘密受法律保护，检查人员不得泄露。", "商业秘密不是国家秘密"),
    ("opened-archives", "dsj", "县档案馆解密一批历史档案", "机密★20年", "已经解密的档案"),
    ("sample-of-form", "xfj", "党政机关公文格式培训要点", "秘密★1年", "公文格式的示例"),
    ("rules-on-papers", "fgj", "", "内部资料，注意保存，由办公室统一登记，不得随意摆放。", "讲怎样管理内部资料"),
    (
        "licensed-magazine",
        "nyj",
        "《临江农讯》第三期",
        "内部资料　免费交流　准印证号：江字第12号",
        "有准印证的内部资料性出版物",
    ),
    ("intranet-door", "wgj", "", "办公系统仅供内部使用，请勿在系统内处理涉密信息。", "办公系统的使用提示"),
    ("published-openly", "dsj", "", "（此件公开发布）", "写明公开发布"),
    ("request-guide", "xfj", "依申请公开办理流程说明", "（依申请公开）", "讲怎样申请公开"),
    (
        "partly-refused",
        "rsj",
        "",
        "涉及第三方商业秘密的内容，依法不予公开，其余内容一并答复。",
        "答复里说明不予公开的理由",
    ),
)
_PEOPLE = (
    ("holder", "fgj", "", "日前，县长程建国到我局调研重点工作。", 0, "姓名职务都对"),
    ("former-head", "nyj", "", "原县长罗志强回到家乡，看望乡亲。", 0, "写明是原县长"),
    ("at-its-time", "wgj", "", "日前，县长罗志强到我局调研重点工作。", LEFT + 20, "稿件是他在任时发布的"),
    ("trial", "nyj", "县人民法院公开审理一起案件", "临江县人民政府原副县长贺东升受贿一案开庭审理。", 0, "报道查处情况"),
    ("other-county", "dsj", "", "日前，邻水县县长程建军一行来我县考察。", 0, "外县的领导"),
    ("short-name", "xfj", "", "会议由副县长沈慧主持，有关单位负责人参加。", 0, "两个字的姓名差一个字，多半是另一个人"),
    ("other-bureau", "wgj", "", "会议由办公室牵头，局长梁文波作了安排。", 0, "没有写明是哪个局的局长"),
    ("head-elsewhere", "xfj", "", "县长办公会专题研究了这项工作，县长程建国提出要求。", 0, "职务后面不是姓名"),
)


def draw(book: Book) -> None:
    for name, key, title, line, why in _CALM:
        site = book.sites[key]
        article = taken(site, title)
        article.paragraphs.insert(0, line)
        book.miss(name, site, site.url(article.path), why, "leaked-secrets")
    for name, key, title, line, days, why in _PEOPLE:
        site = book.sites[key]
        article = taken(site, title)
        article.paragraphs.insert(0, line)
        if days:
            article.day = back(book.today, days)
        book.miss(name, site, site.url(article.path), why, "wrong-officials")
