//! The Jordanian draft regulation of 2025: nothing in it binds here, so what is taken from it is a parameter or follows
//! from a Libyan article.

use super::Built::Whole;
use super::Kind::{D, E, H, P};
use super::{Duty, duties};
use talab::core::rule::{self, Basis};

duties! {
    "JO-2a", [E], "contacts before, during and after are kept with the request or the service", rule::ENQUIRIES.basis,
        Whole,
        ["core/request/parties/mod.rs::contact", "core/enquiries/decide.rs::record", "core/enquiries/decide.rs::answer",
         "src/engine/enquiries/read.rs::EnquiryRead"],
        ["contacts_and_feedback_are_recorded_at_any_time", "an_enquiry_is_kept_with_the_service_and_numbered",
         "an_enquiry_is_answered_once_by_who_may_know_of_it", "who_asks_and_who_takes_in_records_and_nobody_else",
         "what_is_asked_before_there_is_a_request_stays_with_the_service"];
    "JO-2b", [E], "somebody with an interest can be named, and may read", rule::INTERESTED.basis, Whole,
        ["core/request/rights/interested.rs::name", "projections/sight.rs::Sight"],
        ["an_interested_party_sees_where_it_stands_and_does_nothing",
         "an_interested_party_sees_the_standing_and_nothing_private", "a_neighbour_who_is_named_sees_where_it_stands"];
    "JO-2c", [D, E], "a body promises its own time, and its time is measured", Basis::Parameter,
        Whole,
        ["core/definition/steps.rs::Step", "core/request/execution/tasks.rs::dispatch",
         "projections/measures/figures.rs::BodyFigures"],
        ["the_applicant_sees_who_has_the_file_and_until_when", "the_steps",
         "a_bodys_own_time_is_counted_from_the_sending_and_against_its_promise",
         "an_open_task_is_late_once_its_promise_is_over", "without_a_promise_nothing_is_late"];
    "JO-2d", [D, E], "the promised time is published with the service and holds for what was submitted under it",
        Basis::Inferred,
        Whole,
        ["core/definition/parts.rs::DeadlineTerms", "core/request/clock/decide.rs::record_missed",
         "projections/measures/figures.rs::Promise"],
        ["a_missed_deadline_is_recorded_once_and_not_revived", "i_17_no_event_comes_of_another_version",
         "times_are_those_of_the_wall_clock_and_promises_those_of_the_deadline",
         "what_is_open_is_judged_as_of_the_instant_that_is_asked", "the_measures_of_a_service_are_what_was_lived"];
    "JO-2e", [E], "the register holds indicators, and reports are drawn from it", Basis::Parameter,
        Whole,
        ["core/definition/indicators.rs::Indicator", "projections/measures/indicators.rs::IndicatorFigure"],
        ["the_indicators", "manual_steps_and_indicators_are_said_or_left_out",
         "an_indicator_has_its_value_and_says_whether_its_target_is_met", "without_data_nothing_is_met_or_missed",
         "the_measures_of_a_service_are_what_was_lived"];
    "JO-2f", [E], "what recipients say is typed, linked and answered in time", rule::FEEDBACK.basis, Whole,
        ["core/request/parties/feedback.rs::answer", "core/request/parties/event.rs::FeedbackKind"],
        ["feedback_is_a_rating_or_a_text", "feedback_is_answered_once_and_the_time_is_told",
         "a_complaint_is_answered_and_both_sides_see_how_long_it_took", "contacts_and_feedback_are_recorded_at_any_time"];
    "JO-2g", [E], "a third party can work compliance out from the history alone", Basis::Inferred, Whole,
        ["src/history/mod.rs::HistoryCheck", "store/dump/write.rs::Dump"],
        ["every_archived_log_is_decided_again_as_it_was", "an_auditor_opens_a_copy_for_reading_and_leaves_it_as_it_was"];
    "JO-3", [D], "no step makes the applicant carry data between bodies", Basis::Parameter,
        Whole,
        ["core/definition/carried.rs::carried", "core/service/decide.rs::carries"],
        ["a_field_that_a_registered_source_holds_is_not_asked_of_the_applicant",
         "a_document_whose_issuer_the_service_reaches_is_not_asked_of_the_applicant",
         "what_a_registered_source_holds_is_not_asked_of_the_applicant_without_a_reason"];
    "JO-4a", [E], "ending a service says what becomes of its open requests", rule::RUN_OFF.basis, Whole,
        ["core/service/decide.rs::decide", "core/service/offer.rs::RunOff", "core/request/exits/mod.rs::by_run_off"],
        ["a_service_is_retired_with_a_word_on_its_open_requests_and_for_good",
         "a_retired_service_discontinues_its_open_requests_where_that_was_said"];
    "JO-4b", [E], "an auditor reads across providers and never writes", Basis::Parameter, Whole,
        ["core/request/visibility.rs::is_visible_to", "core/request/table.rs::permits"],
        ["auditors_see_everything_and_write_nothing", "strangers_and_auditors_are_offered_nothing"];
    "JO-5", [P], "who holds a role is the host's word, with who vouched; which of two keepers sets what is assigned by the regulator",
        rule::KEEPER.basis, Whole,
        ["core/actor.rs::Assertion", "core/actor.rs::Role", "core/rulebook/keeper.rs::AssignKeeper",
         "core/rulebook/keeper.rs::permitted"],
        ["the_regulator_keeps_every_part_that_was_not_assigned",
         "a_part_that_is_assigned_is_set_by_its_keeper_from_then_on_and_by_nobody_else",
         "only_the_regulator_assigns_and_it_takes_a_part_back",
         "a_part_of_the_rulebook_is_handed_to_the_unit_that_sets_standards"];
    "JO-7a", [D], "a definition says until when it is to be reviewed", Basis::Parameter,
        Whole,
        ["core/definition/listing.rs::Listing", "src/catalogue.rs::ServiceEntry"],
        ["an_entry_is_what_is_in_force_and_says_what_is_overdue"];
    "JO-7b", [E], "a provider exports its own results in a stable form", Basis::Parameter,
        Whole,
        ["projections/measures/export.rs::to_csv", "projections/measures/report.rs::Measures", "src/engine/measures.rs::measures"],
        ["the_form_is_stable_and_the_table_has_a_row_for_each_figure", "no_cell_is_a_formula_or_breaks_its_row",
         "measures_are_read_by_who_answers_for_them"];
    "JO-7c", [H], "legal obstacles and the satisfaction of staff lie outside the engine", Basis::Parameter, Whole, [], [];
    "JO-8", [E], "feedback can be read across providers without personal data", Basis::Parameter,
        Whole,
        ["projections/measures/feedback.rs::FeedbackLine", "src/engine/measures.rs::feedback_feed"],
        ["feedback_is_read_without_its_words", "feedback_is_read_across_providers_without_its_words_or_its_request",
         "no_figure_names_a_person_and_the_parts_make_the_whole"];
    "JO-9", [E], "a one-stop centre files, collects and hands over for many providers, and never decides", Basis::Parameter,
        Whole,
        ["core/actor.rs::Role", "core/request/table.rs::TABLE", "core/request/intake/decide.rs::may_file"],
        ["a_clerk_of_another_body_sees_what_they_filed", "the_roles_of_the_weighty_acts_are_as_agreed",
         "a_clerk_files_for_the_applicant_and_the_applicant_sees_it"];
    "JO-10", [P], "a case that no rule covers is referred, and decided by an order", rule::REFERRAL.basis, Whole,
        ["core/request/referral.rs::refer", "core/request/referral.rs::record_order", "core/request/referral.rs::answered"],
        ["a_referred_case_is_decided_after_its_order_and_says_by_which", "only_who_decides_refers_and_only_once",
         "only_the_regulator_records_the_order_and_apart_from_the_provider",
         "a_case_that_no_rule_covers_is_seen_to_wait_and_to_be_decided_by_its_order"];
}
