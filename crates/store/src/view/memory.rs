//! Views in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::rules::{changed, check_change, check_view, moved, taken, unknown_table, unknown_view};
use super::{Checkpoint, Page, Query, Row, RowChange, TableDef, Value, ViewDb};
use crate::LogError;

/// Views in memory, gone with the process. Every call is answered in one poll.
#[derive(Debug, Default)]
pub struct MemoryViewDb {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The version in use of each view.
    current: BTreeMap<String, u32>,
    views: BTreeMap<(String, u32), View>,
}

#[derive(Debug)]
struct View {
    tables: Vec<TableDef>,
    checkpoint: Option<Checkpoint>,
    rows: BTreeMap<String, BTreeMap<Vec<Value>, Row>>,
}

impl MemoryViewDb {
    /// No views yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is made after everything that could fail, so a poisoned state is still whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn view(&self, view: &str) -> Result<&View, LogError> {
        let version = self.current.get(view).ok_or_else(|| unknown_view(view))?;
        self.views.get(&(view.to_owned(), *version)).ok_or_else(|| unknown_view(view))
    }

    fn view_mut(&mut self, view: &str) -> Result<&mut View, LogError> {
        let version = self.current.get(view).ok_or_else(|| unknown_view(view))?;
        self.views.get_mut(&(view.to_owned(), *version)).ok_or_else(|| unknown_view(view))
    }

    fn table(&self, name: &str) -> Result<(&TableDef, &BTreeMap<Vec<Value>, Row>), LogError> {
        for view in self.current.keys() {
            let view = self.view(view)?;
            let table = view.tables.iter().find(|table| table.name == name);
            if let (Some(table), Some(rows)) = (table, view.rows.get(name)) {
                return Ok((table, rows));
            }
        }
        Err(unknown_table(name))
    }

    fn matching(&self, table: &str, query: &Query) -> Result<Vec<&Row>, LogError> {
        let (table, rows) = self.table(table)?;
        table.check_query(query)?;
        Ok(rows.values().filter(|row| matches(query, row)).collect())
    }
}

impl View {
    fn empty(tables: &[TableDef]) -> Self {
        let rows = tables.iter().map(|table| (table.name.clone(), BTreeMap::new())).collect();
        Self { tables: tables.to_vec(), checkpoint: None, rows }
    }

    fn apply(&mut self, change: RowChange) {
        let Some(rows) = self.rows.get_mut(change.table()) else { return };
        match change {
            RowChange::Delete { key, .. } => drop(rows.remove(&key)),
            RowChange::Upsert { table, row } => {
                let Some(table) = self.tables.iter().find(|known| known.name == table) else { return };
                let key = table.key.iter().map(|column| row.value(column).clone()).collect();
                rows.insert(key, row);
            }
        }
    }
}

#[async_trait]
impl ViewDb for MemoryViewDb {
    async fn ensure(&self, view: &str, version: u32, tables: &[TableDef]) -> Result<(), LogError> {
        check_view(view, tables)?;
        let mut state = self.state();
        for ((owner, _), other) in state.views.iter().filter(|((owner, _), _)| owner != view) {
            let owned = |table: &&TableDef| other.tables.iter().any(|theirs| theirs.name == table.name);
            if let Some(table) = tables.iter().find(owned) {
                return Err(taken(&table.name, owner));
            }
        }
        let this = state.views.entry((view.to_owned(), version)).or_insert_with(|| View::empty(tables));
        if this.tables != tables {
            return Err(changed(view, version));
        }
        state.current.insert(view.to_owned(), version);
        Ok(())
    }

    async fn checkpoint(&self, view: &str) -> Result<Option<Checkpoint>, LogError> {
        Ok(self.state().view(view)?.checkpoint)
    }

    async fn commit(
        &self,
        view: &str,
        from: Option<&Checkpoint>,
        changes: Vec<RowChange>,
        to: Checkpoint,
    ) -> Result<(), LogError> {
        let mut state = self.state();
        let this = state.view_mut(view)?;
        changes.iter().try_for_each(|change| check_change(view, &this.tables, change))?;
        if this.checkpoint.as_ref() != from {
            return Err(moved(view));
        }
        for change in changes {
            this.apply(change);
        }
        this.checkpoint = Some(to);
        Ok(())
    }

    async fn get(&self, table: &str, key: &[Value]) -> Result<Option<Row>, LogError> {
        let state = self.state();
        let (table, rows) = state.table(table)?;
        table.check_key(key)?;
        Ok(rows.get(key).cloned())
    }

    async fn page(&self, table: &str, query: &Query) -> Result<Page, LogError> {
        let state = self.state();
        let mut rows = state.matching(table, query)?;
        let (table, _) = state.table(table)?;
        let order = table.total_order(query);
        let place =
            |row: &Row| -> Vec<Value> { order.iter().map(|column| row.value(column).clone()).collect() };
        rows.sort_by_cached_key(|row| place(row));
        if query.descending {
            rows.reverse();
        }
        if let Some(after) = &query.after {
            rows.retain(|row| if query.descending { place(row) < *after } else { place(row) > *after });
        }
        let some = rows.into_iter().take(query.limit.saturating_add(1)).cloned().collect();
        Ok(table.page_of(query, some))
    }

    async fn count(&self, table: &str, query: &Query) -> Result<u64, LogError> {
        Ok(self.state().matching(table, query)?.len() as u64)
    }

    async fn reset(&self, view: &str) -> Result<(), LogError> {
        let mut state = self.state();
        let this = state.view_mut(view)?;
        *this = View::empty(&this.tables);
        Ok(())
    }

    async fn retire(&self, view: &str) -> Result<Vec<u32>, LogError> {
        let mut state = self.state();
        let kept = *state.current.get(view).ok_or_else(|| unknown_view(view))?;
        let mut removed = Vec::new();
        state.views.retain(|(name, version), _| {
            let other = name == view && *version != kept;
            removed.extend(other.then_some(*version));
            !other
        });
        Ok(removed)
    }
}

fn matches(query: &Query, row: &Row) -> bool {
    let equal = query.equals.iter().all(|(column, value)| row.value(column) == value);
    equal
        && query.ranges.iter().all(|range| {
            let value = row.value(&range.column);
            *value != Value::Null
                && range.from.as_ref().is_none_or(|from| value >= from)
                && range.below.as_ref().is_none_or(|below| value < below)
        })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn keeps_every_promise() {
        crate::view::conformance::run(async || (Arc::new(MemoryViewDb::new()) as Arc<dyn ViewDb>, ())).await;
    }
}
