//! The signature of an output: by a trust service, or an exemption of the provider's is on record (SA-3).

use serde::{Deserialize, Serialize};

use crate::definition::ServiceDefinition;
use crate::ids::{ExceptionId, OutputId};
use crate::input;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::rule;

/// A signature as its trust service made it; the bytes are in the output, whose hash is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct OutputSignature {
    /// The id of the trust service that made it.
    pub trust_service: String,
    /// The trust service's id of the signature, to find it again.
    pub reference: String,
}

impl OutputSignature {
    /// A signature of this trust service, known there by this reference.
    pub fn new(trust_service: impl Into<String>, reference: impl Into<String>) -> Self {
        Self { trust_service: trust_service.into(), reference: reference.into() }
    }

    /// Both names are readable.
    pub(in crate::request) fn accepted(self) -> Result<Self, Refusal> {
        let named = |text: &str, path: &str| {
            let path = format!("signature.{path}");
            input::name(text).map_err(|problem| Refusal::FieldInvalid { path, problem })
        };
        let trust_service = named(&self.trust_service, "trust_service")?;
        Ok(Self { trust_service, reference: named(&self.reference, "reference")? })
    }
}

/// A signature is of a licensed trust service, once the regulator keeps a register of them; where the definition asks for a
/// signature there is one. An exception in force names why not (LY-5d, LY-5e).
/// It is noted only where it is asked for, so that what was issued before there were signatures is decided again as it was.
pub(in crate::request) fn signed(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    output: &OutputId,
    signature: Option<OutputSignature>,
) -> Result<(Option<OutputSignature>, Option<ExceptionId>), Refusal> {
    let signature = signature.map(OutputSignature::accepted).transpose()?;
    if let Some(signature) = &signature
        && let Some(exception) = unlicensed(bench, signature)?
    {
        return Ok((Some(signature.clone()), Some(exception)));
    }
    if definition.output(output).is_none_or(|kind| kind.signature.is_none()) {
        return Ok((signature, None));
    }
    if signature.is_some() {
        bench.found(rule::SIGNED, true, output.as_str());
        return Ok((signature, None));
    }
    let exception = bench.exception_from(rule::SIGNED);
    bench.found(rule::SIGNED, false, output.as_str());
    match exception {
        Some(exception) => Ok((None, Some(exception))),
        None => Err(Refusal::SignatureMissing { output: output.to_string() }),
    }
}

/// The exception under which another trust service than a licensed one signed; nothing if it is licensed, or none are entered.
fn unlicensed(bench: &mut Bench<'_>, signature: &OutputSignature) -> Result<Option<ExceptionId>, Refusal> {
    let name = &signature.trust_service;
    let Some(rulebook) = bench.facts.rulebook.as_ref().filter(|it| it.keeps_trust_services()) else {
        return Ok(None);
    };
    let licensed = rulebook.licenses(name);
    bench.found(rule::TRUST_SERVICES, licensed, name);
    if licensed {
        return Ok(None);
    }
    match bench.exception_from(rule::SIGNED) {
        Some(exception) => Ok(Some(exception)),
        None => Err(Refusal::TrustServiceNotLicensed { trust_service: name.clone() }),
    }
}
