"""golden-liquid's templates give what Liquid 4.0.4 gave under Jekyll: output, error, warnings."""

from __future__ import annotations

from typing import Any

import pytest
from liquid_cases import golden

from jekylite.errors import LiquidError
from jekylite.liquid import JekyllEnvironment, LocalSite

CASES = golden()


@pytest.mark.skipif(not CASES, reason="golden-liquid's answers are not at hand")
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{n}-{case['name']}") for n, case in enumerate(CASES)]
)
def test_a_template_gives_what_the_reference_gives(case: dict[str, Any]) -> None:
    env = JekyllEnvironment(site=LocalSite(case.get("partials"), timezone="UTC"))
    if "error" in case:
        with pytest.raises(LiquidError) as raised:
            env.from_string(case["template"]).render(case["data"])
        assert raised.value.message == case["error"]
        return
    template = env.from_string(case["template"])
    assert template.render(case["data"]) == case["expected"]
    assert [warning.message for warning in template.warnings] == case.get("warnings", [])
