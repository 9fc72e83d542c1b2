"""How the settings say a weekly sample is drawn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clock.settings import SampleSettings, Settings, SettingsError
from clock.weekly import params_of
from results.reports.sample import Params, Stratum


def test_the_shares_and_the_cycle_are_settings() -> None:
    assert params_of(Settings()) == Params()
    own = Settings(sample=SampleSettings(portals=0.5, departments=0.1, others=0, accounts=1, cycle=4))
    shares = {Stratum.PORTAL: "0.5", Stratum.DEPARTMENT: "0.1", Stratum.OTHER: "0", Stratum.ACCOUNT: "1"}
    assert params_of(own) == Params({stratum: Decimal(share) for stratum, share in shares.items()}, 4)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (SampleSettings(accounts=1.1), "0 到 1 之间"),
        (SampleSettings(portals=-0.1), "0 到 1 之间"),
        (SampleSettings(others=float("nan")), "0 到 1 之间"),
        (SampleSettings(cycle=13), "一个季度轮不到"),
        (SampleSettings(cycle=0), "1 到 12"),
    ],
)
def test_a_sample_that_would_leave_somebody_out_is_refused(own: SampleSettings, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        params_of(Settings(sample=own))
