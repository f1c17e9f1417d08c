//! Writes the guide to what was tested: `report TALLIES DOCUMENT`, of the lines that `TALAB_TALLIES` collected.

use std::io::Write;
use std::process::ExitCode;

use talab_faults::{Tally, report};
use time::OffsetDateTime;

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be there to read it.
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tallies, document] = arguments.as_slice() else { return Err("report TALLIES DOCUMENT".into()) };
    let lines = std::fs::read_to_string(tallies)?;
    let tallies = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Tally>, _>>()?;
    let day = OffsetDateTime::now_utc().date();
    Ok(std::fs::write(document, report(&tallies, &day.to_string()))?)
}
