"""What a family reads in Spanish: its own notes, changes of medication, how each referral went on and what it was for.

Other facts are read in the language they are kept in, and a page says so.
"""

from __future__ import annotations

from kinbridge.chart.kinds.dose_review import DoseReview
from kinbridge.chart.kinds.handed_out import HandedOut
from kinbridge.chart.kinds.handoff import Handoff
from kinbridge.chart.kinds.kind import Body
from kinbridge.chart.kinds.medication import Medication
from kinbridge.chart.kinds.naloxone import Naloxone
from kinbridge.chart.kinds.need import Need
from kinbridge.chart.kinds.own_note import OwnNote
from kinbridge.chart.kinds.referral_step import ReferralStep

STEPS = {
    "sent": "enviada",
    "received": "recibida; la están viendo",
    "accepted": "aceptada",
    "declined": "no aceptada",
    "waitlisted": "en la lista de espera",
    "scheduled": "primera visita fijada",
    "first_kept": "primera visita hecha",
    "first_missed": "primera visita no hecha",
    "engaged": "está participando",
    "completed": "terminada",
    "closed": "cerrada",
    "withdrawn": "retirada",
    "entered_in_error": "enviada por error",
}
REASONS = {
    "no_opening": "no hay lugar por ahora",
    "outside_criteria": "fuera de lo que el programa puede aceptar",
    "cannot_reach": "no se pudo hablar con la persona",
    "person_declined": "la persona decidió no empezar",
    "other_program_fits": "otro programa conviene más",
    "missing_information": "falta algo necesario",
    "goals_met": "se hizo lo que se quería",
    "moved": "la persona se mudó",
    "lost_touch": "perdimos el contacto",
    "person_ended": "la persona decidió dejarlo",
    "other_service": "otro servicio se hizo cargo",
}
NEEDS = {
    "housing": "Un hogar",
    "food": "Comida",
    "transport": "Transporte",
    "income": "Ingresos",
    "child_care": "Cuidado de los niños",
    "utilities": "Luz, calefacción y agua",
    "phone": "Teléfono",
    "safety": "Seguridad",
    "legal": "Ayuda legal",
    "support_person": "Una persona de apoyo",
}
NEED_STEPS = {
    "found": "necesidad vista",
    "referred": "se pidió ayuda",
    "met": "ya la tienen",
    "declined": "no la quisieron",
}
THINGS = {
    "lock_box": "caja con llave para las medicinas",
    "test_strips": "tiras para detectar fentanilo",
    "sleep_space": "lugar seguro para que duerma el bebé",
    "disposal": "bolsa para desechar medicinas",
    "sharps": "recipiente para agujas",
    "car_seat": "asiento de seguridad para el auto",
}
MEDICATIONS = {"methadone": "Metadona", "buprenorphine": "Buprenorfina", "naltrexone": "Naltrexona"}
MEDICATION_STEPS = {
    "started": "comienzo",
    "continued": "sigue igual",
    "changed": "cambio",
    "ended": "fin",
}
DOSES = {
    "asked": "Se pidió a quien receta que revise la dosis después del parto.",
    "same": "La dosis se revisó después del parto y sigue igual.",
    "changed": "La dosis se cambió después del parto.",
}
HOW = {"in_person": "en persona", "call": "por teléfono, todos juntos", "video": "por video, todos juntos"}


def in_spanish(body: Body) -> tuple[str, str] | None:
    """The title and the sentence, or None for a kind of fact that is kept in English only."""
    if isinstance(body, ReferralStep):
        what = f" a {body.service}" if body.service else ""
        why = f" ({REASONS.get(body.reason, body.reason)})" if body.reason else ""
        return "Referencia", f"Referencia{what}: {STEPS[body.step]}{why}."
    if isinstance(body, Need):
        return "Necesidad", f"{NEEDS[body.need]}: {NEED_STEPS[body.step]}."
    if isinstance(body, Medication):
        return "Medicamento", f"{MEDICATIONS[body.medication]}: {MEDICATION_STEPS[body.step]}."
    if isinstance(body, DoseReview):
        return "Dosis después del parto", DOSES[body.outcome]
    if isinstance(body, OwnNote):
        parts = [f"“{body.text}”"] if body.text else []
        parts += [f"Ansias: {body.craving} de 10."] if body.craving is not None else []
        parts += [f"Abstinencia: {body.withdrawal} de 10."] if body.withdrawal is not None else []
        return "Nota propia", " ".join(parts)
    if isinstance(body, HandedOut):
        return "Entregado", f"Entregado para tener en casa: {THINGS[body.thing]}, {body.count}."
    if isinstance(body, Naloxone):
        return "Naloxona entregada", f"Naloxona entregada: {body.kits} kit{'' if body.kits == 1 else 's'}."
    if isinstance(body, Handoff):
        there = "estuvo" if body.family_there else "no estuvo"
        return (
            "Presentación entre programas",
            f"Los programas hablaron juntos, {HOW[body.how]}; la familia {there} presente.",
        )
    return None
