//! The URL of a proxy: `[SCHEME://][USER[:PASSWORD]@]HOST[:PORT]`, as in curl. Stricter where curl
//! guesses: what is no host, no port or no known scheme is an error, and so is a path, which curl
//! drops, because whoever writes one means something else (such as a configuration file).

use std::error::Error;
use std::fmt;

use super::{Login, Protocol, Proxy};
use crate::base::secret::Secret;
use crate::http::uri::authority::{host_and_port, parse_port};
use crate::http::uri::{Invalid, parse_host};
use crate::http::userinfo::{self, Userinfo};

/// Why a text is no proxy. Nothing of the text is repeated: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotProxy {
    /// A scheme that is no protocol spoken here.
    Scheme,
    /// Something stands behind host and port.
    Path,
    /// Host or port cannot be used.
    Authority(Invalid),
    /// The user or password cannot be sent.
    Login(&'static str),
}

impl fmt::Display for NotProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => {
                f.write_str("the scheme is not http, https, socks4, socks4a, socks5 or socks5h")
            }
            Self::Path => f.write_str("a proxy is a host and a port, and something follows them"),
            Self::Authority(invalid) => invalid.fmt(f),
            Self::Login(why) => f.write_str(why),
        }
    }
}

impl Error for NotProxy {}

/// Takes a proxy's URL. Credentials are percent-decoded.
pub fn parse(text: &str) -> Result<Proxy, NotProxy> {
    if let Some(byte) = text.bytes().find(u8::is_ascii_control) {
        return Err(NotProxy::Authority(Invalid::Control(byte)));
    }
    let (bare, userinfo) = userinfo::take(text);
    let (protocol, rest) = match bare.split_once("://") {
        Some((scheme, rest)) => (protocol(scheme)?, rest),
        None => (Protocol::Http, bare.as_str()),
    };
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    if authority.contains(['/', '?', '#', '\\']) {
        return Err(NotProxy::Path);
    }
    let (host, port) = host_and_port(authority).map_err(NotProxy::Authority)?;
    let port = match port {
        None | Some("") => protocol.default_port(),
        Some(port) => parse_port(port).map_err(NotProxy::Authority)?,
    };
    Ok(Proxy {
        protocol,
        host: parse_host(host).map_err(NotProxy::Authority)?,
        port,
        login: userinfo.map(login).transpose()?,
        fields: Vec::new(),
    })
}

fn protocol(scheme: &str) -> Result<Protocol, NotProxy> {
    let same = |protocol: &Protocol| protocol.scheme().eq_ignore_ascii_case(scheme);
    let known = Protocol::ALL.into_iter().find(same);
    // curl's short name.
    let short = scheme
        .eq_ignore_ascii_case("socks")
        .then_some(Protocol::Socks4);
    known.or(short).ok_or(NotProxy::Scheme)
}

fn login(userinfo: Userinfo) -> Result<Login, NotProxy> {
    let login = Login {
        user: userinfo.user,
        password: userinfo.password.unwrap_or_else(|| Secret::new("")),
    };
    check(&login).map_err(NotProxy::Login)?;
    Ok(login)
}

/// Finds what neither Basic (RFC 7617 section 2) nor SOCKS could say, or would say otherwise.
pub fn check(login: &Login) -> Result<(), &'static str> {
    let control = |bytes: &[u8]| bytes.iter().any(u8::is_ascii_control);
    match login.user.contains(&b':') {
        true => Err("the user holds a colon"),
        false if control(&login.user) => Err("the user holds a control character"),
        false if control(login.password.expose()) => Err("the password holds a control character"),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_and_ports_are_filled_in_as_curl_does() {
        for (text, wanted) in [
            ("p.test", "http://p.test:1080"),
            ("p.test:3128", "http://p.test:3128"),
            ("p.test:3128/", "http://p.test:3128"),
            ("p.test:", "http://p.test:1080"),
            ("HTTP://P.test", "http://p.test:1080"),
            ("https://p.test", "https://p.test:443"),
            ("https://p.test:8443", "https://p.test:8443"),
            ("socks://p.test", "socks4://p.test:1080"),
            ("socks4a://p.test", "socks4a://p.test:1080"),
            ("socks5h://[::1]:9", "socks5h://[::1]:9"),
            ("socks5://127.1", "socks5://127.0.0.1:1080"),
            ("u:p@p.test:1", "http://p.test:1"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), wanted, "{text}");
        }
    }

    #[test]
    fn credentials_are_decoded_and_checked() {
        for (text, user, password) in [
            ("http://u:p@h", "u", "p"),
            ("u@h", "u", ""),
            ("socks5://a%40b:%3a%2F@h", "a@b", ":/"),
            (":p@h", "", "p"),
            ("u:p:q@h", "u", "p:q"),
        ] {
            let login = parse(text).unwrap().login.unwrap();
            assert_eq!(login.user, user.as_bytes(), "{text}");
            assert_eq!(login.password.expose(), password.as_bytes(), "{text}");
        }
        for text in ["u%3a:p@h", "u%0a:p@h", "u:%00@h"] {
            assert!(matches!(parse(text), Err(NotProxy::Login(_))), "{text}");
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused_and_no_secret_repeated() {
        for text in [
            "http://[bad",
            "",
            "http://",
            "ftp://h",
            "h:0",
            "h:65536",
            "h:+1",
            "h:x",
            "http://h/proxy.pac",
            "http://h?x",
            "h h",
            "h\n",
            "[::1",
            "[::1]x",
            "http://s3cret:s3cret@",
            "http://s3cret:s3cret@h:x",
            "s3cret:/s3cret@h",
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}
