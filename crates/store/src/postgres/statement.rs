//! The one statement that appends.

use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, PgConnection, Row};
use time::OffsetDateTime;

use super::group::{Draft, Group};
use super::rows::bound;
use crate::ledger::Laid;
use crate::{Epoch, Hash};

/// What the database said to a group.
pub(super) enum Sent {
    Appended,
    /// The head is not where the group was laid out. Nothing was appended.
    Moved,
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
    // Of an append's first event, if a command is behind it.
    commands: Vec<Option<&'a str>>,
    digests: Vec<Option<&'a [u8]>>,
    records: Vec<Option<&'a str>>,
    lasts: Vec<Option<i64>>,
}

/// Appends what of the group is laid out. Nothing is sent before it is first waited for.
pub(super) fn append<'a>(
    connection: &'a mut PgConnection,
    epoch: Epoch,
    group: &Group,
) -> impl Future<Output = sqlx::Result<Sent>> + Send + use<'a> {
    let mut columns = Columns::default();
    group.laid().into_iter().for_each(|laid| columns.add(laid));
    let arguments = columns.encode(epoch, group.draft());
    async move {
        let sql = "SELECT talab.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
                   $18)";
        // The whole answer is read to the server's readiness: only then is the commit known.
        let row =
            sqlx::query_with(sql, arguments.map_err(sqlx::Error::Encode)?).fetch_one(connection).await?;
        Ok(if row.try_get(0)? { Sent::Appended } else { Sent::Moved })
    }
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
            let command = laid.command.as_ref().filter(|_| event.position == laid.appended.first);
            self.commands.push(command.map(|command| command.id.as_str()));
            self.digests.push(command.map(|command| &command.digest[..]));
            self.records.push(command.map(|command| command.record.as_str()));
            self.lasts.push(command.map(|_| bound(laid.appended.last.get())));
        }
    }

    /// In the order of the function's parameters.
    fn encode(self, epoch: Epoch, draft: &Draft) -> Result<PgArguments, BoxDynError> {
        let mut arguments = PgArguments::default();
        arguments.add(bound(epoch.counter))?;
        arguments.add(bound(draft.on.position().get()))?;
        arguments.add(draft.end.peaks().concat())?;
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
        arguments.add(self.lasts)?;
        Ok(arguments)
    }
}
