"""What can be wrong with a paper, the sentence that says so, how to mend it, and the law that makes it a fault."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Defect(StrEnum):
    NO_PATIENT = "E01"
    NO_DISCLOSER = "E02"
    NO_DESCRIPTION = "E03"
    NO_RECIPIENT = "E04"
    NO_INTERMEDIARY = "E05"
    NO_REDISCLOSURE = "E06"
    NO_PURPOSE = "E07"
    NO_REVOCATION = "E08"
    NO_EXPIRY = "E09"
    NO_SIGNATURE = "E10"
    NO_DATE = "E11"
    NO_NOTICES = "E12"
    EXPIRED = "E13"
    WITHDRAWN = "E14"
    LEGAL_COMBINED = "E15"
    NOTES_COMBINED = "E16"
    KNOWN_FALSE = "E17"
    MINOR = "E18"
    NO_AUTHORITY_PAPER = "E19"
    OUT_OF_SCOPE = "E20"
    CRIMINAL_JUSTICE = "E21"
    CONDITIONED = "E22"
    ALTERED = "E23"
    LANGUAGE = "E24"
    DV_RELEASE = "E25"
    HIPAA_ONLY = "E26"
    OLD_FORM = "E27"
    # Not faults of a consent form, but reasons a paper does not count today.
    UNREADABLE = "E30"
    ENTERED_IN_ERROR = "E31"
    SUPERSEDED = "E32"
    NOT_YET = "E33"
    # Court orders, approvals and agreements.
    NO_FINDINGS = "E40"
    NO_NOTICE = "E41"
    NOT_SUBPART_E = "E42"
    NOT_SERIOUS = "E43"
    NO_APPROVAL = "E44"
    OTHER = "E45"
    SPOKEN_ONLY = "E46"
    UNCONFIRMED = "E47"
    CONTESTED = "E48"


class Account(NamedTuple):
    says: str
    mend: str
    cite: str


ACCOUNTS: dict[Defect, Account] = {
    Defect.NO_PATIENT: Account("The form does not say who it is about.", "Add the person's name.", "42 CFR 2.31(a)(1)"),
    Defect.NO_DISCLOSER: Account(
        "The form does not say who may share.", "Name the program, or a clear class of programs.", "42 CFR 2.31(a)(2)"
    ),
    Defect.NO_DESCRIPTION: Account(
        "The form does not say what may be shared.",
        "List what may be shared; treatment records must be named.",
        "42 CFR 2.31(a)(3)",
    ),
    Defect.NO_RECIPIENT: Account(
        "The form does not say who may receive it.", "Name who may receive it.", "42 CFR 2.31(a)(4)(i)"
    ),
    Defect.NO_INTERMEDIARY: Account(
        "The form does not name the exchange that passes records on.",
        "Name the exchange and limit it to treating providers.",
        "42 CFR 2.31(a)(4)(ii)",
    ),
    Defect.NO_REDISCLOSURE: Account(
        "The form lacks the required statement about sharing again under health privacy law.",
        "Sign a current form that carries the statement.",
        "42 CFR 2.31(a)(4)(iii); 42 CFR 2.31(c)(2)",
    ),
    Defect.NO_PURPOSE: Account(
        "The form does not say why it is shared.", "Write down each purpose.", "42 CFR 2.31(a)(5)"
    ),
    Defect.NO_REVOCATION: Account(
        "The form does not tell the person how to take the consent back.",
        "Sign a form that says how to take it back.",
        "42 CFR 2.31(a)(6)",
    ),
    Defect.NO_EXPIRY: Account("The form has no end.", "Set an end date or event.", "42 CFR 2.31(a)(7)"),
    Defect.NO_SIGNATURE: Account(
        "The written signature is missing, or is not by the right person.",
        "Have the right person sign, on paper or on screen.",
        "42 CFR 2.31(a)(8); 42 CFR 2.15(a)",
    ),
    Defect.NO_DATE: Account(
        "The date of signing is missing or not possible.", "Sign again and date it.", "42 CFR 2.31(a)(9)"
    ),
    Defect.NO_NOTICES: Account(
        "The notices required for treatment, payment and operations are missing.",
        "Sign a current form that carries the notices.",
        "42 CFR 2.31(a)(10)",
    ),
    Defect.EXPIRED: Account("This paper has ended.", "Ask for a new one.", "42 CFR 2.31(a)(7); 42 CFR 2.31(c)(1)"),
    Defect.WITHDRAWN: Account(
        "The person withdrew this consent.",
        "Only the person can open it again, by signing a new one.",
        "42 CFR 2.31(a)(6); 42 CFR 2.31(c)",
    ),
    Defect.LEGAL_COMBINED: Account(
        "Consent for use in court is combined with another purpose.",
        "Use a separate form for court, and sign the other part again.",
        "42 CFR 2.31(d)",
    ),
    Defect.NOTES_COMBINED: Account(
        "Consent for counseling notes is combined with other records.",
        "Counseling notes need a separate form.",
        "42 CFR 2.31(b)(2); 45 CFR 164.508(b)(3)(ii)",
    ),
    Defect.KNOWN_FALSE: Account(
        "The consent is known or believed to be false or forced.",
        "Stop: the privacy officer must review it.",
        "42 CFR 2.31(c)(4)",
    ),
    Defect.MINOR: Account(
        "A signature that the law asks for from the young person, or from a parent too, is missing.",
        "Get the young person's signature, and the parent's where the state asks for both.",
        "42 CFR 2.14(a); 42 CFR 2.14(b)",
    ),
    Defect.NO_AUTHORITY_PAPER: Account(
        "There is no proof that the signer may act for the person.",
        "Add the order or other proof of authority.",
        "42 CFR 2.15(a)",
    ),
    Defect.OUT_OF_SCOPE: Account(
        "The consent does not cover this recipient, purpose or kind of record.",
        "Ask for a consent that names them.",
        "42 CFR 2.31(a); 42 CFR 2.13(a)",
    ),
    Defect.CRIMINAL_JUSTICE: Account(
        "The criminal-justice consent is incomplete.",
        "State the condition, who monitors it and when it can be taken back.",
        "42 CFR 2.35",
    ),
    Defect.CONDITIONED: Account(
        "The consent was made a condition of a service that may not depend on it.",
        "Offer the service without it, then ask again.",
        "45 CFR 164.508(b)(4)",
    ),
    Defect.ALTERED: Account(
        "The form had blanks, or changed after it was signed.", "Sign a complete form again.", "42 CFR 2.31(c)(2)"
    ),
    Defect.LANGUAGE: Account(
        "The form was not in the person's language.",
        "Sign again in the person's language, or with an interpreter.",
        "45 CFR 164.508(c)(3)",
    ),
    Defect.DV_RELEASE: Account(
        "The release from the domestic violence program has no time limit, or the wrong person signed it.",
        "Only the survivor, never the person who harmed them, may sign a release with an end date.",
        "34 USC 12291(b)(2)",
    ),
    Defect.HIPAA_ONLY: Account(
        "A general medical release is not enough for substance use treatment records.",
        "Use a form that names substance use treatment records.",
        "42 CFR 2.31(a)(3)",
    ),
    Defect.OLD_FORM: Account(
        "This is an older form: it allows sharing with the named recipient only.",
        "Sign a current form.",
        "42 CFR 2.33(b)",
    ),
    Defect.UNREADABLE: Account(
        "A newer paper on file cannot be read, so no older one may be used in its place.",
        "Read the paper again, or ask the person to sign a new one.",
        "42 CFR 2.31(c)(2)",
    ),
    Defect.ENTERED_IN_ERROR: Account(
        "This paper was recorded by mistake.", "Ask for the right one.", "42 CFR 2.31(c)(4)"
    ),
    Defect.SUPERSEDED: Account("A newer paper took this one's place.", "Use the newer one.", "42 CFR 2.31(c)"),
    Defect.NOT_YET: Account("This paper is not in force yet.", "Wait until the day it starts.", "42 CFR 2.31(a)(9)"),
    Defect.NO_FINDINGS: Account(
        "The order lacks the findings that the law asks for.",
        "Ask counsel to seek an order with the findings.",
        "42 CFR 2.64(d)",
    ),
    Defect.NO_NOTICE: Account(
        "The order was made without notice to the patient and the program.",
        "Ask the court to give notice and hear them.",
        "42 CFR 2.64(b)",
    ),
    Defect.NOT_SUBPART_E: Account(
        "A subpoena, warrant or ordinary order is not the special order the law asks for.",
        "Ask counsel to seek an order under subpart E.",
        "42 CFR 2.61",
    ),
    Defect.NOT_SERIOUS: Account(
        "The crime is not one of the extremely serious crimes the law names.",
        "Nothing opens this for a lesser crime.",
        "42 CFR 2.65(d)(1)",
    ),
    Defect.NO_APPROVAL: Account(
        "The required approval, waiver or written agreement is missing.",
        "Add the signed approval, waiver or agreement.",
        "42 CFR 2.52(a)",
    ),
    Defect.SPOKEN_ONLY: Account(
        "The person agreed in words only; the law asks for a written consent.",
        "Have the person sign, on paper or on screen.",
        "42 CFR 2.31(a)",
    ),
    Defect.UNCONFIRMED: Account(
        "It was put on file by those who would receive something by it, and nobody else has looked at it yet.",
        "Have the privacy officer, the court or the program that holds the record confirm it.",
        "45 CFR 164.514(h)",
    ),
    Defect.CONTESTED: Account(
        "Those who may decide disagree, so it is not used until a person has resolved it.",
        "Have the privacy officer, a supervisor or the court's own staff resolve it, with counsel where needed.",
        "42 CFR 2.14; 45 CFR 164.502(g)",
    ),
    Defect.OTHER: Account(
        "A fault was found in this paper.", "Have the privacy officer look at it.", "42 CFR 2.31(c)(2)"
    ),
}


def account_of(defect: Defect) -> Account:
    return ACCOUNTS[defect]


PART2_ONLY = frozenset(
    {
        Defect.NO_INTERMEDIARY,
        Defect.NO_REDISCLOSURE,
        Defect.NO_NOTICES,
        Defect.LEGAL_COMBINED,
        Defect.CRIMINAL_JUSTICE,
        Defect.HIPAA_ONLY,
        Defect.OLD_FORM,
    }
)
"""Faults under 42 CFR part 2 that leave the same paper good under other laws."""
