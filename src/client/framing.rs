//! The framing fields of a request (RFC 9112 section 6): what the content's length asks for, and
//! what of the user's own framing fields can be honoured.

use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::RequestHead;
use crate::http::request::Request;

const LENGTH: &str = "Content-Length";
const CODING: &str = "Transfer-Encoding";

/// The head of a request whose content is this: its fields, with `Content-Length` when the length
/// is known, else `Transfer-Encoding: chunked`. Framing fields of the user's are kept where they
/// say the same, and refused where the message would not be well-formed.
pub fn head(request: &Request, source: Option<&Source>) -> Result<RequestHead, Failure> {
    let mut fields = request.fields.clone();
    let length = source.map(Source::length);
    let given = fields.contains(LENGTH);
    match (fields.contains(CODING), given) {
        (true, true) => {
            return Err(Failure::usage(
                "Content-Length and Transfer-Encoding were both given; a message has one of them",
            ));
        }
        (true, false) => check_coding(&fields, length.is_some())?,
        (false, true) => check_length(&fields, length)?,
        (false, false) => match length {
            None => {}
            Some(Some(length)) => push(&mut fields, LENGTH, &length.to_string()),
            Some(None) => push(&mut fields, CODING, "chunked"),
        },
    }
    let (method, target) = (request.method.clone(), request.uri.path_and_query.clone());
    Ok(RequestHead {
        method,
        target,
        fields,
    })
}

/// Whether the request asks for a 100 (Continue) before its content is sent.
pub(super) fn expects_continue(fields: &Fields) -> bool {
    fields
        .list("expect")
        .any(|value| value.eq_ignore_ascii_case(b"100-continue"))
}

fn check_coding(fields: &Fields, any_content: bool) -> Result<(), Failure> {
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
    if !any_content {
        return Err(
            Failure::usage("Transfer-Encoding was given for a request without a body")
                .hint("leave the header out, or give a body with -d or -"),
        );
    }
    Ok(())
}

fn check_length(fields: &Fields, length: Option<Option<u64>>) -> Result<(), Failure> {
    let wanted = length.flatten().map(|length| length.to_string());
    let mut values = fields.all(LENGTH);
    let given = values.next();
    let same = given == wanted.as_deref().map(str::as_bytes) && values.next().is_none();
    // A length of 0 without content says no more than is true.
    if same || (length.is_none() && given == Some(b"0")) {
        return Ok(());
    }
    let actual = wanted.unwrap_or_else(|| "not known before it is sent".to_owned());
    Err(Failure::usage(format_args!(
        "the Content-Length given is not the body's, which is {actual}"
    ))
    .hint("leave the header out; it is added"))
}

fn push(fields: &mut Fields, name: &str, value: &str) {
    if let (Some(name), Ok(value)) = (FieldName::parse(name), FieldValue::parse(value.as_bytes())) {
        fields.push(&name, &value);
    }
}
