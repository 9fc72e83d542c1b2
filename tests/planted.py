"""Numbers that look like people's and are nobody's: made from a serial, with check digits that hold.

Regions and dates are taken in turn, so that the same serial gives the same number for ever.
"""

from __future__ import annotations

from datetime import date, timedelta

from stdnum import luhn
from stdnum.cn import ric, uscc

REGIONS = ("110105", "330106", "410881", "411424", "510104", "130102", "620102", "440106", "120101", "320106")
PREFIXES = ("138", "139", "150", "177", "186", "199", "151", "133")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def identity(serial: int, *, since: date = date(1948, 3, 1), region: str = "", last_x: bool | None = False) -> str:
    """18 figures; `last_x` asks for an X at the end, None takes what comes."""
    for step in range(200):
        born = since + timedelta(days=(serial * 397 + step * 31) % 20_000)
        body = f"{region or REGIONS[serial % len(REGIONS)]}{born:%Y%m%d}{(serial * 7 + step) % 1000:03}"
        digit = ric.calc_check_digit(body + "0")
        if last_x is None or (digit == "X") is last_x:
            return body + digit
    raise AssertionError(serial)


def child(serial: int) -> str:
    """Born after 2010: it has the form of a number that an office gave on that day."""
    return identity(serial % 97, since=date(2012, 1, 1) - timedelta(days=serial % 97 * 397 % 20_000 - serial % 3_000))


def mobile(serial: int) -> str:
    return f"{PREFIXES[serial % len(PREFIXES)]}{(serial * 7_654_321 + 10_203_040) % 100_000_000:08}"


def card(serial: int, length: int = 16) -> str:
    body = f"62{(serial * 982_451_653 + 2_284_801) % 10**13:013}{serial % 1000:03}"[: length - 1]
    return body + luhn.calc_check_digit(body)


def credit_code(serial: int, lead: str = "91") -> str:
    """统一社会信用代码 of figures alone."""
    for step in range(2_000):
        body = f"{(serial * 613 + step * 17) % 10**8:08}"
        rest = 11 - sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, body, strict=True)) % 11
        if rest != 10:
            number = f"{lead}410881{body}{rest % 11}"
            if (digit := uscc.calc_check_digit(number + "0")).isdigit():
                return number + digit
    raise AssertionError(serial)


def _broken(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def made(kind: str, serial: int) -> str:
    """The number of a kind as labelled texts write it."""
    person, phone, account = identity(serial), mobile(serial), card(serial)
    kinds = {
        "id": person,
        "id18": person,
        "idx": identity(serial, last_x=True),
        "idlow": identity(serial, last_x=True).lower(),
        "idspace": f"{person[:6]} {person[6:14]} {person[14:]}",
        "idhyphen": f"{person[:6]}-{person[6:14]}-{person[14:]}",
        "idfour": f"{person[:6]} {person[6:10]} {person[10:14]} {person[14:]}",
        "idbreak": f"{person[:6]}\n{person[6:]}",
        "idwide": person.translate(_WIDE),
        "idmasked": f"{person[:6]}********{person[-4:]}",
        "idtail": f"**************{person[-4:]}",
        "bad": _broken(person),
        "kid": child(serial),
        "hk": identity(serial, region="810000"),
        "mo": identity(serial, region="820000"),
        "tw": identity(serial, region="830000"),
        "old": person[:6] + person[8:17],
        "disabled": f"{person}{serial % 7 + 1}{serial % 4 + 1}",
        "m": phone,
        "mspace": f"{phone[:3]} {phone[3:7]} {phone[7:]}",
        "mhyphen": f"{phone[:3]}-{phone[3:7]}-{phone[7:]}",
        "mwide": phone.translate(_WIDE),
        "mmasked": f"{phone[:3]}****{phone[-4:]}",
        "card": account,
        "card19": card(serial, 19),
        "cardspace": " ".join(account[n : n + 4] for n in range(0, 16, 4)),
        "cardmasked": f"************{account[-4:]}",
        "cardbad": _broken(account),
        "uscc": credit_code(serial),
        "uscc11": credit_code(serial, "11"),
        "uscc51": credit_code(serial, "51"),
        "project": f"2019-{REGIONS[serial % 10]}-48-03-{serial:06}",
        "isbn": f"9787{serial:09}",
        "isbndash": f"978-7-{serial % 1000:03}-{serial:05}-1",
        "org": f"{serial:08}-X",
        "serial": f"{serial:04}",
        "gb": f"GB/T {serial + 30_000}-2019",
        "stamp": f"1{serial + 600_000_000_000:012}",
        "moment": f"20260905{serial % 24:02}{serial % 60:02}15",
        "icp": f"{serial + 10_000_000}",
        "police": f"1101050200{serial:04}",
        "code": f"33990000{serial % 100:02}",
        "landline": f"2{serial * 9_173 % 10**6:06}",
        "four": f"800-{serial % 10_000:04}",
        "five": f"{serial % 1000:03}",
        "ticket": f"2026{serial:08}",
        "lawyer": f"1411220{serial:010}",
        "passport": f"G{serial + 20_000_000}",
        "passport2": f"EA{serial + 1_000_000}",
        "permit": f"CA{serial + 1_000_000}",
        "hkpermit": f"H{serial + 10_000_000}",
        "twpermit": f"{serial + 10_000_000}",
        "army": f"军字第{serial + 1_000_000}号",
        "army8": f"南字第{serial + 10_000_000}号",
        "door": f"临江县东山镇幸福小区{serial % 30 + 1}号楼{serial % 4 + 1}单元{serial % 900 + 100}室",
    }
    return kinds[kind]
