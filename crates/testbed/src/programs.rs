//! PostgreSQL's programs, and who may run the server.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the folder of the programs where they are in none of the usual places.
const BIN: &str = "TALAB_PG_BIN";
/// Where Debian puts them, one folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder of `initdb`, `postgres`, `psql` and their kin.
///
/// # Errors
/// When there is none: what to do about it.
pub(crate) fn installed() -> Result<PathBuf, String> {
    let named = std::env::var_os(BIN).map(PathBuf::from);
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
    };
    let found = named.or_else(|| newest(Path::new(DEBIAN))).or_else(on_path);
    found.filter(|folder| folder.join("initdb").exists()).ok_or_else(|| {
        format!(
            "install PostgreSQL 14 or newer (Debian and Ubuntu: apt-get install postgresql), or set {BIN}"
        )
    })
}

/// A command, as somebody a server runs as: PostgreSQL refuses to run as root.
pub(crate) fn unprivileged(program: &Path) -> Command {
    match server_user() {
        Some(user) => {
            let mut command = Command::new("setpriv");
            command
                .arg(format!("--reuid={user}"))
                .arg(format!("--regid={user}"))
                .arg("--clear-groups")
                .arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// The user and group to run a server as, if we are root.
pub(crate) fn server_user() -> Option<u32> {
    if id(&["-u"])? != 0 {
        return None;
    }
    // Debian's package makes `postgres`; everybody has `nobody`.
    id(&["-u", "postgres"]).or_else(|| id(&["-u", "nobody"]))
}

fn newest(versions: &Path) -> Option<PathBuf> {
    let version = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let folders = std::fs::read_dir(versions).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let newest =
        folders.filter(|folder| folder.join("bin/initdb").exists()).max_by_key(|folder| version(folder))?;
    Some(newest.join("bin"))
}

fn id(args: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(args).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
