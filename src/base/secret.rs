//! Text that must not be shown. The type has no `Display`, and its `Debug` cannot print it.

use std::fmt;

/// What stands in place of a secret wherever one would be shown.
pub const MASK: &str = "••••";

/// A credential: readable only through [`Secret::expose`], so that each use can be found.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Takes the bytes of a credential.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes, for the wire.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}
