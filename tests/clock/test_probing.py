"""Rounds as cron and the service make them: kept, told, doubted where our own side was not sound."""

from __future__ import annotations

import io
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rich.console import Console

from checks.indicators import edition
from checks.model.findings import Status
from checks.model.registry import BEIJING, Registry, Site, SubjectState, Unit
from checks.model.rounds import Doubt
from clock.alone import alone
from clock.probing import export_rounds, import_rounds, period, probe_every, probe_once, reached
from clock.settings import Data, ProbeSettings, Settings
from crawler.target import Network
from results.errors import PersonError
from results.following import follow
from results.intake import rounds as rounds_file
from results.ledger import issues, registry, rounds, runs
from results.ledger.engine import open_ledger
from tests.results.making import DAY
from tests.results.weeks import FIRST, NIGHT, failing, week

HOME, GONE = "http://www.county.gov.cn/", "http://gone.county.gov.cn/"
SITES = (
    Site("县政府", HOME, "县政府办", code="3300000001"),
    Site("县[水务]局", GONE, "县水务局", code="3300000002"),
    Site("关停的站", "http://closed.county.gov.cn/", "县水务局", code="3300000003", state=SubjectState.CLOSED),
)


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.headers["Host"] == "www.county.gov.cn":
            self.send_response(200)
        else:
            self.send_response(502)
        self.end_headers()
        self.wfile.write("县政府门户网站".encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Two sites in a thread of their own, because a round brings its own loop; their address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with served() as address:
        probe = ProbeSettings(spread_minutes=0.0, gap_seconds=0.0, seconds=2.0)
        network = Network(
            connect_to=dict.fromkeys(("www.county.gov.cn", "gone.county.gov.cn"), address), witnesses=(address,)
        )
        made = Settings(data=Data(str(tmp_path / "data")), network=network, probe=probe)
        with open_ledger(made.ledger_url) as ledger, ledger.begin() as connection:
            registry.save(connection, Registry((Unit("县政府办"), Unit("县水务局")), SITES, (), ()))
        yield made


def with_network(settings: Settings, **more: object) -> Settings:
    network = Network(connect_to=settings.network.connect_to, **more)  # type: ignore[arg-type]  # the test chooses
    return Settings(data=settings.data, network=network, probe=settings.probe)


def screen() -> Console:
    return Console(file=io.StringIO(), width=200)


def said(out: Console) -> str:
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def count(settings: Settings) -> int:
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        return len(list(rounds.stored(connection)))


def test_one_round_is_kept_and_told(settings: Settings) -> None:
    out = screen()
    probed = probe_once(settings, out)
    assert (probed.round.asked, probed.round.silent, probed.round.witnessed, probed.round.doubt) == (2, 0, True, None)
    assert (probed.failed, {key: seen.cause for key, seen in probed.seen.items()}) == (
        1,
        {"3300000001": "", "3300000002": "HTTP 502"},
    )
    for part in (
        "[probe] seconds 不大于判定时限 15 秒",
        "本机",
        "探测 2 个首页",
        "打开 1，打不开或过慢 1，不计 0",
        "县[水务]局",
        "HTTP 502",
    ):
        assert part in said(out)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        ((round_, answers),) = rounds.stored(connection)
    assert round_ == probed.round
    assert {key: probe.status for key, probe in answers.items()} == {
        ("3300000001", HOME, 0): 200,
        ("3300000002", GONE, 0): 502,
    }


def jumping(by: timedelta) -> Callable[[], datetime]:
    """A wall clock that is set once, after the first look."""
    looks: list[datetime] = []

    def now() -> datetime:
        looks.append(datetime.now(UTC))
        return looks[-1] + (by if len(looks) > 1 else timedelta())

    return now


@pytest.mark.parametrize("by", [timedelta(hours=-1), timedelta(seconds=-6), timedelta(seconds=6), timedelta(days=1)])
def test_a_clock_that_jumps_makes_the_round_doubtful(settings: Settings, by: timedelta) -> None:
    out = screen()
    probed = probe_once(settings, out, now=jumping(by))
    assert probed.round.doubt is Doubt.CLOCK
    assert probed.round.ended - probed.round.began < timedelta(seconds=5)
    assert "本轮不作数：本机时钟跳变" in said(out)
    assert probed.failed == 0
    assert count(settings) == 1


def test_a_clock_that_drifts_a_little_does_not(settings: Settings) -> None:
    assert probe_once(settings, screen(), now=jumping(timedelta(seconds=2))).round.doubt is None


def test_a_clock_that_was_set_back_between_rounds_makes_the_second_doubtful(settings: Settings) -> None:
    now = datetime.now(UTC)

    def clock(begins: int) -> Callable[[], datetime]:
        ticks = itertools.count(begins)
        return lambda: now + timedelta(microseconds=next(ticks))

    first = probe_once(settings, screen(), now=clock(0))
    second = probe_once(settings, screen(), now=clock(1))
    assert first.round.doubt is None
    assert second.round.doubt is Doubt.OVERLAP


def test_our_own_network_down_is_said_and_nobody_is_blamed(settings: Settings) -> None:
    out = screen()
    probed = probe_once(with_network(settings, witnesses=("127.0.0.1:1",)), out)
    assert (probed.round.doubt, probed.failed) == (Doubt.WITNESS, 0)
    assert "本轮不作数：本机网络故障" in said(out)


def test_without_a_witness_that_is_said(settings: Settings) -> None:
    out = screen()
    assert not probe_once(with_network(settings), out).round.witnessed
    assert "没有配置见证地址" in said(out)


def test_rounds_do_not_overlap(settings: Settings) -> None:
    folder = settings.folder / "probes"
    folder.mkdir(parents=True)
    with alone(folder, "探测"), pytest.raises(PersonError, match="另一次探测正在进行"):
        probe_once(settings, screen())
    assert count(settings) == 0


def test_nothing_registered(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="没有要探测的网站"):
        probe_once(Settings(data=Data(str(tmp_path))), screen())


def test_ipv6_is_asked_so_many_times_a_day(settings: Settings) -> None:
    """The way there over IPv6 is a closed port: what matters is when it is tried."""
    ways = {host: {"v4": way, "v6": "[::1]:1"} for host, way in settings.network.connect_to.items()}
    apart = replace(settings, network=replace(settings.network, connect_to=ways))
    day = datetime(2026, 11, 20, tzinfo=BEIJING)
    asked = []
    for minutes in (0, 60, 230, 245, 300, 485):
        steady = time.monotonic()
        began = day + timedelta(minutes=minutes)
        probed = probe_once(
            apart, out := screen(), now=lambda b=began, s=steady: b + timedelta(seconds=time.monotonic() - s)
        )
        asked.append(len(probed.over_ipv6))
        assert {one.left_out for one in probed.over_ipv6} <= {"no-ipv6"}
        assert ("经 IPv6 访问 2 个首页：打开 0，打不开或过慢 0，不计 2" in said(out)) is bool(probed.over_ipv6)
        assert (probed.round.asked, probed.round.silent) == (2, 0)
    assert asked == [2, 0, 0, 2, 0, 2]
    never = replace(apart, probe=replace(apart.probe, ipv6_per_day=0))
    assert probe_once(never, screen()).over_ipv6 == ()


def test_old_rounds_are_forgotten(settings: Settings) -> None:
    began = datetime.now(UTC)
    for days in (91, 89):
        with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
            for heard in week(failing(), days=1, a_day=1, since=began - timedelta(days=days)):
                rounds.add(connection, heard.round, {("a", HOME, 0): heard.probe})
    probe_once(settings, screen())
    assert count(settings) == 2


def test_a_service_makes_a_round_at_every_turn(settings: Settings) -> None:
    shift, waits = timedelta(), list[float]()

    def now() -> datetime:
        return datetime.now(UTC) + shift

    def wait(seconds: float) -> None:
        nonlocal shift
        waits.append(seconds)
        shift += timedelta(seconds=seconds)

    out = screen()
    probe_every(settings, out, timedelta(hours=1), now=now, wait=wait, most=3)
    assert count(settings) == 3
    assert max(waits) <= 30
    assert sum(waits) <= 2 * 3_600
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        began = [round_.began for round_, _ in rounds.stored(connection)]
    assert [(moment.minute, moment.second) for moment in began[1:]] == [(0, 0), (0, 0)]


def test_a_service_goes_on_after_a_round_that_could_not_be_made(settings: Settings) -> None:
    folder, shift = settings.folder / "probes", timedelta()
    folder.mkdir(parents=True)

    def wait(seconds: float) -> None:
        nonlocal shift
        shift += timedelta(seconds=seconds)

    out = screen()
    with alone(folder, "探测"):
        probe_every(settings, out, timedelta(hours=1), now=lambda: datetime.now(UTC) + shift, wait=wait, most=2)
    assert said(out).count("这一轮没有做") == 2


@pytest.mark.parametrize(("text", "seconds"), [("1h", 3_600), ("30m", 1_800), ("90s", 90)])
def test_a_period(text: str, seconds: int) -> None:
    assert period(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "1", "h", "0h", "5s", "-1h", "1d", "99999h"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PersonError, match="--every"):
        period(text)


def week_file(path: Path, bad: int, vantage: str = "二号") -> Path:
    """A week in which the first site was bad for so many hours, and the other was not."""
    made = []
    for heard in week(failing(*range(bad)), vantage=vantage):
        made.append((heard.round, {(SITES[0].key, HOME, 0): replace(heard.probe, subject=HOME)}))
    rounds_file.write(path, made)
    return path


def test_rounds_of_another_machine_are_taken_in_once(settings: Settings, tmp_path: Path) -> None:
    file, out = week_file(tmp_path / "two.csv", 9), screen()
    import_rounds(settings, file, out)
    import_rounds(settings, file, out)
    assert "导入 168 轮探测，0 轮已在台账中" in said(out)
    assert "导入 0 轮探测，168 轮已在台账中" in said(out)
    assert count(settings) == 168
    export_rounds(settings, tmp_path / "back.csv", out)
    assert (tmp_path / "back.csv").read_bytes() == file.read_bytes()


def test_a_file_with_one_bad_line_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    file = week_file(tmp_path / "two.csv", 9)
    file.write_text(file.read_text(encoding="utf-8-sig") + "x\n", encoding="utf-8")
    with pytest.raises(PersonError, match="第 170 行"):
        import_rounds(settings, file, screen())
    assert count(settings) == 0


def test_two_machines_of_one_name_are_refused(settings: Settings, tmp_path: Path) -> None:
    import_rounds(settings, week_file(tmp_path / "two.csv", 9), screen())
    rows = (tmp_path / "two.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "three.csv").write_text(rows.replace("T16:00:00+", "T16:01:00+"), encoding="utf-8")
    with pytest.raises(PersonError, match="两台机器不能用同一个名称"):
        import_rounds(settings, tmp_path / "three.csv", screen())


def test_a_site_that_is_not_registered_is_told(settings: Settings, tmp_path: Path) -> None:
    file = week_file(tmp_path / "two.csv", 0)
    file.write_text(file.read_text(encoding="utf-8-sig").replace("3300000001", "9900000001"), encoding="utf-8")
    out = screen()
    import_rounds(settings, file, out)
    assert "1 个网站不在台账登记表中：9900000001" in said(out)


def test_the_week_becomes_an_outcome_and_an_issue(settings: Settings, tmp_path: Path) -> None:
    import_rounds(settings, week_file(tmp_path / "one.csv", 9), screen())
    national = edition.load()
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        (one, _) = reached(connection, SITES[0], national, NIGHT)
        assert one.status is Status.REVIEW
        (none, _) = reached(connection, SITES[1], national, NIGHT)
        assert (none.status, none.reason) == (Status.UNKNOWN, "没有探测记录")
    import_rounds(settings, week_file(tmp_path / "two.csv", 9, "三号"), screen())
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        (one, _) = reached(connection, SITES[0], national, NIGHT)
        assert one.status is Status.FAIL
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=NIGHT, subjects=[SITES[0].key])
        follow(connection, run, SITES[0].key, [one], lambda url: True, national, "v", moment=NIGHT)
        # A good week later it is mended.
        (later, _) = reached(connection, SITES[0], national, NIGHT + timedelta(days=1))
        assert later.status is Status.UNKNOWN  # the last day has no rounds yet
    good = [
        (h.round, {(SITES[0].key, HOME, 0): replace(h.probe, subject=HOME)})
        for h in week(failing(), since=FIRST + 7 * DAY)
    ]
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        for round_, answers in good:
            rounds.add(connection, round_, answers)
        (later, _) = reached(connection, SITES[0], national, NIGHT + 7 * DAY)
        assert later.status is Status.PASS
        moment = NIGHT + 7 * DAY
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment, subjects=[SITES[0].key])
        counts = follow(connection, run, SITES[0].key, [later], lambda url: True, national, "v", moment=moment)
        assert counts.fixed == 1
        assert [issue.state for issue in issues.query(connection)] == ["fixed"]
