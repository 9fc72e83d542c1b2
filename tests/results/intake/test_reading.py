"""Sheets that offices keep: what is read, and what is refused with its place."""

from pathlib import Path

import openpyxl
import pytest

from checks.model.registry import Column, Level, Registry, Site, SiteKind, SubjectState, Unit
from results.intake.faults import SheetError, SheetErrors
from results.intake.reading import read_sheets
from results.intake.templates import write_registry

SITES = "网站标识码,网站名称,首页网址,主办单位\n"
GOOD = "3399990001,临江县人民政府,http://www.linjiang.gov.cn/,临江县人民政府办公室\n"


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def errors(*paths: Path, known: Registry | None = None) -> list[SheetError]:
    with pytest.raises(SheetErrors) as caught:
        read_sheets(paths, known)
    return list(caught.value.errors)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write(tmp_path, "a.csv", (SITES + GOOD).replace(",", delimiter), encoding)
    registry = read_sheets([path])
    assert registry.sites == (
        Site("临江县人民政府", "http://www.linjiang.gov.cn/", "临江县人民政府办公室", "3399990001"),
    )
    assert registry.units == (Unit("临江县人民政府办公室"),)


def test_a_first_line_that_names_the_delimiter_is_not_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "sep=;\n" + (SITES + GOOD + ",,ftp://x/,y\n").replace(",", ";"))
    assert {error.row for error in errors(path)} == {3}


@pytest.mark.parametrize(
    "header",
    [
        "site_code,name,home,unit",
        "★网站 标识码（10位）, 网站名称 ,首页网址(URL),★主办单位",
        "ＳＩＴＥ＿ＣＯＤＥ,Name,HOME,Unit",
        '"网站\n标识码",网站名称,首页\u200b网址,主办单位【全称】',
    ],
)
def test_headers_are_folded(tmp_path: Path, header: str) -> None:
    registry = read_sheets([write(tmp_path, "a.csv", header + "\n" + GOOD)])
    assert [site.key for site in registry.sites] == ["3399990001"]


def test_a_full_row_in_any_order_with_unknown_columns_and_units(tmp_path: Path) -> None:
    text = (
        "临江县政府网站台账,,,,,,,,,,,,,\n"
        "备注,主管单位,主办单位,运维单位,网站类型,状态,对外服务职能,行政级别,所属地区,联系电话,首页网址,网站名称,网站标识码,责任人\n"
        "重点,临江县人民政府,临江县教育局,某公司,部门网站,临时下线,无,县级,临江县,0999-1234567,jyj.linjiang.gov.cn,教育局网站,"
        "3399990002.0,张三 339999199001011234 13912345678\n"
    )
    registry = read_sheets([write(tmp_path, "a.csv", text)])
    (site,) = registry.sites
    assert site == Site(
        name="教育局网站",
        home="http://jyj.linjiang.gov.cn/",
        unit="临江县教育局",
        code="3399990002",
        kind=SiteKind.DEPARTMENT,
        level=Level.COUNTY,
        region="临江县",
        has_services=False,
        state=SubjectState.PAUSED,
        phone="0999-1234567",
        notes="重点；运维单位：某公司；责任人：张三 339999**********34 139****5678",
    )
    assert registry.units == (Unit("临江县教育局", "临江县人民政府", Level.COUNTY, "临江县"), Unit("临江县人民政府"))


def test_a_file_is_told_by_its_headers(tmp_path: Path) -> None:
    sites = write(tmp_path, "1.csv", SITES + GOOD + ",无码网站,http://b.gov.cn/index.html,乙局\n")
    columns = write(
        tmp_path,
        "2.csv",
        "栏目名称,栏目网址,网站标识码,栏目类别,更新期限(天)\n"
        "要闻,http://www.linjiang.gov.cn/yw/,3399990001,动态要闻,14天\n"
        "公告,http://b.gov.cn/gg/,http://b.gov.cn/index.html,,\n",
    )
    accounts = write(
        tmp_path,
        "3.csv",
        "序号,★平台,★账号名称,平台账号ID,★主办单位,★主管单位,★粉丝数,★状态(正常/变更/关停/注销),网关类型,网关订阅地址,是否主账号\n"
        "1,微信,临江发布,gh_0123456789ab,临江县人民政府办公室,临江县人民政府,100,正常,feed,http://127.0.0.1:1200/x,是\n",
    )
    registry = read_sheets([columns, accounts, sites])
    assert registry.columns == (
        Column("3399990001", "要闻", "http://www.linjiang.gov.cn/yw/", "news", 14),
        Column("http://b.gov.cn/index.html", "公告", "http://b.gov.cn/gg/"),
    )
    (account,) = registry.accounts
    assert (account.key, account.main, account.notes) == ("微信公众号|gh_0123456789ab", True, "粉丝数：100")
    assert {unit.name: unit.parent for unit in registry.units}["临江县人民政府办公室"] == "临江县人民政府"


def test_an_exemption_is_kept_with_who_granted_it(tmp_path: Path) -> None:
    head = "网站标识码,栏目名称,栏目网址,免更新理由,免更新批准人,免更新批准日期\n"
    known = Registry(sites=(Site("甲", "http://a.gov.cn/", "甲局", "3399990009"),))
    rows = (
        "3399990009,甲,http://a.gov.cn/a/,专题已结束,政务公开办,2026-09-01\n3399990009,乙,http://a.gov.cn/b/,已归档,,\n"
    )
    registry = read_sheets([write(tmp_path, "c.csv", head + rows)], known)
    assert [column.exempt for column in registry.columns] == ["专题已结束（批准：政务公开办，2026-09-01）", "已归档"]
    write_registry(tmp_path / "out.xlsx", registry)
    assert read_sheets([tmp_path / "out.xlsx"], known).columns == registry.columns
    granted = write(tmp_path, "d.csv", head + "3399990009,甲,http://a.gov.cn/a/,,政务公开办,\n")
    (error,) = errors(granted, known=known)
    assert (error.row, error.column, error.problem) == (2, "免更新理由", "有批准人或批准日期，却没有免更新理由")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", SITES + GOOD)
    assert read_sheets([path]) == read_sheets([path])


def test_columns_may_name_a_site_that_is_registered_already(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", "site_code,name,url\nhttp://a.gov.cn/,要闻,http://a.gov.cn/yw/\n")
    known = Registry(sites=(Site("甲", "http://a.gov.cn/", "甲局", "3399990009"),))
    assert [column.site for column in read_sheets([path], known).columns] == ["3399990009"]
    assert [(e.row, e.column) for e in errors(path)] == [(2, "site_code")]


BAD_ROWS = [
    (",甲,http://,乙", "首页网址", "不能访问"),
    (",甲,ftp://a.gov.cn/,乙", "首页网址", "不能访问"),
    (",甲,javascript:alert(1),乙", "首页网址", "不能访问"),
    (",甲,http://user:pass@a.gov.cn/,乙", "首页网址", "不能访问"),
    (",甲,http://a.gov.cn:99999/,乙", "首页网址", "不能访问"),
    (",甲,http://a.gov.cn/ http://b.gov.cn/,乙", "首页网址", "不止一个"),
    (",甲,无,乙", "首页网址", "不能访问"),
    (",甲,,乙", "首页网址", "没有填写"),
    (",,http://a.gov.cn/,乙", "网站名称", "没有填写"),
    (",\u200b\u3000 ,http://a.gov.cn/,乙", "网站名称", "没有填写"),
    (",甲,http://a.gov.cn/,", "主办单位", "没有填写"),
    ("339999001,甲,http://a.gov.cn/,乙", "网站标识码", "不对"),
    ("bm339999001,甲,http://a.gov.cn/,乙", "网站标识码", "不对"),
    ("4.11424E+09,甲,http://a.gov.cn/,乙", "网站标识码", "科学计数法"),
]


@pytest.mark.parametrize(("row", "column", "problem"), BAD_ROWS)
def test_a_bad_row_is_named(tmp_path: Path, row: str, column: str, problem: str) -> None:
    (error,) = errors(write(tmp_path, "a.csv", SITES + GOOD + row + "\n"))
    assert (error.file, error.row, error.column) == ("a.csv", 3, column)
    assert problem in error.problem
    assert error.expected


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("状态", "挺好"),
        ("网站类型", "博客"),
        ("行政级别", "宇宙级"),
        ("对外服务职能", "也许"),
        ("其他域名", "a b|http://"),
    ],
)
def test_a_word_outside_its_list_is_named(tmp_path: Path, header: str, value: str) -> None:
    text = f"网站名称,首页网址,主办单位,{header}\n甲,http://a.gov.cn/,乙,{value}\n"
    (error,) = errors(write(tmp_path, "a.csv", text))
    assert (error.row, error.column) == (2, header)


@pytest.mark.parametrize("days", ["每周", "0", "-3", "1.5", "99999"])
def test_days_that_are_no_number(tmp_path: Path, days: str) -> None:
    text = f"site_code,name,url,days\n3399990001,甲,http://a.gov.cn/x/,{days}\n"
    known = Registry(sites=(Site("甲", "http://a.gov.cn/", "甲局", "3399990001"),))
    (error,) = errors(write(tmp_path, "c.csv", text), known=known)
    assert (error.row, error.column) == (2, "days")


def test_every_bad_row_of_every_file_is_listed(tmp_path: Path) -> None:
    one = write(tmp_path, "1.csv", SITES + GOOD + "12,甲,,乙\n\n" + GOOD + "339999000X,丙,http://c.gov.cn/,丁\n")
    two = write(tmp_path, "2.csv", "什么,都,不是\n1,2,3\n")
    three = tmp_path / "3.csv"
    found = errors(one, two, three)
    assert [(e.file, e.row, e.column) for e in found] == [
        ("1.csv", 3, "首页网址"),
        ("1.csv", 3, "网站标识码"),
        ("1.csv", 5, "网站标识码"),
        ("1.csv", 6, "网站标识码"),
        ("2.csv", 0, ""),
        ("3.csv", 0, ""),
    ]
    assert "1.csv 第 2 行重复" in found[2].problem


def test_the_same_home_page_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", SITES + GOOD + GOOD.replace("0001", "0002"))
    assert [(e.row, e.column) for e in errors(path)] == [(3, "首页网址")]


def test_missing_and_doubled_headers(tmp_path: Path) -> None:
    missing = write(tmp_path, "a.csv", "网站标识码,网站名称,首页网址,主管单位\n")
    assert [(e.row, e.column, e.problem) for e in errors(missing)] == [(1, "主办单位", "缺少这一列")]
    doubled = write(tmp_path, "b.csv", "网站名称,名称,首页网址,主办单位\n甲,甲,http://a.gov.cn/,乙\n")
    assert [(e.row, e.column) for e in errors(doubled)] == [(1, "名称")]


def test_units_that_go_in_a_circle_or_contradict(tmp_path: Path) -> None:
    head = "网站名称,首页网址,主办单位,主管单位\n"
    circle = write(tmp_path, "a.csv", head + "1,http://a.cn/,甲,乙\n2,http://b.cn/,乙,丙\n3,http://c.cn/,丙,甲\n")
    (error,) = errors(circle)
    assert "甲 → 乙 → 丙 → 甲" in error.problem
    other = write(tmp_path, "b.csv", head + "1,http://a.cn/,甲,乙\n2,http://b.cn/,甲,丙\n")
    assert [(e.row, e.column) for e in errors(other)] == [(3, "主管单位")]
    itself = write(tmp_path, "c.csv", head + "1,http://a.cn/,甲,甲\n")
    assert read_sheets([itself]).units == (Unit("甲"),)


def test_a_circle_closed_by_what_is_registered(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "网站名称,首页网址,主办单位,主管单位\n1,http://a.cn/,甲,乙\n")
    (error,) = errors(path, known=Registry(units=(Unit("乙", "甲"),)))
    assert "绕成了圈" in error.problem


def test_a_feed_without_address_and_an_account_twice(tmp_path: Path) -> None:
    head = "platform,name,unit,source\n"
    path = write(tmp_path, "a.csv", head + "抖音,甲,乙,feed\n抖音,丙,乙,\n抖音号,丙,乙,\n")
    assert [(e.row, e.column) for e in errors(path)] == [(2, "网关订阅地址"), (4, "name")]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "空的"),
        ("a.csv", b"\n\n , ,\n", "没有任何内容"),
        ("a.csv", SITES.encode(), "只有表头"),
        ("a.csv", b"PK\x03\x04....", "内容却是 Excel"),
        ("a.xlsx", b"name,home,unit\n", "不是 Excel"),
        ("a.csv", b"\xff\xff\xff\xff", "文字编码"),
        ("a.csv", b"abc\x00def", "不是文本"),
        ("a.pdf", b"%PDF", "不支持扩展名 .pdf"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.csv", (SITES + '"' + "x" * 200_000 + "\n").encode(), "不是合法的 CSV"),
        ("a.csv", (SITES + "x," * 300 + "x\n").encode(), "200 列"),
    ],
)
def test_files_that_are_no_sheet(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert says in errors(path)[0].problem


def test_too_many_rows_and_too_large(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", SITES + "x\n" * 200_001)
    assert "超过 200000 行" in errors(path)[0].problem
    large = tmp_path / "b.csv"
    with large.open("wb") as file:
        file.truncate(50_000_001)
    assert "50 MB" in errors(large)[0].problem


def test_the_message_is_chinese_and_bounded(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", SITES + "1,,,\n" * 400)
    with pytest.raises(SheetErrors) as caught:
        read_sheets([path])
    assert len(caught.value.errors) == 1600
    assert "文件 a.csv，第 2 行，「网站名称」列：没有填写；这一项必须填" in str(caught.value)
    assert "另有 600 处" in str(caught.value)


def test_cells_that_excel_changed(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["临江县网站台账"])
    sheet.append([])
    sheet.append(["网站标识码", "网站名称", "首页网址", "主办单位", "联系电话", "开通日期"])
    sheet.append([3399990001.0, "甲 ", "http://a.gov.cn/\u200b", "乙", 5551234, datetime.date(2020, 1, 2)])
    sheet.append([3399990002, "=A4", "http://b.gov.cn/", datetime.date(2020, 1, 2), 12345678901234567, ""])
    sheet.append([None, None, None, None, None, None])
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = errors(path)
    assert [(e.sheet, e.row, e.column) for e in found] == [
        ("Sheet", 5, "网站名称"),
        ("Sheet", 5, "主办单位"),
        ("Sheet", 5, "联系电话"),
    ]
    assert [word in e.problem for word, e in zip(("公式", "日期", "15 位"), found, strict=True)] == [True] * 3
    sheet.delete_rows(5)
    book.save(path)
    (site,) = read_sheets([path]).sites
    assert (site.code, site.name, site.home, site.phone) == ("3399990001", "甲", "http://a.gov.cn/", "5551234")
    assert site.notes == "开通日期：2020-01-02"
