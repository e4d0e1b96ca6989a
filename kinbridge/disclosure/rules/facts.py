"""What is known of the circumstances. None means not known, and what is not known opens nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.disclosure.rules.kept import found_once


@dataclass(frozen=True, kw_only=True)
class Facts:
    # the person, and what they can decide
    deceased: bool = False
    able_to_consent: bool | None = None
    consent_refused: bool | None = None
    minor_signs_alone: bool | None = None
    parental_rights_ended: bool | None = None
    endangerment_believed: bool | None = None
    acting_as_parent: bool | None = None
    parent_is_acting: bool | None = None
    state_bars_foster_parent: bool | None = None
    next_of_kin_rule: bool | None = None
    safety_concern: bool | None = None
    # the program, the holder and the asker
    part2_program: bool | None = None
    federally_assisted: bool | None = None
    program_closed: bool | None = None
    runs_the_program: bool | None = None
    holder_is_covered_entity: bool | None = None
    source_is_covered_entity: bool | None = None
    holder_knows_of_revocation: bool | None = None
    agency_legally_responsible: bool | None = None
    contracted_provider: bool | None = None
    exchange_is_business_associate: bool | None = None
    chief_health_officer_designation: bool | None = None
    in_home_case: bool | None = None
    # what happened
    crime_on_premises: bool | None = None
    reportable: bool | None = None
    prenatal_use_reportable: bool | None = None
    substantiated: bool | None = None
    fugitive_felon_request: bool | None = None
    breach: bool | None = None
    near_fatality: bool | None = None
    # the record
    sealed: bool | None = None
    privileged: bool | None = None
    identifiable: bool | None = None
    cell_count: int | None = None
    derivable: bool | None = None
    complementary_suppression: bool | None = None
    tribe_approves: bool | None = None
    # what the state adds
    hiv_release_required: bool | None = None
    hiv_treatment_exception: bool | None = None
    gal_statute: bool | None = None
    # the rule pack
    pack_signed: bool = True

    @found_once
    def _hash(self) -> int:
        return hash(tuple(vars(self).values()))

    def __hash__(self) -> int:
        return self._hash


NOTHING_KNOWN = Facts()
