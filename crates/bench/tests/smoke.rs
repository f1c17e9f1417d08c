//! The whole program once, as small as can be: what it says has the shape that it promises. Never a time.

use std::process::Command;

use serde_json::Value;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn report(words: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_talab-bench")).args(words).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Every cell of a table has commands, and none of them went wrong.
fn check_cells(rows: &Value, callers: usize) {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(rows.len() >= 7, "{rows:?}");
    for row in rows {
        let cells = row["cells"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(cells.len(), callers, "{row}");
        for cell in cells {
            assert!(cell["commands"].as_u64() > Some(0), "{row}");
            assert_eq!(cell["errors"], 0, "{row}");
            assert!(cell["per_second"].is_f64() && cell["closed_loop_ms"]["p99"].is_f64(), "{cell}");
            assert!(cell["to_peer"].is_f64() && cell["to_ceiling"].is_f64(), "{cell}");
        }
        assert!(row["promises"].as_str().is_some_and(|text| !text.is_empty()), "{row}");
    }
}

#[test]
fn commands_are_measured_on_both_databases() -> Outcome {
    let report =
        report(&["commands", "--quick", "--json", "--seconds", "0.05", "--conc", "1,4", "--preload", "800"])?;
    check_cells(&report["commands"]["postgres"], 2);
    check_cells(&report["commands"]["sqlite"], 2);
    assert!(report["machine"]["cores"].as_u64() > Some(0), "{report}");
    assert!(report["postgres"].is_string(), "{report}");
    Ok(())
}

#[test]
fn a_word_that_means_nothing_is_refused() -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_talab-bench")).arg("everything").output()?;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Usage:"));
    Ok(())
}
