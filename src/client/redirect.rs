//! Which request comes after a response that points elsewhere (RFC 9110 sections 10.2.2 and 15.4):
//! a function of the request and the response head. `follow` carries it out and counts.
//!
//! What is stricter than curl: a `Location` that is repeated with another value, that holds control
//! characters or that leads from https to http ends the run (curl takes the first, strips, and
//! follows); on another origin only fields that are harmless go along, whatever their names.

mod fields;

use std::fmt::Write as _;

use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::base::secret::MASK;
use crate::http::content::Content;
use crate::http::head::ResponseHead;
use crate::http::method::Method;
use crate::http::origin::Scheme;
use crate::http::request::Request;
use crate::http::shape::Shape;
use crate::http::status::StatusCode;
use crate::http::uri::{Invalid, Uri};
use crate::http::userinfo;

/// How redirects are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Redirects followed for one request; `None` is no limit.
    pub most: Option<u32>,
    /// When a redirect may lead to http.
    pub http: Plain,
    /// Whether one may lead to https.
    pub https: bool,
    /// What goes along to another origin.
    pub abroad: Abroad,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            most: Some(limits::REDIRECTS),
            http: Plain::FromHttp,
            https: true,
            abroad: Abroad::Harmless,
        }
    }
}

/// When a redirect may lead to http.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// Never.
    Never,
    /// From http only.
    FromHttp,
    /// From https, too; content never goes that way.
    Always,
}

/// What of the user's goes along to another origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abroad {
    /// Fields that tell nothing about him.
    Harmless,
    /// Everything but `Host`: `--location-trusted`.
    Everything,
}

/// Where a response points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer<'a> {
    /// To this reference.
    To(&'a [u8]),
    /// To several: its `Location` lines differ.
    Torn,
    /// Nowhere, for its status is none that is followed.
    Status,
    /// Nowhere: it has no `Location`.
    Missing,
    /// Nowhere: its `Location` is empty.
    Empty,
}

/// The next request.
#[derive(Debug)]
pub struct Step {
    /// The request; its content, if there is some, is that of the one before.
    pub request: Request,
    /// Whether it goes to another origin.
    pub crosses: bool,
    /// Fields that were left behind because of that, by name.
    pub left: Vec<String>,
    /// Whether the reference held userinfo, which is not used.
    pub userinfo: bool,
}

/// The request that a response asks for; `None` where the response is the final one.
///
/// # Errors
/// Of kind [`Kind::TooManyRedirects`]: it points to where nobody may go.
pub fn next(
    policy: &Policy,
    request: &Request,
    head: &ResponseHead,
) -> Result<Option<Step>, Failure> {
    let location = match pointer(head) {
        Pointer::To(location) => location,
        Pointer::Torn => return Err(refused(head.status, "it names different targets")),
        Pointer::Status | Pointer::Missing | Pointer::Empty => return Ok(None),
    };
    let leads = || format!("it leads to {}", shown(&request.uri, location));
    let uri = resolve(&request.uri, location)
        .map_err(|why| refused(head.status, format_args!("{}: {why}", leads())))?;
    let (method, keeps_content) = method_after(head.status, &request.method);
    let content = match keeps_content {
        true => request.content.clone(),
        false => Content::None,
    };
    check_schemes(policy, request.uri.origin.scheme, &uri, &content).map_err(|(why, hint)| {
        refused(head.status, format_args!("{}: {why}", leads())).hint(hint)
    })?;
    let crosses = uri.origin != request.uri.origin;
    let passage = fields::Passage {
        to: crosses.then_some((&uri.origin, policy.abroad)),
        keeps_content,
    };
    let (fields, left) = passage.take(&request.fields);
    let shape = match keeps_content {
        true => Shape {
            target: None,
            ..request.shape.clone()
        },
        false => Shape {
            version: request.shape.version,
            ..Shape::default()
        },
    };
    Ok(Some(Step {
        request: Request {
            method,
            uri,
            fields,
            content,
            shape,
        },
        crosses,
        left,
        userinfo: userinfo::masked(location).is_some(),
    }))
}

/// Where a response points. Lines that say the same count as one.
pub fn pointer(head: &ResponseHead) -> Pointer<'_> {
    if !matches!(head.status.code(), 301 | 302 | 303 | 307 | 308) {
        return Pointer::Status;
    }
    let mut lines = head.fields.all("location");
    match lines.next() {
        None => Pointer::Missing,
        Some(first) if lines.any(|other| other != first) => Pointer::Torn,
        Some(b"") => Pointer::Empty,
        Some(location) => Pointer::To(location),
    }
}

/// Resolves a reference as received. Bytes that are no UTF-8 are percent-encoded as they are, as
/// all else that is not ASCII.
///
/// # Errors
/// What makes it unusable; the result is bounded by [`limits::URL_BYTES`], too.
pub fn resolve(base: &Uri, location: &[u8]) -> Result<Uri, Invalid> {
    let mut text = String::with_capacity(location.len());
    for chunk in location.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    let uri = base.join(&text)?;
    match uri.to_string().len() > limits::URL_BYTES {
        true => Err(Invalid::TooLong),
        false => Ok(uri),
    }
}

/// A target as it may be shown: resolved where it can be, without its userinfo and fragment.
pub fn shown(base: &Uri, location: &[u8]) -> String {
    let masked = userinfo::masked(location);
    let text = match resolve(base, location) {
        Ok(uri) => match masked {
            None => uri.to_string().into_bytes(),
            Some(_) => {
                let (scheme, place) = (uri.origin.scheme.as_str(), uri.origin.authority());
                format!("{scheme}://{MASK}@{place}{}", uri.path_and_query).into_bytes()
            }
        },
        Err(_) => masked.unwrap_or_else(|| location.to_vec()),
    };
    escape::cut(&text, limits::SHOWN_TARGET_BYTES)
}

/// The method of the next request, and whether it has the content of the one before. After a 303
/// there is none, not even for a method that stays; a POST becomes a GET after 301 and 302, as
/// everywhere since browsers began it (RFC 9110, 15.4.2, 15.4.3).
fn method_after(status: StatusCode, method: &Method) -> (Method, bool) {
    match (status.code(), method.as_str()) {
        (303, "GET" | "HEAD") => (method.clone(), false),
        (303, _) | (301 | 302, "POST") => (Method::GET, false),
        _ => (method.clone(), true),
    }
}

/// Why no request may go there, and what to try.
fn check_schemes(
    policy: &Policy,
    from: Scheme,
    to: &Uri,
    content: &Content,
) -> Result<(), (&'static str, &'static str)> {
    const DENIED: (&str, &str) = (
        "--proto-redir does not allow that",
        "name the scheme with --proto-redir, such as --proto-redir http,https",
    );
    let some = !matches!(content, Content::None);
    match (from, to.origin.scheme) {
        (Scheme::Http | Scheme::Https, Scheme::Https) if policy.https => Ok(()),
        (Scheme::Http | Scheme::Https, Scheme::Https) => Err(DENIED),
        (Scheme::Https, Scheme::Http) if some => Err((
            "a body that went over https is not sent over http",
            "if that is meant, send it to that URL",
        )),
        (Scheme::Http, Scheme::Http) if policy.http != Plain::Never => Ok(()),
        (Scheme::Https, Scheme::Http) if policy.http == Plain::Always => Ok(()),
        (Scheme::Https, Scheme::Http) if policy.http == Plain::FromHttp => Err((
            "that is from https to http",
            "--proto-redir http,https allows it",
        )),
        (Scheme::Http | Scheme::Https, Scheme::Http) => Err(DENIED),
    }
}

fn refused(status: StatusCode, why: impl std::fmt::Display) -> Failure {
    let story = format_args!("the {status} redirect cannot be followed: {why}");
    Failure::new(Kind::TooManyRedirects, story)
}

#[cfg(test)]
mod tests;
