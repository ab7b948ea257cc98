"""Everything that a demonstration begins with. Loading again changes nothing."""

from __future__ import annotations

from kelisim.common.reference import load_reference
from kelisim.samples.real import load_real
from kelisim.samples.sample_forum import load_sample_forum
from kelisim.samples.sample_hall import load_sample_hall
from kelisim.samples.sample_plans import load_sample_plans
from kelisim.samples.sample_region import load_sample_region
from kelisim.samples.sample_trip import load_sample_trip


def load_all() -> None:
    """Load the reference data, the sample region and the published facts of real places."""
    load_reference()
    load_sample_region()
    load_sample_forum()
    load_sample_trip()
    load_sample_hall()
    load_real()
    load_sample_plans()
