//! Who holds which lock on a file: SQLite's five levels, and the eight slots of a write-ahead log's index.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rusqlite::ffi::{SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_PENDING, SQLITE_LOCK_RESERVED, SQLITE_LOCK_SHARED};

use super::memory::Memory;

/// An opened file, of which several may be of the same file.
pub(super) type Holder = u64;

pub(super) fn new_holder() -> Holder {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The locks on one file.
#[derive(Debug, Default)]
pub(crate) struct Locks(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    levels: BTreeMap<Holder, i32>,
    slots: BTreeMap<Holder, Slots>,
    /// The index lives as long as somebody has it mapped; who comes first after that finds it empty.
    memory: Weak<Memory>,
}

/// The slots a holder has, as bits.
#[derive(Debug, Default, Clone, Copy)]
struct Slots {
    shared: u32,
    exclusive: u32,
}

impl Locks {
    /// Raises a holder's lock to the level; false when others are in the way.
    pub(super) fn raise(&self, holder: Holder, level: i32) -> bool {
        let mut table = self.table();
        let others = table.levels.iter().filter(|(other, _)| **other != holder).map(|(_, level)| *level);
        let highest = others.max().unwrap_or(0);
        let granted = match level {
            SQLITE_LOCK_SHARED => highest < SQLITE_LOCK_PENDING,
            SQLITE_LOCK_RESERVED | SQLITE_LOCK_PENDING => highest < SQLITE_LOCK_RESERVED,
            _ => highest < SQLITE_LOCK_SHARED,
        };
        if granted {
            table.levels.insert(holder, level);
        } else if level == SQLITE_LOCK_EXCLUSIVE && highest < SQLITE_LOCK_RESERVED {
            // Whoever waits for the readers to go lets no new ones in.
            table.levels.insert(holder, SQLITE_LOCK_PENDING);
        }
        granted
    }

    pub(super) fn lower(&self, holder: Holder, level: i32) {
        if level < SQLITE_LOCK_SHARED {
            self.table().levels.remove(&holder);
        } else {
            self.table().levels.insert(holder, level);
        }
    }

    pub(super) fn is_reserved(&self) -> bool {
        self.table().levels.values().any(|level| *level >= SQLITE_LOCK_RESERVED)
    }

    /// Takes slots, for itself or with others; false when others are in the way.
    pub(super) fn take(&self, holder: Holder, mask: u32, exclusive: bool) -> bool {
        let mut table = self.table();
        let in_the_way = table.slots.iter().any(|(other, slots)| {
            let held = if exclusive { slots.shared | slots.exclusive } else { slots.exclusive };
            *other != holder && held & mask != 0
        });
        if !in_the_way {
            let mine = table.slots.entry(holder).or_default();
            *(if exclusive { &mut mine.exclusive } else { &mut mine.shared }) |= mask;
        }
        !in_the_way
    }

    pub(super) fn give_back(&self, holder: Holder, mask: u32, exclusive: bool) {
        if let Some(mine) = self.table().slots.get_mut(&holder) {
            *(if exclusive { &mut mine.exclusive } else { &mut mine.shared }) &= !mask;
        }
    }

    /// The index, which is made if nobody has it mapped.
    pub(super) fn memory(&self) -> Arc<Memory> {
        let mut table = self.table();
        table.memory.upgrade().unwrap_or_else(|| {
            let memory = Arc::new(Memory::default());
            table.memory = Arc::downgrade(&memory);
            memory
        })
    }

    pub(super) fn is_mapped(&self) -> bool {
        self.table().memory.strong_count() > 0
    }

    /// A holder lets go of the index.
    pub(super) fn leave(&self, holder: Holder) {
        self.table().slots.remove(&holder);
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_while_others_read() {
        let locks = Locks::default();
        assert!(locks.raise(1, SQLITE_LOCK_SHARED) && locks.raise(2, SQLITE_LOCK_SHARED));
        assert!(locks.raise(1, SQLITE_LOCK_RESERVED) && locks.is_reserved());
        assert!(!locks.raise(2, SQLITE_LOCK_RESERVED));
        assert!(!locks.raise(1, SQLITE_LOCK_EXCLUSIVE), "2 still reads");
        assert!(!locks.raise(3, SQLITE_LOCK_SHARED), "1 waits to write");
        locks.lower(2, 0);
        assert!(locks.raise(1, SQLITE_LOCK_EXCLUSIVE));
        locks.lower(1, 0);
        assert!(locks.raise(3, SQLITE_LOCK_SHARED) && !locks.is_reserved());
    }

    #[test]
    fn slots_are_shared_or_exclusive() {
        let locks = Locks::default();
        assert!(locks.take(1, 0b10, false) && locks.take(2, 0b10, false));
        assert!(!locks.take(1, 0b11, true), "2 shares one of them");
        assert!(locks.take(1, 0b01, true) && !locks.take(2, 0b01, false));
        locks.give_back(1, 0b01, true);
        locks.leave(1);
        assert!(locks.take(2, 0b11, true));
    }
}
