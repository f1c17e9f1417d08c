//! The mapping file, the survey, and both against the real log.

mod reading;
mod real_log;
mod surveying;

use super::{Mapping, MappingError};

/// A whole mapping of two activities, A and B, and two channels.
const MAPPING: &str = r#"[log]
name = { ar = "سجل", en = "A log" }
source = "written here"

[service]
definition = "service.toml"
calendar = "../calendars/x.toml"

[defaults]
role = "handler"

[channel]
attribute = "channel"
values = { "Desk" = "desk", "Post" = "post" }

[[activity]]
name = "A"
wording = { ar = "تسجيل", en = "Register" }
command = "Submit"
role = "clerk"

[[activity]]
name = "B"
wording = { ar = "ملاحظة", en = "Note" }
note = true

[[outcome]]
name = "both"
wording = { ar = "كلاهما", en = "Both" }
all = ["A", "B"]

[[outcome]]
name = "other"
wording = { ar = "غير ذلك", en = "Other" }
"#;

fn parse(text: &str) -> Result<Mapping, MappingError> {
    Mapping::parse(text, "maps/log.toml")
}
