"""In which groups answers are counted: the system someone works in, and their place at work. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.gaps.rules.framework import SYSTEM_WORDS

Words = Mapping[str, str]
SYSTEMS_ES = {
    "child_welfare": "Bienestar infantil",
    "treatment": "Tratamiento por consumo de sustancias",
    "health": "Atención de salud",
    "courts": "Tribunales y leyes",
    "early_years": "Primera infancia y escuelas",
    "basics": "Vivienda, comida, beneficios",
    "community": "Pares y comunidad",
    "tribes": "Tribus",
}
PLACES = {"front": "I work with families", "supervises": "I supervise", "leads": "I lead an organization"}
PLACES_ES = {"front": "Trabajo con familias", "supervises": "Superviso", "leads": "Dirijo una organización"}
PLACE_WORDS = {"front": "Works with families", "supervises": "Supervises", "leads": "Leads an organization"}


def systems(language: str = "en") -> Words:
    return SYSTEMS_ES if language == "es" else {one.value: words for one, words in SYSTEM_WORDS.items()}


def places(language: str = "en") -> Words:
    return PLACES_ES if language == "es" else PLACES
