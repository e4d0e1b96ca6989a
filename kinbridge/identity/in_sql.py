"""What `rules.comparing` says in Python, in SQL for Splink; a test holds the two together.

In words that DuckDB and Spark share. `on_duckdb` and Splink's own jar for Spark add the one function that each lacks.
"""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.identity.rules.comparing import DUE_WITHIN, Field, Level

TURNED = "given_l = family_r AND family_l = given_r AND given_l <> family_l"
LEVELS_IN_SQL: Mapping[Field, Mapping[Level, str]] = {
    Field.GIVEN: {
        Level.UNKNOWN: "given_l IS NULL OR given_r IS NULL",
        Level.SAME: "given_l = given_r",
        Level.TURNED: TURNED,
        Level.FORM: "formal_l = formal_r",
        Level.SLIP: "damerau_levenshtein(given_l, given_r) <= 1",
    },
    Field.FAMILY: {
        Level.UNKNOWN: f"family_l IS NULL OR family_r IS NULL OR ({TURNED})",
        Level.SAME: "family_l = family_r",
        Level.PART: "arrays_overlap(split(family_l, ' '), split(family_r, ' '))",
        Level.SLIP: "damerau_levenshtein(family_l, family_r) <= 1",
    },
    Field.BORN: {
        Level.UNKNOWN: "born_l IS NULL OR born_r IS NULL",
        Level.SAME: "born_l = born_r",
        Level.SWAPPED: "born_l = swapped_r",
        Level.SLIP: "damerau_levenshtein(born_l, born_r) <= 1",
    },
    Field.DUE: {
        Level.UNKNOWN: "due_l IS NULL OR due_r IS NULL",
        Level.SAME: f"abs(due_l - due_r) <= {DUE_WITHIN}",
    },
    Field.MOTHER: {
        Level.UNKNOWN: "mother_given_l IS NULL OR mother_given_r IS NULL",
        Level.SAME: "mother_born_l = mother_born_r AND mother_given_l = mother_given_r AND mother_given_l <> ''",
        Level.ALIKE: "mother_born_l = mother_born_r OR (mother_given_l = mother_given_r AND mother_given_l <> ''"
        " AND mother_family_l = mother_family_r)",
    },
    Field.PHONE: {
        Level.UNKNOWN: "phone_l IS NULL OR phone_r IS NULL",
        Level.SAME: "phone_l = phone_r",
    },
}
TRIED = (
    "l.born = r.born AND left(l.family, 2) = left(r.family, 2)",
    "l.born = r.born AND left(l.given, 2) = left(r.given, 2)",
    "l.born = r.born AND l.formal = r.formal",
    "l.given = r.family AND l.family = r.given",
    "l.family = r.family AND l.formal = r.formal AND left(l.born, 4) = left(r.born, 4)",
    "l.family = r.family AND l.formal = r.formal AND right(l.born, 5) = right(r.born, 5)",
    "l.phone = r.phone",
    "l.mother_born = r.mother_born AND l.mother_given = r.mother_given",
)
"""Only pairs of which one line is true are compared at all: there are too many others."""
NOT_OF_ONE_HOUSEHOLD = "l.household <> r.household"
