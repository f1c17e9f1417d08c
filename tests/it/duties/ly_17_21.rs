//! Articles 17 to 21: executing, telling, delivering, standards, storage, security.

use super::Built::Whole;
use super::Kind::{D, E, H, P};
use super::{Duty, duties, text};
use talab::core::rule::{self, Basis};

duties! {
    "LY-17.1a", [E], "only steps of the published version, in an order that it allows", rule::EXECUTED_AS_PUBLISHED.basis, Whole,
        ["core/request/execution/steps.rs::known", "core/request/execution/steps.rs::in_order",
         "core/request/execution/plan.rs::Plan"],
        ["steps_are_done_in_their_order_each_once_and_all_before_the_decision",
         "a_step_that_is_not_needed_here_is_no_step_of_this_request"];
    "LY-17.1b", [E], "a decision rests on conditions of the service, and a denial says which", rule::DECISION_GROUNDS.basis, Whole,
        ["core/request/decision/decide.rs::grant", "core/request/decision/decide.rs::against"],
        ["a_grant_needs_every_condition_and_the_engine_judges_what_it_can", "a_denial_says_why_and_what_can_be_done"];
    "LY-17.2", [E], "no grant on a value that its source owns and has not confirmed", rule::TRUSTED_DATA.basis, Whole,
        ["core/request/review/decide.rs::trusted", "core/request/state.rs::is_trusted"],
        ["no_grant_on_claimed_data_though_verification_was_skipped", "i_10_a_grant_rests_on_what_trusted_sources_confirmed"];
    "LY-17.3", [E], "one task for each body, joined as the definition says; everybody knows who has the file",
        rule::SEVERAL_BODIES.basis, Whole,
        ["core/request/execution/tasks.rs::dispatch", "core/request/execution/plan.rs::Plan",
         "core/request/execution/answer.rs::complete"],
        ["the_whole_road_of_several_bodies", "a_join_is_met_by_as_many_as_it_needs",
         "tasks_go_out_as_the_graph_allows_and_everybody_knows_who_has_the_file"];
    "LY-17.4", [E, D], "a service made of several opens a request for each, shares data, and ends after them",
        rule::COMPOSITE.basis, Whole,
        ["core/request/subrequests/decide.rs::decidable", "core/request/subrequests/open.rs::submission",
         "core/definition/composition.rs::composition", "src/engine/parts.rs::opened"],
        ["the_whole_is_granted_after_its_parts", "the_output_of_one_part_feeds_the_next",
         "i_15_a_parent_is_concluded_after_its_children", "parts_of_parts_do_not_exist",
         "what_a_crash_left_unsaid_the_next_tick_says"];
    "LY-17.5a", [E], "the payment system is reached only through the channel", rule::FEES.basis, Whole,
        ["core/request/fees/payment.rs::request", "core/request/bench.rs::message"],
        ["a_payment_is_the_whole_amount_of_its_order_once",
         "i_22_another_body_acts_by_a_message_and_each_message_is_applied_once"];
    "LY-17.5b", [E], "a payment settles one order, in its amount and currency, once", rule::EXACT_PAYMENT.basis, Whole,
        ["core/request/fees/payment.rs::record", "core/request/fees/payment.rs::exact"],
        ["a_payment_is_the_whole_amount_of_its_order_once", "an_order_paid_twice_is_settled_once_and_the_rest_goes_back",
         "h5_another_amount_settles_nothing"];
    "LY-17.5c", [E, P], "what needs a fee waits for it, receipt too where a service says so; an order to pay has a term",
        rule::FEE_FIRST.basis, Whole,
        ["core/request/fees/assess.rs::settled", "core/request/fees/prepaid.rs::order_prepaid", "core/request/fees/payment.rs::expire", "core/definition/fees.rs::FeePoint"],
        ["i_13_what_needs_a_fee_never_follows_an_unpaid_order", "each_step_waits_for_its_own_fee",
         "an_order_that_nobody_pays_expires_by_itself", "the_payment_is_what_completes_the_request",
         "an_unpaid_submission_is_not_received"];
    "LY-18.1", [E], "completion is told on the portal and by e-mail, each a duty of its own", rule::COMPLETION_TOLD.basis, Whole,
        ["core/request/notices/mod.rs::tell", "core/request/notices/event.rs::NotificationQueued"],
        ["every_duty_to_tell_is_queued_with_its_fact",
         "without_an_address_the_e_mail_duty_does_not_apply_and_never_fails", "the_completion_tells_the_outcome"];
    "LY-18.2", [E], "the notice says which measures were taken", rule::MEASURES_TOLD.basis, Whole,
        ["core/request/decision/decide.rs::measures_taken", "core/request/message.rs::outcome"],
        ["measures_taken_are_told", "a_measure_has_a_code_and_words_in_both_languages", "the_completion_tells_the_outcome"];
    "LY-18.3", [E], "the act adopted is the output, and a grant is not concluded without it", rule::ACT_ADOPTED.basis, Whole,
        ["core/request/outputs/mod.rs::issue", "core/request/outputs/mod.rs::conclude_if_done"],
        ["i_14_a_concluded_request_gave_what_its_outcome_owes", "a_request_is_concluded_with_its_last_mandatory_output"];
    "LY-18.4", [E], "an output is delivered at the instant it is on the portal, and that never moves", rule::DELIVERED.basis, Whole,
        ["core/request/outputs/mod.rs::deliver", "core/request/outputs/mod.rs::delivered"],
        ["delivery_is_the_instant_the_output_is_available", "a_second_delivery_keeps_the_first_instant",
         "i_7_the_receipt_and_the_delivery_never_change"];
    "LY-18.5a", [E], "a paper copy goes by post or is collected by appointment on a working day", rule::PAPER.basis, Whole,
        ["core/request/outputs/paper/decide.rs::request", "core/request/outputs/paper/decide.rs::bookable"],
        ["it_is_by_post_or_by_appointment_and_never_both_or_neither",
         "there_is_no_appointment_on_a_closed_day_or_outside_the_hours"];
    "LY-18.5b", [E], "sent, returned, collected by whom, missed: each is recorded", Basis::Inferred, Whole,
        ["core/request/outputs/paper/decide.rs::collected", "core/request/outputs/paper/decide.rs::missed",
         "core/request/outputs/paper/decide.rs::returned"],
        ["whoever_collects_has_a_name_and_is_identified", "h10_a_copy_nobody_comes_for_lapses_and_the_output_stays_valid"];
    "LY-18.6", [E], "trouble with paper or e-mail moves no date and stays an open duty", Basis::Inferred, Whole,
        ["core/request/notices/mod.rs::failed", "core/request/outputs/paper/mod.rs::is_open"],
        ["a_bounced_e_mail_leaves_the_date_of_delivery_alone",
         "a_copy_goes_by_post_and_what_the_post_does_moves_no_date", "straight_through_with_a_bounced_email"];
    "LY-19.1", [D, E], "a definition is checked against the standards in force",
        text(19, "اتباع المتطلبات الفنية والمعايير والسياسات المعتمدة"),
        Whole,
        ["core/definition/verify.rs::verify", "core/definition/checks.rs::checks", "core/service/decide.rs::propose"],
        ["a_proposal_names_the_set_of_checks_that_it_was_held_to", "the_checks_do_not_change_without_their_number",
         "every_problem_is_told_at_once", "a_definition_with_a_problem_is_refused_with_its_place"];
    "LY-19.2", [H], "the standards are published: what is checked for a certificate is a numbered list to show",
        text(19, "يجب نشر المتطلبات الفنية والمعايير والسياسات المعتمدة"), Whole,
        ["core/provider/checklist.rs::conditions"], ["the_conditions_are_those_of_the_articles"];
    "LY-19.3", [E], "a provider asks to be excepted and says why; until it is answered the rule holds",
        rule::EXCEPTION_JUSTIFIED.basis, Whole,
        ["core/provider/decide.rs::request", "core/provider/exception.rs::is_in_force"],
        ["an_exception_names_articles_has_an_end_and_is_justified", "an_exception_switches_its_articles_off_once_it_is_granted",
         "somebody_else_answers_an_exception_and_once"];
    "LY-20", [E, H], "documents stay with the provider; here are hash, size and place, and no bytes are needed",
        text(20, "ضمن نظم المعلومات الداعمة الخاص بمقدم الخدمة"),
        Whole,
        ["core/request/intake/command.rs::Document", "src/documents.rs::verify_document"],
        ["documents_of_the_wrong_shape_are_named", "a_document_that_was_altered_is_found", "i_18_the_same_events_give_the_same_bytes"];
    "LY-21.1", [E, H], "least privilege, an access log, no secrets in events, tampering shows",
        text(21, "لضمان حماية نظم المعلومات"),
        Whole,
        ["core/request/table.rs::permits", "core/request/rights/hold.rs::nothing_held", "core/access.rs::CommandRefused",
         "core/access.rs::RequestRead", "src/engine/access.rs::file_read", "store/tree.rs::root_of_leaves"],
        ["the_roles_of_the_weighty_acts_are_as_agreed", "who_tried_is_in_the_access_stream_without_personal_values",
         "who_reads_a_request_is_noted_and_the_request_stays_as_it_was",
         "a_read_that_cannot_be_noted_fails_and_gives_nothing",
         "a_damaged_log_is_not_dumped", "a_hold_keeps_the_evidence_and_lets_the_life_go_on"];
    "LY-21.2", [P], "retention, levels of assurance and hash are set from outside, in versions",
        rule::REGULATOR_SETS.basis,
        Whole,
        ["core/rulebook/decide.rs::decide", "core/rulebook/retention.rs::SetRetention", "core/rulebook/hash.rs::SetHashAlgorithm",
         "core/request/rights/retention.rs::may_go", "src/engine/change.rs::change_rulebook",
         "src/engine/retention.rs::past_term"],
        ["every_entry_names_its_instrument_and_none_looks_back",
         "identity_is_held_to_the_rule_that_is_in_force_and_the_rule_is_named",
         "a_rule_of_retention_that_is_set_again_has_the_next_version_from_its_instant",
         "what_must_be_kept_is_not_redacted_before_its_last_day_has_passed",
         "a_ground_of_law_is_named_and_told_and_a_hold_stands_against_it",
         "an_ended_request_says_until_when_it_is_kept_and_is_found_once_its_term_is_over",
         "the_hash_is_set_by_its_name_in_versions",
         "a_hash_that_is_not_computed_is_not_set_and_what_is_computed_is_named"];
}
