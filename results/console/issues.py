"""Issues: a list that its address describes whole, and a page for each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from checks.indicators.edition import Edition, Kind, Rule
from checks.indicators.words import word
from results import judging
from results.console import gate
from results.console.acts import NOTHING, Acting, Typed
from results.console.desk import desk
from results.console.evidence import beside
from results.console.forms import number as typed_number
from results.ledger import issue_lists, outcomes
from results.ledger import issues as ledger_issues
from results.ledger.issue_lists import Order, Wanted
from results.ledger.issues import STANDING, Issue, IssueState
from results.ledger.scope import sees
from results.lines import issue_line
from results.link_details import LinkDetail, link_detail
from results.lists.of_issues import checks_of

_LONGEST = 100
_RUNS = 8

issues = Blueprint("issues", __name__, url_prefix="/issues")


@dataclass(frozen=True, slots=True)
class Line:
    """An issue with the words that a person reads."""

    issue: Issue
    rule: Rule | None
    told: dict[str, Any]

    @property
    def title(self) -> str:
        return self.rule.title if self.rule else self.issue.check

    @property
    def detail(self) -> LinkDetail | None:
        """What a link at fault needs said besides; None for what is no link."""
        return link_detail(self.told["url"], self.told["found_on"], self.told["data"], self.told["fix"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, as the form shows it again."""

    states: tuple[IssueState, ...]
    kind: str
    check: str
    site: str
    unit: str
    text: str
    order: Order

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of an address that asks for the same."""
        given = {name: getattr(self, name) for name in ("kind", "check", "site", "unit", "text")}
        order = {} if self.order is Order.NEWEST else {"order": self.order.value}
        return {"state": [state.value for state in self.states], **{k: v for k, v in given.items() if v}, **order}


@issues.get("/")
def listed() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition, chosen = here.edition(), _chosen()
    checks = checks_of(edition, chosen.check, chosen.kind)
    wanted = Wanted(chosen.states, checks, chosen.site, chosen.unit, chosen.text, chosen.order)
    after = request.args.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        page = issue_lists.page(connection, scope, wanted, after=after, size=here.page)
    return render_template(
        "issues.html",
        lines=lines_of(page.issues, edition),
        after=page.after,
        begun=after is not None,
        chosen=chosen,
        states=list(IssueState),
        kinds=[kind for kind in Kind if kind is not Kind.BONUS],
        orders=list(Order),
        rules=offered(edition),
    )


@issues.get("/<int:number>")
def one(number: int) -> ResponseReturnValue:
    return page_of(number)


def page_of(number: int, typed: Typed = NOTHING) -> str:
    """The page of an issue, with what was typed into its form and not done."""
    here, scope = desk(), gate.visitor().user.scope
    edition = here.edition()
    with here.ledger.connect() as connection:
        found = ledger_issues.numbered(connection, [number])
        # Who may not see it is told what he would be told if it were not there.
        if not found or not sees(connection, scope, found[0].subject):
            abort(404)
        (issue,) = found
        events = list(ledger_issues.events(connection, number))
        looks = outcomes.lately(connection, issue.subject_type, issue.subject, issue.check, _RUNS)
        evidence = beside(connection, issue)
        judges = judging.judges_of(connection, issue.subject) if gate.visitor().may("queue.assign") else []
    (line,) = lines_of([issue], edition)
    told = {"line": line, "events": events, "looks": looks, "detail": line.detail, "beside": evidence}
    return render_template("issue.html", acting=Acting(issue, judges, typed), **told)


def lines_of(found: Iterable[Issue], edition: Edition) -> list[Line]:
    return [Line(issue, edition.rules.get(issue.check), issue_line(issue, edition)) for issue in found]


def _chosen() -> Chosen:
    """What stands in the address; a word that means nothing counts for nothing."""
    given = request.args
    texts = {
        name: " ".join(given.get(name, "").split())[:_LONGEST] for name in ("kind", "check", "site", "unit", "text")
    }
    states = tuple(state for state in IssueState if state.value in given.getlist("state"))
    order = given.get("order", "")
    # Without a word of the states: what stands. A form that was sent with all of them cleared asks for all.
    every = "state" in given or "all" in given
    return Chosen(
        states or (() if every else STANDING), order=Order(order) if order in set(Order) else Order.NEWEST, **texts
    )


def offered(edition: Edition) -> list[tuple[str, list[Rule]]]:
    """The rules that issues can be of, by kind."""
    rules = sorted(edition.rules.values(), key=lambda rule: rule.title)
    return [
        (word("kind", kind), [rule for rule in rules if rule.kind is kind]) for kind in Kind if kind is not Kind.BONUS
    ]
