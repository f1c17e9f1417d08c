//! TLS as the URL demands it, with certificates made for the test.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

use super::*;

/// A server that listens on an address of its own, so that every server of the tests may have the usual port.
struct Listening {
    cluster: Cluster,
    address: String,
}

impl Listening {
    fn at(last: u8) -> Self {
        let [.., high, low] = std::process::id().to_be_bytes();
        let address = format!("127.{}.{high}.{low}", 80 + last);
        let cluster = Cluster::start(&[&format!("listen_addresses = '{address}'")]);
        Self { cluster, address }
    }

    /// Lets connections of this kind in, and no other: `host` for all of them, `hostssl` for those with TLS.
    fn admits(&self, kind: &str) {
        let lines = format!("VALUES ('local all all trust'), ('{kind} all all 127.0.0.0/8 trust')");
        self.cluster.sql(&format!("COPY ({lines}) TO PROGRAM 'cat >pg_hba.conf'")).unwrap();
        self.cluster.sql("SELECT pg_reload_conf()").unwrap();
    }

    /// Turns TLS on, with a certificate from this authority. The server writes its files itself, so that they are its own.
    fn certified(&self, authority: &Authority, name: &str) {
        let (certificate, key) = authority.issue(name);
        for (file, pem) in [("test.crt", certificate), ("test.key", key)] {
            let text = pem.replace('\n', "|");
            let program = format!("umask 077; tr \"|\" \"\\n\" >{file}");
            self.cluster.sql(&format!("COPY (SELECT '{text}') TO PROGRAM '{program}'")).unwrap();
        }
        for setting in ["ssl_cert_file = 'test.crt'", "ssl_key_file = 'test.key'", "ssl = on"] {
            self.cluster.sql(&format!("ALTER SYSTEM SET {setting}")).unwrap();
        }
        self.cluster.sql("SELECT pg_reload_conf()").unwrap();
    }

    fn url(&self, database: &Database<'_>, tls: &str) -> String {
        format!("postgres://talab@{}/{}?{tls}", self.address, database.name())
    }
}

/// A certificate authority of the test's own.
struct Authority {
    folder: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("ca.pem"), params.self_signed(&key).unwrap().pem()).unwrap();
        Self { folder, issuer: Issuer::new(params, key) }
    }

    /// A certificate for a server of this name, and its key.
    fn issue(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }

    fn demanded(&self, mode: &str) -> String {
        format!("sslmode={mode}&sslrootcert={}", self.folder.path().join("ca.pem").display())
    }
}

/// The server says no, or we do, and the error says what to look at.
async fn refused(url: &str) -> LogError {
    let told =
        PgLog::open(url, Options::default()).await.expect_err("no connection without what was demanded");
    assert_eq!(told.kind(), LogErrorKind::Invalid, "{told}: {told:?}");
    told
}

#[tokio::test]
async fn a_server_that_proves_who_it_is_is_taken_and_no_other() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let server = Listening::at(1);
    server.certified(&ours, &server.address);
    server.admits("hostssl");
    let database = server.cluster.database();

    let url = server.url(&database, &ours.demanded("verify-full"));
    let log = PgLog::open(&url, Options::default()).await.unwrap();
    log.append(note("a", "c1")).await.unwrap();
    assert_eq!(log.read_all(Position::START, 9).await.unwrap().len(), 2);
    let encrypted = "SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) \
                     WHERE a.application_name = 'talab' AND a.client_addr IS NOT NULL";
    assert_eq!(database.sql(encrypted).unwrap(), "t");

    let told = refused(&server.url(&database, &theirs.demanded("verify-full"))).await;
    assert!(told.to_string().contains("no secure connection; check sslmode and the certificates"), "{told}");
    refused(&server.url(&database, &theirs.demanded("verify-ca"))).await;
    // The authorities that everybody trusts know nothing of this one.
    refused(&server.url(&database, "sslmode=verify-full")).await;
    // The server lets nobody in who speaks in the clear.
    refused(&server.url(&database, "sslmode=disable")).await;
}

#[tokio::test]
async fn the_name_counts_where_it_is_to_be_verified() {
    let (ours, server) = (Authority::new(), Listening::at(2));
    server.certified(&ours, "db.example");
    server.admits("hostssl");
    let database = server.cluster.database();
    refused(&server.url(&database, &ours.demanded("verify-full"))).await;
    // By its word this would do. The driver misses rustls's newer word for another name, and so is stricter than asked.
    refused(&server.url(&database, &ours.demanded("verify-ca"))).await;
    let url = server.url(&database, "sslmode=require");
    PgLog::open(&url, Options::default()).await.unwrap().append(note("a", "c1")).await.unwrap();
}

#[tokio::test]
async fn nothing_is_sent_in_the_clear_where_that_is_forbidden() {
    let (ours, server) = (Authority::new(), Listening::at(3));
    server.admits("host");
    let database = server.cluster.database();
    for demanded in ["sslmode=require".to_owned(), ours.demanded("verify-full")] {
        let told = refused(&server.url(&database, &demanded)).await;
        assert!(told.to_string().contains("no secure connection"), "{told}");
    }
    // The same server is taken by whoever doesn't ask for more.
    PgLog::open(&server.url(&database, "sslmode=disable"), Options::default()).await.unwrap();
}
