//! Articles 13 to 16: submitting, receipt, acknowledgement, verification.

use super::Built::Whole;
use super::Kind::{D, E, P};
use super::{Duty, duties, text};
use talab::core::rule::{self, Basis};

duties! {
    "LY-13.1", [E], "people and organisations submit electronically, through the portal", rule::WAYS_IN.basis, Whole,
        ["core/request/intake/ways_in.rs::allowed", "core/definition/intake.rs::open_to"],
        ["a_complete_submission_is_acknowledged_in_the_same_append", "each_way_in_is_for_whom_it_is",
         "a_clerk_files_for_the_applicant_and_the_applicant_sees_it"];
    "LY-13.2", [E], "every form of the published version is there, each field valid", rule::FORMS_FILLED.basis, Whole,
        ["core/request/intake/requirements.rs::missing", "core/request/intake/requirements.rs::accept_answers"],
        ["everything_that_is_missing_is_told_at_once_and_in_form_order", "an_untouched_form_is_one_missing_form",
         "answers_of_the_wrong_shape_are_named"];
    "LY-13.3", [E], "every required document and datum is there, by the answers and the class", rule::REQUIREMENTS_MET.basis, Whole,
        ["core/request/intake/requirements.rs::missing", "core/definition/requirement.rs::Requirement"],
        ["a_resident_needs_a_permit_and_no_national_number", "an_owner_needs_no_bill",
         "a_bill_may_be_three_months_old_to_the_day_and_not_a_day_older"];
    "LY-13.4", [E], "a request is not complete, and nothing goes on, until all is there", rule::COMPLETE.basis, Whole,
        ["core/request/intake/decide.rs::check", "core/request/table.rs::allows"],
        ["i_2_an_acknowledged_request_is_complete_and_its_applicant_confirmed",
         "a_supplement_completes_and_its_instant_is_the_receipt", "before_the_acknowledgement_there_is_no_clock"];
    "LY-14.1a", [E], "the legal moment is the instant of the completing submission", rule::RECEIVED.basis, Whole,
        ["core/request/intake/decide.rs::check", "core/request/decide.rs::decide"],
        ["i_3_the_receipt_is_the_completing_submission", "complete_on_a_friday_night",
         "i_18_time_comes_from_the_envelope_and_never_runs_backwards"];
    "LY-14.1b", [E], "over the channel, the instant at which it arrives complete at the provider's side",
        rule::ROUTED.basis, Whole,
        ["core/request/intake/ways_in.rs::arrived", "src/engine/execute.rs::reference_of"],
        ["a_routed_request_counts_from_its_arrival_here_and_names_its_message",
         "a_routed_request_counts_once_from_its_arrival_here"];
    "LY-14.1c", [E], "earlier attempts keep their own times, and the receipt never moves", rule::RECEIVED_ONCE.basis, Whole,
        ["core/request/intake/decide.rs::check", "core/request/intake/mod.rs::completeness_checked"],
        ["i_7_the_receipt_and_the_delivery_never_change", "a_supplement_completes_and_its_instant_is_the_receipt",
         "an_outage_of_the_source_costs_the_applicant_no_day"];
    "LY-14.2", [E], "the user answers for errors; nothing is repaired in silence", rule::USERS_RISK.basis,
        Whole,
        ["core/request/intake/decide.rs::submit", "core/request/intake/consent.rs::declared_text",
         "core/request/evidence/event.rs::EvidenceMismatchFound"],
        ["a_declaration_is_asked_for_only_where_the_service_asks",
         "the_text_that_was_declared_is_named_only_by_who_declares",
         "what_differs_is_told_and_nothing_is_repaired_in_silence"];
    "LY-15.1", [E], "a complete request is acknowledged at once, in the append of its receipt",
        rule::ACKNOWLEDGED_AT_ONCE.basis, Whole,
        ["core/request/intake/decide.rs::confirm_receipt", "core/request/notices/mod.rs::tell"],
        ["a_complete_submission_is_acknowledged_in_the_same_append",
         "i_3_the_acknowledgement_the_deadline_and_the_duty_to_tell_are_one_append",
         "none_of_this_is_allowed_without_the_parameters"];
    "LY-15.2", [D], "the provider sets the content; its variables are known before it is published",
        rule::MESSAGE_CONTENT.basis, Whole,
        ["core/definition/verify.rs::template", "core/request/message.rs::message"],
        ["the_acknowledgement_uses_only_what_there_is",
         "the_acknowledgement_says_what_the_provider_wrote_with_the_facts_filled_in"];
    "LY-15.3a", [E], "where forms are absent the user hears that receipt is not acknowledged, with every reason",
        rule::NOT_ACKNOWLEDGED.basis, Whole,
        ["core/request/intake/decide.rs::reject"],
        ["a_rejection_gives_every_reason", "everything_that_is_missing_is_told_at_once_and_in_form_order",
         "i_8_a_negative_event_has_its_reasons"];
    "LY-15.3b", [E], "the same where the data can't be confirmed; a mismatch is told from an outage",
        text(15, "لا يمكن تأكيد بيانات المستخدم"), Whole,
        ["core/request/intake/decide.rs::conclude", "core/request/intake/event.rs::Unconfirmed"],
        ["a_data_mismatch_alone_is_a_rejection", "a_source_that_is_still_down_changes_nothing",
         "a_mismatch_and_a_source_that_is_down_lie_on_different_sides"];
    "LY-15.3c", [E, P], "what was not acknowledged may be supplemented, in its term if it has one", rule::SUPPLEMENT.basis, Whole,
        ["core/request/intake/decide.rs::supplement"],
        ["the_third_attempt_completes_on_a_friday_night", "an_attempt_that_is_not_supplemented_in_its_term_may_lapse"];
    "LY-15.3d", [E], "each attempt is answered once: acknowledged or not", Basis::Inferred, Whole,
        ["core/request/intake/decide.rs::conclude"],
        ["i_1_an_attempt_is_answered_once"];
    "LY-16.1", [E], "the request and its data are verified before anything is executed", rule::VERIFIED.basis, Whole,
        ["core/request/review/decide.rs::pass", "core/request/table.rs::allows"],
        ["nothing_is_executed_before_it_is_verified", "what_was_checked_must_be_something_of_the_service"];
    "LY-16.2a", [E], "a notice names each error and says how to remove or correct it", rule::CORRECTIONS.basis, Whole,
        ["core/request/review/decide.rs::request", "core/request/review/decide.rs::instruction"],
        ["asking_suspends_the_clock_and_tells_the_applicant", "a_request_for_corrections_gives_instructions_and_its_term",
         "every_refusal_is_produced_and_told_to_people"];
    "LY-16.2b", [E], "only what was named changes; old and new values are kept", rule::ONLY_NAMED_ITEMS.basis, Whole,
        ["core/request/review/decide.rs::correct", "core/request/review/event.rs::ValueChange"],
        ["only_the_named_items_change_but_new_documents_may_come", "old_and_new_values_are_kept",
         "i_9_corrections_change_only_what_was_named"];
    "LY-16.2c", [P], "how many rounds there are is `corrections.rounds`; they are numbered", rule::CORRECTION_ROUNDS.basis, Whole,
        ["core/definition/parts.rs::CorrectionTerms", "core/request/review/decide.rs::request"],
        ["rounds_are_numbered_and_limited"];
    "LY-16.3a", [E], "the user always sees state, stages passed and to come, and the expected day", rule::KEPT_INFORMED.basis, Whole,
        ["projections/status/build.rs::status", "src/engine/reads.rs::status"],
        ["an_acknowledged_request_tells_when_it_will_be_done", "the_json_has_the_fields_that_were_promised",
         "while_corrections_are_out_the_expectation_is_provisional_and_moves_with_the_days"];
    "LY-16.3b", [E], "the expected day moves only with a recorded cause", rule::EXPECTATION_EXPLAINED.basis, Whole,
        ["core/request/clock/event.rs::DeadlineRecalculated", "core/request/clock/decide.rs::moved"],
        ["an_answer_resumes_the_clock_and_moves_the_deadline_with_its_cause",
         "a_late_holiday_moves_the_deadline_with_its_cause", "i_4_one_deadline_from_the_acknowledgement_until_the_clock_stops"];
}
