"""The yearly papers that every site owes: its report on the disclosure of information, and the form of its website."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.faults.columns import MISSING

ASKERS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_WAYS = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    ("（三）不予公开", ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
                  "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项")),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    ("（五）不予处理", ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                  "5.要求行政机关确认或重新出具已获取信息")),
    ("（六）其他处理", ("1.逾期不补正、不再处理", "2.逾期未缴费、不再处理", "3.其他")),
)  # fmt: skip
_SAID = (
    "窗口人员随时解答群众对办事流程的疑问，把常问的内容整理成问答贴在大厅和网页上。",
    "预算、决算和专项资金的安排按月公布，每一笔去向都能在网上找到对应的说明。",
    "收到申请后先打电话弄清需要什么，再由业务科室拟稿，当面或者邮寄答复本人。",
    "失效的文件及时标注，修订过的重新公布，存档材料年底统一移交，方便日后查找。",
    "改版后的专栏增加了按主题检索的功能，办事大厅也摆了触摸屏，照顾不上网的老人。",
    "请外地同行来讲解条例，全体信息员闭卷考试，不及格的补考之后才能继续上岗。",
    "社区代表每季度试用一次网页，提出的三十多条意见已经逐条修改，并且告诉了本人。",
    "个别科室报送材料拖延，解读文章术语偏多，老百姓读起来费劲，这一点还要改进。",
    "乡镇站点人手紧张，图片公示不清楚的情况时有发生，今后由县里统一制作模板。",
    "与邻近部门共用的数据由一家负责更新，避免同一个数字在不同网页上互相矛盾。",
    "节假日安排专人值守，突发情况的通报做到当天核实、当天发布、当天回应。",
    "邀请企业负责人座谈，围绕招投标信息公布得早不早、全不全，听取真实的想法。",
)
WORK = (
    ("网站名称", "{name}"),
    ("信息发布总数（条）", "816"),
    ("专栏专题数量（个）", "6"),
    ("解读信息发布总数（条）", "24"),
    ("办事服务事项数量（项）", "73"),
    ("互动交流：收到留言数量（条）", "41"),
    ("安全防护：检测评估次数", "4"),
    ("移动新媒体", "微信公众号一个"),
    ("创新发展", "场景式服务"),
)
SUPERVISION = (
    ("第一季度抽查网站数", "22"), ("第二季度抽查网站数", "22"), ("安全检查次数", "4"), ("新开设整合网站数", "0"),
    ("我为政府网站找错留言办结数", "36"), ("假冒网站处置数", "0"), ("人员培训次数", "2"),
)  # fmt: skip

_UNDISCLOSED = frozenset(key for key, slug in MISSING if slug == "zfxxgk")


@dataclass(slots=True)
class Figures:
    """Those of table three, so that they agree: `ways` are the answers, 21 of them, each with six figures."""

    ways: list[list[int]]
    left: list[int]
    carried: list[int]
    extra: dict[str, int] = field(default_factory=dict)
    """By how much a cell of the last column is wrong, by the beginning of its row: "一", "四、"; "*": table four."""

    @property
    def done(self) -> list[int]:
        return [sum(column) for column in zip(*self.ways, strict=True)]

    @property
    def new(self) -> list[int]:
        return [d + left - c for d, left, c in zip(self.done, self.left, self.carried, strict=True)]


def figures(random: Random) -> Figures:
    ways = [[0] * 6 for _ in range(21)]
    for _ in range(6):
        ways[random.randrange(21)][random.choice((0, 0, 0, 1, 4))] += random.randint(1, 4)
    ways[0][0] += 3
    return Figures(ways, [random.randint(0, 2), 0, 0, 0, 0, 0], [random.randint(0, 2), 0, 0, 0, 0, 0])


def table_three(told: Figures) -> str:
    rows = [_row('<td colspan="3">{}</td>', "一、本年新收政府信息公开申请数量", told.new, told)]
    rows.append(_row('<td colspan="3">{}</td>', "二、上年结转政府信息公开申请数量", told.carried, told))
    lead, number = '<td rowspan="22">三、本年度办理结果</td>', 0
    for group, names in _WAYS:
        for n, name in enumerate(names):
            first = f'<td rowspan="{len(names)}">{group}</td>' if name and n == 0 else ""
            cell = f"{first}<td>{{}}</td>" if name else '<td colspan="2">{}</td>'
            rows.append(_row(lead + cell, name or group, told.ways[number], told))
            lead, number = "", number + 1
    rows.append(_row('<td colspan="2">{}</td>', "（七）总计", told.done, told))
    rows.append(_row('<td colspan="3">{}</td>', "四、结转下年度继续办理", told.left, told))
    kinds = "".join(f"<td>{name}</td>" for name in ASKERS[1:])
    return (
        '<table border="1"><tr><td colspan="3" rowspan="3">（勾稽关系：第一项加第二项，等于第三项加第四项）</td>'
        '<td colspan="7">申请人情况</td></tr><tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td>'
        f'<td rowspan="2">总计</td></tr><tr>{kinds}</tr>{"".join(rows)}</table>'
    )


def _row(cell: str, name: str, values: list[int], told: Figures) -> str:
    more = next((n for sign, n in told.extra.items() if name.startswith(sign)), 0)
    cells = "".join(f"<td>{value}</td>" for value in (*values, sum(values) + more))
    return f"<tr>{cell.format(name)}{cells}</tr>"


def table_two(empty: bool = False) -> str:
    return (
        '<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr>'
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规章</td><td>0</td><td>0</td><td>{'' if empty else '0'}</td></tr>"
        "<tr><td>行政规范性文件</td><td>2</td><td>1</td><td>9</td></tr></table>"
    )


def table_four(told: Figures) -> str:
    five = "".join(f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
    row = "".join(f"<td>{n}</td>" for n in (1, 0, 0, 0, 1 + told.extra.get("*", 0), *(0,) * 10))
    return (
        '<table border="1"><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr><tr>'
        f'{five.replace("<td>", "<td rowspan=2>")}<td colspan="5">未经复议直接起诉</td>'
        '<td colspan="5">复议后起诉</td></tr>'
        f"<tr>{five}{five}</tr><tr>{row}</tr></table>"
    )


@dataclass(slots=True)
class Report:
    """A yearly report before it is written down: the places where a fault may be drawn into it."""

    told: Figures
    said: list[str]
    overview: tuple[str, ...] = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
    last: str = "六、其他需要报告的事项"
    empty: bool = False  # a cell of table two
    copy: str = ""  # markup before table three


def write(article: Article, report: Report) -> None:
    """Puts the report into the text of its article."""
    marks = "一二三四五"
    told = [f"（{marks[n]}）{name}。{report.said[n]}" for n, name in enumerate(report.overview)]
    article.paragraphs = ["根据《中华人民共和国政府信息公开条例》编制本报告。", "一、总体情况", *told]
    article.paragraphs += [f"二、主动公开政府信息情况</p>{table_two(report.empty)}<p>"]
    article.paragraphs += [f"三、收到和处理政府信息公开申请情况</p>{report.copy}{table_three(report.told)}<p>"]
    article.paragraphs += [f"四、政府信息公开行政复议、行政诉讼情况</p>{table_four(report.told)}<p>"]
    article.paragraphs += ["五、存在的主要问题及改进情况", *report.said[5:]]
    article.paragraphs += [report.last, "本年度没有收取信息处理费。"] if report.last else []


def prose(random: Random, year: int) -> list[str]:
    """Ten sentences of the office; every other year they are told in another order."""
    return random.sample(_SAID, 10) if year % 2 else list(reversed(random.sample(_SAID, 10)))


def last_day(book: Book, month: int, day: int) -> date:
    """The last day of the newest paper that is owed: before it that of the year before."""
    last = date(book.today.year, month, day)
    return last if last < book.today else date(book.today.year - 1, month, day)


def due(book: Book, site: Site) -> date:
    """Until when the report was owed: governments have two months more."""
    return last_day(book, 3, 31) if site.kind == "门户网站" else last_day(book, 1, 31)


def owing(book: Book) -> list[Site]:
    """The sites that owe papers: portals and departments whose pages can be read."""
    return [site for site in book.sites.values() if site.kind != "其他" and not site.wire]


def furnish(book: Book) -> None:
    """Gives every site that owes them its form and its report; before articles have addresses."""
    for site in owing(book):
        form = last_day(book, 1, 31)
        article = _add(site, f"{site.name}政府网站工作年度报表（{form.year - 1}年度）", form - timedelta(days=12), 0)
        article.extra = table(WORK, site.name)
        last = due(book, site)
        article = _add(site, report_title(site.name, last.year - 1), last - timedelta(days=14), 1)
        write(article, draw_report(book, site.key, last.year - 1))


def draw_report(book: Book, name: str, year: int) -> Report:
    random = Random(f"{book.seed}/{name}/annual/{year}")
    return Report(figures(random), prose(random, year))


def add_report(site: Site, unit: str, last: date, place: int, report: Report) -> Article:
    """One more report of a `unit` whose papers were due on `last`, `place` 2… on the site."""
    article = _add(site, report_title(unit, last.year - 1), last - timedelta(days=10), place)
    write(article, report)
    return article


def add_form(site: Site, title: str, last: date, place: int) -> Article:
    return _add(site, title, last - timedelta(days=11), place)


def report_title(unit: str, year: int) -> str:
    return f"{unit}{year}年政府信息公开工作年度报告"


def table(rows: tuple[tuple[str, str], ...], name: str = "") -> str:
    told = "".join(f"<tr><td>{label}</td><td>{value.format(name=name)}</td></tr>" for label, value in rows)
    return f'<table border="1">{told}</table>'


def _add(site: Site, title: str, day: date, place: int) -> Article:
    """An article of the column that discloses, with an address that no fault moves."""
    column = column_of(site)
    path = DIALECTS[site.dialect].article(column, column.number * 1000 + 700 + place, day)
    article = Article(title, day, [], path=path, source=site.unit, used=True, kind="disclosure")
    column.articles.append(article)
    return article


def column_of(site: Site) -> Column:
    """Where the papers stand: the column that discloses, on a site without one that of the overview."""
    return site.column("gk" if site.key in _UNDISCLOSED else "zfxxgk")


def set_aside(site: Site, article: Article) -> None:
    """Moves an article to a column that no navigation leads to."""
    column_of(site).articles.remove(article)
    column = Column("wzbb", "网站年度报表", "other", [article], nav=False, number=31)
    column.first = DIALECTS[site.dialect].first(column, 1000 + column.number)
    site.columns.append(column)


def form_of(site: Site) -> Article:
    return next(a for a in column_of(site).articles if "工作年度报表" in a.title)


def report_of(site: Site) -> Article:
    """The newest report of the site's own office."""
    own = [a for a in column_of(site).articles if a.title.endswith("年度报告") and a.title.startswith(site.name)]
    return max(own, key=lambda article: article.day)


def show(book: Book) -> None:
    """Links of the home pages to what is there; after all faults were drawn."""
    for site in owing(book):
        for article in column_of(site).articles:
            if article.title.endswith(("年度报告", "年度）")):
                site.home_extra += f'<div class="annual"><a href="{article.path}">{article.title}</a></div>'
