//! What was asked for on the command line.

use std::time::Duration;

use serde::Serialize;

pub(crate) const USAGE: &str = "\
Usage: talab-bench <WHAT> [OPTIONS]

What:
  commands   commands a second, at each number of concurrent callers (closed loop)
  latency    how long commands take that arrive by themselves (open loop)
  replay     decode and fold a whole log
  growth     time per command and per read while a log grows
  verify     recompute a whole log's hashes
  all        all of these

Options:
  --backend postgres|sqlite|both   both without it
  --seconds S                      how long each measurement takes: 1
  --reps R                         how often each is made: 3
  --conc A,B,…                     how many callers: 1,8,32,128,256
  --fsync-ms N                     each forced write to the disk takes so much longer: 0
  --events N                       events in a log that is replayed or verified: 1000000
  --requests N                     requests in a log that grows: 1000000
  --preload N                      events in each store before its commands: 100000
  --only TEXT                      only the systems whose name holds this text
  --quick                          smaller in everything: a trial and no measurement
  --json                           one JSON document instead of the tables";

/// Which chapters of the report are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    Commands,
    Latency,
    Replay,
    Growth,
    Verify,
    All,
}

/// The whole of what was asked for; part of the report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Args {
    pub(crate) what: What,
    pub(crate) postgres: bool,
    pub(crate) sqlite: bool,
    pub(crate) seconds: f64,
    pub(crate) reps: usize,
    pub(crate) conc: Vec<usize>,
    pub(crate) fsync_ms: f64,
    pub(crate) events: u64,
    pub(crate) requests: u64,
    pub(crate) preload: u64,
    pub(crate) only: Option<String>,
    pub(crate) quick: bool,
    #[serde(skip)]
    pub(crate) json: bool,
}

impl Args {
    /// Reads the words after the program's name.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let (what, options) = words.split_first().ok_or("what is to be measured?")?;
        let what = what_of(what)?;
        let quick = options.iter().any(|word| word == "--quick");
        let mut args = if quick { Self::quick(what) } else { Self::full(what) };
        let mut words = options.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => {}
                "--json" => args.json = true,
                option => {
                    let value = words.next().ok_or_else(|| format!("{option} needs a value"))?;
                    args.set(option, value)?;
                }
            }
        }
        Ok(args)
    }

    fn full(what: What) -> Self {
        let conc = vec![1, 8, 32, 128, 256];
        let (events, requests, preload) = (1_000_000, 1_000_000, 100_000);
        let (postgres, sqlite, json) = (true, true, false);
        Self {
            what,
            postgres,
            sqlite,
            seconds: 1.0,
            reps: 3,
            conc,
            fsync_ms: 0.0,
            events,
            requests,
            preload,
            only: None,
            quick: false,
            json,
        }
    }

    fn quick(what: What) -> Self {
        let small = Self {
            seconds: 0.3,
            reps: 1,
            conc: vec![1, 32],
            events: 100_000,
            requests: 30_000,
            preload: 8_000,
            ..Self::full(what)
        };
        Self { quick: true, ..small }
    }

    fn set(&mut self, option: &str, value: &str) -> Result<(), String> {
        let wrong = || format!("{option} {value}: no such value");
        let number = || value.parse::<u64>().map_err(|_| wrong());
        match option {
            "--backend" => {
                (self.postgres, self.sqlite) = match value {
                    "postgres" => (true, false),
                    "sqlite" => (false, true),
                    "both" => (true, true),
                    _ => return Err(wrong()),
                }
            }
            "--seconds" => self.seconds = value.parse().ok().filter(|s| *s > 0.0).ok_or_else(wrong)?,
            "--reps" => self.reps = value.parse().ok().filter(|reps| *reps > 0).ok_or_else(wrong)?,
            "--conc" => {
                let conc: Result<Vec<usize>, _> = value.split(',').map(str::parse).collect();
                self.conc = conc.ok().filter(|conc| conc.iter().all(|c| *c > 0)).ok_or_else(wrong)?;
            }
            "--fsync-ms" => self.fsync_ms = value.parse().ok().filter(|ms| *ms >= 0.0).ok_or_else(wrong)?,
            "--events" => self.events = number()?,
            "--requests" => self.requests = number()?,
            "--preload" => self.preload = number()?,
            "--only" => self.only = Some(value.to_owned()),
            _ => return Err(format!("{option}: no such option")),
        }
        Ok(())
    }

    /// Whether a chapter is wanted.
    pub(crate) fn wants(&self, what: What) -> bool {
        self.what == what || self.what == What::All
    }

    pub(crate) fn span(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }
}

fn what_of(word: &str) -> Result<What, String> {
    Ok(match word {
        "commands" => What::Commands,
        "latency" => What::Latency,
        "replay" => What::Replay,
        "growth" => What::Growth,
        "verify" => What::Verify,
        "all" => What::All,
        other => return Err(format!("{other}: nothing of this name is measured")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        Args::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_whatever_their_order() -> Result<(), String> {
        let args = parse("commands --backend sqlite --conc 1,4 --quick --seconds 0.5 --fsync-ms 0.1")?;
        assert!(args.sqlite && !args.postgres && args.quick && !args.json);
        assert_eq!(
            (args.conc.as_slice(), args.seconds, args.fsync_ms, args.reps),
            ([1, 4].as_slice(), 0.5, 0.1, 1)
        );
        assert!(args.wants(What::Commands) && !args.wants(What::Replay));
        Ok(())
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in ["", "speed", "commands --conc 0", "commands --reps", "all --fast 1", "all --seconds -1"]
        {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
