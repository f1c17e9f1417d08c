//! Amendments of what was decided.

use super::commands::{CERTIFICATE, SHA256};
use crate::ids::{IdInvalid, OutputId};
use crate::private::Private;
use crate::reason::{Reason, ReasonCode};
use crate::request::amendment::{Amendment, ApproveAmendment, ProposeAmendment};
use crate::request::decision::{Proposal, ProposeDecision};
use crate::stage::Stage;
use crate::text::Text;

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// To amend so, and nothing more said.
pub fn amend(amendment: Amendment) -> ProposeAmendment {
    ProposeAmendment { amendment, explanation: None }
}

/// The amendment that waits is approved.
pub fn approve_amendment() -> ApproveAmendment {
    ApproveAmendment::default()
}

/// To revoke the certificate.
pub fn revoke(reason: ReasonCode) -> ProposeAmendment {
    let text = Text::new("صدر حكم بإلغاء الشهادة", "A judgment annulled the certificate");
    let explanation = Some(Private::new(text));
    ProposeAmendment {
        explanation,
        ..amend(Amendment::RevokeOutput { output: id::<OutputId>(CERTIFICATE), reason })
    }
}

/// To give the certificate its effect back, the objection being upheld.
pub fn reinstate() -> ProposeAmendment {
    let (output, reason) = (id::<OutputId>(CERTIFICATE), ReasonCode::RpnObjectionUpheld);
    amend(Amendment::ReinstateOutput { output, reason })
}

/// To replace the certificate, which has a clerical error, by this number.
pub fn supersede(number: &str) -> ProposeAmendment {
    amend(Amendment::SupersedeOutput {
        output: id::<OutputId>(CERTIFICATE),
        reason: ReasonCode::SupClericalError,
        number: number.to_owned(),
        sha256: SHA256.to_owned(),
        locator: format!("outputs/{number}"),
        signature: None,
    })
}

/// To set the outcome right, an error being found.
pub fn correct_outcome(to: ProposeDecision) -> ProposeAmendment {
    amend(Amendment::CorrectOutcome {
        reason: ReasonCode::RpnErrorFound,
        legal_basis: "law-59-2012, art. 7".to_owned(),
        to: to.proposal,
    })
}

/// To work on the request again.
pub fn reopen(stage: Stage, working_days: u32) -> ProposeAmendment {
    amend(Amendment::Reopen { reason: ReasonCode::RpnNewFacts, stage, working_days })
}

/// To grant these outputs and not the others, the condition not being met for the rest.
pub fn grant_partly(outputs: &[&str]) -> ProposeDecision {
    ProposeDecision {
        proposal: Proposal::GrantPartly {
            conditions: Vec::new(),
            outputs: outputs.iter().map(|output| id::<OutputId>(output)).collect(),
            reasons: vec![Reason::new(ReasonCode::RefPublicInterest)],
            remedies: Text::new(
                "يجوز التظلم من الجزء المرفوض أمام البلدية خلال ثلاثين يوماً",
                "An objection to the part refused may be filed with the municipality within thirty days",
            ),
            explanation: None,
        },
    }
}
