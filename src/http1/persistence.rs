//! Whether a connection may serve again (RFC 9112 section 9.3): the absence of reasons against it.

use std::fmt;

use super::framing::{self, Framing};
use crate::http::fields::Fields;
use crate::http::head::{RequestHead, ResponseHead, Version};
use crate::http::token::trim_ows;

/// Why a connection ends with this response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// The peer sent `Connection: close`.
    PeerAsked,
    /// The request did, or was of HTTP/1.0.
    WeAsked,
    /// An HTTP/1.0 peer that did not send `Connection: keep-alive`.
    Http10,
    /// The body ended with the connection.
    UntilClose,
    /// Both Transfer-Encoding and Content-Length: someone on the way may see another length.
    LengthAndCoding,
    /// `chunked` listed twice, or the relic `identity`.
    OddTransferCoding,
    /// Bytes came after the end of the message.
    Leftover,
    /// The response came before the request was sent whole.
    AnsweredEarly,
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PeerAsked => "the server asked for it",
            Self::WeAsked => "the request asked for it",
            Self::Http10 => "an HTTP/1.0 server that did not offer to keep it",
            Self::UntilClose => "the body ends with the connection",
            Self::LengthAndCoding => "both Transfer-Encoding and Content-Length were sent",
            Self::OddTransferCoding => "an odd Transfer-Encoding was sent",
            Self::Leftover => "bytes came after the end of the response",
            Self::AnsweredEarly => "the answer came before the request was sent whole",
        })
    }
}

/// What a request head says against using the connection again.
pub fn asked(head: &RequestHead) -> Option<Close> {
    let mut options = head.fields.list("connection");
    let close = options.any(|option| option.eq_ignore_ascii_case(b"close"));
    (close || head.version == Version::Http10).then_some(Close::WeAsked)
}

/// What a response that a proxy forwarded says against using the connection to that proxy again. A
/// proxy of HTTP/1.0 passes on what an origin says of its own connection (RFC 9112, C.2.2).
pub fn forwarded(head: &ResponseHead) -> Option<Close> {
    (head.version == Version::Http10).then_some(Close::Http10)
}

/// How long the server will keep an idle connection, in seconds, where it says so: the `timeout`
/// of `Keep-Alive`, which no standard has but most servers send.
pub fn patience(head: &ResponseHead) -> Option<u64> {
    head.fields.list("keep-alive").find_map(|parameter| {
        let at = parameter.iter().position(|byte| *byte == b'=')?;
        let (name, value) = parameter.split_at_checked(at)?;
        if !trim_ows(name).eq_ignore_ascii_case(b"timeout") {
            return None;
        }
        let digits = trim_ows(value.get(1..)?);
        let number = digits.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(digits)
            .ok()
            .filter(|_| number)?
            .parse()
            .ok()
    })
}

/// What a response head says against using the connection again.
pub fn of(head: &ResponseHead, framing: Framing) -> Option<Close> {
    let fields = &head.fields;
    let option = |wanted: &[u8]| {
        fields
            .list("connection")
            .any(|o| o.eq_ignore_ascii_case(wanted))
    };
    if option(b"close") {
        return Some(Close::PeerAsked);
    }
    if head.version == Version::Http10 && !option(b"keep-alive") {
        return Some(Close::Http10);
    }
    match framing {
        Framing::None => None,
        Framing::UntilClose => Some(Close::UntilClose),
        Framing::Length(_) => {
            framing::is_identity_alone(fields).then_some(Close::OddTransferCoding)
        }
        Framing::Chunked => odd_chunked(fields),
    }
}

fn odd_chunked(fields: &Fields) -> Option<Close> {
    if fields.contains("content-length") {
        return Some(Close::LengthAndCoding);
    }
    let repeated = fields.list("transfer-encoding").nth(1).is_some();
    repeated.then_some(Close::OddTransferCoding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::method::Method;
    use crate::http1::exchange::{Exchange, Received};

    #[test]
    fn the_patience_of_a_server_is_read_and_nonsense_ignored() {
        for (value, seconds) in [
            ("timeout=5", Some(5)),
            ("max=100, Timeout = 15", Some(15)),
            ("timeout=0", Some(0)),
            ("timeout=18446744073709551615", Some(u64::MAX)),
            ("timeout=18446744073709551616", None),
            ("timeout=-1", None),
            ("timeout=+1", None),
            ("timeout=", None),
            ("timeout", None),
            ("max=5", None),
            ("", None),
        ] {
            let text = format!("HTTP/1.1 204 No Content\r\nKeep-Alive: {value}\r\n\r\n");
            let received = Exchange::new(&Method::GET).receive(text.as_bytes());
            let Ok((_, Received::Final(last))) = received else {
                panic!("{value}: no final head");
            };
            assert_eq!(patience(&last.head), seconds, "{value}");
            assert_eq!(forwarded(&last.head), None);
        }
    }
}
