//! Files people write: found, read, and told about when they are broken; and files written for them.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use talab::FileInvalid;

use crate::failure::{Failure, Finding};

/// Makes sure a file can be read at all, so that a missing file and a broken one end differently.
pub(crate) fn readable(path: &Path) -> Result<(), Failure> {
    let read = std::fs::read(path);
    read.map(drop).map_err(|error| Failure::unreadable(&path.display().to_string(), &error))
}

/// A new file that only its owner may read, where the system knows of owners.
pub(crate) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The file itself, or the TOML files of a folder by name.
pub(crate) fn definitions(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error| Failure::unreadable(&path.display().to_string(), &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.is_file() && file.extension().is_some_and(|extension| extension == "toml") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The problems of a file, each on a line of its own.
pub(crate) fn findings(invalid: &FileInvalid) -> Vec<Finding> {
    let line = invalid.line.and_then(|line| u64::try_from(line).ok());
    let found = |(index, problem): (usize, &String)| Finding {
        file: invalid.file.display().to_string(),
        // Only the first problem's place is known.
        line: line.filter(|_| index == 0),
        text: problem.clone(),
    };
    invalid.problems.iter().enumerate().map(found).collect()
}
