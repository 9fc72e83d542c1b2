"""Does a term stand inside ordinary official prose? Then it would be found where nothing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from checks.indicators.edition import load

_AROUND = 4
_PHRASES = """\
中华人民共和国中央人民政府 中国共产党中央委员会 全国人民代表大会常务委员会 中国人民政治协商会议全国委员会
国务院办公厅 省人民政府办公厅 中共中央办公厅 中央纪律检查委员会 国家监察委员会 最高人民法院 最高人民检察院
人民代表大会代表 政治协商会议委员 县委书记县长副县长 以人民为中心的发展思想 全面建设社会主义现代化国家
中国式现代化 高质量发展 乡村振兴战略 深化改革开放 全面从严治党 依法治国 生态文明建设
人民群众对美好生活的向往 全心全意为人民服务 统筹推进 贯彻落实 切实加强 组织领导 监督检查 责任追究
工作部署 实施方案 指导意见 管理办法 法定代表人 法人代表 登记注册 行政许可 行政处罚 行政复议 行政诉讼
信访事项 政务服务 便民服务 办事指南 网上办理 社会保险 医疗保障 住房公积金 必须按照规定 必需的生活用品
截至去年年底 截止日期 启事与启示 制定规章制度 制订计划 权利和义务 权力清单 反映情况 反应迅速 做好工作
作出决定 以至 以致 其他 账户 账目 度过难关 过渡时期 安全生产 突发事件 应急管理 自然灾害 防汛抗旱
疫情防控 食品药品 市场监管 公安机关 消防救援 财政预算决算 税务总局 统计公报 国民经济和社会发展 招商引资
项目建设 基础设施 交通运输 自然资源 农业农村 水利工程 教育体育 卫生健康 民政救助 学习宣传贯彻
党员干部群众 基层党组织 主题教育 民主集中制 领导班子成员 机关企事业单位 乡镇人民政府街道办事处 村民委员会
居民委员会 二十大报告 中央经济工作会议 政府工作报告 公开征求意见 通知公告 政策解读 新闻发布会 在线访谈
联系电话 办公时间 来信来访 依法依规 公平公正公开
"""


def ordinary_use(term: str, unless: Sequence[str]) -> str:
    """The words around `term` where ordinary prose uses it outside the words `unless`, "" when it does not."""
    prose = _prose()
    at = prose.find(term)
    if at < 0:
        return ""
    for word in unless:
        prose = prose.replace(word, "\n")
    at = prose.find(term)
    if at < 0:
        return ""
    before = prose[max(0, at - _AROUND) : at].split("\n")[-1]
    after = prose[at + len(term) : at + len(term) + _AROUND].split("\n")[0]
    return f"{before}{term}{after}" if before or after else term


@cache
def _prose() -> str:
    """The fixed phrases above, and what the edition itself says: official prose that is right."""
    rules = load().rules.values()
    said = (
        text for rule in rules for text in (rule.title, rule.text, rule.how, *rule.says.values(), *rule.fix.values())
    )
    return "\n".join((*_PHRASES.split(), *said))
