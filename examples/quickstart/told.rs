//! What the story tells: printed as it goes, and compared in the end with what it must be.

use std::error::Error;
use std::io::Write;

use talab::projections::Style;
use talab::{Actor, Lang, PersonId, Reference, Role};

use crate::world::World;

/// Everything told so far.
#[derive(Default)]
pub(crate) struct Told(String);

impl Told {
    /// Tells how a request stands for its applicant, and its whole trail for an auditor.
    pub(crate) async fn tell(
        &mut self,
        world: &World,
        title: &str,
        applicant: &Actor,
        reference: &Reference,
    ) -> Result<(), Box<dyn Error>> {
        let auditor = Actor::new(PersonId::new("auditor-1")?, Role::Auditor);
        let status = world.talab.as_actor(applicant).status(reference).await?;
        let trail = world.talab.as_actor(&auditor).trail(reference).await?;
        self.say(&format!("════ {title}"));
        for lang in [Lang::Ar, Lang::En] {
            let style = Style::new(lang).plain().zone(world.calendar.zone());
            self.say(&status.to_text(&style));
            self.say(&trail.to_text(&style));
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        // Whoever reads along may have seen enough (`| head`); the story is compared all the same.
        drop(writeln!(std::io::stdout(), "{text}"));
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// Fails with the first line that differs. `TALAB_BLESS=1` writes what was told instead.
    pub(crate) fn compare_with(self, expected: &str) -> Result<(), Box<dyn Error>> {
        if std::env::var_os("TALAB_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/quickstart/story.txt");
            return Ok(std::fs::write(path, self.0)?);
        }
        let lines = |text: &str| text.lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
        let (told, expected) = (lines(&self.0), lines(expected));
        for (number, (told, expected)) in told.iter().zip(&expected).enumerate() {
            if told != expected {
                return Err(format!("line {}: told «{told}», expected «{expected}»", number + 1).into());
            }
        }
        if told.len() == expected.len() {
            Ok(())
        } else {
            Err("the story has another length than expected".into())
        }
    }
}
