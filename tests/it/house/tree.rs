//! The files of the repository, by their path from its root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file that holds text.
#[derive(Debug)]
pub(super) struct TextFile {
    /// The path from the root, with `/` on every system.
    pub(super) path: String,
    pub(super) text: String,
}

/// What `.gitignore` leaves out, besides what cargo builds.
const DATABASES: &[&str] = &[".db", ".db-shm", ".db-wal"];

/// The root of the repository.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One text file, with its path in the error if it can't be read.
pub(super) fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

/// Every text file of the repository in the order of paths; files that are no UTF-8 are no text.
pub(super) fn text_files() -> io::Result<Vec<TextFile>> {
    let mut found = Vec::new();
    for path in walk(root())? {
        let name = slashed(&path);
        // The lock file is cargo's own, and the databases of somebody's experiments are not in the repository.
        if name == "Cargo.lock" || DATABASES.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        match String::from_utf8(fs::read(&path)?) {
            Ok(text) => found.push(TextFile { path: name, text }),
            Err(_) => continue,
        }
    }
    Ok(found)
}

/// The text files under a folder (`crates/core/src/`) with an extension (`rs`).
pub(super) fn text_files_in(folder: &str, extension: &str) -> io::Result<Vec<TextFile>> {
    let mut found = text_files()?;
    found.retain(|f| {
        f.path.starts_with(folder) && f.path.rsplit_once('.').is_some_and(|(_, e)| e == extension)
    });
    Ok(found)
}

/// The folders in `crates/`, as `core`, `store`, ….
pub(super) fn crate_folders() -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("crates"))? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name == ".git" {
            // A folder, or a file that names one: a second worktree's.
        } else if path.is_dir() {
            if name != "target" {
                found.extend(walk(&path)?);
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn slashed(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[test]
fn the_tree_is_read_from_the_root() -> super::Outcome {
    let paths: Vec<String> = text_files()?.into_iter().map(|f| f.path).collect();
    for expected in ["Cargo.toml", "src/lib.rs", "crates/core/src/lib.rs"] {
        assert!(paths.iter().any(|p| p == expected), "{expected} is not found");
    }
    assert!(!paths.iter().any(|p| p.starts_with("target/")), "what cargo builds is not part of the tree");
    Ok(())
}
