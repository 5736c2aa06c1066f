//! Message body length (RFC 9112 section 6.3): the section's list, item by item, in one place.

use super::violation::{Rule, Violation};
use crate::base::limits;
use crate::http::fields::Fields;
use crate::http::head::{ResponseHead, Version};
use crate::http::list;
use crate::http::status::StatusCode;

/// What a response answers, as far as its length depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// HEAD: the response never has content.
    Head,
    /// CONNECT: a 2xx begins a tunnel.
    Connect,
    /// Any other method.
    Other,
}

/// How the end of a message body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// There is no body.
    None,
    /// After so many bytes.
    Length(u64),
    /// By the last chunk.
    Chunked,
    /// By the end of the connection.
    UntilClose,
}

/// The framing of a response.
pub fn of(asked: Asked, head: &ResponseHead) -> Result<Framing, Violation> {
    let (status, fields) = (head.status, &head.fields);
    // 1. No body after HEAD, nor with 1xx, 204 and 304, whatever the fields say.
    if asked == Asked::Head || is_bodyless(status) {
        return Ok(Framing::None);
    }
    // 2. A 2xx to CONNECT begins a tunnel; length and coding fields are ignored.
    if asked == Asked::Connect && matches!(status.code(), 200..=299) {
        return Ok(Framing::None);
    }
    // 3. With both fields the transfer coding overrides the length, even an invalid one.
    // 4. Chunked as the final coding frames the body; anything else was never offered.
    if let Some(()) = chunked(head.version, fields)? {
        return Ok(Framing::Chunked);
    }
    // 5. An invalid length is an error, not an absent length.
    // 6. A valid length is the length.
    if let Some(length) = content_length(fields)? {
        return Ok(Framing::Length(length));
    }
    // 7. (Requests only.)
    // 8. Otherwise the body ends with the connection.
    Ok(Framing::UntilClose)
}

/// Whether responses of this status never have a body.
pub fn is_bodyless(status: StatusCode) -> bool {
    matches!(status.code(), 100..=199 | 204 | 304)
}

/// Whether the body is chunked. `chunked` said twice, by server and application, is taken as
/// once; `identity` alone, a relic of RFC 2616, counts as no coding.
fn chunked(version: Version, fields: &Fields) -> Result<Option<()>, Violation> {
    const NAME: &str = "transfer-encoding";
    let Some(first) = fields.first(NAME) else {
        return Ok(None);
    };
    let wrong = |rule, value| Err(Violation::new(rule, value));
    if version == Version::Http10 {
        return wrong(Rule::TransferCodingInHttp10, first);
    }
    let is_chunked = |coding: &[u8]| coding.eq_ignore_ascii_case(b"chunked");
    let (mut any, mut last) = (false, None);
    for coding in fields.list(NAME) {
        last = Some(coding);
        any |= is_chunked(coding);
    }
    let Some(last) = last else {
        return wrong(Rule::NoTransferCoding, first);
    };
    if is_identity_alone(fields) {
        return Ok(None);
    }
    if let Some(other) = fields.list(NAME).find(|coding| !is_chunked(coding)) {
        let misplaced = any && !is_chunked(last);
        return wrong(
            if misplaced {
                Rule::ChunkedNotLast
            } else {
                Rule::TransferCoding
            },
            other,
        );
    }
    Ok(Some(()))
}

/// Whether the one transfer coding listed is `identity`.
pub(super) fn is_identity_alone(fields: &Fields) -> bool {
    let mut codings = fields.list("transfer-encoding");
    codings
        .next()
        .is_some_and(|coding| coding.eq_ignore_ascii_case(b"identity"))
        && codings.next().is_none()
}

/// The length all Content-Length values agree on. Equal values in a list or in several lines are
/// taken as one, as the section allows; an empty element is not, since the field is no list.
fn content_length(fields: &Fields) -> Result<Option<u64>, Violation> {
    let mut agreed = None;
    for value in fields.all("content-length").flat_map(list::elements) {
        let length = number(value)?;
        if agreed.is_some_and(|agreed| agreed != length) {
            return Err(Violation::new(Rule::ContentLengthsDiffer, value));
        }
        agreed = Some(length);
    }
    Ok(agreed)
}

/// `1*DIGIT`: `str::parse` would take a sign.
fn number(value: &[u8]) -> Result<u64, Violation> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return Err(Violation::new(Rule::ContentLength, value));
    }
    let step = |sum: u64, digit: &u8| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
    value
        .iter()
        .try_fold(0, step)
        .filter(|&length| length <= limits::CONTENT_LENGTH)
        .ok_or_else(|| Violation::new(Rule::ContentLengthRange, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};

    fn head(status: u16, version: Version, lines: &[(&str, &str)]) -> ResponseHead {
        let mut fields = Fields::default();
        for (name, value) in lines {
            let value = FieldValue::parse(value.as_bytes()).unwrap();
            fields.push(&FieldName::parse(name).unwrap(), &value);
        }
        let status = StatusCode::new(status).unwrap();
        ResponseHead {
            version,
            status,
            status_line: vec![],
            reason: vec![],
            fields,
        }
    }

    fn framing(lines: &[(&str, &str)]) -> Result<Framing, Rule> {
        of(Asked::Other, &head(200, Version::Http11, lines)).map_err(|violation| violation.rule)
    }

    const CL: &str = "Content-Length";
    const TE: &str = "Transfer-Encoding";

    #[test]
    fn item_1_no_body_after_head_or_with_1xx_204_304() {
        let lines = [(CL, "5"), (TE, "nonsense")];
        let get = |status| of(Asked::Other, &head(status, Version::Http11, &lines));
        for status in [100, 199, 204, 304] {
            assert_eq!(get(status), Ok(Framing::None));
        }
        assert_eq!(
            of(Asked::Head, &head(200, Version::Http11, &lines)),
            Ok(Framing::None)
        );
        assert_eq!(framing(&[(CL, "5")]), Ok(Framing::Length(5)));
        let reset = head(205, Version::Http11, &[(CL, "2")]);
        assert_eq!(of(Asked::Other, &reset), Ok(Framing::Length(2)));
    }

    #[test]
    fn item_2_a_tunnel_has_no_body_and_a_refusal_does() {
        let lines = [(CL, "5")];
        let connect = |status| of(Asked::Connect, &head(status, Version::Http11, &lines));
        assert_eq!(connect(299), Ok(Framing::None));
        assert_eq!(connect(407), Ok(Framing::Length(5)));
    }

    #[test]
    fn item_3_the_transfer_coding_overrides_any_length() {
        for length in ["5", "five", "-1"] {
            assert_eq!(
                framing(&[(CL, length), (TE, "chunked")]),
                Ok(Framing::Chunked)
            );
        }
    }

    #[test]
    fn item_4_only_chunked_is_taken() {
        for value in ["chunked", "Chunked", ", chunked,", "chunked, chunked"] {
            assert_eq!(framing(&[(TE, value)]), Ok(Framing::Chunked), "{value}");
        }
        let cases = [
            ("gzip, chunked", Rule::TransferCoding),
            ("xchunked", Rule::TransferCoding),
            ("\"chunked\"", Rule::TransferCoding),
            ("chunked;q=1", Rule::TransferCoding),
            ("chunked, gzip", Rule::ChunkedNotLast),
            ("identity, chunked", Rule::TransferCoding),
            ("", Rule::NoTransferCoding),
            (" , ", Rule::NoTransferCoding),
        ];
        for (value, rule) in cases {
            assert_eq!(framing(&[(TE, value), (CL, "5")]), Err(rule), "{value}");
        }
        assert_eq!(
            framing(&[(TE, "x-foo"), (TE, "chunked")]),
            Err(Rule::TransferCoding)
        );
        assert_eq!(
            framing(&[(TE, "identity"), (CL, "5")]),
            Ok(Framing::Length(5))
        );
        let old = head(200, Version::Http10, &[(TE, "chunked")]);
        assert_eq!(
            of(Asked::Other, &old).unwrap_err().rule,
            Rule::TransferCodingInHttp10
        );
    }

    #[test]
    fn item_5_an_invalid_length_is_an_error() {
        let cases = [
            ("+5", Rule::ContentLength),
            ("-5", Rule::ContentLength),
            ("0x5", Rule::ContentLength),
            ("5 5", Rule::ContentLength),
            ("5.0", Rule::ContentLength),
            ("", Rule::ContentLength),
            ("5,", Rule::ContentLength),
            ("5\u{e9}", Rule::ContentLength),
            ("6, 5", Rule::ContentLengthsDiffer),
            ("9223372036854775808", Rule::ContentLengthRange),
            ("18446744073709551621", Rule::ContentLengthRange),
        ];
        for (value, rule) in cases {
            assert_eq!(framing(&[(CL, value)]), Err(rule), "{value}");
        }
        assert_eq!(
            framing(&[(CL, "5"), (CL, "6")]),
            Err(Rule::ContentLengthsDiffer)
        );
    }

    #[test]
    fn item_6_equal_lengths_are_one() {
        for value in ["5", "5, 5", "0005", "0005,5"] {
            assert_eq!(
                framing(&[(CL, value), (CL, "5")]),
                Ok(Framing::Length(5)),
                "{value}"
            );
        }
        let most = framing(&[(CL, "9223372036854775807")]);
        assert_eq!(most, Ok(Framing::Length(limits::CONTENT_LENGTH)));
    }

    #[test]
    fn item_8_without_either_field_the_connection_ends_it() {
        assert_eq!(framing(&[("X", "y")]), Ok(Framing::UntilClose));
    }
}
