"""The forms of the console: what may be typed, and what is said when it is not that.

The token against foreign forms is not theirs: it is asked for before every view (`app`).
"""

from __future__ import annotations

from typing import ClassVar

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional

from checks.indicators.words import word
from results import tokens
from results.access import Given
from results.ledger.users import Role, User
from results.passwords import LONGEST, SHORTEST

LARGEST = 2**31 - 1
"""Of the numbers that the databases give: what is beyond is nobody's, and a database refuses to be asked for it."""
_NEEDED = "请填写"
_SEALED = "加密保存，页面上打码"
_HINT = f"{SHORTEST} 个字符以上，不能只有数字或只有字母，不能有用户名"


class _Chinese(Form):
    class Meta:
        locales: ClassVar[list[str]] = ["zh"]


def number(text: str) -> int:
    """A number that something may have. Raises ValueError."""
    value = int(text)
    if not 0 <= value <= LARGEST:
        raise ValueError(f"a number that nothing has: {value}")
    return value


class SignIn(_Chinese):
    name = StringField(
        "用户名",
        [InputRequired(_NEEDED), Length(max=40)],
        render_kw={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"},
    )
    password = PasswordField(
        "口令", [InputRequired(_NEEDED), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )


class OwnPassword(_Chinese):
    old = PasswordField(
        "原口令", [InputRequired(_NEEDED), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        "新口令",
        [InputRequired(_NEEDED), Length(max=LONGEST)],
        description=_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "再输一遍新口令",
        [InputRequired(_NEEDED), EqualTo("new", "两次输入的新口令不一样")],
        render_kw={"autocomplete": "new-password"},
    )


def _given(label: str) -> PasswordField:
    """A password for someone else."""
    hint = f"留空就由程序生成一个。{_HINT}"
    return PasswordField(
        label, [Optional(), Length(max=LONGEST)], description=hint, render_kw={"autocomplete": "new-password"}
    )


class GivenPassword(_Chinese):
    password = _given("新口令")


class Person(_Chinese):
    """What an administrator says of a user."""

    person = StringField("姓名", [InputRequired(_NEEDED), Length(max=60)])
    role = RadioField(
        "角色", [InputRequired("请选一个角色")], choices={role.value: word("role", role) for role in Role}
    )
    whole = BooleanField("能看全部单位")
    units = TextAreaField(
        "能看的单位",
        [Length(max=20_000)],
        description="每行一个，写登记表中的全称。检查员、复核员、查阅者连同下级单位一起看到；单位联系人只看到写明的单位。",
        render_kw={"rows": 4},
    )

    @property
    def given(self) -> Given:
        units = tuple((self.units.data or "").splitlines())
        return Given(self.person.data or "", Role(self.role.data), bool(self.whole.data), units)

    @classmethod
    def of(cls, user: User) -> Person:
        return cls(person=user.person, role=user.role.value, whole=user.whole, units="\n".join(user.units))


class NewToken(_Chinese):
    name = StringField(
        "名称", [InputRequired(_NEEDED), Length(max=tokens.LONGEST_NAME)], description="写明给哪个程序用"
    )
    days = IntegerField(
        "有效天数",
        [InputRequired(_NEEDED), NumberRange(1, tokens.LONGEST_DAYS, f"应为 1 到 {tokens.LONGEST_DAYS} 天")],
        default=90,
        description="到期后程序就读不到，须新增一个",
        render_kw={"inputmode": "numeric"},
    )


class NewPerson(Person):
    name = StringField(
        "用户名", [InputRequired(_NEEDED), Length(max=40)], description="登录时用；2 到 40 个字符，不分大小写"
    )
    password = _given("口令")


class NewComplaint(_Chinese):
    """One message of 我为政府网站找错 as a clerk types it. Moments are of +08:00."""

    url = StringField(
        "问题网址", [InputRequired(_NEEDED), Length(max=2_000)], render_kw={"inputmode": "url", "autofocus": True}
    )
    text = TextAreaField("留言内容", [InputRequired(_NEEDED), Length(max=4_000)], render_kw={"rows": 6})
    category = SelectField("问题类别", validate_choice=False, description="不选就是“其他”")
    received = DateTimeLocalField("收到时间", validators=[Optional()], description="不填就是现在")
    due = DateField("答复期限", validators=[Optional()], description="平台写明了期限的才填；不填按规则算工作日")
    source = StringField("来源", [Length(max=60)], description="不填就是“我为政府网站找错”")
    number = StringField("留言编号", [Length(max=100)], description="平台上的编号；不填就按内容编号")
    unit = StringField("责任单位", [Length(max=200)], description="不填就是网站的主办单位")
    person = StringField("留言人", [Length(max=60)], render_kw={"autocomplete": "off"}, description=_SEALED)
    phone = StringField("联系电话", [Length(max=60)], render_kw={"autocomplete": "off"})
    email = StringField("电子邮箱", [Length(max=120)], render_kw={"autocomplete": "off"})
