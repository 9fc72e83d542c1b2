"""What a person reads when a page cannot be given: what happened, whether anything was lost, what to do."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from results.console.problems import of_programs, problem
from results.errors import LedgerError, LedgerLocked, PersonError, StorageError

_log = logging.getLogger("xunwang.console")
_RETRY_SECONDS = 20
_TELLING = {
    400: ("请求有误", "地址或表单里有程序读不懂的内容；请返回重填。"),
    403: ("没有权限", "你的角色不能看这一页；需要的话请找管理员。"),
    404: ("没有这一页", "地址不对，或者内容不在你能看的单位里。"),
    405: ("请求有误", "这一页不接受这样的请求；请从页面上的按钮进入。"),
    413: ("内容太大", "提交的内容超过了限度；请减少后再试。"),
    429: ("试得太频繁", "同一地址或同一用户名在短时间内试了太多次；请过一分钟再试。"),
    500: ("程序出错", "已记在服务的日志里；请稍后再试，仍不行请告诉管理员。"),
}
_LOCKED = "台账正被巡查占用，一般几秒钟就好。"
_UNUSABLE = "台账现在打不开；详情记在服务的日志里，请告诉管理员。"


def put(app: Flask) -> None:
    """Gives an app its pages of errors."""
    app.register_error_handler(CSRFError, _foreign)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(LedgerError, _ledger)
    app.register_error_handler(StorageError, _ledger)
    app.register_error_handler(PersonError, _person)


def missing() -> ResponseReturnValue:
    """What is told of a page that is not there, or not there for who asks."""
    return _http(NotFound())


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if of_programs():
        return problem(code, headers={"Retry-After": "60"} if code == 429 else {})
    title, said = _TELLING.get(code, ("请求有误", "请返回再试。") if code < 500 else _TELLING[500])
    page = render_template("error.html", code=code, title=title, said=said)
    return page, code, {"Retry-After": "60"} if code == 429 else {}


def _foreign(error: CSRFError) -> ResponseReturnValue:
    said = "页面放得太久或登录已换人，表单不能再用；请返回、刷新页面后重新提交。"
    return render_template("error.html", code=400, title="表单已失效", said=said), 400


def _person(error: PersonError) -> ResponseReturnValue:
    if of_programs():
        return problem(400, error.message)
    return render_template("error.html", code=400, title="做不到", said=error.message), 400


def _ledger(error: PersonError) -> ResponseReturnValue:
    """Nothing was written. What was typed is kept on the page to be sent again, passwords excepted."""
    # The message names the database: it is for the log, not for whoever asks.
    _log.warning("%s %s: %s", request.method, request.path, error.message)
    locked = isinstance(error, LedgerLocked)
    if of_programs():
        return problem(503, _LOCKED if locked else _UNUSABLE, {"Retry-After": str(_RETRY_SECONDS)})
    typed = list(_typed()) if locked and request.method == "POST" else []
    page = render_template(
        "error.html", code=503, title="请稍后再试", said=_LOCKED if locked else _UNUSABLE, typed=typed, posted=_posted()
    )
    return page, 503, {"Retry-After": str(_RETRY_SECONDS)}


def _posted() -> bool:
    return request.method == "POST"


def _typed() -> Iterator[tuple[str, str]]:
    if any("password" in name or name in ("old", "new", "again") for name in request.form):
        return
    yield from request.form.items(multi=True)
