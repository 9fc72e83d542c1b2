"""NFCMS (Guangdong): `window.NFCMS_SITE_ID`, pages index_2.html by links of class next, last."""

from __future__ import annotations

from crawler.spiders.dialects.numbered import Numbered

NFCMS = Numbered("nfcms", ("NFCMS_SITE_ID", "NFCMS_PUB_TYPE", "NFCMS_"))
