"""What a program is told when it cannot be given what it asked for (RFC 9457), in place of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Response, request

PREFIX = "/api/"
_TITLES = {
    400: "请求有误",
    401: "没有有效的令牌",
    403: "没有权限",
    404: "没有这一项",
    405: "只能读取",
    413: "内容太大",
    429: "请求太频繁",
    500: "程序出错",
    503: "请稍后再试",
}
_DETAILS = {
    401: "请在 Authorization 头里写 Bearer 和一个没有过期、没有作废的令牌；在控制台“我的账号”里新增令牌",
    403: "令牌的用户不能看这一项",
    404: "地址不对，或者内容不在令牌的用户能看的单位里",
    405: "接口只接受 GET",
    429: "这个令牌在一分钟里用得太多；请过一会儿再试",
}


def of_programs() -> bool:
    """Does a program ask?"""
    return request.path.startswith(PREFIX)


def problem(code: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A problem as JSON."""
    told = {
        "type": "about:blank",
        "title": _TITLES.get(code, _TITLES[400] if code < 500 else _TITLES[500]),
        "status": code,
        "detail": detail or _DETAILS.get(code, "请按 /api/v1/openapi.json 改正" if code < 500 else "请告诉管理员"),
    }
    body = json.dumps(told, ensure_ascii=False)
    more = {"WWW-Authenticate": "Bearer", **(headers or {})} if code == 401 else dict(headers or {})
    return Response(body, code, more, mimetype="application/problem+json")
