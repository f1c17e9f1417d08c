//! The measures as a table: one row for each figure, so that a figure more is a row more and no column moves (JO-7b).

use std::fmt::Write as _;

use super::figures::{BodyFigures, Figures};
use super::numbers::{Durations, PerRequest, Share};
use super::report::Measures;

/// The columns, in order; `docs/formats.md` says what each holds.
const COLUMNS: [&str; 12] = [
    "measures_version",
    "from",
    "until",
    "as_of",
    "provider",
    "service",
    "version",
    "measure",
    "item",
    "statistic",
    "unit",
    "value",
];

impl Measures {
    /// The measures as comma-separated values (RFC 4180): a header, then a row for each figure of each provider, service
    /// and version. What there is none of is an empty value. A cell that a spreadsheet would take for a formula is led by an apostrophe.
    pub fn to_csv(&self) -> String {
        let mut table = Table::new(self);
        table.row("requests", "", "unreadable", "number", Some(self.unreadable));
        for provider in &self.providers {
            table.place = [provider.provider.to_string(), String::new(), String::new()];
            table.figures(&provider.figures);
            for service in &provider.services {
                table.place[1] = service.service.to_string();
                table.place[2].clear();
                table.figures(&service.figures);
                for version in &service.versions {
                    table.place[2] = version.version.to_string();
                    if let Some(days) = version.promised_working_days {
                        table.row("promise", "", "promised", "working_days", Some(days));
                    }
                    table.figures(&version.figures);
                    for it in &version.indicators {
                        let code = it.code.as_str();
                        table.row("indicator", code, it.measure.code(), it.unit, it.value.as_ref());
                        table.row("indicator", code, "target", it.unit, Some(it.target));
                        table.row("indicator", code, "of", "number", Some(it.of));
                        table.row("indicator", code, "met", "boolean", it.met);
                    }
                }
            }
        }
        table.text
    }
}

struct Table {
    text: String,
    head: [String; 4],
    place: [String; 3],
}

impl Table {
    fn new(measures: &Measures) -> Self {
        let at = |at: Option<talab_core::Timestamp>| at.map_or_else(String::new, |at| at.to_string());
        Self {
            text: format!("{}\r\n", COLUMNS.join(",")),
            head: [
                measures.measures_version.to_string(),
                at(measures.from),
                at(measures.until),
                measures.as_of.to_string(),
            ],
            place: Default::default(),
        }
    }

    fn row(&mut self, measure: &str, item: &str, statistic: &str, unit: &str, value: Option<impl ToString>) {
        let value = value.map_or_else(String::new, |value| value.to_string());
        let places = self.head.iter().chain(&self.place).map(String::as_str);
        let cells = places.chain([measure, item, statistic, unit, &value]).map(cell);
        let _ = write!(self.text, "{}\r\n", cells.collect::<Vec<_>>().join(","));
    }

    fn number(&mut self, measure: &str, item: &str, statistic: &str, value: u64) {
        self.row(measure, item, statistic, "number", Some(value));
    }

    fn share(&mut self, measure: &str, item: &str, share: Share) {
        self.number(measure, item, "count", share.count);
        self.number(measure, item, "of", share.of);
        self.row(measure, item, "share", "per_mille", share.per_mille);
    }

    fn durations(&mut self, measure: &str, item: &str, times: Durations) {
        self.number(measure, item, "count", times.count);
        self.row(measure, item, "median", "seconds", times.median_seconds);
        self.row(measure, item, "p90", "seconds", times.p90_seconds);
    }

    fn per_request(&mut self, measure: &str, times: PerRequest) {
        self.number(measure, "", "total", times.total);
        self.row(measure, "", "median", "number", times.median);
        self.row(measure, "", "p90", "number", times.p90);
        self.row(measure, "", "most", "number", times.most);
        self.share(measure, "requests", times.requests);
    }

    fn figures(&mut self, figures: &Figures) {
        for (item, value) in [
            ("all", figures.requests),
            ("received", figures.received),
            ("acknowledged", figures.acknowledged),
            ("open", figures.open),
        ] {
            self.number("requests", item, "count", value);
        }
        self.share("rejected", "", figures.rejected);
        self.share("denied", "", figures.denied);
        for (outcome, value) in &figures.outcomes {
            self.number("outcome", outcome.code(), "count", *value);
        }
        for (stage, times) in &figures.stages {
            self.durations("stage", stage.code(), *times);
        }
        self.durations("to_acknowledge", "", figures.to_acknowledge);
        self.durations("to_decide", "", figures.to_decide);
        self.durations("to_deliver", "", figures.to_deliver);
        let promise = figures.promise;
        for (item, value) in
            [("kept", promise.kept), ("missed", promise.missed), ("running", promise.running)]
        {
            self.number("promise", item, "count", value);
        }
        self.share("promise", "on_time", promise.on_time);
        self.per_request("corrections", figures.corrections);
        self.per_request("supplements", figures.supplements);
        self.per_request("contacts", figures.contacts);
        let amended = figures.amendments;
        for (item, value) in [
            ("outcome_corrected", amended.outcome_corrected),
            ("reopened", amended.reopened),
            ("output_replaced", amended.output_replaced),
        ] {
            self.number("amended", item, "count", value);
        }
        self.share("amended", "any", amended.any);
        self.share("steps", "manual", figures.steps.manual);
        figures.bodies.iter().for_each(|body| self.body(body));
        self.usage(figures);
    }

    fn body(&mut self, body: &BodyFigures) {
        let item = format!("{}/{}", body.body, body.step);
        for (statistic, value) in [
            ("sent", body.sent),
            ("accepted", body.accepted),
            ("completed", body.completed),
            ("declined", body.declined),
            ("failed", body.failed),
            ("timed_out", body.timed_out),
            ("cancelled", body.cancelled),
            ("open", body.open),
            ("late", body.late),
        ] {
            self.number("body", &item, statistic, value);
        }
        self.durations("body_to_accept", &item, body.to_accept);
        self.durations("body_to_complete", &item, body.to_complete);
        self.share("body_on_time", &item, body.on_time);
    }

    fn usage(&mut self, figures: &Figures) {
        let usage = &figures.usage;
        self.number("usage", "", "commands", usage.commands);
        for (channel, value) in &usage.filed_through {
            self.number("usage", channel.code(), "filed_through", *value);
        }
        for (channel, value) in &usage.contacts_through {
            self.number("usage", channel.code(), "contacts_through", *value);
        }
        for (role, value) in &usage.commands_by_role {
            self.number("usage", role, "commands_by_role", *value);
        }
        for (name, value) in &usage.commands_by_name {
            self.number("usage", name, "commands_by_name", *value);
        }
        for (month, of) in &usage.months {
            self.number("usage", month, "filed", of.filed);
            self.number("usage", month, "commands", of.commands);
        }
    }
}

/// A cell: never a formula, and in quotes where it must be.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_breaks_its_row() {
        for (text, written) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
