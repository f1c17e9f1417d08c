//! A filter as questions to the table, and the tokens with which its pages go on.

use talab_core::mandate::MandateServices;
use talab_core::{BodyId, PersonId, Reference, ServiceCode};
use talab_store::view::{Query, Value};

use super::error::RequestsError;
use super::filter::{Filter, Order, Scope};
use super::row::RequestRow;

/// The most rows of a page.
const MOST: usize = 1_000;

impl Filter {
    /// The questions to the table whose answers together are the list: one for each stage.
    pub(super) fn queries(&self) -> Result<Vec<Query>, RequestsError> {
        if !(1..=MOST).contains(&self.limit) {
            return Err(RequestsError::Limit { given: self.limit, most: MOST });
        }
        let scoped = self.scoped(self.query()?);
        if self.stages.is_empty() {
            return Ok(scoped);
        }
        let of = |query: &Query| {
            let query = query.clone();
            self.stages.iter().map(move |stage| query.clone().equal("stage", stage.code()))
        };
        Ok(scoped.iter().flat_map(of).collect())
    }

    fn query(&self) -> Result<Query, RequestsError> {
        let mut query = Query::first(self.limit);
        let same = [
            ("applicant", self.applicant.as_ref().map(PersonId::as_str)),
            ("service", self.service.as_ref().map(ServiceCode::as_str)),
            ("provider", self.provider.as_ref().map(BodyId::as_str)),
        ];
        for (column, value) in same {
            if let Some(value) = value {
                query = query.equal(column, value);
            }
        }
        if let Some(from) = self.received_from {
            query = query.at_least("received_at", from.unix_micros());
        }
        if let Some(before) = self.received_before {
            query = query.below("received_at", before.unix_micros());
        }
        if let Some(before) = self.expected_before {
            query = query.below("expected_by", before.to_string());
        }
        if let Some(column) = self.order.column() {
            query = query.order([column]);
        }
        if self.descending {
            query = query.descending();
        }
        if let Some(token) = &self.after {
            query = query.after(self.read_token(token)?);
        }
        Ok(query)
    }

    fn scoped(&self, query: Query) -> Vec<Query> {
        match &self.scope {
            Scope::All => vec![query],
            Scope::Applicant(person) => vec![query.equal("applicant", person.as_str())],
            Scope::Represented(person, services) => self.represented(&query, person, services),
            Scope::Provider(body) => vec![query.equal("provider", body.as_str())],
            Scope::Nothing => Vec::new(),
        }
    }

    /// One question for each service that a mandate lists, if the filter doesn't name one of them already.
    fn represented(&self, query: &Query, person: &PersonId, services: &MandateServices) -> Vec<Query> {
        let query = query.clone().equal("applicant", person.as_str());
        match (services, &self.service) {
            (MandateServices::All, _) => vec![query],
            (MandateServices::Listed(listed), Some(named)) => {
                listed.contains(named).then_some(query).into_iter().collect()
            }
            (MandateServices::Listed(listed), None) => {
                listed.iter().map(|service| query.clone().equal("service", service.as_str())).collect()
            }
        }
    }

    /// Takes out what an applicant is not shown.
    pub(super) fn shown(&self, mut row: RequestRow) -> RequestRow {
        if matches!(self.scope, Scope::Applicant(_) | Scope::Represented(..)) {
            row.handler = None;
        }
        row
    }

    /// Brings rows of several questions into the one order.
    pub(super) fn sort(&self, rows: &mut [RequestRow]) {
        rows.sort_by(|one, other| {
            let key = |row: &RequestRow| (self.order.value(row), row.reference.as_str().to_owned());
            let ascending = key(one).cmp(&key(other));
            if self.descending { ascending.reverse() } else { ascending }
        });
    }

    /// The token with which the page after this row is asked for.
    pub(super) fn token(&self, last: &RequestRow) -> String {
        format!("{}.{}.{}", self.token_kind(), self.order.value(last).unwrap_or(0), last.reference)
    }

    fn read_token(&self, token: &str) -> Result<Vec<Value>, RequestsError> {
        let parsed = || {
            let (kind, rest) = token.split_once('.')?;
            let (value, reference) = rest.split_once('.')?;
            let (value, reference) = (value.parse::<i64>().ok()?, reference.parse::<Reference>().ok()?);
            let order = self.order.column().map(|_| Value::from(value));
            (kind == self.token_kind())
                .then(|| order.into_iter().chain([Value::from(reference.as_str())]).collect())
        };
        parsed().ok_or_else(|| RequestsError::Token { token: token.chars().take(80).collect() })
    }

    /// A token goes on in the order in which it was given and in no other.
    fn token_kind(&self) -> String {
        let order = match self.order {
            Order::Reference => "reference",
            Order::Received => "received",
            Order::Expected => "expected",
        };
        format!("{order}-{}", if self.descending { "down" } else { "up" })
    }
}

impl Order {
    fn column(self) -> Option<&'static str> {
        match self {
            Self::Reference => None,
            Self::Received => Some("received_order"),
            Self::Expected => Some("expected_order"),
        }
    }

    fn value(self, row: &RequestRow) -> Option<i64> {
        match self {
            Self::Reference => None,
            Self::Received => Some(row.received_order()),
            Self::Expected => Some(row.expected_order()),
        }
    }
}
