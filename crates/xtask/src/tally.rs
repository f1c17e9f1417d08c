//! Adds up what the test harness reports, for one plain line at the end.

/// The sums over every `test result:` line read so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests marked as ignored: said at the end, so that a skipped test is never a silent one.
    pub(crate) ignored: u64,
}

impl Tally {
    /// Reads one line of the harness's output; any other line counts for nothing.
    pub(crate) fn read(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else { return };
        self.passed += number_before(result, " passed");
        self.ignored += number_before(result, " ignored");
    }
}

/// The number that stands before a word: 12 in `ok. 12 passed; 0 failed` for ` passed`.
fn number_before(line: &str, word: &str) -> u64 {
    line.split(word)
        .next()
        .filter(|before| before.len() < line.len())
        .and_then(|before| before.rsplit(' ').next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn adds_up_result_lines_and_nothing_else() {
        let mut tally = Tally::default();
        tally.read("running 3 tests");
        tally.read(
            "test result: ok. 41 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.03s",
        );
        tally.read(
            "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        tally.read("a test said: 7 passed");
        assert_eq!((tally.passed, tally.ignored), (42, 2));
    }
}
