//! The columns of a group's rows in the server's binary form, written row by row while they are laid out.

use std::marker::PhantomData;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo};
use sqlx::{Encode, Postgres, Type};

/// An array of one dimension whose elements are of the type that the driver gives `T`.
pub(super) struct Array<T> {
    elements: Vec<u8>,
    length: i32,
    nulls: bool,
    of: PhantomData<fn(T)>,
}

impl<T> std::fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Array").field("length", &self.length).finish_non_exhaustive()
    }
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self { elements: Vec::new(), length: 0, nulls: false, of: PhantomData }
    }
}

impl<T> Array<T> {
    /// Adds an element by its binary form.
    pub(super) fn push(&mut self, element: &[u8]) {
        // Nothing that is appended is nearly that long.
        let length = i32::try_from(element.len()).unwrap_or(i32::MAX);
        self.elements.extend_from_slice(&length.to_be_bytes());
        self.elements.extend_from_slice(element);
        self.length += 1;
    }

    /// Adds an element that may be null.
    pub(super) fn push_option(&mut self, element: Option<&[u8]>) {
        match element {
            Some(element) => self.push(element),
            None => {
                self.elements.extend_from_slice(&(-1_i32).to_be_bytes());
                self.length += 1;
                self.nulls = true;
            }
        }
    }
}

impl<T: PgHasArrayType> Type<Postgres> for Array<T> {
    fn type_info() -> PgTypeInfo {
        T::array_type_info()
    }
}

impl<T: Type<Postgres> + PgHasArrayType> Encode<'_, Postgres> for Array<T> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let element = T::type_info().oid().ok_or("a type of the server's own has a number")?;
        let dimensions = i32::from(self.length > 0);
        buffer.extend_from_slice(&dimensions.to_be_bytes());
        buffer.extend_from_slice(&i32::from(self.nulls).to_be_bytes());
        buffer.extend_from_slice(&element.0.to_be_bytes());
        if dimensions > 0 {
            buffer.extend_from_slice(&self.length.to_be_bytes());
            // The first element has the number 1.
            buffer.extend_from_slice(&1_i32.to_be_bytes());
        }
        buffer.extend_from_slice(&self.elements);
        Ok(IsNull::No)
    }
}
