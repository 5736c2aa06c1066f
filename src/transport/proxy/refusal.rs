//! What a proxy's refusal is told as, and what can be done about it.

use super::Proxy;
use crate::base::escape::excerpt;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::ResponseHead;
use crate::http::status::Class;

/// `refused with 407 Proxy Authentication Required: "log in"`.
pub fn story(head: &ResponseHead, line: Option<String>) -> String {
    let reason = match head.reason.as_slice() {
        [] => head.status.reason().to_owned(),
        reason => excerpt(reason),
    };
    let mut story = format!("it refused with {} {reason}", head.status.code());
    story.truncate(story.trim_end().len());
    if let Some(line) = line {
        story.push_str(": ");
        story.push_str(&line);
    }
    story
}

/// What to try.
pub fn hint(proxy: &Proxy, head: &ResponseHead) -> String {
    let typed = |(name, _): &(FieldName, FieldValue)| is_authorization(name);
    let shown = proxy.login.is_some() || proxy.fields.iter().any(typed);
    match (head.status.code(), head.status.class()) {
        (407, _) if !offers_basic(&head.fields) => {
            let schemes = head.fields.first("proxy-authenticate").unwrap_or_default();
            let scheme = schemes.split(|byte| *byte == b' ').next();
            let scheme = excerpt(scheme.unwrap_or_default());
            format!("the proxy asks for {scheme} authentication, and verb knows Basic alone")
        }
        (407, _) if shown => "the proxy does not accept these credentials; check -U".to_owned(),
        (407, _) => "give the proxy's credentials with -U USER:PASSWORD".to_owned(),
        (_, Class::ServerError) => "the proxy could not reach the host".to_owned(),
        (_, Class::Redirection) => "a proxy's redirects are never followed".to_owned(),
        (_, Class::Informational | Class::Successful | Class::ClientError) => {
            "the proxy's rules may forbid this host or port".to_owned()
        }
    }
}

fn is_authorization(name: &FieldName) -> bool {
    name.as_str().eq_ignore_ascii_case("proxy-authorization")
}

/// Whether Basic is among the challenges, or nothing is.
fn offers_basic(fields: &Fields) -> bool {
    let basic = |element: &[u8]| {
        let scheme = element.split(|byte| *byte == b' ').next();
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"basic"))
    };
    !fields.contains("proxy-authenticate") || fields.list("proxy-authenticate").any(basic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::head::Version;
    use crate::http::status::StatusCode;
    use crate::transport::proxy::url;

    fn head(status: u16, reason: &str, challenges: &[&str]) -> ResponseHead {
        let mut fields = Fields::default();
        for challenge in challenges {
            let value = FieldValue::parse(challenge.as_bytes()).unwrap();
            fields.push(&FieldName::parse("Proxy-Authenticate").unwrap(), &value);
        }
        ResponseHead {
            version: Version::Http11,
            status: StatusCode::new(status).unwrap(),
            status_line: Vec::new(),
            reason: reason.into(),
            fields,
        }
    }

    #[test]
    fn a_refusal_is_told_with_its_status_and_line() {
        for (status, reason, line, wanted) in [
            (403, "No\u{1b}", None, "it refused with 403 No\\x1b"),
            (502, "", None, "it refused with 502 Bad Gateway"),
            (599, "", None, "it refused with 599"),
            (403, "F", Some("page"), "it refused with 403 F: page"),
        ] {
            let story = story(&head(status, reason, &[]), line.map(str::to_owned));
            assert_eq!(story, wanted);
        }
    }

    #[test]
    fn the_hint_for_a_407_depends_on_what_was_shown_and_asked_for() {
        for (proxy, challenges, wanted) in [
            ("p", &["Basic realm=\"x\""][..], "with -U USER:PASSWORD"),
            ("p", &[], "with -U USER:PASSWORD"),
            ("u:p@p", &["basic"], "check -U"),
            ("p", &["Negotiate", "Basic realm=x"], "with -U"),
            (
                "p",
                &["Negotiate", "NTLM"],
                "asks for Negotiate authentication",
            ),
        ] {
            let hint = hint(&url::parse(proxy).unwrap(), &head(407, "", challenges));
            assert!(hint.contains(wanted), "{hint}");
        }
    }
}
