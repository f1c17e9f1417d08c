//! The one statement that appends.

use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, PgConnection, Row};
use time::OffsetDateTime;

use super::arrays::Array;
use super::rows::{bound, to_server};
use crate::ledger::{Laid, Ledger};
use crate::{Epoch, Hash};

/// What the database said to a group.
pub(super) enum Sent {
    Appended,
    /// The head is not where the group was laid out. Nothing was appended.
    Moved,
}

/// The columns of a group's rows, as the function takes them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    kinds: Array<String>,
    ids: Array<String>,
    sequences: Array<i64>,
    types: Array<String>,
    versions: Array<String>,
    payloads: Array<String>,
    metadatas: Array<String>,
    occurred: Array<OffsetDateTime>,
    recorded: Array<OffsetDateTime>,
    leaves: Array<Vec<u8>>,
    nodes: Array<Vec<u8>>,
    // Of an append's first event, if a command is behind it; else null.
    commands: Array<String>,
    digests: Array<Vec<u8>>,
    records: Array<String>,
    lasts: Array<i64>,
}

/// Appends these rows, laid out from one end of the log to another. Nothing is sent before it is first waited for.
pub(super) fn append<'a>(
    connection: &'a mut PgConnection,
    epoch: Epoch,
    from: &Ledger,
    to: &Ledger,
    columns: Columns,
) -> impl Future<Output = sqlx::Result<Sent>> + Send + use<'a> {
    let arguments = arguments(epoch, from, to, columns);
    async move {
        let sql = "SELECT talab.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
        // The whole answer is read to the server's readiness: only then is the commit known.
        let row =
            sqlx::query_with(sql, arguments.map_err(sqlx::Error::Encode)?).fetch_one(connection).await?;
        Ok(if row.try_get(0)? { Sent::Appended } else { Sent::Moved })
    }
}

impl Columns {
    /// Adds the rows of an append, which comes after those that were added before.
    pub(super) fn add(&mut self, laid: &Laid) {
        let mut tree = laid.tree.iter().map(|(_, hash)| *hash);
        for event in &laid.events {
            self.kinds.push(event.stream.kind().as_bytes());
            self.ids.push(event.stream.id().as_bytes());
            self.sequences.push(&bound(event.version.get()).to_be_bytes());
            self.types.push(event.event_type.as_bytes());
            self.versions.push(event.event_version.as_bytes());
            self.payloads.push(event.payload.as_bytes());
            self.metadatas.push(event.metadata.as_bytes());
            self.occurred.push(&to_server(event.occurred_at));
            self.recorded.push(&to_server(event.recorded_at));
            self.leaves.push(&event.leaf);
            // A leaf's own row, and after it those of the subtrees it completes: one for each trailing one bit of the
            // number of leaves before it.
            let completed = (event.position.get() - 1).trailing_ones() as usize;
            let nodes: Vec<Hash> = tree.by_ref().take(1 + completed).skip(1).collect();
            self.nodes.push(nodes.as_flattened());
            let command = laid.command.as_ref().filter(|_| event.position == laid.appended.first);
            let last = bound(laid.appended.last.get()).to_be_bytes();
            self.commands.push_option(command.map(|command| command.id.as_bytes()));
            self.digests.push_option(command.map(|command| &command.digest[..]));
            self.records.push_option(command.map(|command| command.record.as_bytes()));
            self.lasts.push_option(command.map(|_| &last[..]));
        }
    }

    /// In the order in which they stand above.
    pub(super) fn encode(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        arguments.add(self.kinds)?;
        arguments.add(self.ids)?;
        arguments.add(self.sequences)?;
        arguments.add(self.types)?;
        arguments.add(self.versions)?;
        arguments.add(self.payloads)?;
        arguments.add(self.metadatas)?;
        arguments.add(self.occurred)?;
        arguments.add(self.recorded)?;
        arguments.add(self.leaves)?;
        arguments.add(self.nodes)?;
        arguments.add(self.commands)?;
        arguments.add(self.digests)?;
        arguments.add(self.records)?;
        arguments.add(self.lasts)
    }
}

/// In the order of the function's parameters.
fn arguments(epoch: Epoch, from: &Ledger, to: &Ledger, columns: Columns) -> Result<PgArguments, BoxDynError> {
    let mut arguments = PgArguments::default();
    arguments.add(bound(epoch.counter))?;
    arguments.add(bound(from.position().get()))?;
    arguments.add(to.peaks().as_flattened())?;
    columns.encode(&mut arguments)?;
    Ok(arguments)
}
