//! The VFS itself: opening, deleting and finding files; clock, sleep and randomness are the system's.
#![expect(unsafe_code, reason = "SQLite calls a VFS through C functions and raw pointers")]

use std::ffi::{CStr, c_char, c_int};
use std::sync::OnceLock;

use rusqlite::ffi;

use super::code;
use super::files::{Handle, Opened};
use crate::disk::Disk;

/// The name under which the VFS is registered.
pub const NAME: &str = "talab-faults";
const C_NAME: &CStr = c"talab-faults";

/// Registers the VFS, once for the process. Every disk does so before its path is given out.
pub(crate) fn register() {
    static DONE: OnceLock<c_int> = OnceLock::new();
    DONE.get_or_init(|| {
        let vfs = Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<Handle>()).unwrap_or(c_int::MAX),
            mxPathname: 512,
            pNext: std::ptr::null_mut(),
            zName: C_NAME.as_ptr(),
            pAppData: std::ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(now),
            xGetLastError: None,
            xCurrentTimeInt64: Some(now_in_millis),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        // SAFETY: the struct and the name in it are never freed, as SQLite demands of a registered VFS.
        unsafe { ffi::sqlite3_vfs_register(Box::into_raw(vfs), 0) }
    });
}

/// The VFS of the system.
fn system() -> Option<&'static ffi::sqlite3_vfs> {
    // SAFETY: SQLite gives null or a registered VFS; the default one is static in SQLite itself.
    unsafe { ffi::sqlite3_vfs_find(std::ptr::null()).as_ref() }
}

/// The disk and the file's name on it.
///
/// # Safety
/// `name` is null or a C string that lives for `'a`.
unsafe fn find<'a>(name: *const c_char) -> Option<(Disk, &'a str)> {
    if name.is_null() {
        return None;
    }
    // SAFETY: it isn't null, and the caller vouches for the rest.
    let name = unsafe { CStr::from_ptr(name) };
    Disk::find(name.to_str().ok()?)
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_granted: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes for the file, aligned for pointers, and nobody else's.
    let fill = |handle| unsafe { file.cast::<Handle>().write(handle) };
    fill(Handle::vacant());
    // SAFETY: SQLite gives null or a C string that lives for this call.
    let Some((disk, name)) = (unsafe { find(name) }) else {
        // A temporary file, which belongs to no disk.
        fill(Handle::holding(Opened::scratch()));
        return ffi::SQLITE_OK;
    };
    let mut granted = flags;
    if disk.is_read_only() {
        granted =
            granted & !(ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE) | ffi::SQLITE_OPEN_READONLY;
    }
    let inode = match disk.open(Some(name), granted & ffi::SQLITE_OPEN_CREATE != 0) {
        Ok(inode) => inode,
        Err(trouble) => return code(trouble, ffi::SQLITE_CANTOPEN),
    };
    let Some(opened) = Opened::new(disk, inode, name.to_owned(), flags) else {
        return ffi::SQLITE_CANTOPEN;
    };
    fill(Handle::holding(opened));
    // SAFETY: SQLite gives null or the place of an int of its own.
    if let Some(out) = unsafe { flags_granted.as_mut() } {
        *out = granted;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(_vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: SQLite gives a C string that lives for this call.
    let Some((disk, name)) = (unsafe { find(name) }) else { return ffi::SQLITE_IOERR_DELETE };
    match disk.delete(name, sync_folder != 0) {
        Ok(()) => ffi::SQLITE_OK,
        Err(crate::disk::Trouble::Missing) => ffi::SQLITE_IOERR_DELETE_NOENT,
        Err(trouble) => code(trouble, ffi::SQLITE_IOERR_DELETE),
    }
}

unsafe extern "C" fn access(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    answer: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a C string that lives for this call.
    let Some((disk, name)) = (unsafe { find(name) }) else { return ffi::SQLITE_IOERR_ACCESS };
    let Ok(there) = disk.exists(name) else { return ffi::SQLITE_IOERR_ACCESS };
    let granted = there && !(flags == ffi::SQLITE_ACCESS_READWRITE && disk.is_read_only());
    // SAFETY: SQLite gives the place of an int of its own.
    unsafe { answer.write(c_int::from(granted)) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a C string that lives for this call.
    let bytes = unsafe { CStr::from_ptr(name) }.to_bytes_with_nul();
    if usize::try_from(room).unwrap_or(0) < bytes.len() {
        return ffi::SQLITE_CANTOPEN;
    }
    // SAFETY: `out` has room for `room` bytes, which are enough, and is SQLite's buffer and not the name's.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len()) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(_vfs: *mut ffi::sqlite3_vfs, length: c_int, out: *mut c_char) -> c_int {
    let Some((vfs, of)) = system().and_then(|vfs| Some((vfs, vfs.xRandomness?))) else { return 0 };
    // SAFETY: the system's VFS is given itself and the buffer that SQLite gave us.
    unsafe { of(std::ptr::from_ref(vfs).cast_mut(), length, out) }
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    let time = u64::try_from(microseconds).unwrap_or(0);
    std::thread::sleep(std::time::Duration::from_micros(time));
    microseconds
}

unsafe extern "C" fn now(_vfs: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    let Some((vfs, of)) = system().and_then(|vfs| Some((vfs, vfs.xCurrentTime?))) else {
        return ffi::SQLITE_ERROR;
    };
    // SAFETY: as for the randomness.
    unsafe { of(std::ptr::from_ref(vfs).cast_mut(), out) }
}

unsafe extern "C" fn now_in_millis(_vfs: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    let Some((vfs, of)) = system().and_then(|vfs| Some((vfs, vfs.xCurrentTimeInt64?))) else {
        return ffi::SQLITE_ERROR;
    };
    // SAFETY: as for the randomness.
    unsafe { of(std::ptr::from_ref(vfs).cast_mut(), out) }
}
