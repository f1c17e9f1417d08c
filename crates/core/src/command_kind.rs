//! The names of everything that can be asked of a request.

use crate::named::named_enum;
use crate::words;

named_enum! {
    /// A command's kind, without its content.
    pub enum CommandKind, words = words::command, {
        /// Submit a request.
        Submit = "submit",
        /// Supplement what was not acknowledged.
        Supplement = "supplement",
        /// Confirm the applicant's data again, from their source.
        ConfirmApplicant = "confirm_applicant",
        /// Check completeness, by an officer.
        CheckCompleteness = "check_completeness",
        /// Acknowledge receipt, by an officer.
        Acknowledge = "acknowledge",
        /// Begin to verify.
        StartVerification = "start_verification",
        /// Ask for corrections.
        RequestCorrections = "request_corrections",
        /// Give more time for corrections.
        ExtendCorrectionPeriod = "extend_correction_period",
        /// Answer a request for corrections.
        Correct = "correct",
        /// Find the request verified.
        PassVerification = "pass_verification",
        /// Record a value that the service leaves to officers.
        RecordValue = "record_value",
        /// Suspend the clock.
        SuspendClock = "suspend_clock",
        /// Resume the clock.
        ResumeClock = "resume_clock",
        /// Extend the deadline.
        ExtendDeadline = "extend_deadline",
        /// Count the deadline again on the calendar in force.
        RecalculateDeadline = "recalculate_deadline",
        /// Record that the deadline passed.
        RecordDeadlineMissed = "record_deadline_missed",
        /// Complete a step.
        CompleteStep = "complete_step",
        /// Send a task to another body.
        DispatchTask = "dispatch_task",
        /// Take a task on, as the body it was sent to.
        AcceptTask = "accept_task",
        /// Not take a task on.
        DeclineTask = "decline_task",
        /// Report a task done.
        CompleteTask = "complete_task",
        /// Report that a task can't be done.
        FailTask = "fail_task",
        /// Go on without an advisory answer.
        TimeOutTask = "time_out_task",
        /// Take a task back.
        CancelTask = "cancel_task",
        /// Open a part, as a request of its own.
        OpenSubrequest = "open_subrequest",
        /// Note where the request of a part stands.
        RecordSubrequest = "record_subrequest",
        /// Work out the fees.
        AssessFee = "assess_fee",
        /// Waive fees.
        WaiveFee = "waive_fee",
        /// Ask for payment.
        RequestPayment = "request_payment",
        /// Report what became of an order to pay.
        RecordPayment = "record_payment",
        /// Let an order to pay expire.
        ExpirePayment = "expire_payment",
        /// Ask for money to be paid back.
        RequestRefund = "request_refund",
        /// Report what became of a refund.
        RecordRefund = "record_refund",
        /// Ask a trusted source.
        RequestEvidence = "request_evidence",
        /// Report what a trusted source answered.
        RecordEvidence = "record_evidence",
        /// Offer the request to the competent body.
        Transfer = "transfer",
        /// Take a request over.
        AcceptTransfer = "accept_transfer",
        /// Not take a request over.
        DeclineTransfer = "decline_transfer",
        /// Report a possible duplicate.
        ReportDuplicate = "report_duplicate",
        /// Confirm a duplicate.
        ConfirmDuplicate = "confirm_duplicate",
        /// Dismiss a suspicion.
        DismissDuplicate = "dismiss_duplicate",
        /// Refer a case that no rule covers.
        ReferCase = "refer_case",
        /// Record the order on a referred case.
        RecordReferralOrder = "record_referral_order",
        /// Record that something is handled outside the electronic procedure.
        RecordOffSystem = "record_off_system",
        /// Propose a decision.
        ProposeDecision = "propose_decision",
        /// Return a proposal.
        ReturnDecision = "return_decision",
        /// Approve a decision.
        ApproveDecision = "approve_decision",
        /// Record what silence means.
        RecordDeemedDecision = "record_deemed_decision",
        /// Issue an output.
        IssueOutput = "issue_output",
        /// Make an output available on the portal, which delivers it.
        DeliverOutput = "deliver_output",
        /// Open an output.
        OpenOutput = "open_output",
        /// Record that an output is no longer valid.
        RecordOutputExpired = "record_output_expired",
        /// Ask for a paper copy.
        RequestPaperCopy = "request_paper_copy",
        /// Make an appointment to collect a paper copy.
        ScheduleCollection = "schedule_collection",
        /// Report a paper copy sent.
        RecordPaperDispatched = "record_paper_dispatched",
        /// Report a paper copy brought back.
        RecordPaperReturned = "record_paper_returned",
        /// Report a paper copy collected.
        RecordCollected = "record_collected",
        /// Report an appointment missed.
        RecordCollectionMissed = "record_collection_missed",
        /// Let a paper copy lapse.
        LapsePaperCopy = "lapse_paper_copy",
        /// Propose to amend what was decided.
        ProposeAmendment = "propose_amendment",
        /// Return an amendment.
        ReturnAmendment = "return_amendment",
        /// Approve an amendment.
        ApproveAmendment = "approve_amendment",
        /// Report a notification delivered.
        RecordNotificationDelivered = "record_notification_delivered",
        /// Report a notification failed.
        RecordNotificationFailed = "record_notification_failed",
        /// Assign a handler.
        AssignHandler = "assign_handler",
        /// Release the handler.
        ReleaseHandler = "release_handler",
        /// Put the request before a superior.
        Escalate = "escalate",
        /// Add a note.
        AddNote = "add_note",
        /// Record a contact.
        RecordContact = "record_contact",
        /// Record feedback.
        RecordFeedback = "record_feedback",
        /// Answer feedback.
        AnswerFeedback = "answer_feedback",
        /// Name an interested party.
        NameInterestedParty = "name_interested_party",
        /// Remove an interested party.
        RemoveInterestedParty = "remove_interested_party",
        /// Record that what is held was given.
        DiscloseRecord = "disclose_record",
        /// Redact personal data.
        RedactPersonalData = "redact_personal_data",
        /// Place a legal hold.
        PlaceLegalHold = "place_legal_hold",
        /// Lift a legal hold.
        LiftLegalHold = "lift_legal_hold",
        /// Withdraw the request.
        Withdraw = "withdraw",
        /// Let the request lapse.
        Lapse = "lapse",
        /// Discontinue the request.
        Discontinue = "discontinue",
    }
}
