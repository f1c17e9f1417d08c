//! What the regulator sets in the small world.

use super::people::{provider, regulator};
use super::time::Moment;
use crate::actor::{Actor, Role};
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, CommandId, IdInvalid};
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::request::intake::{Document, MediumKind, StorageMedium};
use crate::rulebook::{
    ApproveEndpoint, AssignKeeper, AssuranceLevel, CatalogueAct, HashAlgorithm, Instrument, Keeper,
    LicenseTrustService, ListMessageKind, PermitCatalogue, RegisterSource, Rulebook, RulebookCommand,
    RulebookEnvelope, RulebookEvent, RulebookPart, SetHashAlgorithm, SetIdentityRule, SetPaymentMethods,
    SetRetention, WithdrawSource, WithdrawTrustService, decide,
};

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// A decision of the regulator, with effect at once.
pub fn instrument() -> Instrument {
    Instrument::new("قرار الإدارة المختصة رقم 12 لسنة 2025")
}

/// The rule of identity: this level at least, by these schemes.
pub fn identity_rule(level: AssuranceLevel, schemes: &[&str]) -> SetIdentityRule {
    let schemes = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
    SetIdentityRule { rule: "ID-1".to_owned(), level, schemes, instrument: instrument() }
}

/// A trusted source with what it holds.
///
/// # Panics
/// If the names can't be ids.
pub fn register_source(source: &str, items: &[&str]) -> RegisterSource {
    RegisterSource {
        source: id(source),
        authority: "قانون الأحوال المدنية".to_owned(),
        items: items.iter().map(|item| id(item)).collect(),
        instrument: instrument(),
    }
}

/// The source is taken off the register.
///
/// # Panics
/// If the name can't be a body's id.
pub fn withdraw_source(source: &str) -> WithdrawSource {
    WithdrawSource { source: id(source), instrument: instrument() }
}

/// A kind of message is listed.
///
/// # Panics
/// If the name can't be a kind.
pub fn list_kind(kind: &str) -> ListMessageKind {
    ListMessageKind { kind: id(kind), instrument: instrument() }
}

/// The endpoint of a body is approved.
///
/// # Panics
/// If the name can't be a body's id.
pub fn approve_endpoint(body: &str) -> ApproveEndpoint {
    ApproveEndpoint { body: id(body), endpoint: format!("channel/{body}"), instrument: instrument() }
}

/// A trust service is licensed.
pub fn license_trust_service(trust_service: &str) -> LicenseTrustService {
    LicenseTrustService { trust_service: trust_service.to_owned(), instrument: instrument() }
}

/// A trust service is taken off the register.
pub fn withdraw_trust_service(trust_service: &str) -> WithdrawTrustService {
    WithdrawTrustService { trust_service: trust_service.to_owned(), instrument: instrument() }
}

/// The ways to pay.
pub fn payment_methods(methods: &[&str]) -> SetPaymentMethods {
    let methods = methods.iter().map(|method| (*method).to_owned()).collect();
    SetPaymentMethods { methods, instrument: instrument() }
}

/// Requests are kept so long, such as `"5 years"`: of that service, or of every one.
///
/// # Panics
/// If the texts can't be a service's code and a period.
pub fn retention(service: Option<&str>, keep: &str) -> SetRetention {
    let keep = keep.parse().unwrap_or_else(|error| panic!("{error}"));
    SetRetention { service: service.map(id), keep, instrument: instrument() }
}

/// The hash is this one.
pub fn hash_algorithm(algorithm: HashAlgorithm) -> SetHashAlgorithm {
    SetHashAlgorithm { algorithm, instrument: instrument() }
}

/// The directory is for these roles and these bodies.
///
/// # Panics
/// If a name can't be a body's id.
pub fn permit_catalogue(act: CatalogueAct, roles: &[Role], bodies: &[&str]) -> PermitCatalogue {
    let bodies = bodies.iter().map(|body| id(body)).collect();
    PermitCatalogue { act, roles: roles.iter().copied().collect(), bodies, instrument: instrument() }
}

/// A part of the rulebook is for that keeper.
pub fn assign_keeper(part: RulebookPart, keeper: Keeper) -> AssignKeeper {
    AssignKeeper { part, keeper, instrument: instrument() }
}

/// A command on the rulebook.
///
/// # Panics
/// Never: its id is well formed.
pub fn on_the_rulebook(by: Actor, at: impl Moment, command: impl Into<RulebookCommand>) -> RulebookEnvelope {
    let id = CommandId::new("test").unwrap_or_else(|error| panic!("{error}"));
    RulebookEnvelope { by, id, at: at.instant(), command: command.into() }
}

/// The regulator sets something; what came of it has taken effect.
///
/// # Errors
/// The refusal; nothing has changed then.
pub fn sets(
    rulebook: &mut Rulebook,
    at: impl Moment,
    command: impl Into<RulebookCommand>,
) -> Result<Vec<RulebookEvent>, Refusal> {
    let events = decide(rulebook, &on_the_rulebook(regulator(), at, command))?;
    events.iter().for_each(|event| rulebook.evolve(event));
    Ok(events)
}

/// A rulebook in which all this was set on the first day of October 2025.
///
/// # Panics
/// If any of it is refused.
pub fn rulebook(commands: impl IntoIterator<Item = RulebookCommand>) -> Rulebook {
    let mut rulebook = Rulebook::default();
    for command in commands {
        if let Err(refusal) = sets(&mut rulebook, "2025-10-01 09:00", command) {
            panic!("refused: {refusal}");
        }
    }
    rulebook
}

/// These documents as they came on a flash drive, received by the clerk that morning.
pub fn flash_drive(documents: &[Document]) -> StorageMedium {
    let received_by = super::people::clerk().person;
    let received_at = "2025-10-16 09:00".instant();
    StorageMedium::new(MediumKind::FlashDrive, received_by, received_at, ReasonCode::ExcManualRecords)
        .with(documents)
}

/// The message in which the body of a clerk routes a request to the provider, delivered elsewhere an hour before.
///
/// # Panics
/// If the code can't be a body's id.
pub fn routed(from: &str, number: usize) -> ChannelMessage {
    let received_at = "2025-10-16 09:30".instant();
    ChannelMessage {
        id: id(&format!("ROUTED-{number}")),
        kind: id("request.submitted.v1"),
        from: id::<BodyId>(from),
        to: provider(),
        in_reply_to: None,
        sent_at: "2025-10-16 09:00".instant(),
        received_at,
    }
}
