//! Tests of the list of requests.
