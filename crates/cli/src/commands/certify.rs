//! `talab certify`: a provider's certificate, issued by the regulator after every condition of the policy was checked.

use clap::Args;
use serde::Serialize;
use talab::core::provider::{Checklist, Covers, IssueCertificate, ProviderCommand, conditions};
use talab::core::{BodyId, IdInvalid, PersonId, ServiceCode, isolate};
use talab::{Actor, Clock, CommandId, Lang, Role, SystemClock, Talab, Text, Timestamp};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::directory;
use crate::failure::Failure;

/// What `--met` takes for every condition at once.
const ALL: &str = "all";

/// Issues a certificate to a provider: without one nothing of it is published, and no request is taken in.
#[derive(Debug, Args)]
pub(crate) struct CertifyArgs {
    /// The provider, such as mun.tripoli-centre
    provider: BodyId,
    /// The regulator's officer who checked the conditions and issues it
    #[arg(long = "as", value_name = "REGULATOR")]
    officer: PersonId,
    /// The number of the certificate
    #[arg(long, value_name = "NUMBER")]
    number: String,
    /// When it ends, such as 2028-01-01T00:00:00+02:00
    #[arg(long, value_name = "INSTANT")]
    until: Timestamp,
    /// When it begins; now, if it is left out
    #[arg(long, value_name = "INSTANT")]
    from: Option<Timestamp>,
    /// A service it is for; all of them, if it is left out
    #[arg(long = "service", value_name = "CODE")]
    services: Vec<ServiceCode>,
    /// A condition of the policy that was checked and is met, such as LY-6.1; `all` vouches for every one
    #[arg(long = "met", value_name = "CONDITION")]
    met: Vec<String>,
}

/// What was done.
#[derive(Serialize)]
struct Certified {
    provider: String,
    number: String,
    /// False if it had been issued before.
    done: bool,
}

pub(crate) async fn run(args: &CertifyArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let talab = global.builder()?.open().await?;
    let done = certify(&talab, args).await;
    talab.close().await?;
    let done = Certified { provider: args.provider.to_string(), number: args.number.clone(), done: done? };
    Answer::new(text(&done, console.lang), &done)
}

async fn certify(talab: &Talab, args: &CertifyArgs) -> Result<bool, Failure> {
    if directory::provider(talab, &args.provider).await?.certificate(args.number.trim()).is_some() {
        return Ok(false);
    }
    let regulator = Actor::new(args.officer.clone(), Role::Regulator).vouched("talab certify", "--as");
    let every = conditions(1).unwrap_or_default().iter().map(|condition| condition.id);
    let checklist = match args.met.as_slice() {
        [one] if one == ALL => Checklist::met(every),
        met => Checklist::met(met.iter().map(String::as_str)),
    };
    let covers = match args.services.is_empty() {
        true => Covers::All,
        false => Covers::Services(args.services.iter().cloned().collect()),
    };
    let command = ProviderCommand::IssueCertificate(IssueCertificate {
        number: args.number.clone(),
        covers,
        from: args.from.unwrap_or_else(|| SystemClock::default().now()),
        until: args.until,
        checklist,
    });
    let id = CommandId::scoped(&regulator, &format!("certify/{}/{}", args.provider, args.number))
        .map_err(|error| unnamed(&error))?;
    talab.as_actor(&regulator).change_provider(&args.provider, command, id).await?;
    Ok(true)
}

fn text(done: &Certified, lang: Lang) -> String {
    let (provider, number) = (&done.provider, &done.number);
    match (lang, done.done) {
        (Lang::Ar, true) => {
            format!("صدرت شهادة المزاولة رقم {} للجهة {}", isolate(number), isolate(provider))
        }
        (Lang::Ar, false) => {
            format!("شهادة المزاولة رقم {} صادرة للجهة {} من قبل", isolate(number), isolate(provider))
        }
        (Lang::En, true) => format!("issued the certificate {number} to {provider}"),
        (Lang::En, false) => format!("the certificate {number} was issued to {provider} before"),
    }
}

fn unnamed(error: &IdInvalid) -> Failure {
    let detail = error.to_string();
    Failure::misuse("NUMBER", Text::new(format!("اسم غير صالح: {}", isolate(&detail)), detail))
}
