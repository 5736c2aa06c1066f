//! From a word to a target URI: shorthands, the scheme of a URL that has none, `/path` under a
//! base.

use std::borrow::Cow;

use super::env::{Env, Variable};
use super::zone::{self, Zone};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::MASK;
use crate::http::origin::{Host, Scheme};
use crate::http::uri::{Invalid, Uri, authority, split_scheme};
use crate::http::userinfo::{self, Userinfo};
use crate::transport::local;

/// A word's meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// The URI.
    pub uri: Uri,
    /// Which scheme was chosen and why, where the word has none.
    pub note: Option<String>,
    /// Credentials that stood before the host.
    pub userinfo: Option<Userinfo>,
    /// The zone that stood behind an IPv6 address.
    pub zone: Option<Zone>,
}

/// Takes a URL as typed; `base` is what `--base` gives.
pub fn resolve(word: &str, base: Option<&str>, env: &Env) -> Result<Target, Failure> {
    if let Some(within) = env.session().filter(|within| !within.opening) {
        return in_session(word, &within.base);
    }
    if word.starts_with('/') {
        return under_base(word, base, env);
    }
    absolute(word).map_err(|why| refused("URL", word, why))
}

/// In a session a word is a path unless it names a scheme or a port: `/x` from the root, `x` below
/// the session's URL (RFC 3986, 5.3, with a base that ends in a slash).
///
/// What a query holds is no scheme: a path must not be able to name another host.
fn in_session(word: &str, base: &Uri) -> Result<Target, Failure> {
    if names_host(word) {
        return absolute(word).map_err(|why| refused("URL", word, why));
    }
    if word.starts_with("//") {
        let failure = Failure::usage(format!("path {}: it begins with //", shown(word)));
        return Err(failure.hint("give a path with one slash, or a whole URL with its scheme"));
    }
    let uri = base.join(word).map_err(|why| {
        let colon = matches!(why, Invalid::Scheme(_));
        let failure = refused("path", word, why);
        match colon {
            true => failure.hint(
                "another host is written with its scheme, such as http://HOST/; \
                 a path may begin with / or ./",
            ),
            false => failure,
        }
    })?;
    Ok(Target {
        uri,
        note: None,
        userinfo: None,
        zone: None,
    })
}

/// Whether a word of a session is a URL of its own, not a path: it begins with a scheme, or with
/// the port of this machine.
pub fn names_host(word: &str) -> bool {
    let port = word
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    port || split_scheme(word).is_some_and(|(_, rest)| rest.starts_with("//"))
}

/// The word whose path is to be sent as it was typed: in a session a path below the base stands
/// behind that.
pub fn whole<'a>(word: &'a str, env: &Env) -> Cow<'a, str> {
    match env.session() {
        Some(within) if !word.starts_with('/') && !names_host(word) => {
            Cow::Owned(format!("{}{word}", within.base.path_and_query))
        }
        Some(_) | None => Cow::Borrowed(word),
    }
}

fn under_base(word: &str, base: Option<&str>, env: &Env) -> Result<Target, Failure> {
    // A path from a variable must not be able to name another host.
    if word.starts_with("//") {
        let failure = Failure::usage(format!("URL {}: it begins with //", shown(word)));
        return Err(failure.hint("give the scheme, or a path with one slash"));
    }
    let variable = env.variable(Variable::BaseUrl).filter(|_| base.is_none());
    let (from, text) = match (base, &variable) {
        (Some(text), _) => ("--base", text),
        (None, Some(value)) => {
            let text = value.to_str();
            let text = text.ok_or_else(|| Failure::usage("VERB_BASE_URL is not UTF-8"))?;
            ("VERB_BASE_URL", text)
        }
        (None, None) => {
            let failure = Failure::usage(format!("URL {}: it has no host", shown(word)));
            return Err(failure.hint("give --base URL or set VERB_BASE_URL, or write the host"));
        }
    };
    let Target {
        uri,
        note,
        userinfo,
        zone,
    } = absolute(text).map_err(|why| refused(from, text, why))?;
    let uri = uri.join(word).map_err(|why| refused("URL", word, why))?;
    Ok(Target {
        uri,
        note,
        userinfo,
        zone,
    })
}

/// Scheme and host are there, or are filled in.
fn absolute(word: &str) -> Result<Target, Invalid> {
    let (word, userinfo) = userinfo::take(word);
    let (word, zone) = zone::take(&word)?;
    let word = word.into_owned();
    if split_scheme(&word).is_some() {
        return Ok(Target {
            uri: Uri::parse(&word)?,
            note: None,
            userinfo,
            zone,
        });
    }
    if word.starts_with(' ') {
        return Err(Invalid::OuterSpace);
    }
    let word = match word.strip_prefix(':') {
        Some("") => "localhost".to_owned(),
        Some(rest) if rest.starts_with(['/', '?', '#']) => format!("localhost{rest}"),
        Some(rest) => format!("localhost:{rest}"),
        None => word,
    };
    // The host must be parsed to choose a scheme; both schemes parse alike but for the port.
    let plain = Uri::parse(&format!("http://{word}"))?;
    let (scheme, why) = match (&plain.origin.host, has_port(&word)) {
        (_, true) => (Scheme::Http, "it has a port"),
        (Host::Address(_), _) => (Scheme::Http, "the host is an address"),
        (Host::Name(name), _) if is_local(name) => (Scheme::Http, "the host is local"),
        (Host::Name(_), _) => (Scheme::Https, "the URL has no scheme"),
    };
    let uri = match scheme {
        Scheme::Http => plain,
        Scheme::Https => Uri::parse(&format!("https://{word}"))?,
    };
    let note = Some(format!("using {} because {why}: {uri}", scheme.as_str()));
    Ok(Target {
        uri,
        note,
        userinfo,
        zone,
    })
}

fn has_port(word: &str) -> bool {
    let end = word.find(['/', '?', '#']).unwrap_or(word.len());
    let authority = word.get(..end).unwrap_or(word);
    let parts = authority::host_and_port(authority);
    parts.is_ok_and(|(_, port)| port.is_some_and(|port| !port.is_empty()))
}

fn is_local(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost") || name.ends_with(".local")
}

fn refused(what: &str, text: &str, why: Invalid) -> Failure {
    let (hint, is_zone) = (hint(&why), why == Invalid::Zone);
    let failure = Failure::caused(Kind::Usage, why).context(format!("{what} {}", shown(text)));
    match hint {
        Some(hint) => failure.hint(hint),
        None if is_zone => failure.hint(format!(
            "the interfaces are {}",
            local::interfaces().join(", ")
        )),
        None => failure,
    }
}

fn hint(why: &Invalid) -> Option<&'static str> {
    match why {
        Invalid::Userinfo => Some("give them with -u USER:PASSWORD"),
        Invalid::NoSlashes => Some("write http://HOST/PATH"),
        Invalid::BareIpv6 => Some("write http://[::1]:8080/"),
        Invalid::OuterSpace => Some("a space that is meant is written %20"),
        Invalid::Control(_) => Some("percent-encode it if it is meant"),
        Invalid::TooLong
        | Invalid::Scheme(_)
        | Invalid::NoScheme
        | Invalid::EmptyHost
        | Invalid::Backslash
        | Invalid::Space
        | Invalid::Port
        | Invalid::Brackets
        | Invalid::Zone
        | Invalid::Ipv4
        | Invalid::Host
        | Invalid::HostLength => None,
    }
}

/// A URL as typed, for an error. Whatever stands before an `@` may be a password.
fn shown(text: &str) -> String {
    let Some((before, after)) = text.rsplit_once('@') else {
        return format!("'{}'", excerpt(text.as_bytes()));
    };
    let scheme = before.split_once("//").map_or("", |(scheme, _)| scheme);
    let slashes = if scheme.is_empty() { "" } else { "//" };
    format!("'{scheme}{slashes}{MASK}@{}'", excerpt(after.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;

    fn env(base: &str) -> Env {
        Env::given(Given {
            variables: vec![(Variable::BaseUrl, base.into())],
            ..Given::default()
        })
    }

    fn found(word: &str, base: Option<&str>, variable: &str) -> String {
        match resolve(word, base, &env(variable)) {
            Ok(target) => target.uri.to_string(),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn the_scheme_follows_the_host() {
        for (word, wanted) in [
            (":8080/x", "http://localhost:8080/x"),
            (":/x", "http://localhost/x"),
            (":", "http://localhost/"),
            (":?q", "http://localhost/?q"),
            ("localhost/x", "http://localhost/x"),
            ("LOCALHOST?q", "http://localhost/?q"),
            ("127.0.0.1/x", "http://127.0.0.1/x"),
            ("0x7f.1", "http://127.0.0.1/"),
            ("[::1]/x", "http://[::1]/x"),
            ("[::1]:81", "http://[::1]:81/"),
            ("box.local", "http://box.local/"),
            ("a.test:8080", "http://a.test:8080/"),
            ("a.test:/", "https://a.test/"),
            ("a.test/x:1", "https://a.test/x:1"),
            ("a.test/http://b", "https://a.test/http://b"),
            ("local", "https://local/"),
            ("https://127.0.0.1", "https://127.0.0.1/"),
        ] {
            assert_eq!(found(word, None, ""), wanted, "{word}");
        }
    }

    #[test]
    fn a_chosen_scheme_is_noted() {
        let target = resolve("a.test", None, &env("")).unwrap();
        assert_eq!(
            target.note.as_deref(),
            Some("using https because the URL has no scheme: https://a.test/")
        );
        assert_eq!(resolve("http://a.test", None, &env("")).unwrap().note, None);
    }

    #[test]
    fn a_path_needs_a_base() {
        let base = Some("http://a.test:81/b/");
        assert_eq!(found("/x?q", base, ""), "http://a.test:81/x?q");
        assert_eq!(found("/x", base, "http://b.test"), "http://a.test:81/x");
        assert_eq!(found("/x", None, ":8080"), "http://localhost:8080/x");
        assert!(found("/x", None, "").contains("VERB_BASE_URL"));
        assert!(found("//b.test/x", base, "").contains("begins with //"));
        assert!(found("/x", Some("ftp://a"), "").starts_with("--base 'ftp://a': the scheme ftp"));
        assert!(found("/x", None, "a b").starts_with("VERB_BASE_URL 'a b'"));
        assert_eq!(found("c.test", base, ""), "https://c.test/");
    }

    #[test]
    fn errors_name_the_url_and_never_a_password() {
        for word in [
            "http://u:s3cret@a.test:x/",
            "u:s3cret@a.test:0",
            "http://u:s3cret/x@a.test/",
            "http://u:s3cret@a.test\\x",
            "mailto:s3cret@a.test",
        ] {
            let error = found(word, None, "");
            assert!(!error.contains("s3cret"), "{error}");
            assert!(error.contains("••••@a.test"), "{error}");
        }
        for (word, base) in [
            ("u:s3cret@a.test:81", None),
            ("http://u:s3cret@a.test:81", None),
            ("/", Some("http://u:s3cret@a.test:81")),
        ] {
            let target = resolve(word, base, &env("")).unwrap();
            assert_eq!(target.uri.to_string(), "http://a.test:81/");
            assert_eq!(target.userinfo.unwrap().user, b"u", "{word}");
            assert!(!target.note.is_some_and(|note| note.contains("s3cret")));
        }
        let error = found("http://a.test:x/", None, "");
        assert_eq!(
            error,
            "URL 'http://a.test:x/': the port is not a number from 1 to 65535"
        );
        assert!(found(":x", None, "").contains("the port is not"));
        assert!(found("http://a\r\nb", None, "").contains("'http://a\\r\\nb'"));
    }
}
