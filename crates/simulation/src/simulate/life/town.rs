//! A town of one's own: a service, a calendar and a provider that no other life depends on.
//!
//! What happens in the directory happens to every request under it. So that no stream depends on which life comes first,
//! a life in which holidays are declared late, a service is suspended or retired, or silence means something has its
//! own entries in the directory, and what it does to them is its own.

use std::sync::Arc;

use talab::core::calendar::Calendar;
use talab::core::definition::{
    AcknowledgementMode, ExtensionTerms, FeePoint, NoAnswer, ObjectionSilence, ObjectionTerms, Rules,
    ServiceDefinition, Silence,
};
use talab::core::{BodyId, Jurisdiction, ServiceCode};
use talab::{Actor, PersonId, Role, Timestamp};
use time::Duration;

use crate::publish::publish;
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;
use crate::simulate::run::Stage;
use crate::simulate::services::Offered;

/// A town, as far as its life knows it.
#[derive(Clone, Debug)]
pub(in crate::simulate) struct Town {
    pub(in crate::simulate) offered: Offered,
    pub(in crate::simulate) calendar: Arc<Calendar>,
    /// The service that the town's is like.
    pub(in crate::simulate) like: ServiceCode,
    pub(in crate::simulate) regulator: Actor,
    pub(in crate::simulate) manager: Actor,
    /// What was done to the directory since.
    pub(in crate::simulate) holiday: Option<time::Date>,
    pub(in crate::simulate) suspended: bool,
    pub(in crate::simulate) retired: bool,
    pub(in crate::simulate) proposed: u32,
    pub(in crate::simulate) verified: u32,
}

impl Town {
    /// Puts a service like `offered` in force some weeks before `now`.
    pub(in crate::simulate) async fn settle(
        stage: &Stage,
        rng: &mut Rng,
        name: &str,
        offered: &Offered,
        now: Timestamp,
    ) -> Result<Self, SimulationError> {
        let like = offered.definition.code.clone();
        let definition = variant(rng, name, &offered.definition)?;
        let calendar = stage.world.town_calendar(&format!("town-{name}"))?;
        let at = now.plus(-Duration::days(30));
        publish(&stage.talab, &definition, &calendar, "for the simulation", at).await?;
        let regulator = PersonId::new(format!("town-{name}-regulator"))?;
        let manager = PersonId::new(format!("{}-manager", definition.provider))?;
        Ok(Self {
            regulator: Actor::new(regulator, Role::Regulator),
            manager: Actor::officer(manager, Role::ProviderManager, definition.provider.clone()),
            offered: offered.with(definition),
            calendar: Arc::new(calendar),
            like,
            holiday: None,
            suspended: false,
            retired: false,
            proposed: 1,
            verified: 1,
        })
    }
}

/// The service with the parameters that the policy leaves open drawn by the dice.
fn variant(
    rng: &mut Rng,
    name: &str,
    like: &ServiceDefinition,
) -> Result<ServiceDefinition, SimulationError> {
    let mut definition = like.clone();
    definition.code = ServiceCode::new(format!("town-{name}"))?;
    definition.provider = BodyId::new(format!("town-{name}"))?;
    definition.calendar = Jurisdiction::new(format!("town-{name}"))?;
    // A whole is not decided by silence, and what is paid before receipt is acknowledged by the payment.
    let composite = definition.is_composite();
    let prepaid = definition.fees.fees.iter().any(|fee| fee.before == FeePoint::Receipt);
    let Rules { silence, acknowledgement, supplement_within, .. } = &mut definition.rules;
    *silence = match rng.weighted(&[40, 30, 30]) {
        1 if !composite => Silence::DeemedGranted,
        2 if !composite => Silence::DeemedDenied,
        _ => Silence::None,
    };
    if rng.chance(25) && !prepaid {
        *acknowledgement = AcknowledgementMode::ByOfficer;
    }
    *supplement_within = rng.chance(50).then_some(10);
    definition.corrections.on_no_answer = match rng.weighted(&[40, 30, 30]) {
        0 => NoAnswer::LapseByDecision,
        1 => NoAnswer::LapseAutomatic,
        _ => NoAnswer::DecideAsIs,
    };
    if definition.deadline.extension.is_none() && rng.chance(50) {
        definition.deadline.extension =
            serde_json::from_str::<ExtensionTerms>(r#"{"times":1,"working_days":5}"#).ok();
    }
    let mut terms = ObjectionTerms::new(60, 30);
    if rng.chance(60) {
        terms.silence = ObjectionSilence::Dismissed;
    }
    definition.objection = Some(terms);
    Ok(definition)
}
