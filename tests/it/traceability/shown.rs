//! Which tests show each rule.

/// Which tests show a rule. A name is looked for as a function in the sources.
pub(super) const SHOWN_BY: &[(&str, &[&str])] = &[
    (
        "LY-1a",
        &["only_the_provider_proposes_and_only_the_regulator_decides", "only_the_regulator_keeps_a_calendar"],
    ),
    ("LY-1b", &["the_service_is_for_its_beneficiaries_only_and_that_is_a_matter_of_merits"]),
    ("LY-1c", &["the_facts_of_the_directory", "what_must_be_said_is_not_left_out"]),
    (
        "LY-1f",
        &[
            "what_cannot_be_taken_in_names_input_rule_and_remedy",
            "a_clerk_files_for_the_applicant_and_the_applicant_sees_it",
            "a_lawyer_files_corrects_and_withdraws",
        ],
    ),
    (
        "LY-1d",
        &[
            "the_answer_of_a_source_that_left_the_register_is_not_taken",
            "a_definition_names_registered_sources_for_what_they_hold_once_there_is_a_register",
        ],
    ),
    ("LY-3", &["a_stranger_learns_nothing", "to_strangers_the_request_does_not_exist"]),
    (
        "LY-4.2",
        &[
            "a_classified_document_is_refused_and_leaves_no_trace",
            "a_classified_service_takes_no_request_from_anybody",
        ],
    ),
    ("LY-4.3", &["the_facts_of_the_directory"]),
    (
        "LY-5a",
        &["a_service_is_published_only_under_a_certificate", "without_a_certificate_nothing_is_published"],
    ),
    (
        "LY-5b",
        &[
            "h14_a_certificate_expires_while_a_request_is_open",
            "what_stops_new_requests_leaves_open_ones_alone",
        ],
    ),
    ("LY-5c", &["every_condition_is_checked_one_by_one", "the_conditions_are_those_of_the_articles"]),
    (
        "LY-5d",
        &[
            "only_the_regulator_certifies_and_excepts_and_never_itself",
            "an_exception_names_articles_has_an_end_and_is_justified",
        ],
    ),
    (
        "LY-5e",
        &[
            "an_exception_lets_claimed_values_pass_and_is_named",
            "an_exception_that_is_over_by_the_decision_no_longer_helps",
        ],
    ),
    (
        "LY-7.2",
        &[
            "a_medium_comes_with_a_reason_of_its_own",
            "every_file_is_a_document_that_was_filed_as_it_was_read",
        ],
    ),
    (
        "LY-8.2",
        &[
            "too_low_a_level_or_another_scheme_is_refused_at_the_submission",
            "a_definition_asks_for_as_much_as_the_rule_or_more_and_never_less",
        ],
    ),
    ("LY-9.2", &["a_message_of_an_unlisted_kind_is_kept_aside_once_and_nothing_follows"]),
    ("SA-4", &["nothing_is_sent_to_a_body_without_an_approved_endpoint"]),
    ("LY-13.1", &["each_way_in_is_for_whom_it_is"]),
    ("LY-14.1b", &["a_message_is_of_who_brings_it_to_the_provider_and_only_with_what_was_routed"]),
    ("LY-21.2", &["every_entry_names_its_instrument_and_none_looks_back"]),
    (
        "LY-21.2a",
        &[
            "what_must_be_kept_is_not_redacted_before_its_last_day_has_passed",
            "a_ground_of_law_is_named_and_told_and_a_hold_stands_against_it",
        ],
    ),
    ("LY-21.2b", &["a_hash_that_is_not_computed_is_not_set_and_what_is_computed_is_named"]),
    (
        "LY-22.2",
        &["who_registers_may_be_narrowed_to_bodies", "nobody_is_permitted_what_the_table_of_roles_forbids"],
    ),
    (
        "JO-5",
        &[
            "the_regulator_keeps_every_part_that_was_not_assigned",
            "a_part_that_is_assigned_is_set_by_its_keeper_from_then_on_and_by_nobody_else",
        ],
    ),
    ("LY-6.2", &["everything_is_given_to_its_person_and_recorded_with_its_hash"]),
    (
        "LY-6.5",
        &["redacted_values_are_gone_and_nothing_else_is", "i_20_redacting_makes_only_values_disappear"],
    ),
    ("LY-6.5a", &["what_is_still_needed_is_not_redacted"]),
    (
        "LY-21.1a",
        &["a_hold_keeps_the_evidence_and_lets_the_life_go_on", "a_copy_that_is_held_is_not_thrown_away"],
    ),
    ("LY-21.1b", &["a_hold_is_placed_once_for_each_order_and_only_by_who_may"]),
    ("LY-11a", &["results_are_read_by_who_answers_for_them", "measures_are_read_by_who_answers_for_them"]),
    (
        "JO-2a",
        &[
            "an_enquiry_is_kept_with_the_service_and_numbered",
            "an_enquiry_is_answered_once_by_who_may_know_of_it",
            "what_is_asked_before_there_is_a_request_stays_with_the_service",
        ],
    ),
    (
        "SA-10",
        &[
            "who_has_a_draft_is_told_of_a_change_once",
            "who_fills_in_an_older_version_is_told_what_changes_and_from_when",
        ],
    ),
    (
        "N4-2a",
        &[
            "each_person_answers_a_survey_once_themselves_or_by_a_clerk",
            "an_answer_comes_while_the_survey_is_open_and_rates_what_it_asks",
            "a_survey_is_answered_once_by_each_and_tells_of_nobody",
        ],
    ),
    ("JO-2b", &["an_interested_party_sees_where_it_stands_and_does_nothing"]),
    ("JO-2f", &["feedback_is_answered_once_and_the_time_is_told"]),
    ("LY-8.1", &["without_an_identity_port_nobody_can_submit"]),
    ("LY-9.1", &["an_answer_comes_over_the_channel_once_from_the_body_that_was_asked"]),
    (
        "LY-9.1a",
        &[
            "i_22_another_body_acts_by_a_message_and_each_message_is_applied_once",
            "a_message_that_comes_twice_is_applied_once",
        ],
    ),
    (
        "LY-12.2",
        &["an_untouched_form_is_one_missing_form", "what_cannot_be_taken_in_names_input_rule_and_remedy"],
    ),
    (
        "LY-12.3",
        &[
            "opening_twice_is_one_event",
            "the_buttons_are_what_the_rules_allow",
            "what_is_held_is_given_to_whom_it_is_about_and_that_is_recorded",
        ],
    ),
    ("LY-12.4", &["a_payment_is_the_whole_amount_of_its_order_once"]),
    ("LY-13.2", &["everything_that_is_missing_is_told_at_once_and_in_form_order"]),
    (
        "LY-13.3",
        &[
            "a_resident_needs_a_permit_and_no_national_number",
            "a_bill_may_be_three_months_old_to_the_day_and_not_a_day_older",
        ],
    ),
    ("LY-13.4", &["a_supplement_completes_and_its_instant_is_the_receipt"]),
    ("LY-14.1", &["complete_on_a_friday_night", "a_source_that_is_down_costs_the_applicant_no_day"]),
    ("LY-14.1c", &["a_source_that_answers_no_after_an_outage_rejects_and_the_receipt_is_void"]),
    ("LY-14.2", &["a_declaration_is_asked_for_only_where_the_service_asks"]),
    ("LY-14.2a", &["a_declaration_is_asked_for_only_where_the_service_asks"]),
    ("LY-15.1", &["a_complete_submission_is_acknowledged_in_the_same_append"]),
    (
        "LY-15.1a",
        &[
            "an_officer_acknowledges_and_the_receipt_is_the_submission",
            "none_of_this_is_allowed_without_the_parameters",
        ],
    ),
    (
        "LY-15.2",
        &[
            "the_acknowledgement_says_what_the_provider_wrote_with_the_facts_filled_in",
            "the_acknowledgement_uses_only_what_there_is",
        ],
    ),
    (
        "LY-15.3",
        &[
            "everything_that_is_missing_is_told_at_once_and_in_form_order",
            "a_mismatch_is_told_and_may_be_supplemented",
        ],
    ),
    ("LY-15.3c", &["complete_on_a_friday_night"]),
    ("LY-15.3d", &["an_attempt_that_is_not_supplemented_in_its_term_may_lapse"]),
    (
        "LY-16.1",
        &[
            "the_whole_road_passes_every_stage_once_and_in_order",
            "what_was_checked_must_be_something_of_the_service",
        ],
    ),
    ("LY-16.2", &["asking_suspends_the_clock_and_tells_the_applicant", "a_named_document_may_be_removed"]),
    ("LY-16.2b", &["only_the_named_items_change_but_new_documents_may_come"]),
    ("LY-16.2c", &["rounds_are_numbered_and_limited"]),
    (
        "LY-16.2d",
        &["an_officer_lets_a_request_lapse_after_the_term", "decided_as_it_is_where_the_definition_says_so"],
    ),
    (
        "LY-16.3",
        &[
            "corrections_stop_the_clock_and_say_why_the_date_moved",
            "a_missed_deadline_is_recorded_once_and_not_revived",
        ],
    ),
    ("LY-16.3b", &["a_late_holiday_moves_open_deadlines_and_says_why"]),
    ("LY-16.3c", &["an_extension_keeps_to_the_limits_of_the_definition"]),
    ("LY-16.3d", &["an_officer_suspends_and_resumes_with_a_reason"]),
    ("LY-17.1", &["steps_are_done_in_their_order_each_once_and_all_before_the_decision"]),
    (
        "LY-17.1b",
        &[
            "a_grant_needs_every_condition_and_the_engine_judges_what_it_can",
            "a_denial_says_why_and_what_can_be_done",
        ],
    ),
    (
        "LY-17.1c",
        &["a_second_person_approves_at_every_door", "one_person_is_enough_where_the_definition_says_so"],
    ),
    ("LY-17.1d", &["the_table_is_whole", "after_the_end_only_words_and_reports_are_taken"]),
    (
        "LY-17.2",
        &[
            "a_corrected_trusted_value_is_only_claimed_until_its_source_confirms_it",
            "no_grant_on_claimed_data_though_verification_was_skipped",
        ],
    ),
    (
        "LY-17.2a",
        &[
            "officers_record_only_what_is_theirs_and_what_fits",
            "a_grant_waits_for_the_officers_values_that_are_required",
        ],
    ),
    (
        "LY-17.2b",
        &[
            "computed_values_come_with_the_submission_and_are_a_fact_of_their_own",
            "what_others_give_is_never_taken_from_the_applicant",
        ],
    ),
    (
        "LY-18.1",
        &[
            "the_decision_ends_the_execution_and_stops_the_clock_in_one_append",
            "straight_through_with_a_bounced_email",
        ],
    ),
    (
        "LY-17.3",
        &[
            "the_whole_road_of_several_bodies",
            "a_join_is_met_by_as_many_as_it_needs",
            "once_a_body_says_no_the_denial_waits_for_nobody_else",
        ],
    ),
    (
        "LY-17.3a",
        &[
            "advice_may_be_left_out_when_its_days_are_over_and_only_advice",
            "advice_that_does_not_come_holds_nobody_up",
        ],
    ),
    (
        "LY-17.3b",
        &["an_answer_to_an_ended_request_is_kept_aside", "i_24_a_late_answer_is_kept_and_changes_nothing"],
    ),
    (
        "LY-17.4",
        &[
            "a_part_is_opened_with_what_was_given_once",
            "the_output_of_one_part_feeds_the_next",
            "parts_of_parts_do_not_exist",
        ],
    ),
    ("LY-17.4a", &["the_whole_is_granted_after_its_parts", "i_15_a_parent_is_concluded_after_its_children"]),
    (
        "LY-17.4b",
        &[
            "what_is_left_of_a_part_ends_with_its_parent",
            "a_bundle_that_is_withdrawn_takes_its_open_parts_with_it",
        ],
    ),
    (
        "LY-17.5",
        &[
            "what_is_owed_follows_from_the_definition_and_the_answers",
            "only_what_is_owed_and_open_can_be_ordered",
        ],
    ),
    (
        "LY-17.5b",
        &[
            "a_payment_is_the_whole_amount_of_its_order_once",
            "an_order_paid_twice_is_settled_once_and_the_rest_goes_back",
        ],
    ),
    ("LY-17.5c", &["each_step_waits_for_its_own_fee", "i_13_what_needs_a_fee_never_follows_an_unpaid_order"]),
    (
        "LY-17.5d",
        &[
            "a_payment_that_fails_or_is_not_made_in_time_is_ordered_again",
            "an_order_that_nobody_pays_expires_by_itself",
        ],
    ),
    ("LY-17.5e", &["a_supervisor_waives_by_law_or_for_hardship"]),
    (
        "LY-17.5f",
        &[
            "money_goes_back_within_what_is_held_and_what_the_rules_allow",
            "i_12_never_more_goes_back_than_came",
        ],
    ),
    ("LY-18.2", &["measures_taken_are_told"]),
    ("LY-18.3", &["an_output_has_its_number_its_code_and_its_last_day"]),
    (
        "LY-18.4",
        &[
            "delivery_is_the_instant_the_output_is_available",
            "an_output_is_delivered_once_whatever_comes_after",
        ],
    ),
    ("LY-19.3", &["an_exception_names_articles_has_an_end_and_is_justified"]),
    (
        "LY-6.3",
        &[
            "an_answer_names_its_question_comes_once_and_from_who_was_asked",
            "a_source_that_gives_nothing_says_why_and_may_be_asked_again",
        ],
    ),
    ("LY-6.4", &["only_its_source_is_asked_for_a_value_and_only_for_a_purpose"]),
    ("LY-10.3a", &["an_output_expires_after_its_last_day_and_once"]),
    (
        "LY-16.3e",
        &[
            "silence_grants_where_the_service_says_so_and_not_an_instant_before_the_end",
            "silence_denies_where_the_service_says_so_and_otherwise_means_nothing",
        ],
    ),
    ("LY-17.1e", &["a_grant_in_part_delivers_its_part_and_gives_reasons_for_the_rest"]),
    (
        "LY-18.3a",
        &[
            "an_output_is_revoked_and_reinstated_and_its_delivery_stays_true",
            "whoever_proposes_an_amendment_does_not_approve_it_in_any_role",
        ],
    ),
    (
        "LY-18.3c",
        &[
            "the_statement_of_the_site_comes_before_the_decision",
            "it_waits_for_its_steps_and_only_a_handler_issues_it",
        ],
    ),
    ("LY-18.3b", &["a_reopened_request_has_a_time_of_its_own_and_keeps_its_receipt"]),
    (
        "LY-18.5",
        &[
            "it_is_by_post_or_by_appointment_and_never_both_or_neither",
            "h10_a_copy_nobody_comes_for_lapses_and_the_output_stays_valid",
        ],
    ),
    (
        "W-3",
        &[
            "the_competent_body_goes_on_with_the_same_request",
            "a_clock_that_starts_again_counts_the_whole_time_from_the_takeover",
        ],
    ),
    ("W-4", &["a_duplicate_is_suspected_by_a_rule_and_confirmed_by_a_person"]),
    ("W-5", &["an_escalation_says_why_and_takes_the_file_from_nobody"]),
    ("LY-22.1", &["what_cannot_be_taken_in_names_input_rule_and_remedy"]),
    (
        "LY-22.3",
        &[
            "a_service_is_suspended_and_resumed_with_a_reason",
            "only_the_regulator_says_what_is_offered_and_only_the_provider_reports",
        ],
    ),
    ("LY-23.5", &["the_provider_vouches_for_the_definition"]),
    ("LY-24.2", &["the_same_person_in_another_role_does_not_verify"]),
    ("LY-25.2", &["a_new_version_leaves_the_old_one_in_force_until_it_is_published_itself"]),
    ("LY-25.3", &["a_legal_change_is_reported_and_overdue_until_a_version_follows"]),
    (
        "JO-10",
        &[
            "a_referred_case_is_decided_after_its_order_and_says_by_which",
            "the_legal_clock_runs_on_and_silence_decides_nothing_before_the_order",
            "a_request_that_ends_otherwise_waits_for_no_order_and_one_worked_on_again_stays_under_it",
        ],
    ),
    (
        "N4-2",
        &[
            "a_clerk_files_with_the_consent_on_record_where_the_service_asks",
            "a_consent_is_a_clerks_record_of_what_was_given_before",
        ],
    ),
    (
        "N1-7",
        &[
            "further_ways_are_told_after_the_two_of_the_law_and_only_to_who_gave_an_address",
            "trouble_with_a_further_way_moves_nothing_and_stays_visible",
        ],
    ),
    (
        "LY-7.1b",
        &[
            "the_provider_is_told_of_a_new_request_at_its_receipt",
            "the_providers_desk_is_told_of_a_new_request_once_and_the_applicant_sees_no_duty_in_it",
        ],
    ),
    (
        "SA-3",
        &[
            "an_output_is_signed_by_a_licensed_trust_service_once_any_is_entered",
            "a_corrected_output_needs_the_licence_at_its_proposal_and_at_its_approval",
        ],
    ),
    (
        "LY-21.1c",
        &[
            "who_reads_a_request_is_noted_and_the_request_stays_as_it_was",
            "an_applicant_reads_their_own_without_a_note_and_learns_who_else_did",
        ],
    ),
    (
        "LY-10.3b",
        &[
            "an_output_that_must_be_signed_is_issued_with_its_signature_or_under_an_exception",
            "a_service_that_asks_for_none_takes_one_and_needs_no_exception",
        ],
    ),
    (
        "JO-4a",
        &[
            "a_service_is_retired_with_a_word_on_its_open_requests_and_for_good",
            "a_retired_service_discontinues_its_open_requests_where_that_was_said",
        ],
    ),
    ("LY-25.4", &["a_new_version_leaves_running_requests_alone"]),
    ("LY-1g", &["the_same_command_five_times_is_one_act"]),
    ("W-1", &["the_applicant_withdraws_at_every_open_stage_without_a_reason"]),
    ("W-2", &["a_supervisor_discontinues_with_a_reason"]),
    (
        "M-1",
        &[
            "who_is_represented_grants_what_rests_on_their_will",
            "an_authority_records_what_rests_on_the_law_or_a_court",
        ],
    ),
    ("M-2", &["a_mandate_holds_from_its_first_instant_to_its_last", "a_mandate_revoked_in_between_ends_it"]),
    ("M-3", &["a_mandate_reaches_as_far_as_it_says", "each_act_is_covered_by_its_own_word_of_the_mandate"]),
    (
        "O-1",
        &["a_decision_is_objected_to_once_unless_that_was_withdrawn", "only_the_applicants_side_objects"],
    ),
    (
        "O-2",
        &[
            "the_window_is_calendar_days_and_ends_at_midnight",
            "silence_dismisses_only_where_the_service_says_so_and_only_after_the_time",
        ],
    ),
    (
        "O-3",
        &[
            "i_11_who_made_the_decision_never_decides_the_objection",
            "another_person_decides_an_objection_and_the_same_one_may_not",
        ],
    ),
    (
        "C-1",
        &["the_status_then_is_what_was_recorded_then", "a_late_holiday_moves_the_deadline_with_its_cause"],
    ),
    ("E-1", &["answers_of_the_wrong_shape_are_named", "too_much_is_too_much"]),
];
