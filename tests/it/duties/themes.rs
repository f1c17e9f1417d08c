//! The Saudi policy on platforms and the two newsletters: themes and not articles, so what is taken from them is a
//! parameter or follows from a Libyan article. N1-1 and N1-9 size the tests and ask nothing of the engine.

use super::Built::Whole;
use super::Kind::{D, E, P};
use super::{Duty, duties, text};
use talab::core::rule::{self, Basis};

duties! {
    "SA-1", [D, E], "identity comes from the national scheme, which is recorded", Basis::Inferred, Whole,
        ["src/ports.rs::IdentityVerifier", "core/definition/intake.rs::IdentityTerms", "core/rulebook/identity.rs::met_by"],
        ["without_an_identity_port_nobody_can_submit", "too_low_a_level_or_another_scheme_is_refused_at_the_submission"];
    "SA-2", [D, E], "shared payment gateways, several behind one order", Basis::Parameter,
        Whole,
        ["core/definition/fees.rs::FeeTerms", "core/request/fees/payment.rs::request", "core/request/fees/refund.rs::holder",
         "core/rulebook/facts.rs::pays_by"],
        ["an_order_is_paid_through_any_of_its_payment_systems_once", "what_failed_through_one_may_still_be_paid_through_another",
         "money_goes_back_from_where_it_is", "an_order_is_paid_through_another_payment_system_and_both_see_it",
         "a_payment_is_the_whole_amount_of_its_order_once"];
    "SA-3", [E], "an output is signed by a licensed trust service, or an exemption is on record", rule::SIGNED.basis,
        Whole,
        ["core/request/outputs/signature.rs::signed", "core/request/outputs/signature.rs::unlicensed",
         "core/rulebook/mod.rs::licenses"],
        ["an_output_that_must_be_signed_is_issued_with_its_signature_or_under_an_exception",
         "a_corrected_output_is_held_to_the_same_at_its_proposal_and_at_its_approval",
         "who_checks_an_output_sees_who_signed_it",
         "an_output_is_signed_by_a_licensed_trust_service_once_any_is_entered",
         "an_output_is_issued_with_the_signature_of_a_trust_service_that_is_licensed_then"];
    "SA-4", [E], "a body without an approved place on the channel gets no task", rule::ENDPOINT.basis, Whole,
        ["core/request/quarantine.rs::reaches", "core/rulebook/facts.rs::reaches"],
        ["nothing_is_sent_to_a_body_without_an_approved_endpoint"];
    "SA-5", [E], "the same document or datum is asked for once over several services", Basis::Inferred,
        Whole,
        ["core/request/subrequests/open.rs::submission", "core/request/subrequests/event.rs::Parent"],
        ["a_part_is_opened_with_what_was_given_once", "data_and_documents_are_asked_for_once"];
    "SA-6", [E], "several ways in, and no dependence on one of them", Basis::Inferred, Whole,
        ["core/party.rs::Channel", "projections/trace.rs::Trace"],
        ["whichever_way_it_came_in_the_outcome_is_the_same", "every_trace_reads_back"];
    "SA-7", [E], "the applicant sees status, reasons and in which role it was decided; others see no content",
        rule::KEPT_INFORMED.basis, Whole,
        ["projections/status/build.rs::status", "projections/sight.rs::Sight", "core/request/visibility.rs::is_visible_to"],
        ["an_officer_is_vouched_for_and_the_applicant_sees_the_role_only", "to_a_stranger_a_request_is_unknown",
         "a_denial_gives_reasons_and_remedies_and_needs_a_second_person"];
    "SA-8", [E], "usage is watched, and scenarios can be replayed", Basis::Parameter,
        Whole,
        ["simulation/simulate/mod.rs::simulate", "projections/measures/usage.rs::Usage"],
        ["usage_is_told_by_way_in_role_command_and_month", "foreign_words_are_counted_and_not_repeated",
         "the_same_seed_gives_the_same_streams_at_any_concurrency", "a_simulated_history_is_decided_again_as_it_was"];
    "SA-9", [E], "notes, hand-overs and escalations are events and not edits", Basis::Parameter, Whole,
        ["core/request/parties/mod.rs::note", "core/request/parties/mod.rs::assign", "core/request/parties/mod.rs::escalate"],
        ["a_note_is_shown_as_it_says", "a_handler_is_assigned_and_released",
         "an_escalation_says_why_and_takes_the_file_from_nobody"];
    "SA-10", [E], "a change has a note, a day on which it begins, and is told to who is concerned", Basis::Parameter,
        Whole,
        ["core/service/decide.rs::publish", "core/definition/listing.rs::Change", "core/enquiries/drafts.rs::told",
         "projections/changes.rs::change_notice", "src/engine/enquiries/drafts.rs::changes_to_tell"],
        ["who_has_a_draft_is_told_of_a_change_once", "who_fills_in_an_older_version_is_told_what_changes_and_from_when",
         "how_it_is_found_and_what_a_version_changed", "a_version_begins_when_it_was_said_and_leaves_the_one_before_it_a_grace"];
    "SA-11", [P], "no local disk or clock is assumed: clock and ids are ports, and the log may be a PostgreSQL server",
        Basis::Parameter, Whole,
        ["src/ports.rs::Clock", "src/engine/place.rs::parse"], [];
    "N1-2", [E], "a post office takes requests in, sends copies and hands them out", Basis::Parameter,
        Whole,
        ["core/party.rs::Channel", "core/request/outputs/paper/decide.rs::kept_here", "core/definition/paper.rs::Office",
         "core/request/visibility.rs::only_hands_out"],
        ["a_clerk_of_another_body_sees_what_they_filed", "a_copy_goes_by_post_and_what_the_post_does_moves_no_date",
         "whoever_collects_has_a_name_and_is_identified", "a_post_office_hands_out_what_is_kept_there_and_nothing_else",
         "who_only_hands_out_sees_the_copy_and_nothing_of_the_case"];
    "N1-3", [E], "public bodies are applicants too", rule::APPLICANT_CLASSES.basis, Whole,
        ["core/party.rs::ApplicantClass"],
        ["people_and_organisations_go_the_same_road"];
    "N1-4", [D], "a register of many trusted sources and what they hold",
        text(1, "السجل المدني، السجل التجاري، السجل العقاري"), Whole,
        ["core/rulebook/mod.rs::Rulebook", "core/rulebook/entry.rs::TrustedSource"],
        ["a_definition_names_registered_sources_for_what_they_hold_once_there_is_a_register",
         "only_a_registered_source_is_asked_and_only_for_what_it_holds"];
    "N1-5", [E], "receipt works at any hour; only deadlines count working days", rule::RECEIVED.basis, Whole,
        ["core/request/intake/decide.rs::check", "core/calendar/deadline/mod.rs::Deadline"],
        ["complete_on_a_friday_night", "v9_receipt_on_friday_night"];
    "N1-6", [E], "the history shows tampering; four eyes where rights or money are given; the queue is visible",
        Basis::Parameter,
        Whole,
        ["store/tree.rs::root_of_leaves", "core/definition/parts.rs::Rules", "core/request/decision/decide.rs::approve",
         "src/engine/queue.rs::queue"],
        ["a_damaged_log_is_not_dumped", "a_second_person_approves_at_every_door",
         "who_waits_sees_how_many_wait_before_them_at_the_same_stage",
         "i_11_whoever_proposes_does_not_approve"];
    "N1-7", [P], "more ways to notify than two", Basis::Parameter,
        Whole,
        ["core/definition/notices.rs::NoticeTerms", "core/request/notices/address.rs::accepted",
         "core/request/notices/mod.rs::tell"],
        ["further_ways_are_told_after_the_two_of_the_law_and_only_to_who_gave_an_address",
         "trouble_with_a_further_way_moves_nothing_and_stays_visible",
         "a_text_message_is_sent_to_the_number_that_was_given_and_nobody_else_is_told_the_number"];
    "N1-8", [E], "a log comes back from its dump with the same hashes and the same views", Basis::Parameter, Whole,
        ["store/dump/write.rs::Dump", "store/dump/restore.rs::restore"],
        ["every_log_comes_back_the_same_in_every_kind_of_database", "an_acknowledged_request_is_there_after_reopening"];
    "N4-1", [E], "a public body follows its file like anybody, hand-overs included", Basis::Inferred,
        Whole,
        ["projections/status/build.rs::status", "projections/sight.rs::hidden", "core/request/event.rs::Visibility"],
        ["people_and_organisations_go_the_same_road", "the_handler_is_no_concern_of_the_applicants",
         "a_public_body_sees_that_its_file_changed_hands_and_not_whose"];
    "N4-2", [E], "a call centre reads, logs contacts and files with consent; surveys per service", Basis::Parameter,
        Whole,
        ["core/request/parties/mod.rs::contact", "core/request/intake/decide.rs::may_file", "core/request/intake/consent.rs::given",
         "core/enquiries/decide.rs::record", "core/enquiries/survey.rs::answer", "projections/measures/survey.rs::SurveyResults"],
        ["contacts_and_feedback_are_recorded_at_any_time", "a_clerk_files_for_the_applicant_and_the_applicant_sees_it",
         "a_clerk_files_with_the_consent_on_record_where_the_service_asks",
         "a_supplement_by_a_clerk_needs_the_consent_that_is_not_there_yet",
         "each_person_answers_a_survey_once_themselves_or_by_a_clerk",
         "a_survey_is_opened_by_the_regulator_or_the_providers_manager",
         "a_survey_is_answered_once_by_each_and_tells_of_nobody"];
    "N4-3", [D, E], "one request may owe several bodies", Basis::Parameter, Whole,
        ["core/definition/fees.rs::Fee", "core/request/fees/event.rs::FeeLine"],
        ["what_is_owed_follows_from_the_definition_and_the_answers"];
    "N4-4", [D], "one definition for many municipalities, each with its own fees, office and calendar", Basis::Parameter,
        Whole,
        ["core/definition/local.rs::LocalDefinition", "core/definition/common.rs::differences", "core/service/common.rs::problems",
         "src/catalogue.rs::CommonEntry"],
        ["local_values_make_the_common_definition_whole", "every_difference_that_is_not_local_is_told_by_its_place",
         "a_local_definition_rests_on_a_verified_one_that_stands",
         "a_local_service_rests_on_the_common_definition_and_says_so"];
    "N4-5", [E], "manual steps are marked and their share is measured", Basis::Parameter,
        Whole,
        ["core/definition/steps.rs::Step", "projections/measures/figures.rs::Steps"],
        ["manual_steps_and_indicators_are_said_or_left_out", "corrections_contacts_and_errors_are_counted_for_each_request",
         "the_measures_of_a_service_are_what_was_lived"];
    "N4-6", [E], "supervision reads and never delays", Basis::Parameter, Whole,
        ["src/engine/builder.rs::open_read_only", "core/request/table.rs::TABLE"],
        ["an_auditor_opens_a_copy_for_reading_and_leaves_it_as_it_was", "auditors_see_everything_and_write_nothing"];
    "N4-7", [E], "rates of errors and of corrections are shown", Basis::Parameter,
        Whole,
        ["projections/measures/figures.rs::Amendments", "projections/measures/numbers.rs::PerRequest"],
        ["corrections_contacts_and_errors_are_counted_for_each_request", "the_measures_of_a_run_are_what_its_events_say"];
}
