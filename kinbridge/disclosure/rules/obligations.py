"""What travels with a disclosure, or must be done about one: a code each, and the sentence a worker reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Obligation(StrEnum):
    says: str

    def __new__(cls, code: str, says: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = str(code)
        member.says = says
        return member

    # What is put on, or sent with, what is shared.
    NOTICE = "part2_notice", "Attach the notice that 42 CFR part 2 prohibits unauthorized use or disclosure."
    CONSENT_COPY = "consent_copy", "Attach the consent, or a clear account of what it covers."
    NO_PROCEEDINGS = "no_proceedings_use", "Mark it: not to be used against the person in any proceeding."
    NO_REDISCLOSURE = "no_redisclosure", "The recipient may not share it again."
    HIPAA_REDISCLOSURE = "hipaa_redisclosure", "A health recipient may share again under HIPAA, never in a proceeding."
    KEEP_LABEL = "keep_part2_label", "Keep the part 2 label on it, and on everything made from it."
    FERPA_LABEL = "ferpa_label", "Mark it: education record, not to be shared again."
    SEAL = "seal", "Keep it sealed in the court file."
    SEGREGATE = "segregate", "Keep it apart from the rest of the record."
    # How little to share.
    MINIMUM = "minimum_necessary", "Share only what this purpose needs."
    DEIDENTIFY = "deidentify", "Remove everything that could identify a person first."
    SUPPRESS = "suppress_small_cells", "Hide counts under 11, and any that would give them away."
    REDACT_REPORTER = "reporter_redact", "Remove what could identify the person who made the report."
    REDACT_LOCATION = "redact_location", "Remove addresses and anything that shows where the person is."
    NO_CONFIRMATION = "no_confirmation", "Do not confirm or deny that the person is or was ever here."
    # What to write down.
    LOG_PART2 = "log_part2", "Record it for the person's list of disclosures (42 CFR 2.25)."
    ACCOUNTING = "accounting", "Record it for the HIPAA accounting of disclosures."
    INTERMEDIARY_LIST = "intermediary_list", "Keep the list of who received it, for the person to ask for."
    LOG_EMERGENCY = "log_emergency", "Record at once who received it, who gave it, when, and the emergency."
    FERPA_RECORD = "ferpa_record", "Record it with the student's education records."
    PART_C_RECORD = "part_c_record", "Record it with the child's early intervention records."
    RETAIN_CONSENT = "retain_consent", "Keep the signed form for six years."
    # Whom to tell or ask.
    VERIFY_IDENTITY = "verify_identity", "Check who is asking, and that they may."
    VERIFY_RECIPIENT = "verify_recipient", "Check that the recipient is the one meant, and reach them safely."
    NOTIFY_PATIENT = "notify_patient", "Tell the person."
    NOTIFY_PARENT = "notify_parent", "Tell the parent first, so that they can object."
    NOTIFY_PROGRAM = "notify_program", "Tell the treatment program that someone asked."
    NOTIFY_COURT = "notify_court", "Tell the court which law protects this before answering."
    REFER_COUNSEL = "refer_counsel", "Ask counsel."
    CHECK_STATE_LAW = "check_state_law", "State law may ask for more; check it."
    BREACH_NOTICE = "breach_notice", "Send the breach notice; nothing on the envelope may tell what it is about."
    # What must come first, or follow.
    CORRECTED_CONSENT = "obtain_corrected_consent", "Ask the person to sign a complete, current form."
    WRITTEN_REVOCATION = (
        "obtain_written_revocation",
        "Help the person put the withdrawal in writing; sharing stops now.",
    )
    ATTESTATION = "obtain_attestation", "Get the signed attestation first."
    CONTRACT = "contract_2_33c", "Have the contract bind the contractor to 42 CFR part 2."
    SECURITY = "security_2_16", "Keep it under the security rules of 42 CFR 2.16."
    NO_REIDENTIFICATION = "no_reidentification", "No one may try to identify anyone from it."
    DESTROY = "destroy_after", "Return or destroy it when the work is done."
    PROTECTIVE_ORDER = "use_protective_order", "Use a protective order that limits it to the case."
    SAFETY_STEPS = "safety_steps", "Take steps for the safety of everyone affected."
    ENDS = "ends_with_authority", "Access ends when the paper ends."
