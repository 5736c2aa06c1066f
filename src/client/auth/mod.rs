//! Credentials: whose they are, for whom, and how a request carries them (RFC 9110 section 11).
//!
//! They belong to one origin. [`Credentials::attach`] is the only function that puts them into a
//! request, and it looks at the origin first, so that no path through redirects, retries or kept
//! connections can carry them elsewhere. Where they come from is decided by `cli`.

pub mod aws;
mod bearer;
pub mod digest;
pub mod hash;
pub mod lookup;
pub mod netrc;
mod rounds;
pub mod session;
mod way;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::http::basic::basic;
use crate::http::fields::{FieldName, FieldValue};
use crate::http::head::RequestHead;
use crate::http::origin::Origin;
use crate::http::request::Request;

use session::Session;

pub use bearer::is_b64token;
pub(super) use rounds::{Rounds, content_again};
pub use way::Way;

/// A user and a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user: no colon, no control characters.
    pub user: Vec<u8>,
    /// The password.
    pub password: Secret,
}

/// How credentials are shown to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// `Basic`, sent unasked.
    Basic(Login),
    /// `Bearer`, sent unasked: a token of RFC 6750's grammar.
    Bearer(Secret),
    /// `Digest`, in answer to a challenge; never anything else.
    Digest(Login),
    /// A signature over the request.
    Aws(aws::Signer),
}

/// Credentials for one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    origin: Origin,
    means: Means,
}

impl Credentials {
    /// Credentials for an origin and no other.
    pub fn new(origin: Origin, means: Means) -> Self {
        Self { origin, means }
    }

    /// The same for another origin: what `--location-trusted` asks for, and nothing else may do.
    #[must_use]
    pub(super) fn moved_to(&self, origin: &Origin) -> Self {
        Self::new(origin.clone(), self.means.clone())
    }

    /// How they are shown.
    pub fn means(&self) -> &Means {
        &self.means
    }

    /// Puts them into the head of a request to their origin; any other request stays as it is, and
    /// so does one that has an `Authorization` of the user's own. A `session` is what answers
    /// Digest challenges; without one there is nothing to answer yet.
    pub fn attach(
        &self,
        request: &Request,
        head: &mut RequestHead,
        session: Option<&mut Session>,
    ) -> Result<(), Failure> {
        if request.uri.origin != self.origin || head.fields.contains(AUTHORIZATION) {
            return Ok(());
        }
        let value = match &self.means {
            Means::Basic(login) => basic(&login.user, &login.password).map(Some),
            Means::Bearer(token) => bearer::bearer(token).map(Some),
            Means::Digest(_) => match session {
                Some(session) => Ok(session.answer(request, head)?),
                None => Ok(None),
            },
            Means::Aws(signer) => Ok(Some(signer.sign(request, head)?)),
        };
        let value = value.map_err(|byte| {
            Failure::usage(format_args!(
                "the credentials cannot be sent: they hold {byte}"
            ))
        })?;
        if let Some(value) = value {
            set(head, AUTHORIZATION, &value)?;
        }
        Ok(())
    }
}

const AUTHORIZATION: &str = "Authorization";

/// Appends a field of a name that is known to be one.
fn set(head: &mut RequestHead, name: &str, value: &FieldValue) -> Result<(), Failure> {
    let broken = || {
        Failure::new(
            Kind::Internal,
            format_args!("the field name {name} is broken"),
        )
    };
    let name = FieldName::parse(name).ok_or_else(broken)?;
    head.fields.push(&name, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::content::Content;
    use crate::http::fields::Fields;
    use crate::http::method::Method;
    use crate::http::uri::Uri;

    fn attached(credentials: &Credentials, url: &str, own: Option<&str>) -> String {
        let mut fields = Fields::default();
        if let Some(value) = own {
            let value = FieldValue::parse(value.as_bytes()).unwrap();
            fields.push(&FieldName::parse("authorization").unwrap(), &value);
        }
        let request = Request {
            shape: crate::http::shape::Shape::default(),
            method: Method::GET,
            uri: Uri::parse(url).unwrap(),
            fields: fields.clone(),
            content: Content::None,
        };
        let mut head = RequestHead {
            version: crate::http::head::Version::Http11,
            method: Method::GET,
            target: "/".to_owned(),
            fields,
        };
        credentials.attach(&request, &mut head, None).unwrap();
        String::from_utf8(head.fields.text().to_vec()).unwrap()
    }

    #[test]
    fn credentials_go_to_their_origin_only() {
        let origin = Uri::parse("http://a.test:8080/").unwrap().origin;
        let credentials = Credentials::new(origin, Means::Bearer(Secret::new("t")));
        let sent = "Authorization: Bearer t\r\n";
        assert_eq!(attached(&credentials, "http://a.test:8080/x", None), sent);
        for other in [
            "http://a.test/",
            "http://a.test:8081/",
            "https://a.test:8080/",
            "http://b.a.test:8080/",
            "http://a.test.:8080/",
        ] {
            assert_eq!(attached(&credentials, other, None), "", "{other}");
        }
    }

    #[test]
    fn an_own_header_wins() {
        let origin = Uri::parse("http://a.test/").unwrap().origin;
        let login = Login {
            user: b"u".to_vec(),
            password: Secret::new("p"),
        };
        let credentials = Credentials::new(origin, Means::Basic(login));
        let sent = attached(&credentials, "http://a.test/", Some("mine"));
        assert_eq!(sent, "authorization: mine\r\n");
        assert!(!format!("{credentials:?}").contains("[112]"));
    }
}
