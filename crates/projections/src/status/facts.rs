//! What was found, asked, decided and delivered, as a status tells it.

use talab_core::definition::ServiceDefinition;
use talab_core::request::Request;
use talab_core::request::notices::Fate;
use talab_core::{Reason, Text};

use super::elsewhere::paper;
use super::parts::{
    CorrectionItemStatus, Corrections, MeasureStatus, MissingItem, MovedDate, NotificationStatus,
    OutputStatus, ReasonStatus,
};
use crate::labels;
use crate::sight::Sight;

pub(super) fn why_moved(request: &Request, sight: &Sight<'_>) -> Vec<MovedDate> {
    let moved = request.clock().moves.iter().map(|moved| {
        let cause = Some(moved.cause).filter(|cause| sight.reason(*cause));
        MovedDate {
            at: moved.at,
            cause,
            cause_text: cause.map(|cause| cause.words().to_text()),
            from: moved.old.due_date,
            to: moved.new.due_date,
        }
    });
    moved.collect()
}

pub(super) fn missing(request: &Request, definition: &ServiceDefinition) -> Vec<MissingItem> {
    let missing = request.missing().iter().map(|missing| MissingItem {
        kind: missing.kind,
        item: missing.item.clone(),
        text: missing.label(definition),
    });
    missing.collect()
}

/// Of a rejection that stands, of a denial, of an end without a decision.
pub(super) fn reasons(
    request: &Request,
    definition: &ServiceDefinition,
    sight: &Sight<'_>,
) -> Vec<ReasonStatus> {
    let rejected = request.rejected().map(|rejected| rejected.reasons.clone());
    let denied = request.denied().map(|denied| denied.reasons.clone());
    let denied = denied.or_else(|| request.partly_granted().map(|partly| partly.reasons.clone()));
    let ended = request.exit_reason().map(|code| vec![Reason::new(code)]);
    let all = [rejected, denied, ended].into_iter().flatten().flatten();
    all.filter(|reason| sight.reason(reason.code))
        .map(|reason| ReasonStatus {
            code: reason.code,
            text: labels::reason(&reason, definition),
            item: reason.item,
        })
        .collect()
}

/// What can be done against a denial, whole or in part.
pub(super) fn remedies(request: &Request) -> Option<Text> {
    let denied = request.denied().map(|denied| &denied.remedies);
    denied.or_else(|| request.partly_granted().map(|partly| &partly.remedies)).cloned()
}

pub(super) fn explanation(request: &Request, sight: &Sight<'_>) -> Option<Text> {
    let denied = request.denied().and_then(|denied| denied.explanation.as_ref());
    let explanation = denied.or_else(|| request.partly_granted()?.explanation.as_ref())?;
    Some(sight.words(explanation, Clone::clone))
}

pub(super) fn corrections(
    request: &Request,
    definition: &ServiceDefinition,
    sight: &Sight<'_>,
) -> Option<Corrections> {
    let open = request.open_corrections()?;
    let instructions = open.instructions.get().filter(|_| sight.personal());
    let items = open.items.iter().enumerate().map(|(at, item)| CorrectionItemStatus {
        target: item.target.path(),
        target_text: labels::target(definition, &item.target),
        fault: item.fault,
        fault_text: item.fault.words().to_text(),
        instruction: instructions.and_then(|all| all.get(at)).cloned(),
    });
    Some(Corrections { round: open.round, due: open.due.due_date, items: items.collect() })
}

pub(super) fn measures(request: &Request, sight: &Sight<'_>) -> Vec<MeasureStatus> {
    let taken = request.measures().into_iter().flat_map(|taken| &taken.measures);
    taken
        .map(|taken| MeasureStatus { code: taken.code.clone(), text: sight.words(&taken.text, Clone::clone) })
        .collect()
}

pub(super) fn outputs(
    request: &Request,
    definition: &ServiceDefinition,
    sight: &Sight<'_>,
) -> Vec<OutputStatus> {
    let code_shown = sight.internal() || sight.personal();
    let outputs = request.outputs().map(|(id, output)| OutputStatus {
        id: id.clone(),
        name: labels::output(definition, id),
        number: output.issued.number.clone(),
        issued_on: output.issued.issued_on,
        valid_until: output.issued.valid_until,
        delivered_at: output.delivered_at,
        verification_code: code_shown.then(|| output.issued.verification_code.clone()),
        signature: output.issued.signature.clone(),
        exception: output.issued.exception.clone(),
        standing: output.standing(),
        standing_text: output.standing().words().to_text(),
        revoked: output.revoked.filter(|reason| sight.reason(*reason)),
        paper: paper(request, id),
    });
    outputs.collect()
}

pub(super) fn notifications(request: &Request, sight: &Sight<'_>) -> Vec<NotificationStatus> {
    let open = request.notifications().iter().filter(|it| it.is_open());
    let open = open.filter(|it| request.shows_notification_to(it, sight.viewer()));
    open.map(|notification| NotificationStatus {
        number: notification.queued.number,
        purpose: notification.queued.purpose,
        purpose_text: notification.queued.purpose.words().to_text(),
        channel: notification.queued.channel,
        channel_text: notification.queued.channel.words().to_text(),
        failed: match notification.fate {
            Fate::Failed(reason) => Some(reason).filter(|reason| sight.reason(*reason)),
            _ => None,
        },
        further: !notification.is_legal(),
    })
    .collect()
}
