//! Commands around the rights in a request, sensible as it stands, or spoilt on purpose.

use super::dice::Dice;
use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::request::rights::RedactedItem;
use crate::request::{Command, Request};
use crate::testing::{
    HOLD, answer_feedback, applicant, disclosed, hold, lift, name_neighbour, redact, remove_neighbour,
};

pub(super) fn command(kind: CommandKind, request: &Request, by: &Actor, dice: &mut Dice) -> Command {
    let order = |dice: &mut Dice| dice.of(&[HOLD, HOLD, "attorney/2025/3", ""]);
    match kind {
        CommandKind::AnswerFeedback => {
            let waits = request.feedback().iter().position(|it| it.answered_at.is_none());
            let number = u32::try_from(waits.map_or(9, |index| index + 1)).unwrap();
            answer_feedback(if dice.once_in(8) { 0 } else { number }).into()
        }
        CommandKind::NameInterestedParty => {
            let mut name = name_neighbour();
            if dice.once_in(6) {
                name.person = applicant().person;
            }
            name.into()
        }
        CommandKind::RemoveInterestedParty => remove_neighbour().into(),
        CommandKind::DiscloseRecord => {
            let to = if by.role == Role::DataProtection { applicant().person } else { by.person.clone() };
            let to = if dice.once_in(6) { "p-stranger".to_owned() } else { to.to_string() };
            disclosed(&to).into()
        }
        CommandKind::PlaceLegalHold => hold(order(dice)).into(),
        CommandKind::LiftLegalHold => lift(order(dice)).into(),
        _ => {
            let fields: &[&str] =
                dice.of(&[&["national_no"] as &[&str], &["full_name"], &["owns_dwelling"], &[]]);
            let mut redact = redact(fields);
            let more = [
                RedactedItem::Email,
                RedactedItem::PostalAddress,
                RedactedItem::Statements,
                RedactedItem::Notes,
                RedactedItem::Contacts,
                RedactedItem::Feedback,
            ];
            if fields.is_empty() {
                redact.items.extend(more.into_iter().filter(|_| dice.once_in(3)));
            }
            redact.ground = dice.once_in(3).then(|| "law-6-2022".to_owned());
            redact.into()
        }
    }
}
