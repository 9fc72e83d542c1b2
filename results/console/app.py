"""Makes the console: a Flask app with its gate, its blueprints, its headers and its pages of errors."""

from __future__ import annotations

from typing import cast

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import RouteCallable
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from results.console import bearer, faults, gate, shown
from results.console import desk as desks
from results.console.accounts import accounts
from results.console.api import api
from results.console.audit import audit
from results.console.complaints import complaints
from results.console.desk import Desk
from results.console.drafts import drafts
from results.console.entering import entering, typed_name
from results.console.evidence import evidence
from results.console.exports import exports
from results.console.forms import LARGEST
from results.console.home import home
from results.console.issues import issues
from results.console.keys import KeyConverter
from results.console.me import me
from results.console.notices import notices
from results.console.outgoing import outgoing
from results.console.precision import precision
from results.console.problems import of_programs
from results.console.queue import queue
from results.console.reports import reports
from results.console.runs import runs
from results.console.search import search
from results.console.sites import sites
from results.console.tasks import tasks
from results.console.tokens import tokens
from results.console.units import units
from results.console.users import users

_BLUEPRINTS = (
    entering,
    home,
    issues,
    complaints,
    notices,
    drafts,
    outgoing,
    tasks,
    sites,
    accounts,
    units,
    runs,
    search,
    evidence,
    queue,
    exports,
    tokens,
    precision,
    reports,
    api,
    me,
    users,
    audit,
)
_LARGEST = 1_000_000
"""Bytes of one request: forms, no files."""
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class _Sessions(SecureCookieSessionInterface):
    """The cookie is for https alone where it was asked for by https; programs are given none."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return not of_programs() and super().should_set_cookie(app, session)


class _Numbers(IntegerConverter):
    """A number in an address; one that nothing can have leads nowhere."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def create_app(desk: Desk) -> Flask:
    """The console at a desk. It opens nothing and starts nothing: a WSGI server runs it."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=desk.key,
        SESSION_COOKIE_NAME="xunwang",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=desk.idle,
        MAX_CONTENT_LENGTH=_LARGEST,
        # A form is good as long as its session. Referrers are never sent, so they cannot be asked for.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = _Sessions()
    app.url_map.converters.update(int=_Numbers, key=KeyConverter)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    desks.put(app, desk)
    shown.put(app)
    faults.put(app)
    gate.make_room(app)
    CSRFProtect(app)
    gate.put(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    _throttle(app, desk)
    app.after_request(_with_headers)
    return app


def _throttle(app: Flask, desk: Desk) -> None:
    """Passwords may be tried only so often, a token be used only so often; counted in memory, for this process."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="moving-window")
    by_address = limiter.limit(f"{desk.per_address} per minute", methods=["POST"])
    by_name = limiter.limit(f"{desk.per_name} per minute", methods=["POST"], key_func=typed_name)
    views = app.view_functions
    views["entering.sign_in"] = cast(RouteCallable, by_address(by_name(views["entering.sign_in"])))
    views["me.password"] = cast(RouteCallable, by_address(views["me.password"]))
    by_token = limiter.shared_limit(f"{desk.per_token} per minute", scope="api", key_func=bearer.number)
    for name in [name for name in views if name.startswith(f"{api.name}.")]:
        views[name] = cast(RouteCallable, by_token(views[name]))


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)  # an archived page has a stricter policy of its own
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
