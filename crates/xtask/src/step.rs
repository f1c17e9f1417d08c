//! One step of a chore: a heading, a cargo command, and what to do when it fails.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::cargo::cargo;
use crate::tally::Tally;

/// A cargo command with the words around it.
#[derive(Debug)]
pub(crate) struct Step {
    /// What is being done, as a line above its output.
    pub(crate) heading: &'static str,
    /// The arguments of cargo.
    pub(crate) args: &'static [&'static str],
    /// Environment variables set for this command alone.
    pub(crate) env: &'static [(&'static str, &'static str)],
    /// What a person does when it fails.
    pub(crate) remedy: &'static str,
}

/// Why a chore ended early.
#[derive(Debug)]
pub(crate) struct Stopped {
    pub(crate) heading: &'static str,
    pub(crate) why: String,
    pub(crate) remedy: &'static str,
}

impl Step {
    /// Runs the step with its output on the user's terminal.
    pub(crate) fn run(&self) -> Result<(), Stopped> {
        let started = self.announce();
        let status = self.command().status().map_err(|error| self.stopped(error.to_string()))?;
        self.finish(started, status)
    }

    /// Runs the step, passing its output on line by line, and counts the tests it reports.
    pub(crate) fn run_counting(&self, tally: &mut Tally) -> Result<(), Stopped> {
        let started = self.announce();
        let failed = |error: std::io::Error| self.stopped(error.to_string());
        let mut child = self.command().stdout(Stdio::piped()).spawn().map_err(failed)?;
        if let Some(output) = child.stdout.take() {
            // Bytes and not text: a test may print what is no UTF-8, and that must not end the run.
            for line in BufReader::new(output).split(b'\n') {
                let line = line.map_err(failed)?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                tally.read(&line);
            }
        }
        let status = child.wait().map_err(failed)?;
        self.finish(started, status)
    }

    fn announce(&self) -> Instant {
        let env: String = self.env.iter().map(|(name, value)| format!("{name}={value:?} ")).collect();
        println!("\n▶ {} · {env}cargo {}", self.heading, self.args.join(" "));
        Instant::now()
    }

    fn command(&self) -> Command {
        let mut command = cargo(self.args);
        command.envs(self.env.iter().copied());
        command
    }

    fn finish(&self, started: Instant, status: std::process::ExitStatus) -> Result<(), Stopped> {
        if !status.success() {
            return Err(self.stopped(status.to_string()));
        }
        println!("✓ {} · {} s", self.heading, started.elapsed().as_secs());
        Ok(())
    }

    fn stopped(&self, why: String) -> Stopped {
        Stopped { heading: self.heading, why, remedy: self.remedy }
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn a_failing_command_stops_with_its_heading_and_remedy() {
        let step = Step { heading: "nonsense", args: &["no-such-command"], env: &[], remedy: "do not ask" };
        let stopped = step.run().err();
        assert_eq!(stopped.map(|s| (s.heading, s.remedy)), Some(("nonsense", "do not ask")));
    }
}
