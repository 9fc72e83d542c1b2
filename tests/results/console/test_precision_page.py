"""The page of the precision of checks: what it shows, who may reset one, and that hostile text stays text."""

from __future__ import annotations

from datetime import timedelta

from checks.indicators.edition import load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from results import triage
from results.following import follow
from results.ledger import audit, issues, precision, runs
from results.ledger.audit import Act
from tests.results.console.office import LATER, SCRIPT, SITES, Office, stays_text
from tests.results.making import NOW

CHECK = "dead-links"


def discredit(office: Office, check: str = CHECK, count: int = 20) -> None:
    """So many issues of a check were dismissed."""
    with office.ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=NOW, subjects=[SITES[0].key])
        codes = (f"inner{SCRIPT}", "home")
        found = tuple(Finding(codes[n % 2], f"http://x/{n}", (f"p{n}",)) for n in range(count))
        said = Outcome(check, SubjectType.SITE, SITES[0].key, Status.FAIL, found, count, count)
        follow(connection, run, SITES[0].key, [said], lambda url: False, load(), "v")
        for issue in list(issues.query(connection, checks=[check])):
            triage.dismiss(connection, issue.id, who=f"王{SCRIPT}", reason="不是", moment=NOW)


def test_a_fallen_check_is_shown_as_such_and_reset_with_a_reason(office: Office) -> None:
    boss = office.signed_in("boss")
    assert "还没有人工处理过问题" in boss.get("/precision/").text
    discredit(office)
    page = boss.get("/precision/").text
    assert '<span class="tag bad">降为疑似</span>' in page
    assert "确认 0，排除 23" in page
    assert 'name="seen" value="0"' in page
    assert "恢复为可信" not in office.signed_in("reader").get("/precision/").text
    for reason, said in (("", "必须写明理由"), (f"词库已改{SCRIPT}", "已恢复为可信"), ("再来一次", "刷新页面")):
        response = boss.post(f"/precision/{CHECK}/reset", {"reason": reason, "seen": "0"})
        assert response.location == "/precision/"
        assert said in boss.get("/precision/").text
    page = boss.get("/precision/").text
    assert "降为疑似</span>" not in page
    assert "由 boss 恢复" in page
    with office.ledger.connect() as connection:
        (entry,) = audit.query(connection, act=Act.PRECISION_RESET)
        assert (entry.who, entry.object) == ("boss", f"check:{CHECK}")
        assert precision.resets(connection)[CHECK].at == LATER


def test_nothing_unknown_is_reset(small: Office) -> None:
    boss = small.signed_in("boss")
    for check, seen in (("nonsense", "0"), (CHECK, ""), (CHECK, "x"), ("%00", "0")):
        boss.post(f"/precision/{check}/reset", {"reason": "好", "seen": seen})
    with small.ledger.connect() as connection:
        assert precision.resets(connection) == {}


def test_recently_is_what_the_address_says(small: Office) -> None:
    discredit(small)
    small.moment = LATER + timedelta(days=100)
    boss = small.signed_in("boss")
    assert boss.get("/precision/?months=2").text.count("确认 0，排除 23") < boss.get("/precision/").text.count(
        "确认 0，排除 23"
    )
    for odd in ("x", "-1", "99999999999", "2.5"):
        assert boss.get(f"/precision/?months={odd}").status_code == 200


def test_stored_script_stays_text(small: Office) -> None:
    discredit(small)
    discredit(small, f"odd{SCRIPT}")
    boss = small.signed_in("boss")
    boss.post(f"/precision/{CHECK}/reset", {"reason": SCRIPT, "seen": "0"})
    assert stays_text(boss.get("/precision/").text) >= 5
    assert stays_text(boss.get("/audit/").text)
