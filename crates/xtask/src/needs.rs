//! What a machine must have before anything is built. Later needs (a PostgreSQL server) belong here too.

use std::env;
use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::cargo::cargo;
use crate::step::Stopped;

/// Checks every need, so that a missing tool is named at once and not after ten minutes of building.
pub(crate) fn check() -> Result<(), Stopped> {
    println!("▶ what this machine needs");
    need("rustfmt", cargo(&["fmt", "--version"]), "rustup component add rustfmt")?;
    need("clippy", cargo(&["clippy", "--version"]), "rustup component add clippy")?;
    // SQLite is compiled from its bundled C source.
    let compiler = env::var_os("CC").unwrap_or_else(|| OsString::from("cc"));
    let mut c = Command::new(compiler);
    c.arg("--version");
    need("a C compiler", c, "install one (Debian and Ubuntu: apt-get install build-essential), or set CC")?;
    Ok(())
}

/// Whether `cargo deny` is installed. It is no need: the house tests cover the bans without it.
pub(crate) fn has_cargo_deny() -> bool {
    answers(cargo(&["deny", "--version"]))
}

fn need(what: &'static str, probe: Command, remedy: &'static str) -> Result<(), Stopped> {
    if answers(probe) {
        println!("✓ {what}");
        return Ok(());
    }
    Err(Stopped { heading: what, why: "not found on this machine".to_owned(), remedy })
}

fn answers(mut probe: Command) -> bool {
    probe.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::need;

    #[test]
    fn a_missing_tool_is_named_with_its_remedy() {
        let stopped = need("a tool", Command::new("talab-no-such-tool"), "install it").err();
        assert_eq!(stopped.map(|s| (s.heading, s.remedy)), Some(("a tool", "install it")));
    }

    #[test]
    fn a_tool_that_answers_is_accepted() {
        assert!(need("cargo", crate::cargo::cargo(&["--version"]), "").is_ok());
    }
}
