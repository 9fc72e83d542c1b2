"""The sentences by which pages say that they are not there, that they were deleted, or that an address means nothing.

Whole sentences only: an article *about* pages that do not exist, a question ("页面不存在怎么办"), a search without a
hit (没有找到相关信息) and an empty column (暂无数据) are none of them.
Sources: the error templates that ship with ThinkPHP, CodeIgniter, DedeCMS, EmpireCMS, PHPCMS, 宝塔, IIS, Tomcat, nginx,
Spring, Django and PHP-FPM; wordings of WeChat articles (mp.weixin.qq.com); the collection of wordings in 8.1 of the
project's facts. Which of them decide is this project's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PAGE = r"(?:页面|网页|页|文章|文件(?:或目录)?|目录|网址|链接|栏目|频道|稿件|帖子|url|path)"
_THING = r"(?:信息|内容|资源|数据|记录|资料|新闻|公告|通知|资讯|id)"
_WANTED = (
    r"(?:(?:您|你)们?)?(?:当前|现在|正在|刚才)?(?:所|想要?|需要|要)?"
    r"(?:访问|请求|查看|浏览|打开|寻找|阅读|点击|输入|查找|找)(?:的)?"
)
_THIS = r"(?:该|此|这个|这篇|当前|目标|指定的?|对应的?|本)"
_BY = r"(?:作者|发布者|发布人|管理员|用户|原作者|网站|系统)?"
_GONE = (
    r"(?:已经?|可能已?|可能已经)?(?:不存在|被?" + _BY + r"(?:自行)?"
    r"(?:删除|移除|移走|移动|转移|下架|撤下|清除))(?:了|啦)?"
)
# Of a page or an address alone: that a document (文件, 公告) has lapsed or was revoked is what an office may well say.
_LAPSED = r"(?:已经?|可能已?)?被?(?:失效|过期|更名|改名|重命名|撤销|撤回)(?:了|啦)?"
_LOST = r"(?:已经?)?(?:找不到|找不着|未(?:能)?找到|没有?找到|无法找到|丢失|不见|走丢|迷路|飞走|弄丢)(?:了|啦)?"
_WRONG = r"(?:有误|错误|不正确|输入错误|无效|不存在)"
_OR = r"(?:或者|或是|或|、|/|以及|且|并且|和)(?:已经?|该|" + _PAGE + r"){0,3}"
_MORE = rf"(?:{_OR}(?:{_GONE}|{_LAPSED}|暂时不可用)){{0,4}}"
_SORRY = (
    r"(?:(?:http)?(?:错误|状态码?|error|status)?[-:]?(?:404|410)(?:\.\d{1,2})?(?:错误|error|页面|notfound)?|"
    r"error|oops|sorry|"
    r"(?:很|非常|十分|实在|真的?)?(?:抱歉|对不起|遗憾)(?:地?(?:通知|告诉)您)?|不好意思|哎呀|哎哟|啊哦|糟糕|出错(?:了|啦)|"
    r"错误(?:提示|信息)?|(?:温馨|系统|友情|信息|错误)?提示(?:信息)?|亲爱的(?:用户|网友)|亲|您好)[-—–_~,:!.…·|(]{0,4}"
)
_ADDRESS = r"(?:网页|页面|网站|链接|url)?(?:地址|网址|链接|路径|url)"
_CHINESE = rf"""
    (?:{_WANTED}|{_THIS})?(?:{_PAGE}|{_THING}){_GONE}{_MORE}
  | {_WANTED}(?:{_PAGE}|{_THING}){_LOST}{_MORE}
  | {_THIS}?{_PAGE}{_LOST}{_MORE}
  | (?:{_WANTED}|{_THIS})?{_ADDRESS}{_WRONG}(?:(?:{_OR}|或者?){_GONE}){{0,3}}
  | {_LOST}(?:{_WANTED}|{_THIS})?(?:{_PAGE}|资源)
  | {_LOST}{_WANTED}(?:{_PAGE}|{_THING})
  | (?:{_WANTED}|{_THIS})?(?:页面|网页|页|链接|网址|地址|二维码){_LAPSED}{_MORE}
  | (?:请求|传入|提交|url|页面|地址)?的?参数(?:错误|有误|不正确|无效|不存在|丢失|不能为空)
  | (?:无效|错误)的?参数 | 缺少(?:必要)?参数
  | (?:没有|无)(?:该|此)(?:{_PAGE}|{_THING}) | (?:文章|栏目|信息|内容|新闻)id(?:错误|有误|不存在|无效)
  | (?:该|此)(?:{_PAGE}|{_THING})(?:因违规|涉嫌违规|因投诉)?(?:已被|被)?(?:删除|屏蔽|无法查看)
  | 您?的?请求在web服务器中没有找到对应的站点 | 没有找到站点
"""
_ENGLISH = r"""
    (?:http)?(?:error|status|statuscode)?[-–—:]?404(?:\.\d{1,2})?[-–—:,.|]{0,3}
    (?:error|page|file|object|resource)?notfound
  | (?:page|file|object|resource|document|url)?(?:was|is|could|can|does)?(?:not|n[o']t)(?:be)?found
  | the(?:requested)?(?:page|url|resource|file|document|address)[\w/.%?=&()\[\]-]{0,200}
    (?:(?:was|is)?notfound|(?:could|can)notbefound|can'tbefound|doesnotexist|doesn'texist|isnotavailable)
    (?:onthisserver)?
  | (?:therequestedurl)[\w/.%?=&-]{0,200}wasnotfoundonthisserver | noinputfilespecified
  | therewasanunexpectederror\(type=notfound,status=404\)
"""
_PREFACE = rf"(?:{_SORRY}){{0,4}}"
_MESSAGE = re.compile(
    re.sub(r"\s", "", rf"{_PREFACE}(?:{_CHINESE}|{_ENGLISH})")  # without VERBOSE: the patterns hold no blanks
    + r"[-~.)(!…·]{0,4}(?:404)?"
)
_HINT = re.compile(rf"(?:{_SORRY}){{1,4}}")
_CODE = re.compile(
    r"(?:http)?(?:错误|error|状态码?)?[-:]?404(?:\.\d{1,2})?(?:错误|error|页面|提示|notfound)?(?:页面|提示)?"
)
_ADVICE = re.compile(
    r"请(?:您|你)?(?:检查|确认|核对|核实|返回|点击|尝试|稍后|稍候|联系|刷新|重新|直接|通过|选择|使用|输入|查看|从|与|到|访问|浏览)|"
    r"(?:系统|页面|网页|本页面?)?(?:将|会|正在)?(?:在)?\d{0,3}秒?(?:钟)?(?:之?后)?(?:将|会)?(?:自动)?(?:跳转|返回|转到|关闭|为您)|"
    r"(?:点击|单击|点此|立即|现在)?(?:这里|此处)?(?:返回|回到|进入|去|跳转到?)(?:网站|本站)?(?:首页|主页|上一?页|上一级|上级|前页|网站)|"
    r"(?:网站)?(?:首页|主页|返回|关闭|刷新|后退|重试)|如果(?:您|你|没有|页面|浏览器|长时间)|若(?:您|你|没有|页面)|"
    r"(?:您|你)(?:还?可以|可能|可)|(?:可能的?|产生的?|出错的?|错误的?)?原因|建议|以下|\d{1,4}秒?$|秒|点击(?:这里|此处|下[面方]|以下)|"
    r"(?:或者?|并|是否)|网址|地址(?:是否|拼写|输入|错误|有误)|链接|home$|backto|goback|goto|return|please|if|check|联系(?:我们|管理员|电话)"
)
_SENTENCE = re.compile(r"[^\n。!！?？;；]{1,400}[\n。!！?？;；]?")
_PARTS = re.compile(r"[_|｜]|\s[-—–]{1,2}\s|[-—–]{1,2}(?!\d)")
_ASKED = ("?", "？")


def sentences(text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """(the clauses of a sentence, folded; True when it asks something) for each sentence of `text`."""
    for found in _SENTENCE.finditer(text):
        whole = found.group(0)
        clauses = tuple(folded for part in re.split(r"[,，]", whole) if (folded := fold(part)))
        if clauses:
            yield clauses, whole.endswith(_ASKED)


def fold(text: str) -> str:
    """`text` in small letters, without blanks and quotes around it, full-width letters made plain."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.split()).strip("。.!！;；~…·?：:“”\"'()（）[]【】<>《》-—–")


def is_message(clauses: tuple[str, ...]) -> bool:
    """True when a sentence says that something is not there; only words of regret may stand before it."""
    for clause in clauses[:3]:
        if _MESSAGE.fullmatch(clause[:300]):
            return True
        if not _HINT.fullmatch(clause[:60]):
            return False
    return False


def is_hint(clauses: tuple[str, ...]) -> bool:
    """True for the bare code (404) and for words of regret that say nothing more."""
    return all(_CODE.fullmatch(clause[:60]) or _HINT.fullmatch(clause[:60]) for clause in clauses)


def is_advice(clause: str) -> bool:
    """True for what error pages say besides: go back, check the address, five seconds from now."""
    return bool(_ADVICE.match(clause[:60]))


def names_error(title: str) -> bool:
    """True when a <title>, or one of the parts it is made of, is such a sentence or the bare code."""
    parts = [part for part in _PARTS.split(title[:200]) if part.strip()][:6]
    return any(
        is_message(clauses) or all(_CODE.fullmatch(clause[:60]) for clause in clauses)
        for part in (title[:200], *parts)
        for clauses, asks in sentences(part)
        if not asks
    )
