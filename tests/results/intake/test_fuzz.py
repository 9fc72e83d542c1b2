"""Whatever a file holds, it is read or refused in words; it never breaks the program."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.model.registry import Registry
from results.intake.cells import text
from results.intake.faults import CellFault, SheetErrors
from results.intake.headers import fold
from results.intake.reading import read_sheets
from results.masking import mask

HEAD = "网站标识码,网站名称,首页网址,主办单位,主管单位,状态,备注\n"
CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["3399990001", "http://a.gov.cn/", "甲", "乙", "正常", "http://[", '"'])
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8).map(",".join), max_size=6).map("\n".join)


def read(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        return isinstance(read_sheets([path]), Registry)
    except SheetErrors as refused:
        return not refused.errors


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_any_csv_is_read_or_refused_in_words(tmp_path: Path, rows: str) -> None:
    data = (HEAD + rows).encode("utf-8", "surrogatepass")
    assert read(tmp_path / "a.csv", data) == read(tmp_path / "a.csv", data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.xlsx"]), zipped=st.booleans())
def test_any_bytes_are_refused_in_words(tmp_path: Path, data: bytes, name: str, zipped: bool) -> None:
    assert not read(tmp_path / name, b"PK\x03\x04" + data if zipped else data)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    clean = text(raw)
    assert text(clean) == clean
    assert fold(fold(raw)) == fold(raw)
    assert mask(mask(raw)) == mask(raw)


@given(st.one_of(st.floats(), st.integers(-(10**20), 10**20)))
def test_any_number_becomes_its_digits_or_is_refused(number: float) -> None:
    try:
        digits = text(number)
    except CellFault:
        digits = ""
    assert (float(digits) == float(f"{number:.15g}")) if digits else not abs(number) < 10**15
