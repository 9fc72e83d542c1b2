"""The six values of 有效性 (GF-05), from whatever words a page or an interface uses for them."""

from __future__ import annotations

from checks.model.pages import Validity

_VALIDITIES = (
    (Validity.PARTLY, ("部分有效", "部分失效", "部分废止", "部分条款")),
    (Validity.NOT_YET, ("尚未", "未生效", "未施行", "未实施", "待生效", "即将")),
    (Validity.AMENDED, ("修改", "修订", "修正")),
    (Validity.REPEALED, ("废止",)),
    (Validity.EXPIRED, ("失效", "无效", "过期", "到期")),
    (Validity.VALID, ("有效",)),
)


def validity(text: str) -> Validity | None:
    """The six values of 有效性 for what a page shows; None for anything else (是, a date, 无)."""
    compact = "".join(text.split())
    if len(compact) > 16:
        return None
    if compact in ("未失效", "未废止"):
        return Validity.VALID
    return next((value for value, words in _VALIDITIES if any(word in compact for word in words)), None)
