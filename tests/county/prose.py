"""Office prose that nobody wrote: titles and paragraphs put together from our own words."""

from __future__ import annotations

from random import Random

TOWNS = [
    "青溪镇",
    "白石乡",
    "云岭镇",
    "大湾镇",
    "松坪乡",
    "柳河镇",
    "桃源街道",
    "石桥镇",
    "红枫乡",
    "竹山镇",
    "望江街道",
    "龙泉镇",
    "南浦镇",
    "雁回乡",
]
THEMES = [
    "秋粮收购",
    "森林防火",
    "校园安全",
    "冬季供暖",
    "农村改厕",
    "河道清淤",
    "养老服务",
    "义务教育",
    "老旧小区改造",
    "道路养护",
    "困境儿童关爱",
    "食品抽检",
    "春耕备耕",
    "防汛备汛",
    "高标准农田",
    "职业技能培训",
    "营商环境",
    "垃圾分类",
    "饮水安全",
    "公共卫生",
    "农产品质量",
    "消防通道",
    "就业帮扶",
    "电商进村",
    "文明创建",
    "水库巡查",
    "医保参保",
    "残疾人服务",
    "企业用工",
    "公共文化",
    "城乡公交",
    "疫苗接种",
    "耕地保护",
    "土壤普查",
    "应急演练",
    "社区食堂",
    "公益林管护",
    "特色产业",
    "园区绿化",
    "便民服务",
]
_DONE = [
    "深入村组走访",
    "召开专题会议",
    "组织集中培训",
    "开展联合巡查",
    "建立工作台账",
    "落实专人值守",
    "听取群众意见",
    "完善配套制度",
]
_NEXT = [
    "强化责任落实",
    "细化工作措施",
    "做好政策宣传",
    "加强部门联动",
    "定期通报进展",
    "巩固前期成果",
    "补齐设施短板",
    "方便群众办事",
]
_VERBS = ["部署", "推进", "调研", "督导", "总结", "安排", "检查", "研究"]
_PAPERS = ["管理办法", "实施细则", "管理规定", "奖补办法", "考核办法", "监督办法"]


class Writer:
    """Draws titles without repeating one, and paragraphs, from one stream of chance."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def title(self, kind: str, who: str, year: int) -> str:
        """A fresh title of a `kind` of column (a category id)."""
        for _ in range(400):
            text = self._draw(kind, who, year)
            if text not in self._used:
                break
        else:
            text = f"{text}（{len(self._used)}）"
        self._used.add(text)
        return text

    def _draw(self, kind: str, who: str, year: int) -> str:
        town, theme, verb = self._pick(TOWNS), self._pick(THEMES), self._pick(_VERBS)
        forms = {
            "news": f"{town}{verb}{theme}工作",
            "notice": f"关于做好{town}{theme}有关工作的通知",
            "policy": f"临江县{theme}{self._pick(_PAPERS)}",
            "interpretation": f"{theme}相关举措的政策解读（{town}篇）",
            "overview": f"{town}基本情况",
            "functions": f"{theme}科（股）主要职责",
            "leaders": f"{self._pick('赵钱孙李周吴郑')}某{self._pick('甲乙丙丁戊')}：分管{theme}",
            "interaction": f"咨询{town}{theme}办理进度的来信",
            "services": f"{theme}事项办事指南（{town}）",
            "disclosure": f"{who}{year}年{theme}信息公开工作情况",
            "data": f"{year}年{town}{theme}统计数据",
            "personnel": f"{who}关于{theme}岗位人员任职的通报（{town}）",
            "planning": f"{town}{theme}三年行动规划",
        }
        return forms.get(kind, f"{town}{theme}项目进展")

    def paragraphs(self, theme: str, count: int = 3) -> list[str]:
        """`count` paragraphs of some eighty characters about `theme`."""
        return [self._paragraph(theme) for _ in range(count)]

    def _paragraph(self, theme: str) -> str:
        town, other = self._random.sample(TOWNS, 2)
        done, then = self._random.sample(_DONE, 2), self._random.sample(_NEXT, 2)
        return (
            f"围绕{theme}，{town}、{other}等地{done[0]}、{done[1]}，梳理问题清单{self._random.randint(3, 28)}项。"
            f"有关单位将{then[0]}、{then[1]}，让{self._random.randint(200, 9000)}余名群众得到实惠。"
        )

    def _pick(self, words: list[str] | str) -> str:
        return self._random.choice(words)
