//! A hash over the sources of the rules, so that what was folded by other rules is told apart without anybody's memory.

use std::io;
use std::path::{Path, PathBuf};

/// Every file below a folder, in the same order everywhere.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        folder.read_dir()?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, found)?;
        } else {
            found.push(entry);
        }
    }
    Ok(())
}

/// FNV-1a of 128 bits: it tells texts apart, and proves nothing.
fn fold(hash: u128, bytes: &[u8]) -> u128 {
    const PRIME: u128 = (1 << 88) + 0x13b;
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[expect(clippy::disallowed_methods, reason = "the rules read no file; what is hashed here is the rules")]
fn main() -> io::Result<()> {
    let mut found = Vec::new();
    files(Path::new("src"), &mut found)?;
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in found {
        let bytes = std::fs::read(&file)?;
        hash = fold(hash, file.to_string_lossy().as_bytes());
        hash = fold(hash, &u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash = fold(hash, &bytes);
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=TALAB_CORE_SOURCES={hash:032x}");
    Ok(())
}
