"""What a template of Word may compute: it shows fields and goes through their lists, and no more.

Jinja's own sandbox keeps a template from what it must not touch, not from work without end: loops within loops, texts
that double. Here all that a template can do takes as long as its own text and the fields are long, since a notice is
filled while a browser waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment

_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int"),
    *("items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round"),
    *("select", "selectattr", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
"""Those that make nothing longer than what they are given."""
_LONGEST = 1_000_000
"""Characters of a list that is joined."""
_BETWEEN = 100
"""Characters that may stand between two of its texts."""


class _Generator(CodeGenerator):
    """Refuses, where a template is read, what could grow with every step."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._within: list[set[str]] = []

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """A loop within a loop goes through what belongs to the outer one: a tree is walked once."""
        if self._within and _root(node.iter) not in self._within[-1]:
            self.fail("循环里面的循环，只能列出外层那一项自己的内容", node.lineno)
        self._within.append(set(_names(node.target)))
        try:
            super().visit_For(node, frame)
        finally:
            self._within.pop()

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:
        """Two lines of it could double a text, forty of them fill any memory."""
        self.fail("模板里不能用 set", node.lineno)

    def visit_AssignBlock(self, node: nodes.AssignBlock, frame: Frame) -> None:
        """As `set`."""
        self.fail("模板里不能用 set", node.lineno)

    def visit_With(self, node: nodes.With, frame: Frame) -> None:
        """As `set`."""
        self.fail("模板里不能用 with", node.lineno)


class Sandbox(SandboxedEnvironment):
    """Fields, what belongs to them, `if`, `for`, and filters that make nothing longer. Nothing is called."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in _FILTERS}, "join": _join}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """What a field holds is found by its name, not as an attribute: only `loop` has any."""
        return isinstance(obj, LoopContext) and super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, *args: Any, **options: Any) -> Any:
        """Raises SecurityError; UndefinedError for what there is not."""
        if isinstance(obj, Undefined):
            return obj()
        raise SecurityError("模板里不能调用函数")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Numbers only, and no powers. Raises SecurityError."""
        if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(f"模板里不能这样用 {operator}")
        return super().call_binop(context, operator, left, right)


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    if len(str(d)) > _BETWEEN:
        raise SecurityError(f"join 的分隔超过 {_BETWEEN} 个字")
    told = str(do_join(context, value, d, attribute))
    if len(told) > _LONGEST:
        raise SecurityError(f"join 的结果超过 {_LONGEST} 个字")
    return told


def _names(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    yield from (one.name for one in target.find_all(nodes.Name))


def _root(node: nodes.Node) -> str:
    """The name that a chain such as 一个.问题 begins with; "" for anything else."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""
