//! A small file system for a server's data, in a mount namespace that ends with the server.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::programs;

/// Mounts it and goes on with the command.
const MOUNT: &str = r#"
mkdir -p "$2" && mount -t tmpfs -o "size=$1m,mode=0700,uid=$3,gid=$3" tmpfs "$2" && shift 3 && exec "$@"
"#;

/// Whether this process may mount something.
pub(crate) fn may_mount() -> Result<(), String> {
    if programs::server_user().is_none() {
        return Err("only root may mount a file system that a server of another user fills".to_owned());
    }
    let tried = Command::new("unshare").args(["--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]).output();
    let output = tried.map_err(|error| format!("unshare can't be run: {error}"))?;
    let told = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(told()) }
}

/// The command, with a file system of so many megabytes mounted on this folder for it.
pub(crate) fn mounting(folder: &Path, megabytes: u32, command: &Command) -> Command {
    let owner = programs::server_user().unwrap_or_default().to_string();
    let mut mounting = Command::new("unshare");
    mounting.args(["--mount", "sh", "-c", MOUNT, "sh"]).arg(megabytes.to_string()).arg(folder).arg(owner);
    mounting.arg(command.get_program()).args(command.get_args());
    mounting
}

/// Fills the file system that this process sees on the folder to the last byte, or takes away what filled it.
pub(crate) fn fill(pid: u32, folder: &Path, full: bool) {
    let script = if full { r#"cat /dev/zero >"$1/filler" || true"# } else { r#"rm "$1/filler""# };
    let mut command = Command::new("nsenter");
    command.arg(format!("--mount=/proc/{pid}/ns/mnt")).args(["sh", "-c", script, "sh"]).arg(folder);
    let status = command.stderr(Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{status:?}");
}
