//! A database of one's own.

use crate::Cluster;

/// A database on a [`Cluster`], which keeps it for as long as it runs.
#[derive(Debug, Clone)]
pub struct Database<'c> {
    cluster: &'c Cluster,
    name: String,
}

impl<'c> Database<'c> {
    pub(crate) fn create(cluster: &'c Cluster, name: String) -> Self {
        cluster.must(&format!("CREATE DATABASE {name}"));
        Self { cluster, name }
    }

    /// One that the server has already, perhaps as a copy of another server.
    pub(crate) fn existing(cluster: &'c Cluster, name: &str) -> Self {
        Self { cluster, name: name.to_owned() }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The server it is on.
    pub fn cluster(&self) -> &'c Cluster {
        self.cluster
    }

    /// Its URL for its owner.
    pub fn url(&self) -> String {
        self.url_for("talab")
    }

    /// Its URL for another role.
    pub fn url_for(&self, role: &str) -> String {
        format!("postgres://{role}@localhost/{}?host={}", self.name, self.cluster.socket().display())
    }

    /// What `psql` prints for these statements, run as its owner: rows of values with `|` between them.
    ///
    /// # Errors
    /// What it says when one of them fails; the ones after that are not run.
    pub fn sql(&self, sql: &str) -> Result<String, String> {
        self.sql_as("talab", sql)
    }

    /// The same as another role.
    ///
    /// # Errors
    /// As for [`Database::sql`].
    pub fn sql_as(&self, role: &str, sql: &str) -> Result<String, String> {
        let psql = self
            .cluster
            .program("psql")
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-v",
                "VERBOSITY=verbose",
                "-d",
                &self.name,
            ])
            .args(["-U", role, "-c", sql])
            .output();
        let output = psql.map_err(|error| error.to_string())?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}
