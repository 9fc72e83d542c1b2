"""Words of a cell that are shown in colour, in every format alike; the word itself always stands there too."""

from __future__ import annotations

from collections.abc import Mapping

TONES: Mapping[str, str] = {
    **dict.fromkeys(("合格", "已整改", "完整", "达标", "通过", "已办结"), "good"),
    **dict.fromkeys(("不合格", "不合格候选", "新发现", "再次出现", "未整改", "不达标", "有问题", "已超期"), "bad"),
    **dict.fromkeys(("未测", "部分未测", "疑似", "没有访问", "首页无法读取", "待确认", "待人工确认"), "unsure"),
    **dict.fromkeys(("将超期", "无法核查", "账号异常", "没有读取", "未知"), "unsure"),
}
