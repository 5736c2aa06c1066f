//! The framing fields of a request (RFC 9112 section 6): what the content's length asks for, and
//! what of the user's own framing fields can be honoured.

use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::{RequestHead, Version};
use crate::http::request::Request;

const LENGTH: &str = "Content-Length";
const CODING: &str = "Transfer-Encoding";

/// How content is framed. `None` where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    None,
    Length(u64),
    /// The length is not known, or not to be told.
    Chunked,
}

/// The head of a request whose content is this: its fields, with `Content-Length` when the length
/// is known, else `Transfer-Encoding: chunked`. Framing fields of the user's are kept where they
/// say the same, and refused where the message would not be well-formed.
///
/// # Errors
///
/// Of kind `Usage`: nothing was sent.
pub fn head(request: &Request, source: Option<&Source>) -> Result<RequestHead, Failure> {
    let mut fields = request.fields.clone();
    let shape = &request.shape;
    // What was made elsewhere is framed already.
    if shape.raw.is_some() {
        return Ok(RequestHead {
            method: request.method.clone(),
            target: request.uri.path_and_query.clone(),
            version: shape.version,
            fields,
        });
    }
    check_host(&fields, shape.version)?;
    let content = match source.map(Source::length) {
        None if shape.chunked => return Err(nothing_to("sent in chunks (--chunked)")),
        None => Content::None,
        Some(Some(length)) if !shape.chunked => Content::Length(length),
        Some(_) => Content::Chunked,
    };
    check_version(content, request)?;
    match (fields.contains(CODING), fields.contains(LENGTH)) {
        (true, true) => {
            return Err(Failure::usage(
                "Content-Length and Transfer-Encoding were both given; a message has one of them",
            ));
        }
        (true, false) => check_coding(&fields, content, shape.version)?,
        (false, true) => check_length(&fields, content)?,
        (false, false) => match content {
            Content::None => {}
            Content::Length(length) => push(&mut fields, LENGTH, &length.to_string()),
            Content::Chunked => push(&mut fields, CODING, "chunked"),
        },
    }
    let some = !matches!(content, Content::None | Content::Length(0));
    if shape.gzip && some {
        push(&mut fields, "Content-Encoding", "gzip");
    }
    // Without content there is nothing to hold back (RFC 9110, 10.1.1).
    if shape.expect_continue && some && !expects_continue(&fields) {
        push(&mut fields, "Expect", "100-continue");
    }
    let target = shape.target.as_ref().unwrap_or(&request.uri.path_and_query);
    Ok(RequestHead {
        method: request.method.clone(),
        target: target.clone(),
        version: shape.version,
        fields,
    })
}

/// Whether the request asks for a 100 (Continue) before its content is sent.
pub(super) fn expects_continue(fields: &Fields) -> bool {
    fields
        .list("expect")
        .any(|value| value.eq_ignore_ascii_case(b"100-continue"))
}

/// A request of HTTP/1.1 has a `Host` (RFC 9112, 3.2); servers answer 400 without.
fn check_host(fields: &Fields, version: Version) -> Result<(), Failure> {
    match version {
        Version::Http11 if !fields.contains("host") => Err(Failure::usage(
            "an HTTP/1.1 request without Host is malformed",
        )
        .hint("send it empty with -H 'Host;', or an HTTP/1.0 request with -0")),
        Version::Http10 | Version::Http11 => Ok(()),
    }
}

/// HTTP/1.0 knows neither chunks nor 100 (Continue).
fn check_version(content: Content, request: &Request) -> Result<(), Failure> {
    let shape = &request.shape;
    let unknown = match (shape.version, content) {
        (Version::Http11, _) => return Ok(()),
        (Version::Http10, content) => content == Content::Chunked,
    };
    if shape.chunked {
        return Err(Failure::usage("HTTP/1.0 has no chunks").hint("leave out --chunked or -0"));
    }
    if unknown {
        let why = "the body's length is not known before it is sent, and HTTP/1.0 has no chunks";
        return Err(Failure::usage(why).hint("put the body into a file, or leave out -0"));
    }
    if shape.expect_continue || expects_continue(&request.fields) {
        let why = "HTTP/1.0 has no 100 (Continue) to wait for";
        return Err(Failure::usage(why).hint("leave out the expectation or -0"));
    }
    Ok(())
}

fn check_coding(fields: &Fields, content: Content, version: Version) -> Result<(), Failure> {
    let mut codings = fields.list(CODING);
    let chunked = codings
        .next()
        .is_some_and(|coding| coding.eq_ignore_ascii_case(b"chunked"));
    if !chunked || codings.next().is_some() {
        return Err(
            Failure::usage("the only Transfer-Encoding that can be sent is chunked")
                .hint("leave the header out; the body is framed as its source needs"),
        );
    }
    if version == Version::Http10 {
        return Err(
            Failure::usage("HTTP/1.0 has no Transfer-Encoding").hint("leave out the header or -0")
        );
    }
    match content {
        Content::None => Err(nothing_to("framed by Transfer-Encoding")),
        Content::Length(_) | Content::Chunked => Ok(()),
    }
}

fn nothing_to(what: &str) -> Failure {
    Failure::usage(format_args!("there is no body to be {what}"))
        .hint("leave it out, or give a body with -d or -")
}

fn check_length(fields: &Fields, content: Content) -> Result<(), Failure> {
    let wanted = match content {
        // A length of 0 without content says no more than is true.
        Content::None => Some(0),
        Content::Length(length) => Some(length),
        Content::Chunked => None,
    };
    let wanted = wanted.map(|length| length.to_string());
    let mut values = fields.all(LENGTH);
    if values.next() == wanted.as_deref().map(str::as_bytes) && values.next().is_none() {
        return Ok(());
    }
    let why = match wanted {
        Some(length) => format!("the Content-Length given is not the body's, which is {length}"),
        None => "Content-Length was given for a body that is sent in chunks".to_owned(),
    };
    Err(Failure::usage(why).hint("leave the header out; the body is framed as it needs"))
}

fn push(fields: &mut Fields, name: &str, value: &str) {
    if let (Some(name), Ok(value)) = (FieldName::parse(name), FieldValue::parse(value.as_bytes())) {
        fields.push(&name, &value);
    }
}
