"""The scoring rules of the screening instruments. Pure: answers in, a score with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.screening.rules.ace import ace
from kinbridge.screening.rules.ahc_hrsn import ahc_hrsn_core
from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_map
from kinbridge.screening.rules.audit_c import audit_c
from kinbridge.screening.rules.community import capacity_gap, care_funnel, cvi_gap, psat, training_confidence
from kinbridge.screening.rules.crafft import crafft_2_1_n
from kinbridge.screening.rules.dsm5_oud import dsm5_oud
from kinbridge.screening.rules.epds import epds
from kinbridge.screening.rules.esc import esc
from kinbridge.screening.rules.family import cans_fast_actions, ncfas_change
from kinbridge.screening.rules.fnass import fnass_item, fnass_run
from kinbridge.screening.rules.gated import pc_ptsd_5, rods
from kinbridge.screening.rules.nida import nida_quick_screen, nm_assist
from kinbridge.screening.rules.phq_2 import phq_2
from kinbridge.screening.rules.prenatal import five_ps_integrated, four_ps, surp_p
from kinbridge.screening.rules.published import PUBLISHED, Published
from kinbridge.screening.rules.result import Score, Status, error
from kinbridge.screening.rules.summed import Rule, rated, summed
from kinbridge.screening.rules.taps import taps_1, taps_2

INSTRUMENTS: tuple[tuple[str, Rule], ...] = (
    ("audit_c", audit_c),
    ("dast_10", summed("dast_10")),
    ("uncope", summed("uncope")),
    ("five_ps_integrated", five_ps_integrated),
    ("four_ps", four_ps),
    ("surp_p", surp_p),
    ("nida_quick_screen", nida_quick_screen),
    ("nm_assist", nm_assist),
    ("taps_1", taps_1),
    ("taps_2", taps_2),
    ("crafft_2_1_n", crafft_2_1_n),
    ("rods", rods),
    ("cows", rated("cows")),
    ("fnass_item", fnass_item),
    ("fnass_run", fnass_run),
    ("esc", esc),
    ("epds", epds),
    ("phq_9", summed("phq_9")),
    ("phq_2", phq_2),
    ("gad_7", summed("gad_7")),
    ("pc_ptsd_5", pc_ptsd_5),
    ("ace", ace),
    ("hits", summed("hits")),
    ("e_hits", summed("e_hits")),
    ("web", summed("web")),
    ("hark", summed("hark")),
    ("ahc_hrsn_core", ahc_hrsn_core),
    ("dsm5_oud", dsm5_oud),
    ("psat", psat),
    ("ncfas_change", ncfas_change),
    ("cans_fast_actions", cans_fast_actions),
    ("training_confidence", training_confidence),
    ("cvi_gap", cvi_gap),
    ("care_funnel", care_funnel),
    ("capacity_gap", capacity_gap),
)
_RULES = dict(INSTRUMENTS)

__all__ = ["INSTRUMENTS", "PUBLISHED", "Published", "Score", "Status", "score"]


def score(instrument: str, answers: Mapping[str, object], /, **context: object) -> Score:
    """The score of one answer sheet; answers the instrument does not have give an error that says which and why.

    `context` is what the scoring needs besides the answers, such as `sex_for_scoring`, `pregnant` or a local `cutoff`.
    """
    rule = _RULES.get(instrument)
    if rule is None:
        return error("There is no such instrument; INSTRUMENTS lists those that can be scored.")
    try:
        return rule(Sheet(as_map("answers", answers)), context)
    except BadAnswer as bad:
        return error(str(bad))
