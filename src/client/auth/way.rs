//! The way in which a login is shown, whosever it is and wherever it goes.

use super::aws::{Scope, Signer};
use super::{Login, Means};
use crate::base::failure::Failure;
use crate::http::fields::FieldValue;
use crate::http::origin::Host;

/// How a login is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Way {
    /// `Basic`
    #[default]
    Basic,
    /// `Digest`
    Digest,
    /// A signature, with the token of a temporary key.
    Aws(Scope, Option<FieldValue>),
}

impl Way {
    /// A login for a host, ready to be shown.
    ///
    /// # Errors
    /// Of kind `Usage`: the login cannot be sent, or the host does not tell where it counts.
    pub fn means(&self, host: &Host, login: Login) -> Result<Means, Failure> {
        check(&login)?;
        Ok(match self {
            Self::Basic => Means::Basic(login),
            Self::Digest => Means::Digest(login),
            Self::Aws(scope, token) => {
                Means::Aws(Signer::new(scope.clone(), host, login, token.clone())?)
            }
        })
    }
}

/// No colon in a user, no control characters anywhere (RFC 7617, 2).
fn check(login: &Login) -> Result<(), Failure> {
    let control = |bytes: &[u8]| bytes.iter().any(u8::is_ascii_control);
    let why = match login.user.contains(&b':') {
        true => "the user holds a colon",
        false if control(&login.user) => "the user holds a control character",
        false if control(login.password.expose()) => "the password holds a control character",
        false => return Ok(()),
    };
    Err(Failure::usage(format_args!(
        "the credentials cannot be sent: {why}"
    )))
}
