//! What the server and the database are worth to the log.

use sqlx::{PgConnection, Row};

use super::failed;
use crate::LogError;
use crate::diagnosis::{Check, Health};

const LOOKING: &str = "examining the database";

/// Everything there is to look at, worst or not.
pub(super) async fn examine(connection: &mut PgConnection) -> Result<Vec<Check>, LogError> {
    let format = text(connection, "SELECT value FROM talab.meta WHERE key = 'format'").await?;
    Ok(vec![
        Check::sound("server", text(connection, "SELECT current_setting('server_version')").await?),
        Check::sound("format", format),
        durability(connection).await?,
        replication(connection).await?,
        head(connection).await?,
        guards(connection).await?,
        rights(connection).await?,
        role(connection).await?,
        holders(connection).await?,
    ])
}

async fn durability(connection: &mut PgConnection) -> Result<Check, LogError> {
    let sql = "SELECT string_agg(format('%s = %s', name, setting), ', ' ORDER BY name) FROM pg_catalog.pg_settings \
               WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')";
    let found = text(connection, sql).await?;
    let sound = !found.contains("= off");
    let advice = "set fsync, full_page_writes and synchronous_commit to on: without them a power cut takes back what \
                  was acknowledged, or damages the database";
    Ok(Check::of("durability", found, sound, Health::Broken, advice))
}

async fn replication(connection: &mut PgConnection) -> Result<Check, LogError> {
    let names = text(connection, "SELECT current_setting('synchronous_standby_names')").await?;
    let attached = text(connection, "SELECT count(*)::text FROM pg_catalog.pg_stat_replication").await?;
    if names.is_empty() {
        let found = format!("no synchronous standby, {attached} attached");
        let advice = "name standbys in synchronous_standby_names: a commit is then safe on two machines";
        return Ok(Check::of("replication", found, false, Health::Weak, advice));
    }
    let found = format!("synchronous: {names}; {attached} attached");
    let advice = "attach a standby: until one is there, no append is acknowledged";
    Ok(Check::of("replication", found, attached != "0", Health::Broken, advice))
}

async fn head(connection: &mut PgConnection) -> Result<Check, LogError> {
    let sql = "SELECT format('%s %s', h.position, coalesce((SELECT max(e.position) FROM public.events e), 0)) \
               FROM talab.head h";
    let found = text(connection, sql).await?;
    let (head, last) = found.split_once(' ').unwrap_or((&found, ""));
    let advice = "the head and the events don't belong together: verify the log and restore it from a backup";
    let says = format!("at {head}, last event at {last}");
    Ok(Check::of("head", says, head == last, Health::Broken, advice))
}

async fn guards(connection: &mut PgConnection) -> Result<Check, LogError> {
    // 'A' is ALWAYS: no session can switch them off for itself.
    let sql = "SELECT count(*)::text FROM pg_catalog.pg_trigger WHERE tgenabled = 'A' AND \
               (tgname, tgrelid) IN (('talab_keep', 'public.events'::regclass), ('talab_place', 'public.events'::regclass), \
               ('talab_keep', 'talab.head'::regclass))";
    let found = text(connection, sql).await?;
    let advice = "a guard against changes was taken away: find out by whom and why, and verify the log";
    Ok(Check::of("guards", format!("{found} of 3 in place"), found == "3", Health::Broken, advice))
}

async fn rights(connection: &mut PgConnection) -> Result<Check, LogError> {
    let sql = "SELECT coalesce(string_agg(format('%s on %s', p, t), ', '), '') FROM \
               unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p, \
               unnest(ARRAY['public.events', 'talab.commands', 'talab.head', 'talab.meta']) AS t \
               WHERE has_table_privilege('talab_app', t, p)";
    let too_many = text(connection, sql).await?;
    let found =
        if too_many.is_empty() { "talab_app reads and appends only".to_owned() } else { too_many.clone() };
    let advice = "revoke these from talab_app: an application needs none of them";
    Ok(Check::of("rights", found, too_many.is_empty(), Health::Broken, advice))
}

async fn role(connection: &mut PgConnection) -> Result<Check, LogError> {
    let sql = "SELECT format('%s %s', current_user, pg_has_role(current_user, relowner, 'USAGE')) \
               FROM pg_catalog.pg_class WHERE oid = 'public.events'::regclass";
    let found = text(connection, sql).await?;
    let (user, owns) = found.rsplit_once(' ').unwrap_or((&found, ""));
    let says = if owns == "t" { format!("{user}, who owns the tables") } else { user.to_owned() };
    let advice = "run applications as talab_app or a member of it: an owner can take the guards away";
    Ok(Check::of("role", says, owns != "t", Health::Weak, advice))
}

/// Who holds the head and does nothing, while everybody waits.
async fn holders(connection: &mut PgConnection) -> Result<Check, LogError> {
    let sql = "SELECT coalesce(string_agg(format('pid %s (%s) for %s s', a.pid, a.usename, \
                   extract(epoch FROM clock_timestamp() - a.state_change)::bigint), ', '), '') \
               FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) \
               WHERE l.relation = 'talab.head'::regclass AND l.mode = 'RowShareLock' AND l.granted \
                 AND a.state LIKE 'idle in transaction%' AND clock_timestamp() - a.state_change > interval '1 second'";
    let idle = text(connection, sql).await?;
    let found = if idle.is_empty() { "nobody holds the head idly".to_owned() } else { idle.clone() };
    let advice =
        "end these sessions (pg_terminate_backend) and set idle_in_transaction_session_timeout on their role";
    Ok(Check::of("holders", found, idle.is_empty(), Health::Weak, advice))
}

async fn text(connection: &mut PgConnection, sql: &'static str) -> Result<String, LogError> {
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(failed(LOOKING))?;
    row.try_get(0).map_err(failed(LOOKING))
}
