//! Every refusal in English.

use super::{directory, paper, stage, standing_words};
use crate::refusal::Refusal;
use crate::text::{Lang, counted};

pub(in crate::refusal) fn english(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::UnknownRequest => "there is no such request; check the reference".to_owned(),
        R::UnknownService { service } => {
            format!("the directory has no service `{service}`; look the code up there")
        }
        R::ServiceNotPublished { service } => {
            format!(
                "the service `{service}` has no published version; wait until the regulator has published one"
            )
        }
        R::VersionNotCurrent { given, current } => {
            format!(
                "version {given} of the service is not in force; read version {current} and use its forms"
            )
        }
        R::DirectoryNotPermitted { role, command } => {
            format!(
                "the role “{}” may not “{}” for this provider, service or calendar",
                role.words().en,
                directory(command, Lang::En)
            )
        }
        R::ServiceVersionStanding { version, standing } => format!(
            "version {version} is {}; a version is proposed, verified by another person, and then published",
            standing_words(*standing, Lang::En)
        ),
        R::ServiceSamePerson { version } => {
            format!("version {version} must be verified by another person than the one who proposed it")
        }
        R::AttestationMissing => {
            "the provider must vouch for the accuracy of the definition; add the attestation".to_owned()
        }
        R::ServiceSuspended { .. }
        | R::ServiceRetired { .. }
        | R::ServiceAvailability { .. }
        | R::RunOffMissing
        | R::LawMissing
        | R::DirectoryReasonRequired { .. }
        | R::ProviderNotCertified { .. }
        | R::CertificateExpired { .. }
        | R::CertificateUnknown { .. }
        | R::CertificateStanding { .. }
        | R::ChecklistIncomplete { .. }
        | R::ExceptionUnknown { .. }
        | R::ExceptionStanding { .. }
        | R::ExceptionSamePerson { .. }
        | R::ExceptionIncomplete { .. } => crate::refusal::directory::english(refusal),
        R::CalendarUnknown => "the jurisdiction has no published calendar; publish one first".to_owned(),
        R::DefinitionInvalid { path, problem } => {
            format!("the service definition is not valid at `{path}`: {}", problem.en)
        }
        R::NotPermitted { role, command } => {
            format!("the role “{}” may not “{}”; ask somebody who may", role.words().en, command.words().en)
        }
        R::WrongStage { stage: at, command } => {
            format!("“{}” has no place while the request is “{}”", command.words().en, stage(*at, Lang::En))
        }
        R::TerminalState { stage: at, command } => format!(
            "the request has ended (“{}”), so “{}” is no longer possible; submit a new request",
            at.words().en,
            command.words().en
        ),
        R::SamePerson { command } => {
            format!("“{}” needs another person than the one who acted before", command.words().en)
        }
        R::IdentityMissing => {
            "nobody identified the applicant; identify electronically and try again".to_owned()
        }
        R::IdentityAssuranceTooLow { .. }
        | R::IdentitySchemeNotAccepted { .. }
        | R::WrongChannel { .. }
        | R::MediumReasonRequired
        | R::ConsentRequired
        | R::OutOfScopeService { .. }
        | R::InstrumentMissing { .. }
        | R::MessageKindNotListed { .. }
        | R::EndpointNotApproved { .. }
        | R::TrustServiceNotLicensed { .. }
        | R::RulebookPartKept { .. }
        | R::HashNotComputed { .. }
        | R::CatalogueNotPermitted { .. }
        | R::RetentionRuns { .. }
        | R::RetentionNotPermitted { .. } => crate::refusal::rulebook::english(refusal),
        R::MandateMissing => "you act for somebody else; show a mandate, or let the applicant act".to_owned(),
        R::ReadersNotPermitted { role } => format!(
            "the role “{}” may not read who read a request: an auditor or the data-protection officer may",
            role.words().en
        ),
        R::ResultsNotPermitted { role } => format!(
            "the role “{}” may not read these figures: the regulator and auditors read all, officers those of the \
             provider they serve",
            role.words().en
        ),
        R::RoleNotPermitted { role, command } => {
            format!(
                "the role “{}” may not “{}” here; ask somebody who may",
                role.words().en,
                directory(command, Lang::En)
            )
        }
        R::UnknownMandate => "there is no such mandate; check its number".to_owned(),
        R::MandateAlreadyGranted => {
            "this mandate was granted before; grant another one under a new number".to_owned()
        }
        R::MandateExpired { ended } => {
            format!("the mandate ended at {ended}; show one that is in force, or let the applicant act")
        }
        R::MandateScope { act, service } => format!(
            "the mandate does not cover {} for the service `{service}`; show one that does, or let the applicant act",
            act.words().en
        ),
        R::UnknownObjection => "there is no such objection; check its number".to_owned(),
        R::ObjectionNotOffered => {
            "this service takes no objections; see the remedies that its decision names".to_owned()
        }
        R::ObjectionAlreadyMade { objection } => {
            format!("this decision was objected to before, under `{objection}`; look at where that stands")
        }
        R::ObjectionClosed { standing } => format!(
            "nothing is to be done on this objection: {}",
            standing.map_or("it was never filed", |standing| standing.words().en)
        ),
        R::ObjectionSamePerson => {
            "an objection is decided by another person than those who made the decision or object to it"
                .to_owned()
        }
        R::FieldInvalid { path, problem } => format!("`{path}` can't be taken in: {}", problem.en),
        R::FieldNotOpen { path } => {
            format!("`{path}` is not among the items to be corrected; change only the items named")
        }
        R::OutOfScopeDocument { document } => format!(
            "the document `{document}` is confidential or concerns security; it can't be exchanged here, hand it in outside the portal"
        ),
        R::ReasonRequired { what } => format!("{what} needs at least one reason; add one"),
        R::ReasonUnknown { given, family } => {
            format!("the reason `{given}` is not one of the family {family}; choose one of that family")
        }
        R::InstructionsRequired => {
            "name at least one item, and say for each in Arabic and English how to correct or remove it"
                .to_owned()
        }
        R::CorrectionRounds { allowed } => {
            let times = counted(allowed, "time");
            format!(
                "corrections were already asked {times}, as often as the service allows; decide on what is there"
            )
        }
        R::TermNotOver { until, .. } => format!("the term runs to the end of {until}; wait until it is over"),
        R::DeadlinePassed { due, .. } => format!("the term ended with {due}"),
        R::ExtensionLimit { times, working_days } => format!(
            "the service allows {} of {} in all, and they are used up or exceeded",
            counted(times, "extension"),
            counted(working_days, "working day")
        ),
        R::CalendarGap { jurisdiction, date, covered } => format!(
            "the calendar `{jurisdiction}` says nothing about {date} (it covers {covered}); extend its coverage first"
        ),
        R::TimeGoesBackwards { at, last } => {
            format!("{at} lies before {last}, which is already recorded; mend the clock")
        }
        R::Incomplete { missing } => format!("the request is not complete; missing: {}", missing.join(", ")),
        R::IdentityNotConfirmed => "the applicant's data are not confirmed; confirm them first".to_owned(),
        R::EvidenceMissing { item } => {
            format!(
                "`{item}` must come from its trusted source, and so far it is only claimed; confirm it first"
            )
        }
        R::ValueMissing { fields } => {
            format!("officers must record these values first: {}", fields.join(", "))
        }
        R::ConditionNotMet { condition } => {
            format!(
                "the condition `{condition}` is not met, so the request can't be granted; deny it with reasons"
            )
        }
        R::TaskUnknown { step } => {
            format!(
                "this request has no step `{step}`, or it wasn't sent yet; look at the steps of its status"
            )
        }
        R::TaskAlreadyClosed { step } => {
            format!("the step `{step}` is with its body, done or taken back; look at where it stands")
        }
        R::NotAssigned { step } => {
            format!("the step `{step}` is not yours to do or to send; let the body act that it belongs to")
        }
        R::TaskUnfavourable { step } => {
            format!(
                "what was found in the step `{step}` speaks against a grant; deny the request with reasons"
            )
        }
        R::ChannelRequired => {
            "another body acts through the integration channel only; give the message that it sent".to_owned()
        }
        R::MessageAlreadyApplied { message } => {
            format!("the message `{message}` was applied before; a new act comes in a new message")
        }
        R::PaymentDue { fees } => {
            format!("these fees must be paid or waived first: {}; ask for their payment", fees.join(", "))
        }
        R::FeeUnknown { fee } => {
            format!("this request owes no fee `{fee}`, or it was named twice; assess the fees and name those")
        }
        R::FeeSettled { fee } => {
            format!("the fee `{fee}` is ordered, paid or waived; look at where it stands")
        }
        R::OrderUnknown { order } => {
            format!(
                "there is no order number {order} that this message answers; look at the orders of the request"
            )
        }
        R::OrderClosed { order } => {
            format!("order number {order} no longer waits for an answer; look at where it stands")
        }
        R::AmountMismatch { ordered, given } => {
            format!("{ordered} was ordered and {given} given; the fee is still due, pay the amount ordered")
        }
        R::CurrencyMismatch { ordered, given } => {
            format!("the order is in {ordered} and the payment in {given}; pay in {ordered}")
        }
        R::PaymentReferenceReused { reference } => {
            format!("the payment `{reference}` was applied before; a new payment has a reference of its own")
        }
        R::PaymentMethodNotAllowed { method } => {
            format!(
                "`{method}` is not one of the ways to pay that the regulator has set; choose one of those"
            )
        }
        R::RefundExceedsPaid { refundable, asked } => {
            format!("{asked} can't be paid back: for this reason it is {refundable} at most; ask for less")
        }
        R::TasksOpen { steps } => format!("complete these steps first: {}", steps.join(", ")),
        R::PartUnknown { part } => {
            format!(
                "`{part}` is not a part of this request; name one that the service has and that was chosen"
            )
        }
        R::PartAlreadyOpened { part, child } => {
            format!("the part `{part}` has the request {child} already; follow that one")
        }
        R::PartsOpen { parts } => {
            format!("these parts come first: {}; wait for them to end", parts.join(", "))
        }
        R::PartNotGranted { parts } => format!(
            "these parts were not granted: {}; grant no more than the others, or deny it",
            parts.join(", ")
        ),
        R::OutputUnknown { output } => format!("`{output}` is not an output of this decision"),
        R::OutputAwaitsDecision { output } => {
            format!("the output `{output}` comes with the decision; propose it and have it approved first")
        }
        R::OutputAlreadyIssued { output } => format!("the output `{output}` is already issued"),
        R::OutputNotIssued { output } => format!("the output `{output}` is not issued yet; issue it first"),
        R::PaperCopyStanding { output, standing } => format!(
            "the paper copy of `{output}` is {}; this can't be done with it now",
            paper(*standing, Lang::En)
        ),
        R::CalendarClosed { at } => {
            format!("there is no appointment at {at}; choose a working day, within the hours of the office")
        }
        R::DueDateInPast { date } => format!("{date} is past; choose a time that lies ahead"),
        R::CollectorUnknown => {
            "say who collects the copy, and by what document they were identified".to_owned()
        }
        R::EvidenceSourceNotRegistered { source } => {
            format!(
                "the service has no registered trusted source `{source}`; ask one that its definition names and the register has"
            )
        }
        R::NoLegalBasis { item } => format!(
            "the definition gives no ground to ask this source for `{item}`; ask only for what it owns there"
        ),
        R::EvidencePending { source } => {
            format!("`{source}` has not answered its last question yet; wait for the answer")
        }
        R::EvidenceUnknown { number } => format!(
            "question {number} was not put to this source, or is closed; answer an open question by its message"
        ),
        R::TransferWaits => "the request is offered to another body already; wait for its answer".to_owned(),
        R::TransferUnknown => {
            "the request was not offered to this body by that message; answer the offer that waits".to_owned()
        }
        R::DuplicateOpen { of } => {
            format!("it is open whether the request repeats {of}; confirm or dismiss that first")
        }
        R::OutputRevoked { output } => {
            format!("the output `{output}` is revoked or no longer valid; see the file for what replaces it")
        }
        R::SignatureMissing { output } => format!(
            "the output `{output}` bears the signature of a trust service; name it and the signature, or ask the regulator for an exception from LY-10.3"
        ),
        R::OutputInForce { output } => {
            format!("the output `{output}` is in effect; revoke it first if what is asked is to be done")
        }
        R::AmendmentWaits => {
            "an amendment waits for approval already; approve or return that one first".to_owned()
        }
        R::LegalHold { orders } => format!(
            "everything is held by order ({}), and nothing of it is destroyed; wait until the hold is lifted",
            orders.join(", ")
        ),
        R::LegalHoldStands { order } => {
            format!("a legal hold by the order `{order}` stands already; nothing more is to be done")
        }
        R::LegalHoldUnknown { order } => {
            format!("no legal hold by the order `{order}` stands; check its number")
        }
        R::CaseReferred { to } => {
            format!("the case was referred to {}; nothing is decided before its order is recorded", to.en)
        }
        R::ReferralStands { to } => {
            format!("the case was referred to {} already; wait for its order, or decide by it", to.en)
        }
        R::ReferralUnknown => {
            "no referral waits for an order; let the provider refer the case first".to_owned()
        }
        R::StillNeeded { items } => format!(
            "still needed to decide or to deliver: {}; wait until the request has ended",
            items.join(", ")
        ),
        R::FeedbackUnknown { number } => {
            format!("there is no feedback {number} that waits for an answer; see those of the request")
        }
        R::EnquiriesNotPermitted { .. }
        | R::EnquiryUnknown { .. }
        | R::EnquiryAnswered { .. }
        | R::SurveyUnknown { .. }
        | R::SurveyAlreadyOpened { .. }
        | R::SurveyNotOpen { .. }
        | R::DraftUnknown
        | R::SurveyAnswered { .. } => crate::refusal::enquiries::english(refusal),
        R::NotificationUnknown { number } => {
            format!("there is no open notification number {number}; look at the duties of the request")
        }
        R::StaleVersion { expected, actual } => format!(
            "the request moved on from version {expected} to {actual}; look at it again and decide anew"
        ),
        R::CommandIdReused => {
            "this command id was used for another act; use a new id for a new act".to_owned()
        }
        R::PersonalUnreadable { path } => {
            format!("the personal value `{path}` was erased or can't be read here")
        }
    }
}
