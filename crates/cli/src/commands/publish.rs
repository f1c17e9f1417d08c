//! `talab publish`: definitions proposed by an officer, verified by another person, and published.

mod told;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use talab::core::almanac::{AlmanacCommand, PublishCalendar};
use talab::core::calendar::Calendar;
use talab::core::definition::{Held, LocalDefinition, RestsOn, ServiceDefinition, carried};
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, ServiceCommand, VerifyServiceVersion,
};
use talab::core::{IdInvalid, Jurisdiction, PersonId, Standing, isolate};
use talab::{
    Actor, Clock, CommandId, Refusal, Role, SystemClock, Talab, Text, is_local_definition, read_calendar,
    read_definition, read_local, read_local_over,
};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Finding};
use crate::{directory, sources};
use told::{Published, PublishedCalendar, PublishedService};

/// Publishes service definitions, each by two people.
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// A service definition, or a folder of them
    path: PathBuf,
    /// The provider's officer who proposes
    #[arg(long = "as", value_name = "OFFICER")]
    officer: PersonId,
    /// The regulator's officer who verifies and publishes: another person
    #[arg(long, value_name = "REGULATOR")]
    verified_by: PersonId,
    /// A calendar to publish first
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// The provider's word that the definitions are accurate
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "يُقرّ مقدم الخدمة بدقة المعلومات الواردة في هذا التعريف"
    )]
    attestation: String,
    /// Stop once they are verified: a common definition that others rest on and that takes no requests itself
    #[arg(long)]
    verify_only: bool,
}

/// What was read and found sound.
struct Sources {
    calendar: Option<(PathBuf, Calendar)>,
    definitions: Vec<(PathBuf, ServiceDefinition)>,
    /// Local values, still to be made whole over the common definitions that they rest on.
    locals: Vec<(PathBuf, LocalDefinition)>,
}

pub(crate) async fn run(args: &PublishArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let mut sources = read(args)?;
    if args.officer == args.verified_by {
        // The engine refuses it too, but only once the proposal has been recorded.
        let version = sources.definitions.first().map_or(1, |(_, definition)| definition.version);
        return Err(Refusal::ServiceSamePerson { version }.into());
    }
    let talab = global.builder()?.open().await?;
    let done = whole_and_published(&talab, args, &mut sources, console).await;
    talab.close().await?;
    let done = done?;
    Answer::new(told::text(&done, args, console.lang), &done)
}

async fn whole_and_published(
    talab: &Talab,
    args: &PublishArgs,
    sources: &mut Sources,
    console: &Console,
) -> Result<Published, Failure> {
    let regulator =
        Actor::new(args.verified_by.clone(), Role::Regulator).vouched("talab publish", "--verified-by");
    make_whole(talab, &regulator, sources).await?;
    publish(talab, args, &regulator, sources, console).await
}

/// Makes local definitions whole: over a common one among the files, or over one that the directory has verified.
async fn make_whole(talab: &Talab, regulator: &Actor, sources: &mut Sources) -> Result<(), Failure> {
    let mut findings = Vec::new();
    for (path, local) in std::mem::take(&mut sources.locals) {
        let RestsOn { service, version } = &local.rests_on;
        let mut files = sources.definitions.iter().map(|(_, definition)| definition);
        let among = files.find(|it| it.code == *service && it.version == *version).cloned().map(Arc::new);
        let common = match among {
            Some(common) => Some(common),
            None => talab.as_actor(regulator).verified_definition(service, *version).await?,
        };
        let Some(common) = common else {
            let text = told::common_missing(&local.rests_on);
            findings.push(Finding { file: path.display().to_string(), line: None, text });
            continue;
        };
        match read_local_over(&path, &common) {
            // After the whole ones, so that a common definition among the files comes first.
            Ok(whole) => sources.definitions.push((path, whole)),
            Err(invalid) => findings.extend(sources::findings(&invalid)),
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(unmended(findings)) }
}

fn unmended(findings: Vec<Finding>) -> Failure {
    let text =
        Text::new("لم يُنشر شيء: في الملفات ما يجب إصلاحه أولاً", "nothing was published: mend the files first");
    Failure::findings("definition_invalid", text, findings)
}

/// Reads every file before anything is published, and tells all that is wrong with them together.
fn read(args: &PublishArgs) -> Result<Sources, Failure> {
    let mut findings = Vec::new();
    let mut calendar = None;
    if let Some(path) = &args.calendar {
        sources::readable(path)?;
        match read_calendar(path) {
            Ok(read) => calendar = Some((path.clone(), read)),
            Err(invalid) => findings.extend(sources::findings(&invalid)),
        }
    }
    let (mut definitions, mut locals) = (Vec::new(), Vec::new());
    for path in sources::definitions(&args.path)? {
        sources::readable(&path)?;
        if is_local_definition(&path).is_ok_and(|local| local) {
            match read_local(&path) {
                Ok(read) => locals.push((path, read)),
                Err(invalid) => findings.extend(sources::findings(&invalid)),
            }
            continue;
        }
        match read_definition(&path) {
            Ok(read) => definitions.push((path, read)),
            Err(invalid) => findings.extend(sources::findings(&invalid)),
        }
    }
    if !findings.is_empty() {
        return Err(unmended(findings));
    }
    if definitions.is_empty() && locals.is_empty() {
        let path = args.path.display();
        let text = Text::new(
            format!("لا توجد تعريفات (ملفات {}) في المجلد {}", isolate(".toml"), isolate(&path.to_string())),
            format!("the folder {path} holds no definition: put .toml files into it or name another"),
        );
        return Err(Failure::not_found(&path.to_string(), text));
    }
    // Versions of a service are published in their order, whatever their files are called.
    definitions.sort_by(|(_, one), (_, other)| (&one.code, one.version).cmp(&(&other.code, other.version)));
    Ok(Sources { calendar, definitions, locals })
}

async fn publish(
    talab: &Talab,
    args: &PublishArgs,
    regulator: &Actor,
    sources: &Sources,
    console: &Console,
) -> Result<Published, Failure> {
    if !args.verify_only {
        certified(talab, sources).await?;
    }
    let mut done = Published { calendar: None, services: Vec::new() };
    if let Some((file, calendar)) = &sources.calendar {
        done.calendar = Some(PublishedCalendar {
            file: file.display().to_string(),
            jurisdiction: calendar.jurisdiction().to_owned(),
            done: publish_calendar(talab, regulator, calendar).await?,
        });
    }
    for (file, definition) in &sources.definitions {
        // What is certain the engine refuses; a guess is for a person to look at.
        for found in carried(definition, &[], &Held::new()).iter().filter(|found| !found.certain) {
            console.note(&told::carried(definition, found));
        }
        let acts = publish_service(talab, args, regulator, definition).await?;
        done.services.push(PublishedService {
            file: file.display().to_string(),
            code: definition.code.to_string(),
            version: definition.version,
            name: definition.name.clone(),
            done: acts,
        });
        if !args.verify_only && directory::calendar(talab, &definition.calendar).await?.is_none() {
            console.note(&told::calendar_missing(definition));
        }
    }
    Ok(done)
}

/// The engine refuses it too, but only once the definitions have been proposed and verified.
async fn certified(talab: &Talab, sources: &Sources) -> Result<(), Failure> {
    for (_, definition) in &sources.definitions {
        let (service, _) = directory::service(talab, &definition.code).await?;
        if service.standing(definition.version) != Some(Standing::Published) {
            let provider = directory::provider(talab, &definition.provider).await?;
            let facts = provider.facts(&definition.provider, &definition.code, SystemClock::default().now());
            facts.certified(&definition.code)?;
        }
    }
    Ok(())
}

/// Publishes a calendar unless exactly this one was published before; says whether it did.
async fn publish_calendar(talab: &Talab, regulator: &Actor, calendar: &Calendar) -> Result<bool, Failure> {
    let jurisdiction = Jurisdiction::new(calendar.jurisdiction()).map_err(|error| unnamed(&error))?;
    if let Some((published, _)) = directory::calendar(talab, &jurisdiction).await?
        && published == *calendar
    {
        return Ok(false);
    }
    let id = id(regulator, &format!("publish-calendar/{jurisdiction}"))?;
    let command = AlmanacCommand::PublishCalendar(PublishCalendar { calendar: calendar.clone() });
    talab.as_actor(regulator).change_calendar(&jurisdiction, command, id).await?;
    Ok(true)
}

/// Takes a definition from where it stands to its publication; says which acts that took.
async fn publish_service(
    talab: &Talab,
    args: &PublishArgs,
    regulator: &Actor,
    definition: &ServiceDefinition,
) -> Result<Vec<&'static str>, Failure> {
    let (code, version) = (&definition.code, definition.version);
    let officer = Actor::officer(args.officer.clone(), Role::ProviderManager, definition.provider.clone());
    let officer = officer.vouched("talab publish", "--as");
    let (service, events) = directory::service(talab, code).await?;
    let same = service.definition(version).is_some_and(|known| **known == *definition);
    let standing = service.standing(version).filter(|_| same);
    let propose = ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(
        definition.clone(),
        args.attestation.clone(),
    ));
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version));
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(version));
    let acts =
        [("proposed", &officer, propose), ("verified", regulator, verify), ("published", regulator, publish)];
    let done_before = match standing {
        None | Some(Standing::Returned) => 0,
        Some(Standing::Proposed) => 1,
        Some(Standing::Verified) => 2,
        Some(Standing::Published) => acts.len(),
    };
    let wanted = if args.verify_only { 2 } else { acts.len() };
    let mut done = Vec::new();
    for (act, actor, command) in acts.into_iter().take(wanted).skip(done_before) {
        // Bound to where the entry stood: a version returned and proposed again is a new act.
        let id = id(actor, &format!("publish/{code}/{version}/{act}/{events}"))?;
        talab.as_actor(actor).change_service(code, command, id).await?;
        done.push(act);
    }
    Ok(done)
}

fn id(actor: &Actor, key: &str) -> Result<CommandId, Failure> {
    CommandId::scoped(actor, key).map_err(|error| unnamed(&error))
}

fn unnamed(error: &IdInvalid) -> Failure {
    let detail = error.to_string();
    Failure::misuse("PATH", Text::new(format!("اسم غير صالح: {}", isolate(&detail)), detail))
}
