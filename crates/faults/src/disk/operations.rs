//! What can be done with a disk, and how a fault that is due shows.

use std::sync::Arc;

use super::{Disk, Inode, State};
use crate::vfs::Locks;

/// Why an operation on the disk failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The power is out.
    PowerOut,
    /// There is no room.
    Full,
    /// The sync failed.
    SyncFailed,
    /// The disk takes no writes.
    ReadOnly,
    /// There is no such file.
    Missing,
}

/// Whether the power holds for the operation that begins.
#[derive(PartialEq, Eq)]
enum Power {
    Holds,
    /// The operation is under way as the power goes: its work is done as far as a power cut leaves it, and nobody
    /// learns of it.
    Goes,
}

impl Power {
    fn done(self) -> Result<(), Trouble> {
        if self == Self::Holds { Ok(()) } else { Err(Trouble::PowerOut) }
    }
}

impl State {
    /// Begins an operation that changes the disk.
    fn begin(&mut self) -> Result<Power, Trouble> {
        self.powered()?;
        if self.faults.read_only {
            self.struck = true;
            return Err(Trouble::ReadOnly);
        }
        self.operations += 1;
        self.full |= self.faults.full_from.is_some_and(|from| self.operations >= from);
        if self.faults.cut_after.is_some_and(|cut| self.operations > cut) {
            self.power_out = true;
            self.struck = true;
            return Ok(Power::Goes);
        }
        Ok(Power::Holds)
    }

    fn powered(&self) -> Result<(), Trouble> {
        if self.power_out { Err(Trouble::PowerOut) } else { Ok(()) }
    }
}

impl Disk {
    /// The file of this name, which is made if `create` says so; without a name, a new file that a power cut takes.
    pub(crate) fn open(&self, name: Option<&str>, create: bool) -> Result<Inode, Trouble> {
        let mut state = self.state();
        state.powered()?;
        if let Some(inode) = name.and_then(|name| state.names.get(name)) {
            return Ok(*inode);
        }
        if !create {
            return Err(Trouble::Missing);
        }
        let power = state.begin()?;
        state.last_inode += 1;
        let inode = state.last_inode;
        state.files.entry(inode).or_default();
        state.names.extend(name.map(|name| (name.to_owned(), inode)));
        power.done().map(|()| inode)
    }

    /// Takes the name away, for good if `durable`; who has the file open keeps it.
    pub(crate) fn delete(&self, name: &str, durable: bool) -> Result<(), Trouble> {
        let mut state = self.state();
        let power = state.begin()?;
        state.names.remove(name).ok_or(Trouble::Missing)?;
        if durable && power == Power::Holds && state.faults.flush.reaches(name) {
            state.durable_names.remove(name);
        }
        power.done()
    }

    pub(crate) fn exists(&self, name: &str) -> Result<bool, Trouble> {
        let state = self.state();
        state.powered()?;
        Ok(state.names.contains_key(name))
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.state().faults.read_only
    }

    pub(crate) fn length(&self, inode: Inode) -> Result<usize, Trouble> {
        let state = self.state();
        state.powered()?;
        state.files.get(&inode).map(super::File::length).ok_or(Trouble::Missing)
    }

    pub(crate) fn locks(&self, inode: Inode) -> Option<Arc<Locks>> {
        self.state().files.get(&inode).map(|file| Arc::clone(&file.locks))
    }

    /// Copies into the buffer what is there, and says how much that was.
    pub(crate) fn read(&self, inode: Inode, buffer: &mut [u8], offset: usize) -> Result<usize, Trouble> {
        let state = self.state();
        state.powered()?;
        state.files.get(&inode).map(|file| file.read(buffer, offset)).ok_or(Trouble::Missing)
    }

    pub(crate) fn write(&self, inode: Inode, bytes: &[u8], offset: usize) -> Result<(), Trouble> {
        let mut state = self.state();
        let power = state.begin()?;
        let State { files, rng, full, struck, .. } = &mut *state;
        let file = files.get_mut(&inode).ok_or(Trouble::Missing)?;
        if *full && offset + bytes.len() > file.length() {
            // A full disk takes what still fits, and that may be a part of a page.
            let room = usize::try_from(rng.below(bytes.len() as u64)).unwrap_or(0);
            file.write(&bytes[..room], offset);
            *struck = true;
            return power.done().and(Err(Trouble::Full));
        }
        file.write(bytes, offset);
        power.done()
    }

    pub(crate) fn truncate(&self, inode: Inode, length: usize) -> Result<(), Trouble> {
        let mut state = self.state();
        let power = state.begin()?;
        state.files.get_mut(&inode).ok_or(Trouble::Missing)?.truncate(length);
        power.done()
    }

    /// Makes the file's content durable, and with `folder` all names too.
    pub(crate) fn sync(&self, inode: Inode, name: &str, folder: bool) -> Result<(), Trouble> {
        let mut state = self.state();
        let power = state.begin()?;
        if power == Power::Goes {
            return power.done();
        }
        let number = state.syncs;
        state.syncs += 1;
        *state.synced.entry(name.to_owned()).or_default() += 1;
        let State { files, rng, faults, struck, durable_names, names, .. } = &mut *state;
        let file = files.get_mut(&inode).ok_or(Trouble::Missing)?;
        if faults.failing_syncs.contains(&number) {
            file.sync_in_part(rng);
            *struck = true;
            return Err(Trouble::SyncFailed);
        }
        if faults.flush.reaches(name) {
            file.sync();
            if folder {
                durable_names.clone_from(names);
            }
        }
        Ok(())
    }
}
