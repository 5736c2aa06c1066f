//! Requests that a proxy forwards (RFC 9112 section 3.2.2), and its refusal of one.
//!
//! What is meant for a proxy is put into a request here and nowhere else, when it is known which
//! connection takes it: on every other way, a `Proxy-Authorization` that was typed is taken out.

use std::borrow::Cow;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::fields::FieldName;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::Origin;
use crate::transport::proxy::{Proxy, refusal};

const AUTHORIZATION: &str = "Proxy-Authorization";

/// The head as it goes out on a connection: to a proxy that forwards it with the whole target URI
/// and what is the proxy's own; to the origin without.
///
/// # Errors
/// Of kind `Usage`, for credentials that no field can hold.
pub fn dress<'a>(
    head: &'a RequestHead,
    origin: &Origin,
    proxy: Option<&Proxy>,
) -> Result<Cow<'a, RequestHead>, Failure> {
    let Some(proxy) = proxy else {
        if !head.fields.contains(AUTHORIZATION) {
            return Ok(Cow::Borrowed(head));
        }
        let mut head = head.clone();
        head.fields = head.fields.without(&[AUTHORIZATION]);
        return Ok(Cow::Owned(head));
    };
    let mut head = head.clone();
    head.target = absolute(&head.target, origin);
    let theirs: Vec<&str> = proxy.fields.iter().map(|(name, _)| name.as_str()).collect();
    head.fields = head.fields.without(&theirs);
    let typed = head.fields.contains(AUTHORIZATION)
        || theirs
            .iter()
            .any(|name| name.eq_ignore_ascii_case(AUTHORIZATION));
    let value = if typed { None } else { proxy.authorization()? };
    if let (Some(name), Some(value)) = (FieldName::parse(AUTHORIZATION), value) {
        head.fields.push(&name, &value);
    }
    for (name, value) in &proxy.fields {
        head.fields.push(name, value);
    }
    Ok(Cow::Owned(head))
}

/// The failure of a request that a proxy did not forward for want of credentials.
pub(super) fn refused(proxy: &Proxy, head: &ResponseHead) -> Option<Failure> {
    (head.status.code() == 407).then(|| {
        Failure::new(Kind::Proxy, refusal::story(head, None))
            .context(format_args!("the proxy {proxy}"))
            .hint(refusal::hint(proxy, head))
    })
}

/// A request-target in absolute-form. `OPTIONS *` is the origin alone (RFC 9112, 3.2.4); what is
/// neither a path nor that was given as it is to be sent.
fn absolute(target: &str, origin: &Origin) -> String {
    match target {
        "*" => origin.to_string(),
        path if path.starts_with('/') => format!("{origin}{path}"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldValue, Fields};
    use crate::http::head::Version;
    use crate::http::method::Method;
    use crate::http::uri::Uri;
    use crate::http1::encode;
    use crate::transport::proxy::url;

    fn field(line: &str) -> (FieldName, FieldValue) {
        let (name, value) = line.split_once(": ").unwrap();
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        (FieldName::parse(name).unwrap(), value)
    }

    fn dressed(target: &str, line: &str, proxy: Option<&Proxy>) -> String {
        let mut fields = Fields::default();
        for line in ["Host: a.test:81", line] {
            let (name, value) = field(line);
            fields.push(&name, &value);
        }
        let head = RequestHead {
            method: Method::GET,
            target: target.to_owned(),
            version: Version::Http11,
            fields,
        };
        let origin = Uri::parse("http://a.test:81/").unwrap().origin;
        let head = dress(&head, &origin, proxy).unwrap();
        String::from_utf8(encode::request(&head)).unwrap()
    }

    #[test]
    fn a_forwarded_request_names_the_whole_target_and_the_proxys_user() {
        let mut proxy = url::parse("u:p@p.test").unwrap();
        proxy.fields.push(field("X-P: 1"));
        for (target, line, wanted) in [
            (
                "/x?q",
                "Accept: a",
                "GET http://a.test:81/x?q HTTP/1.1\r\nHost: a.test:81\r\nAccept: a\r\n\
                 Proxy-Authorization: Basic dTpw\r\nX-P: 1\r\n\r\n",
            ),
            (
                "*",
                "x-p: 2",
                "GET http://a.test:81 HTTP/1.1\r\nHost: a.test:81\r\n\
                 Proxy-Authorization: Basic dTpw\r\nX-P: 1\r\n\r\n",
            ),
            (
                "http://b/",
                "proxy-authorization: typed",
                "GET http://b/ HTTP/1.1\r\nHost: a.test:81\r\n\
                 proxy-authorization: typed\r\nX-P: 1\r\n\r\n",
            ),
        ] {
            assert_eq!(dressed(target, line, Some(&proxy)), wanted);
        }
    }

    #[test]
    fn what_is_a_proxys_never_reaches_an_origin() {
        let bare = "GET /x HTTP/1.1\r\nHost: a.test:81\r\n\r\n";
        assert_eq!(dressed("/x", "PROXY-Authorization: Basic x", None), bare);
        let kept = "GET /x HTTP/1.1\r\nHost: a.test:81\r\nAccept: a\r\n\r\n";
        assert_eq!(dressed("/x", "Accept: a", None), kept);
    }
}
