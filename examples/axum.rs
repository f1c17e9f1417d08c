//! A minimal host: two routes of axum over the engine, refusals as problem+json in Arabic (RFC 9457).
//!
//! Run it with `cargo run --example axum`, then:
//!
//! ```text
//! curl -i localhost:3000/services/mun.residence-certificate/requests -H 'x-person: aisha' \
//!      -H 'idempotency-key: 1' -H 'content-type: application/json' -d '{"owns_dwelling": true}'
//! curl -s localhost:3000/requests/REFERENCE -H 'x-person: aisha'
//! ```
//!
//! A real host takes the person from its identity scheme, not from a header.

use std::collections::BTreeMap;
use std::error::Error;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use talab::core::{IdInvalid, Value};
use talab::testing::ScriptedIdentity;
use talab::{Actor, CommandId, Lang, NotDone, PersonId, Reference, Refusal, Status, Submission, Talab};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let talab = Talab::builder("sqlite:portal.db").identity(ScriptedIdentity::new()).open().await?;
    let definition = talab::read_definition("examples/services/residence-certificate.toml")?;
    talab.publish_for_tests(&definition, &talab::read_calendar("examples/calendars/ly-west.toml")?).await?;
    let routes = Router::new()
        .route("/services/{code}/requests", post(submit))
        .route("/requests/{reference}", get(status))
        .with_state(talab);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, routes).await?;
    Ok(())
}

async fn submit(
    State(talab): State<Talab>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(answers): Json<BTreeMap<String, Value>>,
) -> Result<Response, Problem> {
    let me = actor(&headers)?;
    let id =
        CommandId::scoped(&me, text(&headers, "idempotency-key")).map_err(|e| wrong("idempotency-key", e))?;
    let filed = talab.as_actor(&me).submit(Submission::to(code).answers(answers)).id(id).await?;
    // The status says what the law answered: acknowledged with a date, or not, with every reason.
    let status = talab.as_actor(&me).status(&filed.reference).await?;
    Ok((StatusCode::CREATED, Json(status)).into_response())
}

async fn status(
    State(talab): State<Talab>,
    Path(reference): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Status>, Problem> {
    let reference: Reference = reference.parse().map_err(|_| NotDone::from(Refusal::UnknownRequest))?;
    Ok(Json(talab.as_actor(&actor(&headers)?).status(&reference).await?))
}

fn actor(headers: &HeaderMap) -> Result<Actor, NotDone> {
    Ok(Actor::applicant(PersonId::new(text(headers, "x-person")).map_err(|e| wrong("x-person", e))?))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn wrong(path: &str, error: IdInvalid) -> NotDone {
    Refusal::FieldInvalid { path: path.to_owned(), problem: error.text() }.into()
}

/// What was not done, as a response.
struct Problem(NotDone);

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        Self(not_done)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/problem+json"), (header::CONTENT_LANGUAGE, "ar")];
        let NotDone::Refused(no) = self.0 else {
            let body = json!({"type": "about:blank", "title": "تعذّر التنفيذ، يُرجى إعادة المحاولة لاحقاً"});
            return (StatusCode::SERVICE_UNAVAILABLE, kind, body.to_string()).into_response();
        };
        let status = StatusCode::from_u16(no.class().http_status()).unwrap_or(StatusCode::CONFLICT);
        let body = json!({"type": format!("urn:talab:refusal:{}", no.code()), "title": no.code(), "path": no.path(),
            "detail": no.text(Lang::Ar), "rule": no.rule().id});
        (status, kind, body.to_string()).into_response()
    }
}
