//! What a machine must have before anything is built.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
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
    if !has_postgresql() {
        let remedy = "install it (Debian and Ubuntu: apt-get install postgresql; its own server need not run), or set \
                      TALAB_PG_BIN to the folder of initdb";
        return Err(Stopped { heading: "PostgreSQL", why: "not found on this machine".to_owned(), remedy });
    }
    println!("✓ PostgreSQL");
    Ok(())
}

/// Whether `cargo deny` is installed. It is no need: the house tests cover the bans without it.
pub(crate) fn has_cargo_deny() -> bool {
    answers(cargo(&["deny", "--version"]))
}

/// Whether the programs are where the tests look for them; they start servers of their own.
fn has_postgresql() -> bool {
    let named = env::var_os("TALAB_PG_BIN").map(PathBuf::from);
    let on_path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>());
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    named
        .into_iter()
        .chain(on_path.into_iter().flatten())
        .chain(debian)
        .any(|folder| folder.join("initdb").exists())
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
