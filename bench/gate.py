"""The gate: decisions a second, and facts a second when each distinct label is decided once.

    ./run bench gate [--facts 300 2000] [--labels 60] [--runs 5]

One family's chart is asked for by six people with eight papers on file. The same gate answers twice in the same run:
once for every fact (what a simpler program would do), and once for every distinct label with a lookup for each fact
(what Kinbridge does). The two must agree on every fact before anything is timed. No database, no web server: the rules
alone, reasons and citations included. Times are the process's own CPU time, the best of several runs taken in turn.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kinbridge.consents.rules import TREATMENT_CLASS, Authority, Form, Kind, Signer, Term, organization
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.disclosure.rules import RULES, Ask, Asker, Item, may_share
from kinbridge.disclosure.rules.filed import Filed

TODAY = date(2026, 3, 2)
SIGNED, ENDS = date(2026, 2, 20), date(2026, 12, 31)
Organizations, Regimes, Categories = OrganizationKind, Regime, Category

SOURCES = (
    # key, what it is, its laws, what it records
    ("otp", Organizations.OPIOID_TREATMENT_PROGRAM, (Regimes.PART2, Regimes.HIPAA), Categories.SUD_ATTENDANCE),
    ("otp", Organizations.OPIOID_TREATMENT_PROGRAM, (Regimes.PART2, Regimes.HIPAA), Categories.SUD_MEDICATION),
    ("otp", Organizations.OPIOID_TREATMENT_PROGRAM, (Regimes.PART2, Regimes.HIPAA), Categories.SUD_TOXICOLOGY),
    ("recovery", Organizations.TREATMENT_PROGRAM, (Regimes.PART2,), Categories.SUD_TREATMENT),
    ("recovery", Organizations.TREATMENT_PROGRAM, (Regimes.PART2,), Categories.SUD_COUNSELING_NOTES),
    ("hospital", Organizations.HOSPITAL, (Regimes.HIPAA,), Categories.GENERAL_HEALTH),
    ("hospital", Organizations.HOSPITAL, (Regimes.HIPAA,), Categories.MENTAL_HEALTH),
    ("prenatal", Organizations.CLINIC, (Regimes.HIPAA,), Categories.REPRODUCTIVE),
    ("pediatrics", Organizations.CLINIC, (Regimes.HIPAA,), Categories.GENERAL_HEALTH),
    ("agency", Organizations.CHILD_WELFARE_AGENCY, (Regimes.CHILD_WELFARE,), Categories.CHILD_PROTECTION),
    ("agency", Organizations.CHILD_WELFARE_AGENCY, (Regimes.CHILD_WELFARE,), Categories.SOCIAL_NEEDS),
    ("court", Organizations.COURT, (Regimes.COURT,), Categories.JUVENILE_COURT),
    ("early", Organizations.PART_C_LEAD_AGENCY, (Regimes.PART_C,), Categories.EARLY_INTERVENTION),
    ("visitors", Organizations.HOME_VISITING, (Regimes.COMMUNITY,), Categories.SOCIAL_NEEDS),
    ("benefits", Organizations.BENEFITS, (Regimes.TANF,), Categories.SOCIAL_NEEDS),
    ("shelter", Organizations.DV_PROGRAM, (Regimes.DV_PROGRAM,), Categories.DV_LOCATION),
)
PEOPLE = (Relation.MOTHER, Relation.FATHER, Relation.INFANT, Relation.CHILD)

ASKERS = (
    (Asker(kind=Organizations.CHILD_WELFARE_AGENCY, role="caseworker", organization="agency"), Purpose.CASE_PLANNING),
    (
        Asker(
            kind=Organizations.OPIOID_TREATMENT_PROGRAM,
            role="counselor",
            organization="otp",
            program="otp",
            part2_program=True,
            treats=True,
        ),
        Purpose.TREATMENT,
    ),
    (
        Asker(kind=Organizations.HOSPITAL, role="hospital_social_worker", organization="hospital", treats=True),
        Purpose.TREATMENT,
    ),
    (Asker(kind=Organizations.HOME_VISITING, role="home_visitor", organization="visitors"), Purpose.CARE_COORDINATION),
    (Asker(kind=Organizations.COURT, role="judge", organization="court"), Purpose.COURT_PROCEEDING_OTHER),
    (Asker(kind=Standing.PATIENT, role="self", person=Relation.MOTHER), Purpose.SELF_ACCESS),
)


def consent(
    key: str, source: str, to: str, *categories: Category, purposes: tuple[Purpose, ...], **more: object
) -> Authority:
    """One that the mother signed, as the program's own form would be."""
    fields: dict[str, object] = {
        "kind": Kind.CONSENT,
        "id": key,
        "subject": Relation.MOTHER,
        "form": Form.SPECIFIC,
        "disclosers": frozenset({organization(source)}),
        "recipients": frozenset({organization(to)}),
        "categories": frozenset(categories),
        "purposes": frozenset(purposes),
        "signers": frozenset({Signer.SUBJECT}),
        "signed": SIGNED,
        "expires": ENDS,
        "terms": frozenset({Term.REDISCLOSURE, Term.REFUSAL, Term.REVOCATION}),
    }
    return Authority(**{**fields, **more})


PAPERS = Filed(
    (
        consent("agency", "otp", "agency", Category.SUD_ATTENDANCE, purposes=(Purpose.CASE_PLANNING,)),
        consent(
            "taken back",
            "recovery",
            "agency",
            Category.SUD_TREATMENT,
            purposes=(Purpose.CASE_PLANNING,),
            revoked=SIGNED,
        ),
        consent(
            "ended", "hospital", "agency", Category.GENERAL_HEALTH, purposes=(Purpose.CASE_PLANNING,), expires=SIGNED
        ),
        consent("health", "hospital", "agency", Category.GENERAL_HEALTH, purposes=(Purpose.CASE_PLANNING,)),
        consent("visitor", "otp", "visitors", Category.SUD_ATTENDANCE, purposes=(Purpose.CARE_COORDINATION,)),
        consent(
            "no date", "prenatal", "visitors", Category.REPRODUCTIVE, purposes=(Purpose.CARE_COORDINATION,), signed=None
        ),
        consent(
            "one consent",
            "otp",
            "hospital",
            Category.SUD_TREATMENT,
            Category.SUD_MEDICATION,
            purposes=(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS),
            form=Form.TPO,
            recipients=frozenset({TREATMENT_CLASS}),
        ),
        Authority(
            kind=Kind.RESTRICTION, id="limit", subject=Relation.MOTHER, recipients=frozenset({organization("court")})
        ),
    )
)


def labels(number: int) -> list[Item]:
    """That many different labels: each source about each person, in turn."""
    every = [
        Item(
            regimes=frozenset(laws),
            category=category,
            subject=person,
            subject_role=person,
            source_organization=key,
            source_kind=kind,
            source_program=key,
        )
        for person in PEOPLE
        for key, kind, laws, category in SOURCES
    ]
    if number > len(every):
        sys.exit(f"There are {len(every)} different labels; ask for at most so many.")
    return every[:number]


Chart = list[tuple[int, Item]]
Answers = list[Decision]


def once_per_fact(chart: Chart, asker: Asker, purpose: Purpose) -> Answers:
    return [
        may_share(Ask(item=label, asker=asker, purpose=purpose, on=TODAY, authorities=PAPERS)) for _, label in chart
    ]


def once_per_label(chart: Chart, asker: Asker, purpose: Purpose) -> Answers:
    distinct = dict(chart)
    asked = Ask(item=chart[0][1], asker=asker, purpose=purpose, on=TODAY, authorities=PAPERS)
    decided = {key: may_share(asked.about(label)) for key, label in distinct.items()}
    return [decided[key] for key, _ in chart]


Way = Callable[[Chart, Asker, Purpose], Answers]


def seconds(way: Way, chart: Chart) -> float:
    """CPU time of the chart for all six askers, its answers' reasons and citations read."""
    began = time.process_time()
    for asker, purpose in ASKERS:
        for decision in way(chart, asker, purpose):
            decision.reasons  # noqa: B018
    return time.process_time() - began


def agree(chart: Chart) -> int:
    """How many answers are yes; stops where the two ways differ on any fact."""
    allowed = 0
    for asker, purpose in ASKERS:
        answers = once_per_label(chart, asker, purpose)
        if answers != once_per_fact(chart, asker, purpose):
            sys.exit("The two ways do not agree; nothing is timed.")
        allowed += sum(decision.allowed for decision in answers)
    return allowed


def measure(chart: Chart, *, runs: int) -> None:
    """Both ways in turn, the best of the runs, and the ratio."""
    allowed, labels_here = agree(chart), len(dict(chart))
    facts, charts = len(chart), len(ASKERS)
    best: dict[Way, float] = {}
    for _ in range(runs):
        for way in (once_per_fact, once_per_label):
            best[way] = min(best.get(way, float("inf")), seconds(way, chart))
    print(f"\n{facts} facts under {labels_here} labels; {allowed} of {facts * charts} answers are yes")
    print(f"  {'':<18}{'ms a chart':>12}{'decisions/s':>14}{'facts/s':>12}")
    for way, spent in best.items():
        made = facts if way is once_per_fact else labels_here
        figures = f"{1000 * spent / charts:>12.2f}{made * charts / spent:>14,.0f}{facts * charts / spent:>12,.0f}"
        print(f"  {way.__name__.replace('_', ' '):<18}{figures}")
    ratio = best[once_per_fact] / best[once_per_label]
    print(f"  ratio: {ratio:.1f} times the facts a second, with {facts / labels_here:.1f} facts a label")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[300, 2000])
    parser.add_argument("--labels", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    known = labels(asked.labels)
    print(f"{len(RULES)} rules, {len(PAPERS)} papers on file, {len(ASKERS)} askers; Python {platform.python_version()}")
    for size in asked.facts:
        measure([(number % len(known), known[number % len(known)]) for number in range(size)], runs=asked.runs)


if __name__ == "__main__":
    main()
