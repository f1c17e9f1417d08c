//! Articles 6 to 12: data, identity, the channel, documents, access.

use super::Built::Whole;
use super::Kind::{D, E, H, P};
use super::{Duty, duties, text};
use talab::core::rule;

duties! {
    "LY-6.1", [E, D], "what a trusted source holds is taken from it; each value says where it comes from",
        text(6, "الحصول على بيانات المستخدمين من المصادر الموثوقة للبيانات"), Whole,
        ["core/definition/fields.rs::trusted_source", "core/request/evidence/decide.rs::found", "core/request/state.rs::origin"],
        ["a_value_that_nobody_gave_is_taken_from_its_source",
         "a_corrected_trusted_value_is_only_claimed_until_its_source_confirms_it"];
    "LY-6.2", [E], "a person gets everything that is held about them, and that is logged",
        rule::HELD_DATA.basis,
        Whole,
        ["src/engine/disclosure.rs::disclose_all", "src/engine/mandates.rs::mandates_of", "projections/disclosure.rs::disclosure",
         "core/request/rights/disclosure.rs::RecordDisclosed", "src/engine/access.rs::readers"],
        ["everything_is_given_to_its_person_and_recorded_with_its_hash", "a_person_is_given_all_their_requests_at_once",
         "an_applicant_reads_their_own_without_a_note_and_learns_who_else_did",
         "what_is_held_about_a_request_tells_of_its_objections",
         "a_person_reads_their_mandates_and_finds_them_with_what_was_filed_under_them",
         "nobody_else_is_given_anything"];
    "LY-6.3", [E], "a source answers only what it was asked before, and names the question", rule::TRUSTED_SOURCES.basis, Whole,
        ["core/request/evidence/decide.rs::asked", "core/request/evidence/event.rs::EvidenceRequested"],
        ["an_answer_names_its_question_comes_once_and_from_who_was_asked",
         "a_source_that_gives_nothing_says_why_and_may_be_asked_again"];
    "LY-6.4", [E, D], "personal data are asked for only on a legal ground and for a purpose", rule::LEGAL_GROUND.basis,
        Whole,
        ["core/request/evidence/decide.rs::request", "core/request/evidence/event.rs::EvidenceRequested",
         "core/definition/grounds.rs::grounds", "core/definition/listing.rs::laws"],
        ["a_form_that_asks_for_personal_data_says_for_what", "of_several_laws_a_form_names_the_one_it_rests_on", "a_part_rests_on_a_law_of_the_service", "only_its_source_is_asked_for_a_value_and_only_for_a_purpose"];
    "LY-6.5", [E, H], "everybody sees only what their task needs; personal data can be redacted",
        rule::DATA_PROTECTION.basis,
        Whole,
        ["projections/sight.rs::Sight", "core/request/execution/given.rs::task_file", "core/definition/steps.rs::Step", "core/request/rights/redaction/decide.rs::redact",
         "core/request/rights/redaction/hide.rs::without", "core/request/visibility.rs::shows_messages_to", "core/personal.rs::Personal"],
        ["a_body_is_given_what_the_definition_names_for_its_task_and_nothing_else",
         "nobody_else_is_given_it_and_not_for_longer_than_the_task", "a_body_reads_what_it_is_given_for_its_task",
         "another_body_sees_its_own_part_only", "the_payment_system_sees_orders_and_payments_only",
         "i_23_nobody_is_told_more_than_they_may_know",
         "what_was_redacted_is_in_no_view_also_of_the_time_before", "i_20_redacting_makes_only_values_disappear"];
    "LY-7.1a", [E, D], "data come as typed answers; a scan does not stand in for a form",
        text(7, "تقديم البيانات آلياً وبصيغة إلكترونية"), Whole,
        ["core/request/intake/requirements.rs::accept_answers", "core/definition/fields.rs::accept"],
        ["answers_of_the_wrong_shape_are_named", "an_untouched_form_is_one_missing_form"];
    "LY-7.1b", [E], "the bodies that receive something are notified electronically, by rule",
        text(7, "إخطار الجهات المستقبلة يتم بشكل آلي وبصيغة إلكترونية"),
        Whole,
        ["core/request/execution/tasks.rs::dispatch", "core/request/evidence/decide.rs::request",
         "core/request/fees/payment.rs::request", "core/request/notices/mod.rs::tell_provider"],
        ["tasks_go_out_as_the_graph_allows_and_everybody_knows_who_has_the_file",
         "under_the_checks_of_today_the_provider_is_always_told", "every_provider_is_told_of_a_new_request",
         "the_provider_is_told_of_a_new_request_at_its_receipt",
         "the_provider_is_told_once_for_each_receipt_and_of_no_attempt_that_was_not_received"];
    "LY-7.2", [P, E], "where there is no other way, documents come on a storage medium, with the reason on record",
        rule::STORAGE_MEDIUM.basis,
        Whole,
        ["core/request/intake/medium.rs::accepted", "core/request/intake/medium.rs::StorageMedium"],
        ["an_answer_to_corrections_may_come_on_a_medium_from_a_clerk", "a_clerk_files_what_came_on_a_medium_and_the_event_says_so", "a_medium_comes_with_a_reason_of_its_own",
         "documents_on_a_medium_are_filed_by_a_clerk_and_told_in_the_trail"];
    "LY-8.1", [E, D], "who submits is identified electronically, and the assertion is on record", rule::IDENTIFICATION.basis,
        Whole,
        ["src/ports.rs::IdentityVerifier", "core/request/intake/identity.rs::record", "core/request/intake/identity.rs::sufficient"],
        ["without_an_identity_port_nobody_can_submit", "i_2_an_acknowledged_request_is_complete_and_its_applicant_confirmed",
         "too_low_a_level_or_another_scheme_is_refused_at_the_submission",
         "when_the_person_was_authenticated_is_on_record_and_not_in_the_future"];
    "LY-8.2", [E, P], "how identity is verified is the regulator's rule and not the provider's",
        rule::IDENTITY_RULE.basis, Whole,
        ["core/rulebook/identity.rs::required", "core/rulebook/facts.rs::admits", "core/request/intake/identity.rs::sufficient"],
        ["a_service_may_ask_for_more_and_an_older_one_never_gets_less",
         "a_definition_asks_for_as_much_as_the_rule_or_more_and_never_less",
         "the_event_names_the_level_and_the_rule_with_its_version"];
    "LY-9.1", [E], "what crosses bodies goes through the channel", rule::CHANNEL.basis, Whole,
        ["core/request/bench.rs::message"],
        ["an_answer_comes_over_the_channel_once_from_the_body_that_was_asked",
         "i_22_another_body_acts_by_a_message_and_each_message_is_applied_once"];
    "LY-9.2", [E, H], "only kinds of message that the channel's register lists are applied",
        rule::MESSAGE_KINDS.basis, Whole,
        ["core/request/quarantine.rs::holds", "core/rulebook/facts.rs::takes"],
        ["a_message_of_an_unlisted_kind_is_kept_aside_once_and_nothing_follows",
         "a_message_in_quarantine_is_seen_by_officers_and_the_auditor"];
    "LY-9.3", [E], "records of supporting systems are named, and nothing depends on them",
        text(9, "كيفية الاستفادة من نظم المعلومات الداعمة"),
        Whole,
        ["core/request/intake/command.rs::Document", "core/request/fees/event.rs::PaymentConfirmed",
         "core/request/execution/event.rs::StepCompleted"],
        ["a_step_may_name_its_record_in_a_supporting_system", "documents_of_the_wrong_shape_are_named", "a_payment_is_the_whole_amount_of_its_order_once"];
    "LY-10.1", [D], "every form of the service is an electronic one", text(10, "تحويلها إلى نماذج إلكترونية"), Whole,
        ["core/definition/verify.rs::forms"],
        ["the_forms", "the_facts_of_the_directory"];
    "LY-10.2", [D, E], "a kind of document says what it must be, and that is checked",
        text(10, "النمذجة الإلكترونية للوثائق"),
        Whole,
        ["core/definition/documents.rs::DocumentType", "core/definition/verify.rs::documents",
         "core/request/intake/requirements.rs::accept_document", "core/request/intake/requirements.rs::accept_form"],
        ["a_document_is_what_its_kind_asks_and_says_so", "the_documents", "documents_of_the_wrong_shape_are_named", "an_unknown_field_or_document_is_named"];
    "LY-10.3", [E], "a document is issued through the portal: number, day, validity, hash, code",
        text(10, "يتم إصدار المستندات الإلكترونية الصادرة عن مقدم الخدمة عبر البوابة"), Whole,
        ["core/request/outputs/mod.rs::issue", "core/request/outputs/event.rs::OutputIssued"],
        ["an_output_has_its_number_its_code_and_its_last_day", "an_output_is_issued_once_and_before_it_is_delivered"];
    "LY-11", [E], "measures show whether a service improves", text(11, "تحقيق التحسينات المطلوبة في مقاييس الأداء"),
        Whole,
        ["projections/measures/figures.rs::Figures", "projections/measures/report.rs::measures", "src/engine/measures.rs::measures",
         "core/results.rs::readable"],
        ["times_are_those_of_the_wall_clock_and_promises_those_of_the_deadline",
         "corrections_contacts_and_errors_are_counted_for_each_request",
         "each_version_and_each_provider_has_figures_of_its_own", "the_measures_of_a_service_are_what_was_lived",
         "the_measures_of_a_run_are_what_its_events_say", "measures_are_read_by_who_answers_for_them"];
    "LY-12.1", [H], "the portal is the regulator's: each event names the way it came in (`Channel`)",
        text(12, "تقوم الإدارة المختصة بتشغيل وإدارة البوابة الوطنية"), Whole,
        ["core/party.rs::Channel", "projections/trace.rs::Trace"], [];
    "LY-12.2", [E], "requests come on the exact version of the service's form", rule::SERVICE_FORMS.basis, Whole,
        ["core/request/bench.rs::definition_to_submit", "core/service/mod.rs::in_grace"],
        ["an_older_version_is_taken_in_during_its_grace_only", "an_older_version_has_a_grace"];
    "LY-12.3", [E], "users get all data and documents of their request, to fetch and keep", rule::OWN_DATA.basis,
        Whole,
        ["src/engine/disclosure.rs::disclose", "projections/disclosure.rs::Disclosure",
         "core/request/visibility.rs::shows_internal_to"],
        ["everything_held_is_in_it_and_nothing_internal", "the_json_of_a_disclosure_has_the_fields_that_were_promised",
         "a_representative_takes_the_record_under_a_mandate_for_collection", "what_is_internal_is_not_shown_to_the_applicant_or_the_gateway"];
    "LY-12.4", [E, P], "fees are paid only in the ways that the regulator has set", rule::PAYMENT_METHODS.basis, Whole,
        ["core/request/fees/payment.rs::allowed", "core/rulebook/facts.rs::pays_by"],
        ["a_payment_is_the_whole_amount_of_its_order_once",
         "a_way_to_pay_that_the_regulator_has_not_set_is_refused_even_if_the_service_names_it"];
}
