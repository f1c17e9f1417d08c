//! Articles 1 to 5: who acts, for whom, in what scope, under which certificate.

use super::Built::Whole;
use super::Kind::{D, E, P};
use super::{Duty, duties, text};
use talab::core::rule::{self, Basis};

duties! {
    "LY-1a", [E], "the regulator is an actor apart from every provider", rule::REGULATOR_APART.basis, Whole,
        ["core/actor.rs::Role", "core/service/decide.rs::permitted", "core/provider/decide.rs::permitted"],
        ["only_the_provider_proposes_and_only_the_regulator_decides",
         "only_the_regulator_certifies_and_excepts_and_never_itself"];
    "LY-1b", [E, D], "five classes of applicant, in Libya or abroad; the service names those it is for",
        rule::APPLICANT_CLASSES.basis,
        Whole,
        ["core/party.rs::ApplicantClass", "core/party.rs::living_in", "core/definition/verify.rs::facts",
         "core/request/decision/decide.rs::grant"],
        ["the_service_is_for_its_beneficiaries_only_and_that_is_a_matter_of_merits", "the_facts_of_the_directory",
         "a_condition_sees_where_the_applicant_lives",
         "who_lives_abroad_says_so_and_the_service_may_ask_for_more"];
    "LY-1c", [D, E], "the entry of a service says all eight facts; that it costs nothing is said too",
        rule::DIRECTORY_FACTS.basis,
        Whole,
        ["core/definition/mod.rs::ServiceDefinition", "core/definition/verify.rs::facts", "core/definition/verify_fees.rs::fees",
         "core/definition/told.rs::EntryFacts"],
        ["each_of_the_eight_facts_says_something", "that_there_is_nothing_is_said_in_both_languages",
         "an_entry_says_its_eight_facts_and_who_vouches_for_them",
         "the_facts_of_the_directory", "what_must_be_said_is_not_left_out",
         "a_definition_with_a_problem_is_refused_with_its_place"];
    "LY-1d", [E], "only a public body entitled by law to keep data is a trusted source", rule::TRUSTED_REGISTER.basis, Whole,
        ["core/rulebook/facts.rs::holds", "core/request/evidence/decide.rs::registered", "core/request/intake/identity.rs::record"],
        ["only_a_registered_source_is_asked_and_only_for_what_it_holds",
         "the_answer_of_a_source_that_left_the_register_is_not_taken",
         "a_claimed_value_is_not_confirmed_by_a_source_that_is_not_registered"];
    "LY-1e", [E], "what another body causes carries its message: number, sender, receiver, times",
        text(1, "يتم من خلالها إدارة سير تنفيذ الخدمات الإلكترونية في البيئات المشتركة"), Whole,
        ["core/channel.rs::ChannelMessage", "core/request/bench.rs::message", "core/request/event.rs::message"],
        ["an_answer_comes_over_the_channel_once_from_the_body_that_was_asked",
         "i_22_another_body_acts_by_a_message_and_each_message_is_applied_once"];
    "LY-1f", [E], "who operates the portal is told from whom it is for; a mandate links them",
        rule::USER_AND_BENEFICIARY.basis, Whole,
        ["core/request/intake/decide.rs::may_file", "core/request/parties/mandate.rs::covered",
         "core/request/intake/event.rs::Submitted"],
        ["nobody_files_for_somebody_else_without_a_mandate",
         "a_mandate_is_missing_if_it_is_none_or_of_others_or_not_the_one_looked_at",
         "a_representative_files_for_the_applicant_and_the_event_says_by_which_mandate"];
    "LY-1g", [E], "data sent, processed and stored stay the same data: documents by their hash, events in a chain",
        text(1, "يتم إرسالها أو استلامها أو معالجتها أو تخزينها في شكل إلكتروني"),
        Whole,
        ["core/request/intake/command.rs::Document", "core/request/intake/command.rs::verify", "store/entry.rs::Entry", "store/tree.rs::root_of_leaves"],
        ["documents_of_the_wrong_shape_are_named", "a_damaged_log_is_not_dumped",
         "a_document_that_was_altered_is_found"];
    "LY-2a", [E, P], "a request from a desk, a centre or the post enters the same life cycle",
        text(2, "هو الوسيلة المفضلة للاستفادة من الخدمات الحكومية"), Whole,
        ["core/definition/intake.rs::IntakeTerms", "core/request/intake/ways_in.rs::allowed", "src/engine/submission.rs::through"],
        ["a_clerk_files_for_the_applicant_and_the_applicant_sees_it", "whichever_way_it_came_in_the_outcome_is_the_same",
         "a_way_in_that_the_service_has_not_is_refused_and_those_it_has_are_named"];
    "LY-2b", [E], "the same facts have the same outcome, whichever way they came in", Basis::Inferred, Whole,
        ["core/request/intake/decide.rs::submit"],
        ["whichever_way_it_came_in_the_outcome_is_the_same"];
    "LY-3", [E], "a request belongs to one provider; others write only what they were asked for",
        rule::ONE_PROVIDER.basis, Whole,
        ["core/request/visibility.rs::is_visible_to", "core/request/decide.rs::admits", "core/request/bench.rs::message"],
        ["to_strangers_the_request_does_not_exist", "each_does_its_own_steps_only", "a_stranger_learns_nothing"];
    "LY-4.1", [E], "the same rules hold for natural and legal persons",
        text(4, "عمليات الأشخاص الطبيعيين والكيانات الاعتبارية"), Whole,
        ["core/party.rs::PartyKind", "core/request/intake/decide.rs::submit"],
        ["people_and_organisations_go_the_same_road"];
    "LY-4.2", [E], "confidential and security documents stay outside", rule::OUT_OF_SCOPE.basis,
        Whole,
        ["core/request/intake/requirements.rs::accept_documents", "core/request/bench.rs::definition_to_submit",
         "core/request/off_system.rs::record"],
        ["a_classified_document_is_refused_and_leaves_no_trace", "h15_a_secret_document_leaves_no_trace",
         "a_classified_service_takes_no_request_from_anybody",
         "that_a_step_left_the_electronic_procedure_is_on_record_without_its_content",
         "what_leaves_the_electronic_procedure_is_on_record_for_officers_only"];
    "LY-4.3", [D], "a definition names the law it rests on", rule::LEGAL_BASIS.basis,
        Whole,
        ["core/definition/verify.rs::facts", "core/definition/listing.rs::laws"],
        ["the_facts_of_the_directory", "a_part_rests_on_a_law_of_the_service"];
    "LY-5a", [E], "no version is published without a certificate of the regulator's", rule::CERTIFIED.basis, Whole,
        ["core/provider/decide.rs::issue", "core/provider/facts.rs::certified", "core/service/decide.rs::decide"],
        ["a_service_is_published_only_under_a_certificate", "without_a_certificate_nothing_is_published"];
    "LY-5b", [E, P], "a certificate is renewed; once it is over no new request is taken and open ones are finished",
        rule::CERTIFICATE_TERM.basis, Whole,
        ["core/provider/decide.rs::renew", "core/provider/certificate.rs::certification", "core/request/bench.rs::certified"],
        ["what_stops_new_requests_leaves_open_ones_alone", "h14_a_certificate_expires_while_a_request_is_open",
         "a_renewal_goes_on_where_the_term_ends_and_leaves_a_gap_where_it_came_late"];
    "LY-5c", [E], "each condition of the policy is checked and recorded, one by one", rule::CONDITIONS_CHECKED.basis, Whole,
        ["core/provider/checklist.rs::conditions", "core/provider/decide.rs::checked"],
        ["every_condition_is_checked_one_by_one", "the_conditions_are_those_of_the_articles"];
    "LY-5d", [E], "only the regulator excepts, from named articles, until a day, for a reason", rule::EXCEPTIONS.basis, Whole,
        ["core/provider/decide.rs::grant", "core/provider/decide.rs::request"],
        ["only_the_regulator_certifies_and_excepts_and_never_itself",
         "an_exception_names_articles_has_an_end_and_is_justified"];
    "LY-5e", [E], "the event that would have been asked names the exception that lets it pass",
        rule::EXCEPTION_NAMED.basis, Whole,
        ["core/request/bench.rs::exception_from", "core/request/review/decide.rs::trusted"],
        ["an_exception_lets_claimed_values_pass_and_is_named", "an_exception_that_is_over_by_the_decision_no_longer_helps"];
}
