//! `Set-Cookie` taken apart (RFC 6265bis sections 5.6 and 5.7): from a field value to a cookie of
//! the host that sent it. Whether the jar takes it depends on what is there, and is decided there.

use super::cookie::{Cookie, Refused, Scope, domain_match, host_text, is_control};
use super::{date, suffix};
use crate::base::limits::{COOKIE_ATTRIBUTE_BYTES, COOKIE_LIFETIME};
use crate::base::secret::Secret;
use crate::http::origin::Host;
use crate::http::token::trim_ows;

/// Makes a cookie of a field value that came from `host` in answer to a request for `path`.
///
/// A cookie without a name is refused, as in curl and RFC 6265: `=a=b` would come back as if it
/// were a cookie `a`, and no file could hold it.
pub(super) fn parse(line: &[u8], host: &Host, path: &[u8], now: i64) -> Result<Cookie, Refused> {
    if line.iter().any(|byte| is_control(*byte)) {
        return Err(Refused::Control);
    }
    let mut parts = line.split(|byte| *byte == b';');
    let (name, value) = split_pair(parts.next().unwrap_or_default());
    let (name, value) = (name, value.ok_or(Refused::NoName)?);
    let attributes = Attributes::parse(parts);
    let (domain, scope) = attributes.domain(host)?;
    let cookie = Cookie {
        name: name.to_vec(),
        value: Secret::new(value),
        domain,
        scope,
        path: match attributes.path {
            Some(path) => path.to_vec(),
            None => default_path(path).to_vec(),
        },
        secure: attributes.secure,
        http_only: attributes.http_only,
        expires: attributes.expires(now),
    };
    cookie.check()?;
    // A default path of / is not what this prefix asks for.
    let named_host = name
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"__Host-"));
    if named_host && attributes.path.is_none() {
        return Err(Refused::Prefix);
    }
    Ok(cookie)
}

/// What the attributes say; of several with one name the last counts. `SameSite` and unknown ones
/// mean nothing to a client that loads no pages.
#[derive(Default)]
struct Attributes<'a> {
    expires: Option<i64>,
    max_age: Option<i64>,
    domain: Option<&'a [u8]>,
    path: Option<&'a [u8]>,
    secure: bool,
    http_only: bool,
}

impl<'a> Attributes<'a> {
    fn parse(parts: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut found = Self::default();
        for part in parts {
            let (name, value) = split_pair(part);
            let value = value.unwrap_or_default();
            if value.len() <= COOKIE_ATTRIBUTE_BYTES {
                found.take(name, value);
            }
        }
        found
    }

    fn take(&mut self, name: &[u8], value: &'a [u8]) {
        match name.to_ascii_lowercase().as_slice() {
            b"expires" => self.expires = date::parse(value).or(self.expires),
            b"max-age" => self.max_age = max_age(value).or(self.max_age),
            b"domain" => {
                let name = value.strip_prefix(b".").unwrap_or(value);
                self.domain = Some(name).filter(|name| !name.is_empty());
            }
            b"path" => self.path = Some(value).filter(|path| path.starts_with(b"/")),
            b"secure" => self.secure = true,
            b"httponly" => self.http_only = true,
            _ => {}
        }
    }

    /// Whom the cookie is for: the host alone, or the domain it names, if that may.
    fn domain(&self, host: &Host) -> Result<(String, Scope), Refused> {
        let own = host_text(host);
        let Some(domain) = self.domain else {
            return Ok((own, Scope::Host));
        };
        // Names in Unicode are refused by section 5.7; servers send the A-label form.
        let domain = std::str::from_utf8(domain).unwrap_or_default();
        let domain = domain.to_ascii_lowercase();
        match host {
            Host::Address(_) if domain == own => Ok((own, Scope::Host)),
            Host::Address(_) => Err(Refused::ForeignDomain),
            Host::Name(name) if !domain_match(name, &domain) => Err(Refused::ForeignDomain),
            Host::Name(_) if !suffix::is_public(&domain) => Ok((domain, Scope::Subdomains)),
            Host::Name(_) if domain == own => Ok((own, Scope::Host)),
            Host::Name(_) => Err(Refused::PublicSuffix),
        }
    }

    /// `Max-Age` counts more than `Expires`.
    fn expires(&self, now: i64) -> Option<i64> {
        let expires = match self.max_age {
            Some(span) if span <= 0 => return Some(date::LONG_AGO),
            Some(span) => now.saturating_add(span),
            None => self.expires?,
        };
        Some(expires.min(now.saturating_add(COOKIE_LIFETIME)))
    }
}

/// `name=value` without the blanks around either; no value where there is no `=`.
fn split_pair(pair: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut sides = pair.splitn(2, |byte| *byte == b'=');
    let name = trim_ows(sides.next().unwrap_or_default());
    (name, sides.next().map(trim_ows))
}

/// Seconds, saturating; `None` for what is no number.
fn max_age(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix(b"-") {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    if digits.is_empty() || digits.iter().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let span = digits.iter().fold(0_i64, |span, digit| {
        span.saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    });
    Some(span.saturating_mul(sign))
}

/// The directory of a request's path (RFC 6265bis, 5.1.4).
fn default_path(path: &[u8]) -> &[u8] {
    match path.iter().rposition(|byte| *byte == b'/') {
        None | Some(0) => b"/",
        Some(at) => path.get(..at).unwrap_or(b"/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_000_000_000;

    fn from(host: &str, line: &str) -> Result<Cookie, Refused> {
        let host = crate::http::uri::parse_host(host).unwrap();
        parse(line.as_bytes(), &host, b"/dir/page", NOW)
    }

    #[test]
    fn a_domain_must_be_the_hosts_and_no_public_suffix() {
        let (own, sub) = (Scope::Host, Scope::Subdomains);
        for (host, domain, wanted) in [
            ("www.a.test", "", Ok(("www.a.test", own))),
            ("www.a.test", "; Domain=a.test", Ok(("a.test", sub))),
            ("www.a.test", "; domain=.A.TEST", Ok(("a.test", sub))),
            ("www.a.test", "; Domain=b; Domain=", Ok(("www.a.test", own))),
            ("a.test", "; Domain=a.test", Ok(("a.test", sub))),
            ("a.test", "; Domain=www.a.test", Err(Refused::ForeignDomain)),
            ("xa.test", "; Domain=a.test", Err(Refused::ForeignDomain)),
            ("a.test", "; Domain=..a.test", Err(Refused::ForeignDomain)),
            (
                "a.test",
                "; Domain=\u{fc}.test",
                Err(Refused::ForeignDomain),
            ),
            ("a.co.uk", "; Domain=co.UK", Err(Refused::PublicSuffix)),
            ("a.co.uk.", "; Domain=co.uk.", Err(Refused::PublicSuffix)),
            (
                "a.github.io",
                "; Domain=github.io",
                Err(Refused::PublicSuffix),
            ),
            ("github.io", "; Domain=github.io", Ok(("github.io", own))),
            ("localhost", "; Domain=localhost", Ok(("localhost", own))),
            (
                "192.168.0.1",
                "; Domain=168.0.1",
                Err(Refused::ForeignDomain),
            ),
            (
                "192.168.0.1",
                "; Domain=192.168.0.1",
                Ok(("192.168.0.1", own)),
            ),
            ("[::1]", "", Ok(("::1", own))),
        ] {
            let seen = from(host, &format!("a=1{domain}"));
            let seen = seen.map(|cookie| (cookie.domain, cookie.scope));
            let wanted = wanted.map(|(domain, scope)| (domain.to_owned(), scope));
            assert_eq!(seen, wanted, "{host} {domain}");
        }
    }

    #[test]
    fn prefixes_are_held_to_in_any_case() {
        for (line, fine) in [
            ("__Secure-a=1; Secure", true),
            ("__Secure-a=1", false),
            ("__sEcUrE-a=1", false),
            ("__Host-a=1; Secure; Path=/", true),
            ("__Host-a=1; Secure; Path=/; Domain=h.test", false),
            ("__Host-a=1; Secure; Path=/x", false),
            ("__HOST-a=1; Path=/", false),
            ("__Host-a=1; Secure", false),
        ] {
            assert_eq!(from("h.test", line).is_ok(), fine, "{line}");
        }
        let host = Host::Name("h.test".to_owned());
        let implied = parse(b"__Host-a=1; Secure", &host, b"/page", NOW);
        assert_eq!(implied, Err(Refused::Prefix));
    }

    #[test]
    fn the_end_of_a_cookie_is_found() {
        let most = NOW + COOKIE_LIFETIME;
        for (attributes, wanted) in [
            ("", None),
            ("; Max-Age=10", Some(NOW + 10)),
            ("; Max-Age=99999999999999999999", Some(most)),
            ("; Max-Age=0", Some(date::LONG_AGO)),
            ("; Max-Age=-1", Some(date::LONG_AGO)),
            ("; Max-Age=-99999999999999999999", Some(date::LONG_AGO)),
            ("; Max-Age=1x", None),
            ("; Max-Age=+1", None),
            ("; Max-Age=", None),
            ("; Expires=Thu, 99 Foo 99999 25:61:61 GMT", None),
            ("; Expires=Sun, 09 Sep 2001 02:00:00 GMT", Some(NOW + 800)),
            (
                "; Expires=Sun, 09 Sep 2001 02:00:00 GMT; Max-Age=5",
                Some(NOW + 5),
            ),
            (
                "; Max-Age=5; Expires=Sun, 09 Sep 2001 02:00:00 GMT",
                Some(NOW + 5),
            ),
            ("; Expires=Sun, 09 Sep 2091 02:00:00 GMT", Some(most)),
        ] {
            let seen = from("a.test", &format!("a=1{attributes}")).unwrap();
            assert_eq!(seen.expires, wanted, "{attributes}");
        }
    }

    #[test]
    fn names_values_and_paths_are_taken_as_they_are() {
        for (line, name, value, path) in [
            ("a=b", "a", "b", "/dir"),
            (" a\t=\t\"b c\" ;Path=/x", "a", "\"b c\"", "/x"),
            ("a=b=c;path=x", "a", "b=c", "/dir"),
            ("a=;Path=/x;Path=", "a", "", "/dir"),
            ("a=%0d%0a;PATH=/%41", "a", "%0d%0a", "/%41"),
        ] {
            let seen = from("a.test", line).unwrap();
            assert_eq!(seen.name, name.as_bytes(), "{line}");
            assert_eq!(seen.value.expose(), value.as_bytes(), "{line}");
            assert_eq!(seen.path, path.as_bytes(), "{line}");
        }
        let long = format!("a=b; Path=/{}", "x".repeat(COOKIE_ATTRIBUTE_BYTES));
        assert_eq!(from("a.test", &long).unwrap().path, b"/dir");
        let most = format!("a=b; Path=/{}", "x".repeat(COOKIE_ATTRIBUTE_BYTES - 1));
        assert_eq!(from("a.test", &most).unwrap().path.len(), 1024);
    }

    #[test]
    fn what_is_no_cookie_is_refused() {
        for (line, why) in [
            ("", Refused::NoName),
            ("a", Refused::NoName),
            ("=b", Refused::NoName),
            ("=__Host-a=b", Refused::NoName),
            ("a=b\u{1}c", Refused::Control),
            ("a=b; x=\u{7f}", Refused::Control),
            ("a\tb=c", Refused::Control),
        ] {
            assert_eq!(from("a.test", line), Err(why), "{line}");
        }
        assert!(from("a.test", "a=b\tc").is_ok());
    }

    #[test]
    fn a_default_path_is_the_directory() {
        for (path, wanted) in [
            ("/", "/"),
            ("/a", "/"),
            ("/a/", "/a"),
            ("/a/b", "/a"),
            ("", "/"),
        ] {
            assert_eq!(default_path(path.as_bytes()), wanted.as_bytes(), "{path}");
        }
    }
}
