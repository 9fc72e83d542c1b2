"""In which order things are drawn into the county: what stands on other things comes after them.

Honest content comes first, faults before the near misses that look like them. Families that only add pages of their
own come last, so that what they take from columns leaves the others what they had.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.county import accounts, aids, annual, beside, dates, disclosure, interpretations, notices
from tests.county import consultations as asked
from tests.county import letters as letterbox
from tests.county import search as searches
from tests.county.draft import Book
from tests.county.faults import accounts as silent
from tests.county.faults import aids as wrong_aids
from tests.county.faults import annual as wrong_annual
from tests.county.faults import beside as not_beside
from tests.county.faults import (
    columns,
    consultations,
    danger,
    domains,
    duties,
    files,
    foot,
    identity,
    labels,
    layout,
    letters,
    links,
    names,
    office,
    papers,
    recorded,
    registered,
    repeal,
    rounds,
    searching,
    secure,
    services,
    sixth,
    soft,
    traps,
    validity,
    words,
)
from tests.county.faults import dates as wrong_dates
from tests.county.faults import disclosure as wrong_disclosure
from tests.county.faults import personal as wrong_personal
from tests.county.faults import posts as wrong_posts
from tests.county.misses import accounts as calm_accounts
from tests.county.misses import aids as calm_aids
from tests.county.misses import annual as calm_annual
from tests.county.misses import attached as calm_attached
from tests.county.misses import beside as calm_beside
from tests.county.misses import columns as calm_columns
from tests.county.misses import consultations as calm_consultations
from tests.county.misses import danger as calm_danger
from tests.county.misses import dates as calm_dates
from tests.county.misses import disclosure as calm_disclosure
from tests.county.misses import domains as calm_domains
from tests.county.misses import duties as calm_duties
from tests.county.misses import files as calm_files
from tests.county.misses import identity as calm_identity
from tests.county.misses import labels as calm_labels
from tests.county.misses import layout as calm_layout
from tests.county.misses import letters as calm_letters
from tests.county.misses import links as calm_links
from tests.county.misses import office as calm_office
from tests.county.misses import papers as calm_papers
from tests.county.misses import personal as calm_personal
from tests.county.misses import posts as calm_posts
from tests.county.misses import recorded as calm_recorded
from tests.county.misses import registered as calm_registered
from tests.county.misses import repeal as calm_repeal
from tests.county.misses import searching as calm_searching
from tests.county.misses import secure as calm_secure
from tests.county.misses import services as calm_services
from tests.county.misses import sixth as calm_sixth
from tests.county.misses import soft as calm_soft
from tests.county.misses import validity as calm_validity
from tests.county.misses import walls
from tests.county.misses import words as calm_words

Draw = Callable[[Book], None]

BEFORE: tuple[Draw, ...] = (letterbox.furnish, asked.draw, dates.furnish)
"""Before columns have addresses."""
COLUMNS: tuple[Draw, ...] = (
    *(columns.draw, letters.draw_columns, calm_columns.draw),
    *(services.draw_columns, calm_services.draw_columns),
    *(duties.draw_columns, calm_duties.draw_columns),
    *(disclosure.articles, wrong_disclosure.columns, annual.furnish),
    *(notices.furnish, beside.furnish),
    *(repeal.draw_articles, calm_repeal.draw_articles),
)
"""Before articles have addresses."""
PAGES: tuple[Draw, ...] = (
    *(disclosure.frames, aids.lay_out),
    *(links.draw, labels.draw, foot.draw, papers.draw, names.draw, identity.draw),
    *(services.draw, letters.draw, wrong_disclosure.draw, consultations.draw, duties.draw),
    *(rounds.draw, soft.draw, traps.draw, danger.draw, files.draw, sixth.draw, secure.draw, domains.draw),
    *(wrong_annual.draw, wrong_aids.draw),
    *(calm_links.draw, calm_labels.draw, calm_papers.draw, calm_identity.draw),
    *(calm_services.draw, calm_letters.draw, calm_disclosure.draw, calm_duties.draw),
    *(walls.draw, calm_soft.draw, calm_danger.draw, calm_files.draw, calm_sixth.draw, calm_secure.draw),
    *(calm_domains.draw, calm_annual.draw, calm_aids.draw, layout.draw, calm_layout.draw),
    *(calm_consultations.draw, interpretations.draw, annual.show),
    *(searches.draw, searching.draw, calm_searching.draw, wrong_disclosure.downloads),
    calm_attached.draw,
    *(wrong_personal.draw, calm_personal.draw),
    *(words.draw, calm_words.draw),
    *(office.draw, calm_office.draw),
    *(wrong_dates.draw, calm_dates.draw),
    *(repeal.draw, calm_repeal.draw),
    *(validity.draw, calm_validity.draw),
    *(accounts.draw, silent.draw, calm_accounts.draw, registered.draw, calm_registered.draw),
    *(wrong_posts.draw, calm_posts.draw),
    *(recorded.draw, calm_recorded.draw),
    *(not_beside.draw, calm_beside.draw),
)
"""When everything has its address."""
