"""Who may enter which view: one table, asked before every view. What is not in the table is closed to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user

from results import proof
from results.access import Entered
from results.console import bearer
from results.console.desk import desk
from results.ledger import users
from results.ledger.audit import Doer
from results.ledger.users import Role, User

OPEN = frozenset(("static", "entering.sign_in"))
"""Views for who has not signed in."""
ALL = frozenset(Role)
ADMINISTRATORS = frozenset((Role.ADMINISTRATOR,))
JUDGES = frozenset((Role.ADMINISTRATOR, Role.INSPECTOR))
"""Who decides of issues, messages and notices, within what he sees."""
REVIEWERS = JUDGES | {Role.REVIEWER}
"""Who looks again at what was decided, and reviews what units answered."""
OFFICE = ALL - {Role.CONTACT}
"""Who works for the office that monitors, and not for a unit that is monitored."""
ANSWERERS = JUDGES | {Role.CONTACT}
"""Who may hand in what a unit answers: its contact; and who writes down what came on paper."""
DOORS: Mapping[str, frozenset[Role]] = {
    "entering.sign_out": ALL,
    "home.page": ALL,
    "me.page": ALL,
    "me.password": ALL,
    "queue.listed": REVIEWERS,
    "queue.confirm": JUDGES,
    "queue.dismiss": JUDGES,
    "queue.merge": JUDGES,
    "queue.assign": JUDGES,
    "queue.comment": REVIEWERS,
    "queue.reopen": REVIEWERS,
    "issues.listed": ALL,
    "issues.one": ALL,
    "sites.listed": ALL,
    "sites.one": ALL,
    "sites.paper": ALL,
    "accounts.listed": ALL,
    "accounts.one": ALL,
    "units.listed": ALL,
    "units.one": ALL,
    "runs.listed": OFFICE,
    "runs.one": OFFICE,
    "search.page": ALL,
    "complaints.listed": ALL,
    "complaints.one": ALL,
    "complaints.figures": OFFICE,
    "complaints.take": JUDGES,
    "complaints.blank": JUDGES,
    "complaints.add": JUDGES,
    "complaints.dispatch": JUDGES,
    "complaints.verify": JUDGES,
    "complaints.mend": JUDGES | {Role.CONTACT},
    "complaints.answer": JUDGES | {Role.CONTACT},
    "complaints.review": REVIEWERS,
    "complaints.reopen": JUDGES,
    "complaints.urge": REVIEWERS,
    "complaints.sort": JUDGES,
    "complaints.tie": JUDGES,
    "complaints.ask": JUDGES,
    "complaints.comment": REVIEWERS | {Role.CONTACT},
    "complaints.sender": JUDGES,
    "tasks.listed": OFFICE,
    "tasks.one": OFFICE,
    "tasks.answer": JUDGES,
    "notices.listed": ALL,
    "notices.one": ALL,
    "notices.paper": ALL,
    "notices.file": ALL,
    "drafts.units": JUDGES,
    "drafts.draw": JUDGES,
    "notices.remind": JUDGES,
    "notices.withdraw": JUDGES,
    "notices.accept": REVIEWERS,
    "notices.give_back": REVIEWERS,
    "notices.answer": ANSWERERS,
    "outgoing.listed": ADMINISTRATORS,
    "outgoing.again": ADMINISTRATORS,
    "outgoing.drop": ADMINISTRATORS,
    "outgoing.addresses": ADMINISTRATORS,
    "outgoing.add_address": ADMINISTRATORS,
    "outgoing.remove_address": ADMINISTRATORS,
    "evidence.one": ALL,
    "evidence.page": ALL,
    "evidence.source": ALL,
    "evidence.record": JUDGES,
    "evidence.look": JUDGES | {Role.CONTACT},
    "users.listed": ADMINISTRATORS,
    "users.add": ADMINISTRATORS,
    "users.one": ADMINISTRATORS,
    "users.password": ADMINISTRATORS,
    "users.unlock": ADMINISTRATORS,
    "users.disable": ADMINISTRATORS,
    "users.enable": ADMINISTRATORS,
    "audit.listed": ADMINISTRATORS,
    "exports.issues": ALL,
    "exports.outcomes": ALL,
    "exports.sites": ALL,
    "exports.accounts": ALL,
    "exports.units": ALL,
    "exports.runs": ALL,
    "exports.coverage": ALL,
    "exports.notices": ALL,
    "exports.complaints": ALL,
    "exports.tasks": OFFICE,
    "exports.users": ADMINISTRATORS,
    "exports.audit": ADMINISTRATORS,
    "tokens.own": ALL,
    "tokens.revoke_own": ALL,
    "tokens.of_user": ADMINISTRATORS,
    "tokens.revoke": ADMINISTRATORS,
    "reports.listed": OFFICE,
    "reports.make": JUDGES,
    "reports.file": OFFICE,
    "precision.page": OFFICE,
    "precision.reset": ADMINISTRATORS,
}
UPLOADS: Mapping[str, int] = {
    "complaints.take": 10_000_000,
    "notices.answer": proof.MOST * proof.LARGEST + 1_000_000,
}
"""Views that take files, and how many bytes with all that is typed: of who may enter them, after he has signed in."""
API_DOORS: Mapping[str, frozenset[Role]] = {
    "api.description": ALL,
    "api.issues": ALL,
    "api.issues_one": ALL,
    "api.outcomes": ALL,
    "api.sites": ALL,
    "api.accounts": ALL,
    "api.units": ALL,
    "api.runs": ALL,
    "api.runs_one": ALL,
    "api.coverage": ALL,
    "api.notices": ALL,
    "api.notices_one": ALL,
    "api.complaints": ALL,
    "api.complaints_one": ALL,
    "api.tasks": OFFICE,
    "api.tasks_one": OFFICE,
}
"""Views for programs, which enter by token alone: those of the user whose token it is."""
MENU = (
    ("home.page", "首页"),
    ("queue.listed", "待判断"),
    ("issues.listed", "问题"),
    ("notices.listed", "整改通知"),
    ("complaints.listed", "找错"),
    ("tasks.listed", "人工检查"),
    ("sites.listed", "网站"),
    ("accounts.listed", "账号"),
    ("units.listed", "单位"),
    ("runs.listed", "巡查"),
    ("reports.listed", "报告"),
    ("precision.page", "准确率"),
    ("outgoing.listed", "消息"),
    ("users.listed", "用户"),
    ("audit.listed", "操作记录"),
)
_REMEMBERED = 300
"""Characters of what was typed: it lies in a cookie until it is read."""
_PROGRAMS = "api"
_WITH_TEMPORARY_PASSWORD = frozenset(("me.password", "entering.sign_out"))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent this request, as Flask-Login wants him: his user and the token of his session."""

    user: User
    token: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return self.token

    @property
    def doer(self) -> Doer:
        return Doer(self.user.name, address())

    def may(self, endpoint: str) -> bool:
        return self.user.role in DOORS.get(endpoint, frozenset())


def put(app: Flask) -> None:
    """Sets the gate before all views of an app."""
    manager = LoginManager()
    # The name of a user is looked up once, by the gate: a page of errors must not ask the ledger that has just failed.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_of_session)
    app.before_request(_gate)
    app.context_processor(lambda: {"visitor": g.get("visitor"), "menu": MENU})


def make_room(app: Flask) -> None:
    """Lets the views that take files read larger requests. To be set before all that reads a form."""

    def larger() -> None:
        limit = UPLOADS.get(request.endpoint or "")
        who = current_user._get_current_object() if limit else None
        if isinstance(who, Visitor) and who.may(request.endpoint or ""):
            request.max_content_length = limit

    app.before_request(larger)


def visitor() -> Visitor:
    """Who sent this request; behind the gate there is always one."""
    found: Visitor = g.visitor
    return found


def welcome(entered: Entered) -> None:
    """Begins the session in the browser anew: nothing that was there before is carried into it."""
    session.clear()
    session.permanent = True
    login_user(Visitor(entered.user, entered.token))


def farewell() -> None:
    """Ends the session in the browser."""
    logout_user()
    session.clear()


def address() -> str:
    """Where the request comes from; the address that a trusted proxy names, where one is set."""
    return request.remote_addr or ""


def _of_session(token: str) -> Visitor | None:
    here = desk()
    with here.ledger.connect() as connection:
        found = users.session(connection, token, moment=here.now(), lasts=here.limits.session)
    return Visitor(found.user, token) if found else None


def _gate() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":  # no such page, or one that holds nothing
        return None
    if any("\0" in text for _, text in (*request.args.items(multi=True), *request.form.items(multi=True))):
        abort(400)  # no browser types it, and PostgreSQL refuses to be asked for it
    if request.blueprint == _PROGRAMS:
        bearer.admit(API_DOORS.get(endpoint, frozenset()))
        return None
    who = current_user._get_current_object()
    if isinstance(who, Visitor):
        g.visitor = who
    if endpoint in OPEN:
        return None
    if not isinstance(who, Visitor):
        return _to_sign_in()
    if who.user.role not in DOORS.get(endpoint, frozenset()):
        abort(403)
    if who.user.temporary and endpoint not in _WITH_TEMPORARY_PASSWORD:
        flash("现在的口令是别人给的，请先改成自己的")
        return redirect(url_for("me.password"))
    return None


def _to_sign_in() -> ResponseReturnValue:
    if "_user_id" in session:
        session.clear()
        flash(f"登录已失效，请重新登录{_not_lost()}")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("entering.sign_in", next=wanted if wanted not in ("", "/") else None))


def _not_lost() -> str:
    """What was typed and is not done now, so that it can be typed again; the token of the form was good."""
    reason = request.form.get("reason", "").strip()
    return f"。刚才的操作没有做；填写的是：{reason[:_REMEMBERED]}" if reason else ""
