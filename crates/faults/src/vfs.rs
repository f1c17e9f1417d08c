//! SQLite's view of the disks: a VFS that is registered once, and finds the disk in the path.
//!
//! This is the one place in the repository with `unsafe` code, because SQLite takes a VFS as C functions and raw
//! pointers, and the shared index of a write-ahead log as raw memory. What decides anything is in safe code: the
//! disk's contents and faults in `disk`, who may lock what in `vfs/locks.rs`.

mod files;
mod locks;
mod memory;
mod system;

pub(crate) use self::locks::Locks;
pub use self::system::NAME;
pub(crate) use self::system::register;
use crate::disk::Trouble;

/// What SQLite calls a trouble that has no name of its own among the errors of the operation.
fn code(trouble: Trouble, otherwise: i32) -> i32 {
    match trouble {
        Trouble::Full => rusqlite::ffi::SQLITE_FULL,
        Trouble::ReadOnly => rusqlite::ffi::SQLITE_READONLY,
        Trouble::PowerOut | Trouble::SyncFailed | Trouble::Missing => otherwise,
    }
}
