//! Processor time, of this program and of the server beside it.
//!
//! The one figure that says the same on a machine that others use too; and where both share the processors, what a command
//! costs them bounds how many there can be.

use std::path::Path;

/// How many of the kernel's ticks are a second, on every Linux.
const TICKS: f64 = 100.0;

/// Processor time used so far, in microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Used {
    pub(crate) own: f64,
    pub(crate) server: f64,
}

impl Used {
    /// By this process, and by a server whose first process has this id, if there is one.
    pub(crate) fn now(server: Option<u32>) -> Self {
        let own = time_of(Path::new("/proc/self"), false);
        Self { own: own.unwrap_or_default(), server: server.map(with_children).unwrap_or_default() }
    }

    /// What was used since an earlier look.
    pub(crate) fn since(self, earlier: Self) -> Self {
        Self { own: self.own - earlier.own, server: self.server - earlier.server }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self { own: self.own + other.own, server: self.server + other.server }
    }
}

/// By a process, its children that ended, and those that still run.
fn with_children(pid: u32) -> f64 {
    let own = time_of(Path::new(&format!("/proc/{pid}")), true).unwrap_or_default();
    let running = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let children = running.filter(|process| parent_of(&process.path()) == Some(pid));
    own + children.filter_map(|child| time_of(&child.path(), false)).sum::<f64>()
}

fn time_of(process: &Path, ended_children: bool) -> Option<f64> {
    let fields = fields(process)?;
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    let mut sum = ticks(11)? + ticks(12)?;
    if ended_children {
        sum += ticks(13)? + ticks(14)?;
    }
    Some(sum * 1e6 / TICKS)
}

fn parent_of(process: &Path) -> Option<u32> {
    fields(process)?.get(1)?.parse().ok()
}

/// The fields of a process after its name, which may hold blanks and brackets itself.
fn fields(process: &Path) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(process.join("stat")).ok()?;
    Some(text.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_only_grows() {
        let before = Used::now(Some(std::process::id()));
        let since = Used::now(Some(std::process::id())).since(before);
        assert!(before.own >= 0.0 && since.own >= 0.0 && since.server >= 0.0, "{since:?}");
        assert!(parent_of(Path::new("/proc/self")).is_some());
    }
}
