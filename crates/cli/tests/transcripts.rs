//! Golden transcripts: what is typed, what is printed, and the exit code.
//!
//! Every transcript runs in one new folder that holds `examples/` and `fixtures/`, so that it reads like a session at the
//! root of the repository. `TRYCMD=overwrite cargo test -p talab-cli` writes them anew; what no two runs share (seconds, epochs, when something was
//! recorded) is then to be written as `[..]` by hand.

use std::fs::File;
use std::io;
use std::path::Path;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn transcripts() -> io::Result<()> {
    let root = Path::new(HERE).join("../..").canonicalize()?;
    let folder = tempfile::tempdir()?;
    copy(&root.join("examples"), &folder.path().join("examples"))?;
    copy(&Path::new(HERE).join("tests/fixtures"), &folder.path().join("fixtures"))?;
    damage(&folder.path().join("fixtures"))?;
    // The commands run where this process stands; it is the only test of its binary.
    std::env::set_current_dir(folder.path())?;
    let cases = trycmd::TestCases::new();
    cases.case(format!("{HERE}/tests/transcripts/*.md"));
    cases.case(root.join("docs/guide/cli.md"));
    cases.run();
    Ok(())
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Makes the files that are broken: a log cut short in the middle, a database that is none, dumps that were changed.
fn damage(fixtures: &Path) -> io::Result<()> {
    let log = std::fs::read(fixtures.join("small.xes"))?;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    io::Write::write_all(&mut packed, &log)?;
    let packed = packed.finish()?;
    std::fs::write(fixtures.join("truncated.xes.gz"), &packed[..packed.len() / 2])?;
    let dump = std::fs::read_to_string(fixtures.join("example.jsonl"))?;
    std::fs::write(fixtures.join("changed.jsonl"), dump.replace("HolidayDecided", "HolidayRevoked"))?;
    std::fs::write(fixtures.join("cut.jsonl"), &dump[..dump.len() - 40])?;
    let missing: Vec<&str> =
        dump.split_inclusive('\n').enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| line).collect();
    std::fs::write(fixtures.join("missing.jsonl"), missing.concat())?;
    std::fs::write(fixtures.join("noise.db"), [0x17_u8; 8192])?;
    File::create(fixtures.join("empty.db"))?;
    Ok(())
}
