"""The tree of units: who stands under whom, put together from every row that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.model.registry import Level, Unit
from results.intake import cells
from results.intake.faults import CellFault, SheetError
from results.intake.rows import LEVELS, Row


@dataclass(slots=True)
class _Said:
    unit: Unit
    row: Row
    parent_row: Row | None = None


@dataclass(slots=True)
class Tree:
    """What the rows say of units. A unit that names itself as the one above it stands at the top."""

    said: dict[str, _Said] = field(default_factory=dict)
    listed: dict[str, Row] = field(default_factory=dict)
    above: dict[str, Row] = field(default_factory=dict)

    def row(self, row: Row) -> None:
        """Takes in a row of the units sheet; its faults go to the row."""
        name, parent, region = row.text("name", needed=True), row.text("parent"), row.text("region")
        level = row.read("level", lambda v: cells.choice(v, LEVELS, Level.UNKNOWN), Level.UNKNOWN)
        if row.errors:
            return
        if name in self.listed:
            row.fault("name", CellFault(f"与{self.listed[name].place}重复", "请只留一行"))
            return
        self.listed[name] = row
        self.owner(row, name, parent, level, region)

    def owner(self, row: Row, name: str, parent: str, level: Level, region: str) -> None:
        """Takes in that `name` is under `parent` ("" = not said here). A contradiction is a fault of the row."""
        parent = "" if parent == name else parent
        known = self.said.get(name) or _Said(Unit(name), row)
        if parent and known.unit.parent and known.unit.parent != parent:
            earlier = known.parent_row.place if known.parent_row else ""
            column = "parent" if "parent" in row.head.at else "parent_unit"
            problem = f"单位“{name}”的上级写成“{parent}”，而{earlier}写成“{known.unit.parent}”"
            row.fault(column, CellFault(problem, "请写成同一个上级单位"))
            return
        unit = Unit(
            name,
            known.unit.parent or parent,
            known.unit.level if known.unit.level is not Level.UNKNOWN else level,
            known.unit.region or region,
        )
        self.said[name] = _Said(unit, known.row, known.parent_row or (row if parent else None))
        if parent:
            self.above.setdefault(parent, row)

    def units(self, known: Iterable[Unit] = ()) -> tuple[tuple[Unit, ...], list[SheetError]]:
        """All units, those that are only named as parents too, in the order they came; and the circles among them."""
        made = {name: said.unit for name, said in self.said.items()}
        for name in self.above:
            made.setdefault(name, Unit(name))
        registered = {unit.name: unit for unit in known}
        # A row that says nothing of the parent does not undo what is registered.
        for name, unit in made.items():
            before = registered.get(name)
            if before and name not in self.listed:
                made[name] = Unit(
                    name,
                    unit.parent or before.parent,
                    unit.level if unit.level is not Level.UNKNOWN else before.level,
                    unit.region or before.region,
                )
        parents = {name: unit.parent for name, unit in (registered | made).items()}
        return tuple(made.values()), [self._error(circle) for circle in _circles(parents)]

    def _error(self, circle: list[str]) -> SheetError:
        names = [name for name in circle if name in self.said and self.said[name].parent_row]
        row = self.said[names[0]].parent_row if names else next(iter(self.above.values()))
        assert row is not None  # a circle closes only through a row that names a parent
        column = "parent" if "parent" in row.head.at else "parent_unit"
        return row.error(column, f"上下级绕成了圈：{' → '.join([*circle, circle[0]])}", "请改正其中一个单位的上级")


def _circles(parents: dict[str, str]) -> list[list[str]]:
    done: set[str] = set()
    circles = []
    for start in parents:
        path: dict[str, int] = {}
        name = start
        while name and name in parents and name not in done and name not in path:
            path[name] = len(path)
            name = parents[name]
        if name in path:
            circles.append(list(path)[path[name] :])
        done.update(path)
    return circles
