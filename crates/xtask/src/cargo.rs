//! The cargo that started us, run at the root of the workspace.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// A cargo command, ready to run in the root of the workspace whatever folder the user stands in.
pub(crate) fn cargo(args: &[&str]) -> Command {
    // Cargo sets this for what it runs, so that a pinned toolchain stays the same one all the way down.
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    // Left over in somebody's shell, it would make the tests write generated documents instead of comparing them.
    command.args(args).current_dir(root()).env_remove("TALAB_BLESS");
    command
}

fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // crates/xtask is two folders below the root.
    here.ancestors().nth(2).unwrap_or(here)
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn the_root_is_where_the_workspace_is_declared() -> Result<(), std::io::Error> {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml"))?;
        assert!(manifest.starts_with("[workspace]"), "{} declares no workspace", root().display());
        Ok(())
    }
}
