"""`python -m tests.county` counts and serves the county; `--answers` prints its key, `--docs` writes docs/county.md."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from datetime import date
from pathlib import Path

from tests.county import build, serve
from tests.county.manual import MANUAL, manual


def main() -> int:
    parser = argparse.ArgumentParser(description="临江县：一个不存在的县，用来演示和检验")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, help="这个县的今天（YYYY-MM-DD），默认本机日期"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--night", type=int, default=1)
    parser.add_argument("--answers", action="store_true", help="把答案表按 csv 打印出来")
    parser.add_argument("--docs", action="store_true", help="重写 docs/county.md")
    parser.add_argument("--registry", type=Path, help="把登记表和 xunwang.toml 写到这个文件夹")
    given = parser.parse_args()
    county = build(given.today or date.today(), given.seed, night=given.night)
    if given.answers:
        writer = csv.writer(sys.stdout)
        writer.writerow(("site_code", "check", "code", "label", "status", "url", "why"))
        writer.writerows((a.site_code, a.check, a.code, a.label, a.status, a.url, a.why) for a in county.answers)
        return 0
    if given.docs:
        MANUAL.write_text(manual(), encoding="utf-8")
        return 0
    print(
        f"{len(county.sites)} 个网站，{county.pages} 页，{len(county.accounts)} 个政务新媒体账号，"
        f"{len(county.answers)} 处问题，{len(county.near_misses)} 处似是而非"
    )
    with serve(county) as served:
        settings = served.settings_toml("data")
        if given.registry:
            county.write_registry(given.registry)
            (given.registry / "xunwang.toml").write_text(settings, encoding="utf-8")
        print(settings)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
