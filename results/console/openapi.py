"""The description of the interface for programs (OpenAPI 3.1), made from the tables that its routes are made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from results.lists.arguments import Argument, Meaning
from results.lists.catalog import READ
from results.lists.listing import Listing

VERSION = "1.0"
ROOT = "/api/v1"
LIMIT = Argument("limit", "一页最多多少条；不写是 100", Meaning.NUMBER, least=1, most=500)
AFTER = Argument("after", "上一页返回的 after；不写是第一页", longest=8_000)
USUAL = 100
"""Lines of a page where nobody says how many."""
_TOLD = {
    "400": "参数有误",
    "401": "没有有效的令牌",
    "403": "没有权限",
    "404": "没有这一项",
    "429": "请求太频繁",
    "503": "台账正被占用，请稍后再试",
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def arguments_of(listing: Listing) -> tuple[Argument, ...]:
    """What may be said of a list."""
    return (*listing.arguments, LIMIT, AFTER)


def described() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"problem": _PROBLEM}
    for listing in READ.values():
        schemas[listing.name] = {
            "type": "object",
            "required": list(listing.fields),
            "properties": {name: dict(schema) for name, schema in listing.fields.items()},
        }
        paths[f"{ROOT}/{listing.name}"] = {"get": _list(listing)}
        if listing.one:
            paths[f"{ROOT}/{listing.name}/{{number}}"] = {"get": _one(listing)}
    paths[f"{ROOT}/openapi.json"] = {
        "get": {
            "operationId": "openapi",
            "summary": "本说明",
            "responses": _responses({"type": "object"}, "400", "401", "429"),
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "巡网", "version": VERSION, "description": "只读接口；各字段的意思见 docs/lines.md"},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _list(listing: Listing) -> dict[str, Any]:
    page = {
        "type": "object",
        "required": ["items", "after"],
        "properties": {
            "items": {"type": "array", "maxItems": LIMIT.most, "items": _named(listing.name)},
            "after": {"type": ["string", "null"]},
        },
    }
    return {
        "operationId": listing.name,
        "summary": f"清单：{listing.title}",
        "parameters": [_parameter(argument) for argument in arguments_of(listing)],
        "responses": _responses(page, "400", "401", "403", "429", "503"),
    }


def _one(listing: Listing) -> dict[str, Any]:
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    return {
        "operationId": f"{listing.name}_one",
        "summary": f"一条：{listing.title}",
        "parameters": [number],
        "responses": _responses(_named(listing.name), "400", "401", "403", "404", "429", "503"),
    }


def _parameter(argument: Argument) -> dict[str, Any]:
    told: dict[str, Any] = {"name": argument.name, "in": "query", "required": False, "description": argument.says}
    if not argument.many:
        return {**told, "schema": argument.schema}
    return {**told, "schema": {"type": "array", "items": argument.schema}, "style": "form", "explode": True}


def _responses(schema: Mapping[str, Any], *problems: str) -> dict[str, Any]:
    wrong = {"application/problem+json": {"schema": _named("problem")}}
    return {
        "200": {"description": "好", "content": {"application/json": {"schema": dict(schema)}}},
        **{code: {"description": _TOLD[code], "content": wrong} for code in problems},
    }


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}
