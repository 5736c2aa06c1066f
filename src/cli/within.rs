//! What a session adds to the surroundings of its lines: the URL that paths are relative to, a body
//! typed below a line, whether stdin is where the lines come from, and the secrets that were read
//! once, since a descriptor, a command or a person can give them only once.

use std::sync::{Arc, Mutex, PoisonError};

use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::http::uri::Uri;

/// The surroundings of a line.
#[derive(Debug, Clone)]
pub struct Within {
    /// Where the session leads. A path without a leading slash goes below it.
    pub base: Uri,
    /// Whether lines come from stdin, so that no request may read it.
    pub owns_stdin: bool,
    /// Whether this is about the session's own command line: its URL is a whole one.
    pub opening: bool,
    /// The body typed below the line: the word that stands for it, and its bytes.
    pub typed: Option<Arc<(String, Vec<u8>)>>,
    secrets: Secrets,
}

/// Secrets by the words that name their places.
type Secrets = Arc<Mutex<Vec<(Vec<u8>, Secret)>>>;

impl Within {
    /// Of a session that leads to this URL.
    pub fn new(base: Uri, owns_stdin: bool) -> Self {
        Self {
            base,
            owns_stdin,
            opening: false,
            typed: None,
            secrets: Secrets::default(),
        }
    }

    /// The same for the session's own command line.
    #[must_use]
    pub fn opening(&self) -> Self {
        Self {
            opening: true,
            ..self.clone()
        }
    }

    /// The same for a line with this body below it.
    #[must_use]
    pub fn with_typed(&self, typed: (String, Vec<u8>)) -> Self {
        Self {
            typed: Some(Arc::new(typed)),
            ..self.clone()
        }
    }

    /// The secret that `read` gives for a word, read at its first use.
    pub fn secret(
        &self,
        word: &[u8],
        read: impl FnOnce() -> Result<Secret, Failure>,
    ) -> Result<Secret, Failure> {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = secrets.iter().find(|(known, _)| known == word) {
            return Ok(known.clone());
        }
        let secret = read()?;
        secrets.push((word.to_vec(), secret.clone()));
        Ok(secret)
    }
}
