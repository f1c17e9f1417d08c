//! The one statement that appends.

use sqlx::{PgConnection, Row};
use time::OffsetDateTime;

use super::rows::bound;
use crate::ledger::{Laid, Ledger};
use crate::{Epoch, Hash};

/// What the database said to a group.
pub(super) enum Sent {
    Appended,
    /// The head is not where the group was laid out. Nothing was appended.
    Moved,
    /// These commands are known. Nothing was appended.
    Known(Vec<String>),
}

/// The columns of a group's rows, as the function takes them.
#[derive(Default)]
struct Columns<'a> {
    kinds: Vec<&'a str>,
    ids: Vec<&'a str>,
    sequences: Vec<i64>,
    types: Vec<&'a str>,
    versions: Vec<&'a str>,
    payloads: Vec<&'a str>,
    metadatas: Vec<&'a str>,
    occurred: Vec<OffsetDateTime>,
    recorded: Vec<OffsetDateTime>,
    leaves: Vec<&'a [u8]>,
    nodes: Vec<Vec<u8>>,
    commands: Vec<&'a str>,
    digests: Vec<&'a [u8]>,
    records: Vec<&'a str>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
}

/// Appends what was laid out on the head `on` and ends at `end`.
pub(super) async fn append(
    connection: &mut PgConnection,
    epoch: Epoch,
    on: &Ledger,
    laid: &[(usize, Laid)],
    end: &Ledger,
) -> sqlx::Result<Sent> {
    let mut columns = Columns::default();
    laid.iter().for_each(|(_, laid)| columns.add(laid));
    let sql = "SELECT appended, known FROM talab.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
               $12, $13, $14, $15, $16, $17, $18, $19)";
    let row = sqlx::query(sql)
        .bind(bound(epoch.counter))
        .bind(bound(on.position().get()))
        .bind(end.peaks().concat())
        .bind(columns.kinds)
        .bind(columns.ids)
        .bind(columns.sequences)
        .bind(columns.types)
        .bind(columns.versions)
        .bind(columns.payloads)
        .bind(columns.metadatas)
        .bind(columns.occurred)
        .bind(columns.recorded)
        .bind(columns.leaves)
        .bind(columns.nodes)
        .bind(columns.commands)
        .bind(columns.digests)
        .bind(columns.records)
        .bind(columns.firsts)
        .bind(columns.lasts)
        // The whole answer is read to the server's readiness: only then is the commit known.
        .fetch_one(connection)
        .await?;
    if row.try_get(0)? {
        return Ok(Sent::Appended);
    }
    Ok(row.try_get::<Option<_>, _>(1)?.map_or(Sent::Moved, Sent::Known))
}

impl<'a> Columns<'a> {
    fn add(&mut self, laid: &'a Laid) {
        let mut tree = laid.tree.iter().map(|(_, hash)| *hash);
        for event in &laid.events {
            self.kinds.push(event.stream.kind());
            self.ids.push(event.stream.id());
            self.sequences.push(bound(event.version.get()));
            self.types.push(&event.event_type);
            self.versions.push(&event.event_version);
            self.payloads.push(&event.payload);
            self.metadatas.push(&event.metadata);
            self.occurred.push(event.occurred_at);
            self.recorded.push(event.recorded_at);
            self.leaves.push(&event.leaf);
            // A leaf's own row, and after it those of the subtrees it completes: one for each trailing one bit of the
            // number of leaves before it.
            let completed = (event.position.get() - 1).trailing_ones() as usize;
            let nodes: Vec<Hash> = tree.by_ref().take(1 + completed).skip(1).collect();
            self.nodes.push(nodes.concat());
        }
        if let Some(command) = &laid.command {
            self.commands.push(&command.id);
            self.digests.push(&command.digest);
            self.records.push(&command.record);
            self.firsts.push(bound(laid.appended.first.get()));
            self.lasts.push(bound(laid.appended.last.get()));
        }
    }
}
