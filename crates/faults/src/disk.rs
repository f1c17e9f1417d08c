//! A disk in memory that keeps apart what was synced and what a power cut may take, with faults on order.
//!
//! What it grants is what POSIX and a drive that tells the truth grant, and no more: a write is durable once its file
//! was synced, a name that was made or taken away once the folder was synced. Until then each 512-byte sector of each
//! write comes through a power cut, or doesn't, or is noise.

mod faults;
mod file;
mod operations;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

pub use self::faults::{Faults, Flush};
use self::file::File;
pub(crate) use self::operations::Trouble;
use crate::rng::Rng;

/// The number of a file on its disk, whatever its names.
pub(crate) type Inode = u64;

/// What the paths on all disks begin with; the disk's number and the file's name follow.
const PREFIX: &str = "/talab-faults-";

static NEXT: AtomicU64 = AtomicU64::new(1);

/// The disks that somebody holds, by number.
fn mounted() -> MutexGuard<'static, BTreeMap<u64, Weak<Inner>>> {
    static MOUNTED: Mutex<BTreeMap<u64, Weak<Inner>>> = Mutex::new(BTreeMap::new());
    MOUNTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A disk. Clones are the same disk.
#[derive(Debug, Clone)]
pub struct Disk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    number: u64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    faults: Faults,
    /// Operations that change the disk, so far.
    operations: u64,
    syncs: u64,
    synced: BTreeMap<String, u64>,
    /// Whether a fault on order came about.
    struck: bool,
    power_out: bool,
    full: bool,
    rng: Rng,
    names: BTreeMap<String, Inode>,
    durable_names: BTreeMap<String, Inode>,
    files: BTreeMap<Inode, File>,
    last_inode: Inode,
}

impl Disk {
    /// An empty disk that these faults will befall.
    #[must_use]
    pub fn new(faults: Faults) -> Self {
        let state = State { rng: Rng::new(faults.seed), faults, ..State::default() };
        Self::mount(state)
    }

    /// The path of a log on this disk, for whoever opens it through [`vfs::NAME`](crate::vfs::NAME).
    #[must_use]
    pub fn path(&self) -> PathBuf {
        PathBuf::from(format!("{PREFIX}{}/log.db", self.0.number))
    }

    /// How many operations have changed the disk: creating, writing, truncating, syncing and deleting.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// How many of these were syncs.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.state().syncs
    }

    /// How many were syncs of the file of this name, e.g. `log.db-wal`.
    #[must_use]
    pub fn syncs_of(&self, name: &str) -> u64 {
        self.state().synced.get(name).copied().unwrap_or(0)
    }

    /// Whether a fault came about.
    #[must_use]
    pub fn struck(&self) -> bool {
        self.state().struck
    }

    /// Pulls the plug now.
    pub fn cut(&self) {
        let mut state = self.state();
        state.power_out = true;
        state.struck = true;
    }

    /// Nothing more befalls the disk.
    pub fn calm(&self) {
        let mut state = self.state();
        state.faults = Faults::seeded(state.faults.seed);
        state.full = false;
    }

    /// Gives a full disk room again.
    pub fn make_room(&self) {
        let mut state = self.state();
        state.full = false;
        state.faults.full_from = None;
    }

    /// Makes the disk refuse every write from now on, or take them again.
    pub fn set_read_only(&self, read_only: bool) {
        self.state().faults.read_only = read_only;
    }

    /// The disk as it is found when the power is back, with other faults to come: what was synced, and of the rest
    /// what the seed lets through.
    #[must_use]
    pub fn reboot(&self, faults: Faults) -> Self {
        let before = self.state();
        let mut rng = Rng::new(faults.seed ^ before.operations.wrapping_mul(0x2545_f491_4f6c_dd1d));
        // Whole reboots that keep everything or nothing are rare if every sector tosses its own coin.
        let survival = [0, 10, 50, 90, 100][usize::try_from(rng.below(5)).unwrap_or(0)];
        let mut names = BTreeMap::new();
        let both = before.names.keys().chain(before.durable_names.keys());
        for name in both.collect::<BTreeSet<_>>() {
            let (now, then) = (before.names.get(name), before.durable_names.get(name));
            let found = if now == then || rng.percent(survival) { now } else { then };
            names.extend(found.map(|inode| (name.clone(), *inode)));
        }
        let files: BTreeMap<_, _> = names
            .values()
            .filter_map(|inode| Some((*inode, before.files.get(inode)?.after_power_cut(&mut rng, survival))))
            .collect();
        let state = State {
            rng,
            faults,
            durable_names: names.clone(),
            names,
            files,
            last_inode: before.last_inode,
            ..State::default()
        };
        drop(before);
        Self::mount(state)
    }

    /// The disk as the next process finds it when the one that had it open is killed now: with everything written,
    /// synced or not. The killed one can do nothing more.
    #[must_use]
    pub fn after_kill(&self, faults: Faults) -> Self {
        let mut before = self.state();
        before.power_out = true;
        let files = before.files.iter().map(|(inode, file)| (*inode, file.without_locks())).collect();
        let state = State {
            rng: Rng::new(faults.seed),
            faults,
            durable_names: before.durable_names.clone(),
            names: before.names.clone(),
            files,
            last_inode: before.last_inode,
            ..State::default()
        };
        drop(before);
        Self::mount(state)
    }

    fn mount(state: State) -> Self {
        crate::vfs::register();
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let inner = Arc::new(Inner { number, state: Mutex::new(state) });
        mounted().insert(number, Arc::downgrade(&inner));
        Self(inner)
    }

    /// The disk of a path as [`path`](Disk::path) gives it, and the file's name on that disk.
    pub(crate) fn find(path: &str) -> Option<(Self, &str)> {
        let (number, name) = path.strip_prefix(PREFIX)?.split_once('/')?;
        let inner = mounted().get(&number.parse().ok()?)?.upgrade()?;
        Some((Self(inner), name))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        mounted().remove(&self.number);
    }
}
