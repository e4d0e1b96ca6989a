"""Whether a clinic, a unit or a clinician is a treatment program under part 2: 42 CFR 2.11 and 2.12(b)."""

from __future__ import annotations


def is_part2_program(
    *,
    attested: bool | None = None,
    holds_out: bool | None = None,
    primary_function: bool | None = None,
    identified: bool | None = None,
    federally_assisted: bool | None = None,
) -> bool:
    """It holds itself out as giving treatment, or that is its identified staff's main work, with any federal help.

    Federal help is assumed unless it is known to be missing: a Medicaid payment or tax exemption is enough.
    """
    if attested is not None:
        return attested
    offers = holds_out is True or (primary_function is True and identified is True)
    return offers and federally_assisted is not False
