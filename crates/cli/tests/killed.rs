//! A simulation that is killed, again and again, ends as one that was never interrupted.

use std::io;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use talab_testbed::Cluster;

const REQUESTS: &str = "60";

#[test]
fn a_killed_simulation_finishes_what_it_began() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = |name| format!("sqlite:{}", folder.path().join(name).display());
    finishes(&file("calm.db"), &file("killed.db"))
}

#[test]
fn so_does_one_on_a_server() -> io::Result<()> {
    let cluster = Cluster::shared();
    finishes(&cluster.database().url(), &cluster.database().url())
}

/// The server is killed under the simulation, which waits for it to come back and goes on.
#[test]
fn a_simulation_outlives_its_server() -> io::Result<()> {
    let cluster = Cluster::start(&[]);
    let (calm, shaken) = (cluster.database().url(), cluster.database().url());
    let uninterrupted = simulate(&calm).output()?;
    assert!(uninterrupted.status.success(), "{uninterrupted:?}");
    let mut running = simulate(&shaken).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // Opening a log isn't seen through a crash, going on with it is: so the first kill waits for the first request.
    while lines(&list(&shaken)?).len() < 3 {
        assert!(running.try_wait()?.is_none(), "the run was over before it was seen to begin");
    }
    let mut kills = 0;
    for millis in [20, 250] {
        std::thread::sleep(Duration::from_millis(millis));
        kills += u32::from(running.try_wait()?.is_none());
        cluster.crash_and_restart();
    }
    assert!(kills > 0, "the run was over before its server could be killed: simulate more requests");
    let output = running.wait_with_output()?;
    assert!(output.status.success(), "{output:?}");
    assert_eq!(lines(&output), lines(&uninterrupted));
    assert_eq!(lines(&list(&shaken)?), lines(&list(&calm)?));
    Ok(())
}

fn finishes(calm: &str, killed: &str) -> io::Result<()> {
    let uninterrupted = simulate(calm).output()?;
    assert!(uninterrupted.status.success(), "{uninterrupted:?}");
    let mut kills = 0;
    for millis in [40, 90, 160, 250] {
        let mut running = simulate(killed).stdout(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(millis));
        kills += u32::from(running.try_wait()?.is_none());
        // SIGKILL, as a power cut would: nothing is flushed, nothing said goodbye to.
        running.kill()?;
        running.wait()?;
    }
    assert!(kills > 0, "every run was over before it could be killed: simulate more requests");
    let resumed = simulate(killed).output()?;
    assert!(resumed.status.success(), "{resumed:?}");
    assert_eq!(lines(&resumed), lines(&uninterrupted));
    assert_eq!(lines(&list(killed)?), lines(&list(calm)?));
    Ok(())
}

fn simulate(db: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talab"));
    command.args(["simulate", "--requests", REQUESTS, "--seed", "11", "--json", "--db", db]);
    command
}

/// What each request came to; positions in the whole log may differ, so text it is.
fn list(db: &str) -> io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_talab")).args(["list", "--limit", "1000", "--db", db]).output()
}

/// What was printed, but for how long it took.
fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter(|line| !line.contains("\"seconds\"")).map(str::to_owned).collect()
}

/// A restore that is killed, again and again, leaves no log, and one that is left alone makes the whole one.
#[test]
fn a_killed_restore_leaves_nothing_and_is_begun_again() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (source, dump, key) = (format!("sqlite:{}", path("source.db")), path("log.jsonl"), path("log.key"));
    assert!(simulate(&source).output()?.status.success());
    let talab = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talab"));
        command.args(args).args(["--lang", "en", "--json"]);
        command
    };
    let dumped = talab(&["dump", "--db", &source, "--out", &dump, "--key", &key]).output()?;
    assert!(dumped.status.success(), "{dumped:?}");
    let cluster = Cluster::shared();
    for target in [format!("sqlite:{}", path("again.db")), cluster.database().url()] {
        let restore = || talab(&["restore", &dump, "--key", &key, "--db", &target]);
        let mut kills = 0;
        for millis in [4, 12, 25, 40] {
            let mut running = restore().stdout(Stdio::null()).spawn()?;
            std::thread::sleep(Duration::from_millis(millis));
            if running.try_wait()?.is_some() {
                break;
            }
            running.kill()?;
            running.wait()?;
            kills += 1;
            let seen = talab(&["list", "--db", &target]).output()?;
            assert!(!seen.status.success(), "a restore that was killed left a log: {seen:?}");
        }
        assert!(kills > 0, "every restore was over before it could be killed: simulate more requests");
        let whole = restore().output()?;
        assert!(whole.status.success(), "{whole:?}");
        assert_eq!(root(&whole), root(&dumped));
    }
    Ok(())
}

fn root(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().find(|line| line.contains("\"root\"")).map(str::to_owned).unwrap_or_default()
}
