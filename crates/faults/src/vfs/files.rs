//! An opened file: the functions SQLite calls on it, each a thin layer over the disk and the locks.
#![expect(unsafe_code, reason = "SQLite calls a file's functions through raw pointers")]

use std::ffi::{c_int, c_void};
use std::sync::Arc;
use std::sync::atomic::{Ordering, fence};

use rusqlite::ffi;

use super::code;
use super::locks::{Holder, Locks, new_holder};
use super::memory::Memory;
use crate::disk::{Disk, Faults, Inode};

/// What SQLite holds: its own part first, as it demands.
#[repr(C)]
pub(super) struct Handle {
    base: ffi::sqlite3_file,
    opened: *mut Opened,
}

/// What is behind it.
pub(super) struct Opened {
    disk: Disk,
    inode: Inode,
    name: String,
    flags: c_int,
    /// Whether the next sync is also one of the folder. As on Unix: the first sync of a journal or of a write-ahead log
    /// makes durable that it is there, and that what was deleted before is not.
    folder_is_due: bool,
    holder: Holder,
    locks: Arc<Locks>,
    /// Held while the index is mapped, so that it stays where it is.
    memory: Option<Arc<Memory>>,
}

impl Handle {
    /// What SQLite doesn't close.
    pub(super) fn vacant() -> Self {
        let base = ffi::sqlite3_file { pMethods: std::ptr::null() };
        Self { base, opened: std::ptr::null_mut() }
    }

    pub(super) fn holding(opened: Opened) -> Self {
        let base = ffi::sqlite3_file { pMethods: &raw const METHODS };
        Self { base, opened: Box::into_raw(Box::new(opened)) }
    }
}

impl Opened {
    pub(super) fn new(disk: Disk, inode: Inode, name: String, flags: c_int) -> Option<Self> {
        let locks = disk.locks(inode)?;
        let journals = ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL;
        let folder_is_due = flags & ffi::SQLITE_OPEN_CREATE != 0 && flags & journals != 0;
        Some(Self { disk, inode, name, flags, folder_is_due, holder: new_holder(), locks, memory: None })
    }

    /// A temporary file, on a disk of its own that knows no fault.
    pub(super) fn scratch() -> Self {
        let disk = Disk::new(Faults::default());
        let inode = disk.open(None, true).unwrap_or_default();
        let locks = disk.locks(inode).unwrap_or_default();
        let name = String::new();
        Self { disk, inode, name, flags: 0, folder_is_due: false, holder: new_holder(), locks, memory: None }
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(is_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// What is behind a file that SQLite calls us with.
///
/// # Safety
/// `file` was opened by this VFS and not closed, and no other call on it is under way: SQLite holds its connection's
/// mutex, and each connection is used by one thread at a time.
unsafe fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Opened {
    // SAFETY: then it points to a `Handle` whose `opened` came from `Box::into_raw`, and this is the only reference.
    unsafe { &mut *(*file.cast::<Handle>()).opened }
}

fn done(outcome: Result<(), crate::disk::Trouble>, otherwise: c_int) -> c_int {
    outcome.map_or_else(|trouble| code(trouble, otherwise), |()| ffi::SQLITE_OK)
}

fn place(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: as for `opened`; `replace` leaves no pointer behind, so the box is made of it once.
    let opened = unsafe { Box::from_raw(file.cast::<Handle>().replace(Handle::vacant()).opened) };
    opened.locks.lower(opened.holder, ffi::SQLITE_LOCK_NONE);
    opened.locks.leave(opened.holder);
    if opened.flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0 {
        return done(opened.disk.delete(&opened.name, false), ffi::SQLITE_IOERR_DELETE);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    to: *mut c_void,
    length: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    // SAFETY: SQLite gives a buffer of `length` bytes that nobody else uses during the call. Bytes have no invalid
    // values, and none is read before it is written.
    let buffer = unsafe { std::slice::from_raw_parts_mut(to.cast::<u8>(), place(length.into())) };
    match opened.disk.read(opened.inode, buffer, place(offset)) {
        Ok(count) if count == buffer.len() => ffi::SQLITE_OK,
        Ok(count) => {
            // SQLite demands zeros where the file ends.
            buffer[count..].fill(0);
            ffi::SQLITE_IOERR_SHORT_READ
        }
        Err(trouble) => code(trouble, ffi::SQLITE_IOERR_READ),
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    length: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    // SAFETY: SQLite gives `length` bytes that nobody changes during the call.
    let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), place(length.into())) };
    done(opened.disk.write(opened.inode, bytes, place(offset)), ffi::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    done(opened.disk.truncate(opened.inode, place(length)), ffi::SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    let outcome = opened.disk.sync(opened.inode, &opened.name, opened.folder_is_due);
    opened.folder_is_due &= outcome.is_err();
    done(outcome, ffi::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    let Ok(length) = opened.disk.length(opened.inode) else { return ffi::SQLITE_IOERR_FSTAT };
    // SAFETY: SQLite gives the place of a number of its own.
    unsafe { out.write(i64::try_from(length).unwrap_or(i64::MAX)) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    if opened.locks.raise(opened.holder, level) { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    opened.locks.lower(opened.holder, level);
    ffi::SQLITE_OK
}

unsafe extern "C" fn is_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    // SAFETY: SQLite gives the place of an int of its own.
    unsafe { out.write(c_int::from(opened.locks.is_reserved())) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn control(
    _file: *mut ffi::sqlite3_file,
    _operation: c_int,
    _argument: *mut c_void,
) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    // What SQLite says of files on Unix, whatever the drive's sectors are.
    4096
}

unsafe extern "C" fn characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    // Also as on Unix: a write harms no byte that it doesn't write.
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    if opened.disk.is_read_only() && !opened.locks.is_mapped() {
        // As on Unix: the index can't be made then, and one that is there can be joined.
        return ffi::SQLITE_CANTOPEN;
    }
    let memory = opened.memory.get_or_insert_with(|| opened.locks.memory());
    let Some(start) = memory.region(place(region.into()), place(size.into()), extend != 0) else {
        return ffi::SQLITE_NOMEM;
    };
    // SAFETY: SQLite gives the place of a pointer of its own.
    unsafe { out.write(start) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    let mask = (first..first + count).fold(0_u32, |mask, slot| mask | 1 << slot);
    let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        opened.locks.give_back(opened.holder, mask, exclusive);
        return ffi::SQLITE_OK;
    }
    if opened.locks.take(opened.holder, mask, exclusive) { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: SQLite calls with a file of ours.
    let opened = unsafe { opened(file) };
    opened.locks.leave(opened.holder);
    opened.memory = None;
    ffi::SQLITE_OK
}
