//! The rules of the house, as tests: what `CONTRIBUTING.md` asks of people, asked of the tree.
//!
//! Each rule is a pure function from text to findings, tried on a bad sample beside it, so that a rule which no
//! longer finds anything is noticed.

mod dependencies;
mod links;
mod lock;
mod machine_paths;
mod manifests;
mod map;
mod records;
mod signatures;
mod sources;
mod tree;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Fails with every finding at once, so that one run shows all there is to mend.
fn expect_none(rule: &str, findings: &[String]) -> Outcome {
    if findings.is_empty() { Ok(()) } else { Err(format!("{rule}:\n  {}", findings.join("\n  ")).into()) }
}
