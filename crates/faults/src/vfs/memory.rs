//! The shared index of a write-ahead log: zeroed memory whose address stays, for SQLite to use as it likes.
#![expect(unsafe_code, reason = "SQLite maps the index as raw memory")]

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

/// The regions of one index, freed with it.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Vec<Region>>);

#[derive(Debug)]
struct Region {
    start: NonNull<u8>,
    layout: Layout,
}

// SAFETY: a region is owned by its `Memory` and freed once, by whichever thread drops it. The bytes are read and
// written by SQLite alone, which orders its threads' accesses by the locks and the barrier of the VFS.
unsafe impl Send for Region {}

impl Memory {
    /// Where a region begins; it is made if `extend` says so and all before it are there. Null when it isn't there,
    /// `None` when there is no memory for it.
    pub(super) fn region(&self, number: usize, size: usize, extend: bool) -> Option<*mut c_void> {
        let mut regions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while extend && regions.len() <= number {
            regions.push(Region::new(size)?);
        }
        Some(regions.get(number).map_or(std::ptr::null_mut(), |region| region.start.as_ptr().cast()))
    }
}

impl Region {
    fn new(size: usize) -> Option<Self> {
        // SQLite keeps 64-bit numbers there.
        let layout = Layout::from_size_align(size.max(8), 8).ok()?;
        // SAFETY: the layout's size is not zero.
        let start = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        Some(Self { start, layout })
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: `start` came from `alloc_zeroed` with this layout, and this is its only owner. Every opened file that
        // mapped it holds the `Memory`, so nobody has a pointer into it any more.
        unsafe { dealloc(self.start.as_ptr(), self.layout) }
    }
}
