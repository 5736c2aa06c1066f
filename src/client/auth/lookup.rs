//! Credentials of hosts that nobody has typed: what netrc holds for them, and how it is shown.

use super::netrc::Netrc;
use super::{Credentials, Way};
use crate::base::failure::Failure;
use crate::http::origin::{Host, Origin};

use super::Login;

/// A netrc file, and how its logins are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// The file's entries.
    pub netrc: Netrc,
    /// How they are shown.
    pub way: Way,
}

impl Lookup {
    /// The login for the host of a URL that was typed: `default` counts.
    pub fn typed(&self, host: &Host, user: Option<&[u8]>) -> Option<Login> {
        self.netrc.find(host, user, true)
    }

    /// The credentials for an origin that a server names: `default` does not count, or anybody
    /// could ask for it.
    ///
    /// # Errors
    /// The entry cannot be used.
    pub fn of(&self, origin: &Origin) -> Result<Option<Credentials>, Failure> {
        let Some(login) = self.netrc.find(&origin.host, None, false) else {
            return Ok(None);
        };
        let means = self.way.means(&origin.host, login)?;
        Ok(Some(Credentials::new(origin.clone(), means)))
    }
}
