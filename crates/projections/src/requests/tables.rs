//! The tables of the list of requests.

use talab_store::view::TableDef;

/// The view's name.
pub(super) const VIEW: &str = "requests";
/// Raised when a table or the meaning of a column changes.
pub(super) const VERSION: u32 = 1;
/// A row for each request.
pub(super) const REQUESTS: &str = "requests";
/// A row for each request that waits behind an event this release can't read.
pub(super) const PARKED: &str = "requests_parked";
/// One row: the tree over the log as far as it was read.
pub(super) const MARK: &str = "requests_mark";

pub(super) fn tables() -> [TableDef; 3] {
    let requests = TableDef::new(REQUESTS)
        .text("reference")
        .text("service")
        .integer("service_version")
        .text("provider")
        .text("applicant")
        .text("stage")
        .optional_text("outcome")
        .integer("submitted_at")
        .optional_integer("received_at")
        .optional_text("expected_by")
        .optional_integer("expected_at")
        .integer("suspended")
        .integer("missed")
        .optional_text("handler")
        .integer("updated_at")
        .integer("position")
        .integer("version")
        // Order columns are never null, so that a page always has an exact place to go on from.
        .integer("received_order")
        .integer("expected_order")
        .key(["reference"])
        .index(["stage", "reference"])
        .index(["provider", "stage", "reference"])
        .index(["applicant", "reference"])
        .index(["service", "reference"])
        .index(["received_order", "reference"])
        .index(["expected_order", "reference"]);
    let parked = TableDef::new(PARKED)
        .text("reference")
        .integer("position")
        .integer("version")
        .text("event_type")
        .text("event_version")
        .text("problem")
        .integer("queued")
        .key(["reference"]);
    let mark = TableDef::new(MARK)
        .text("name")
        .integer("size")
        .optional_blob("peaks")
        .optional_blob("leaf")
        .key(["name"]);
    [requests, parked, mark]
}
