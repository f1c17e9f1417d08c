//! Articles 22 to 25: the directory, its entries and their updates.

use super::Built::Whole;
use super::Kind::{E, H};
use super::{Duty, duties, text};
use talab::core::rule;

duties! {
    "LY-22.1", [E], "every service is in a register, with all its versions", rule::IN_THE_DIRECTORY.basis, Whole,
        ["core/service/mod.rs::Service", "core/request/bench.rs::definition_to_submit"],
        ["what_cannot_be_taken_in_names_input_rule_and_remedy", "every_refusal_is_produced_and_told_to_people"];
    "LY-22.2", [E], "the regulator decides who registers, reads and stores",
        rule::CATALOGUE_ACTS.basis, Whole,
        ["core/rulebook/catalogue.rs::PermitCatalogue", "core/rulebook/catalogue.rs::permits",
         "core/service/decide.rs::permitted", "src/engine/catalogue.rs::reads_the_directory"],
        ["only_the_provider_proposes_and_only_the_regulator_decides", "who_registers_may_be_narrowed_to_bodies",
         "who_keeps_the_directory_may_be_narrowed_and_what_was_verified_waits",
         "who_reads_may_be_narrowed_to_roles_and_bodies_from_an_instant_and_widened_again",
         "nobody_is_permitted_what_the_table_of_roles_forbids",
         "the_directory_is_used_by_whom_the_regulator_decided"];
    "LY-22.3", [E], "only the regulator changes what is published; a provider proposes", rule::REGISTER_KEPT.basis, Whole,
        ["core/service/decide.rs::keeper", "core/service/decide.rs::decide"],
        ["only_the_regulator_says_what_is_offered_and_only_the_provider_reports",
         "a_service_is_suspended_and_resumed_with_a_reason"];
    "LY-23.1–4", [E, H], "services can be found in several ways: by provider, life event, class, word",
        text(23, "بتوفير عدة طرق للتصنيف والبحث عن الخدمات"),
        Whole,
        ["src/catalogue.rs::ServiceQuery", "src/engine/catalogue.rs::services", "core/definition/listing.rs::Listing",
         "core/search.rs::Wanted"],
        ["a_service_is_found_by_provider_class_life_event_category_and_words", "a_page_says_where_the_next_one_begins",
         "spelling_that_people_vary_makes_no_difference"];
    "LY-23.5", [E], "the provider answers for the accuracy of its entry, by name", rule::ATTESTED.basis,
        Whole,
        ["core/service/decide.rs::propose", "core/service/event.rs::ServiceVersionProposed",
         "core/service/attested.rs::Attestation"],
        ["the_provider_vouches_for_the_definition", "others_may_vouch_for_parts_and_the_whole_stands_for_the_rest",
         "a_part_is_vouched_for_once_and_with_a_word"];
    "LY-24.1", [E], "a service is registered completely, accurately and simply, by the set method",
        text(24, "بطريقة شاملة ودقيقة وبسيطة وحسب طريقة التسجيل المحددة"), Whole,
        ["core/service/decide.rs::propose", "core/definition/verify.rs::verify"],
        ["a_definition_with_a_problem_is_refused_with_its_place", "a_misspelt_key_is_an_error_and_is_named"];
    "LY-24.2", [E], "nothing is published unverified, and never verified by who proposed it",
        rule::VERIFIED_BEFORE_PUBLISHED.basis, Whole,
        ["core/service/decide.rs::decide", "core/service/event.rs::ServiceVersionVerified"],
        ["the_same_person_in_another_role_does_not_verify", "steps_are_taken_in_their_order",
         "a_verification_may_say_what_was_checked"];
    "LY-25.1", [E], "a provider proposes an updated version; the old one holds until the new one is published",
        text(25, "تحديث كل خدمة إلكترونية تقدمها في حالة حدوث أي تغير في الظروف"),
        Whole,
        ["core/service/decide.rs::propose", "core/service/mod.rs::current_at", "core/definition/listing.rs::Change"],
        ["how_it_is_found_and_what_a_version_changed", "a_new_version_leaves_the_old_one_in_force_until_it_is_published_itself", "versions_are_numbered_without_gaps"];
    "LY-25.2", [E], "every update is confirmed and approved again, however small", rule::UPDATE_APPROVED.basis, Whole,
        ["core/service/decide.rs::standing", "core/service/decide.rs::decide"],
        ["a_new_version_leaves_the_old_one_in_force_until_it_is_published_itself", "steps_are_taken_in_their_order"];
    "LY-25.3", [E], "a change of the law of a service is reported, and overdue until the entry follows",
        rule::LEGAL_CHANGE.basis, Whole,
        ["core/service/decide.rs::report", "core/service/mod.rs::overdue_changes"],
        ["a_legal_change_is_reported_and_overdue_until_a_version_follows"];
    "LY-25.4", [E], "a request keeps its version; new ones come under the new one from its time on",
        rule::VERSION_PINNED.basis, Whole,
        ["core/request/bench.rs::definition", "core/request/bench.rs::definition_to_submit", "core/service/mod.rs::current_at"],
        ["i_17_a_later_version_in_force_changes_no_verdict", "a_new_version_leaves_running_requests_alone",
         "a_version_begins_when_it_was_said_and_leaves_the_one_before_it_a_grace"];
}
