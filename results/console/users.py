"""Users, for administrators: who may enter, as what, and for which units."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import access, passwords
from results.console import gate
from results.console.desk import desk
from results.console.forms import GivenPassword, NewPerson, Person
from results.errors import NoSuchUser, NotAllowed
from results.ledger import users as ledger_users
from results.ledger.users import User

users = Blueprint("users", __name__, url_prefix="/users")


@users.get("/")
def listed() -> ResponseReturnValue:
    here = desk()
    with here.ledger.connect() as connection:
        found = ledger_users.query(connection)
    return render_template("users.html", users=found, now=here.now())


@users.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    form, here = NewPerson(request.form), desk()
    if request.method == "POST" and form.validate():
        given = form.password.data or passwords.generated()
        try:
            with here.ledger.begin() as connection:
                user = access.add(
                    connection, gate.visitor().doer, form.name.data or "", form.given, given, moment=here.now()
                )
        except NotAllowed as refused:
            flash(refused.message)
        else:
            return _shown_once(user, given if not form.password.data else "", "已新增用户")
    return render_template("user-add.html", form=form), 422 if request.method == "POST" else 200


@users.route("/<int:number>", methods=["GET", "POST"])
def one(number: int) -> ResponseReturnValue:
    here = desk()
    with here.ledger.connect() as connection:
        user = ledger_users.get(connection, number)
    form = Person(request.form) if request.method == "POST" else Person.of(user)
    if request.method == "POST" and form.validate():
        try:
            with here.ledger.begin() as connection:
                access.alter(connection, gate.visitor().doer, number, form.given, moment=here.now())
        except NotAllowed as refused:
            flash(refused.message)
        else:
            flash("已保存")
            return redirect(url_for("users.one", number=number))
    page = render_template("user.html", user=user, form=form, given=GivenPassword(), now=here.now())
    return page, 422 if request.method == "POST" else 200


@users.post("/<int:number>/password")
def password(number: int) -> ResponseReturnValue:
    form, here = GivenPassword(request.form), desk()
    made = form.password.data or passwords.generated()
    try:
        with here.ledger.begin() as connection:
            user = access.set_password(connection, gate.visitor().doer, number, made, moment=here.now())
    except NotAllowed as refused:
        return _back(number, refused.message)
    return _shown_once(user, made if not form.password.data else "", "口令已重设，他在各处的登录都已结束")


@users.post("/<int:number>/unlock")
def unlock(number: int) -> ResponseReturnValue:
    here = desk()
    with here.ledger.begin() as connection:
        access.unlock(connection, gate.visitor().doer, number, moment=here.now())
    return _back(number, "已解除锁定")


@users.post("/<int:number>/disable")
def disable(number: int) -> ResponseReturnValue:
    return _activity(number, False, "已停用，他的登录都已结束")


@users.post("/<int:number>/enable")
def enable(number: int) -> ResponseReturnValue:
    return _activity(number, True, "已启用")


def _activity(number: int, active: bool, said: str) -> ResponseReturnValue:
    here = desk()
    try:
        with here.ledger.begin() as connection:
            access.set_active(connection, gate.visitor().doer, number, active, moment=here.now())
    except NotAllowed as refused:
        said = refused.message
    return _back(number, said)


def _back(number: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("users.one", number=number))


def _shown_once(user: User, password: str, said: str) -> ResponseReturnValue:
    """Without a redirect: a password must not lie in a cookie."""
    return render_template("password-given.html", user=user, password=password, said=said)


@users.errorhandler(NoSuchUser)
def _nobody(error: NoSuchUser) -> ResponseReturnValue:
    return render_template("error.html", code=404, title="没有这个用户", said=error.message), 404
