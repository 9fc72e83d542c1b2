"""What the words on a page of letters (留言, 来信) mean: labels, states, kinds, and names of columns.

The elements are those of 国办秘函〔2019〕19号 and 武威市 2022 年政务公开要点 (留言时间, 答复时间, 答复单位,
答复内容), in the spellings of the letterboxes of many places.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checks.model.letters import Answered, LetterKind

LONGEST_STATE = 12
"""Characters of the longest text that is a state and no answer."""
_LABELS: dict[str, str] = {
    "submitted": (
        "留言时间 留言日期 来信时间 来信日期 写信时间 写信日期 发信时间 信件时间 "
        "信件日期 提交时间 提交日期 咨询时间 咨询日期 提问时间 提问日期 反映时间 "
        "投诉时间 诉求时间"
    ),
    "accepted": "受理时间 受理日期 收信时间 登记时间",
    "answered": ("答复时间 答复日期 回复时间 回复日期 回信时间 回信日期 解答时间 办结时间 办结日期"),
    "answered_by": (
        "答复单位 答复部门 答复机构 答复机关 答复人 回复单位 回复部门 回复机构 回复机关 "
        "回复人 回信单位 回信部门 解答单位 解答部门 办理单位 办理部门 承办单位 承办部门 "
        "处理单位 处理部门 受理单位 受理部门"
    ),
    "answer": (
        "答复内容 回复内容 回信内容 解答内容 答复意见 回复意见 答复情况 回复情况 "
        "答复信息 回复信息 回复结果 答复结果 办理结果 处理结果 办理意见 官方回复 "
        "部门回复 部门答复 领导回复 领导答复 单位回复 单位答复 信件回复 信件答复 留言回复 留言答复 办理回复 "
        "办理答复 办理情况 处理情况 办理反馈 反馈内容 反馈意见 反馈结果 回复详情 答复详情 回复正文 答复正文 "
        "答复 回复 解答"
    ),
    "status": ("办理状态 处理状态 信件状态 来信状态 留言状态 回复状态 答复状态 受理状态 当前状态 状态"),
    "whether": "是否回复 是否答复 是否办结",
    "title": ("信件标题 信件名称 信件主题 留言标题 留言主题 来信标题 来信主题 咨询标题 咨询主题 诉求标题 主题 标题"),
    "question": ("留言内容 信件内容 来信内容 咨询内容 诉求内容 提问内容 问题内容 问题描述 反映内容 内容"),
    "kind": (
        "信件类型 信件类别 信件分类 留言类型 留言类别 来信类型 来信类别 诉求类型 "
        "咨询类型 咨询类别 问题类型 问题类别 分类名称 类型 类别 分类"
    ),
    "writer": ("留言人 写信人 来信人 发信人 咨询人 提问人 反映人 投诉人 诉求人 发布人 姓名 网名 昵称 联系人"),
    "other": (
        "留言编号 信件编号 来信编号 受理编号 查询编号 办件编号 编号 序号 联系电话 "
        "联系方式 手机 电话 邮箱 电子邮箱 联系地址 通讯地址 地址 来信地址 来源 "
        "信件来源 浏览次数 浏览量 点击数 点击量 阅读次数 满意度 评价 满意度评价 附件 "
        "留言对象 收信人 收件人 所属地区 信件信息 留言信息 来信信息 发布时间 发布日期"
    ),
}
LABELS = {word: field for field, words in _LABELS.items() for word in words.split()}
"""Field by the label that stands before it: those of `Letter`, and those that only part it from others."""
HEADS = {**LABELS, "时间": "day", "日期": "day"}
"""Field by what stands at the head of a table's column: there a day without more is that of the entry."""
_STATES: dict[Answered, str] = {
    Answered.EXCUSED: "不予受理 不受理 无效 重复 退回 撤回 撤销 作废 垃圾",
    Answered.DENIED: (
        "未回复 未答复 未回信 未处理 未办理 未办结 未解答 待回复 待答复 待回信 "
        "待处理 待办理 待受理 待解答 暂无回复 暂无答复 暂未回复 暂未答复 尚未回复 "
        "尚未答复 没有回复 没有答复"
    ),
    Answered.CLAIMED: ("已回复 已答复 已回信 已办结 已办理 已处理 已解决 已解答 回复完毕 办结 办理完毕 处理完毕"),
    Answered.UNDERWAY: ("未受理 办理中 处理中 受理中 转办中 已转办 已受理 已交办 正在办理 正在处理 正在受理 已签收"),
}
STATES = {word: state for state, words in _STATES.items() for word in words.split()}
"""What each word for a state means; what is void or denied is looked for first (未办结 is not 办结)."""
_KINDS: dict[LetterKind, str] = {
    LetterKind.PETITION: "信访 举报 检举 控告 申诉",
    LetterKind.QUESTION: "咨询 提问 询问",
    LetterKind.COMPLAINT: "投诉 反映",
    LetterKind.ADVICE: "建议 意见 建言",
    LetterKind.HELP: "求助 诉求 求决",
}
_NAMES: dict[str, str] = {
    "letters": "信箱 留言 咨询 来信 诉求 问政 写信",
    "no letters": "信访 举报 常见问题 解答库 知识库",
    "others": (
        "信访 举报 检举 访谈 征集 征求意见 调查 问卷 申请公开 提案 议案 办件 许可 公示 双随机 处罚 招标 采购 评价"
    ),
    "ends": (
        "上一篇 下一篇 上一条 下一条 打印 关闭 返回 分享 扫一扫 我要评价 满意度 版权所有 主办单位 相关链接 相关信息"
    ),
}
NAMES = tuple(_NAMES["letters"].split())
"""Words in the names of columns of letters: those of the topic `letters` in checks/lexicon/columns.toml."""
NOT_NAMES = tuple(_NAMES["no letters"].split())
"""And words that take such a name out again."""
_OTHERS = tuple(_NAMES["others"].split())
ENDS = tuple(_NAMES["ends"].split())
"""Words with which the line after a letter begins."""
_FILLING = re.compile(
    r"请?(?:耐心)?等[待候]|感谢|谢谢|留言|信件|来信|咨询|问题|内容|部门|单位|目前|您的|[该此本您你的暂还中]|[\W_]"
)
"""What may stand round a state in the place of an answer and is none."""
_PARTS = re.compile(r"[-_—–|·>\s]+")
LONGEST_NAME = 20
"""Characters of the longest part of a title that is still the name of a column."""


def state_of(text: str) -> Answered:
    """What a short text says of the answer; UNTOLD where it says nothing, or is too long to be a state.

    已答复，未办结 is an answer; 全部 未回复 已回复 are the states to choose from.
    """
    plain = "".join(text[:100].split())
    if not plain or len(plain) > LONGEST_STATE or "全部" in plain:
        return Answered.UNTOLD
    told = next((state for word, state in STATES.items() if word in plain), Answered.UNTOLD)
    if told is Answered.DENIED and Answered.CLAIMED in map(state_of, _without(plain, told)):
        return Answered.CLAIMED
    return told


def all_said_of(text: str) -> Answered:
    """What the text of an answer says where it says no more than a state: 该企业未办理登记 is an answer."""
    told = state_of(text)
    rest = "".join(_without("".join(text[:100].split()), told))
    return told if not _FILLING.sub("", rest) else Answered.UNTOLD


def _without(plain: str, state: Answered) -> list[str]:
    """What is left of a text round the words for a state."""
    words = [word for word, told in STATES.items() if told is state]
    return re.split("|".join(words), plain) if words else [plain]


def kind_of(text: str) -> LetterKind:
    """What the type of a letter (信件类型) says that it wants."""
    found = (kind for kind, words in _KINDS.items() if any(word in text for word in words.split()))
    return next(found, LetterKind.OTHER)


@lru_cache(maxsize=4_096)  # the same columns stand over every page
def is_of_letters(name: str) -> bool:
    """True when the name of a column, or a part of a page's title, is one of letters."""
    return any(
        len(part) <= LONGEST_NAME and any(w in part for w in NAMES) and not any(w in part for w in NOT_NAMES)
        for part in _PARTS.split(name)
    )


@lru_cache(maxsize=4_096)
def is_of_others(name: str) -> bool:
    """True for columns whose entries look like letters and are none: 网上信访, 意见征集, 依申请公开 …"""
    return any(word in name for word in _OTHERS)
