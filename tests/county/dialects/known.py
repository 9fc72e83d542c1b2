"""All dialects by name."""

from __future__ import annotations

from tests.county.dialects.gkmlpt import NFCMS
from tests.county.dialects.hanweb import HANWEB
from tests.county.dialects.plain import EMPIRE, JEECMS, QUERY, SITESERVER
from tests.county.dialects.shape import Dialect
from tests.county.dialects.trs import TRS, TRS_SCRIPT
from tests.county.dialects.ucap import UCAP
from tests.county.dialects.vsb import VSB

DIALECTS: dict[str, Dialect] = {
    d.name: d for d in (TRS, TRS_SCRIPT, UCAP, HANWEB, NFCMS, VSB, SITESERVER, EMPIRE, JEECMS, QUERY)
}
