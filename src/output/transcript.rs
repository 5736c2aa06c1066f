//! `-v`: what goes over the wire and what happens around it, on stderr, `>` `<` `*` as curl has
//! them. Always escaped, also into a file: logs are read on terminals.

use std::fmt::Write as _;

use super::colour::Paint;
use super::config::Verbosity;
use super::failure::without_numbers;
use super::mask::{self, Secrets};
use super::stderr;
use crate::base::escape::Escaped;
use crate::base::event::{Event, Observer, Secured};

/// An observer that tells stderr what it sees.
#[derive(Debug, Clone, Copy)]
pub struct Transcript {
    verbosity: Verbosity,
    colour: bool,
    secrets: Secrets,
    /// Whether heads are told by somebody else.
    without_messages: bool,
    /// The line of a session that this is about.
    line: Option<u64>,
}

impl Transcript {
    /// A transcript as chatty as asked for.
    pub fn new(verbosity: Verbosity, colour: bool) -> Self {
        let secrets = Secrets::Masked;
        Self {
            verbosity,
            colour,
            secrets,
            without_messages: false,
            line: None,
        }
    }

    /// The same with secrets masked or not.
    #[must_use]
    pub fn showing(self, secrets: Secrets) -> Self {
        Self { secrets, ..self }
    }

    /// The same without heads and trailers: with `-vv` they are told by `transcript_bodies`, where
    /// content is.
    #[must_use]
    pub fn without_messages(self, without_messages: bool) -> Self {
        Self {
            without_messages,
            ..self
        }
    }

    /// The same about a line of a session.
    #[must_use]
    pub fn of_line(self, line: Option<u64>) -> Self {
        Self { line, ..self }
    }

    fn told(&self, name: &str, text: &str) -> String {
        let name = Paint::Warning.over(name, self.colour);
        let place = self
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        format!(
            "{name} {place}{}\n",
            Escaped(without_numbers(text).as_bytes())
        )
    }

    /// The lines for an event; empty when it is not to be told.
    fn lines(&self, event: &Event<'_>) -> String {
        match (event, self.verbosity) {
            (Event::Warning(text), Verbosity::Normal | Verbosity::Verbose) => {
                self.told("verb: warning:", text)
            }
            (Event::Retry(text), Verbosity::Normal | Verbosity::Verbose) => {
                self.told("verb:", text)
            }
            (_, Verbosity::Silent | Verbosity::Failures | Verbosity::Normal) => String::new(),
            (
                Event::RequestHead(_) | Event::ResponseHead(_) | Event::Trailers(_),
                Verbosity::Verbose,
            ) if self.without_messages => String::new(),
            (event, Verbosity::Verbose) => self.verbose(event),
        }
    }

    fn verbose(&self, event: &Event<'_>) -> String {
        match event {
            Event::RequestHead(head) => self.head('>', head),
            Event::ResponseHead(head) => self.head('<', head),
            Event::Trailers(trailers) => self.section('<', trailers),
            Event::Secured(secured) => self.secured(secured),
            Event::Resolved {
                host,
                addresses,
                took,
            } => {
                let list: Vec<_> = addresses.iter().map(|at| at.ip().to_string()).collect();
                self.aside(&format!("{host} is {} ({took:.1?})", list.join(", ")))
            }
            Event::Connecting { peer } => self.aside(&format!("connecting to {peer}")),
            Event::AttemptFailed { peer, why } => self.aside(&format!("{peer}: {why}")),
            Event::Connected { peer, took, .. } => {
                self.aside(&format!("connected to {peer} ({took:.1?})"))
            }
            Event::Reused { peer } => {
                self.aside(&format!("using the open connection to {peer} again"))
            }
            Event::Asking { .. }
            | Event::RequestSent { .. }
            | Event::FirstByte
            | Event::Received { .. }
            | Event::Ended => String::new(),
            Event::Note(text) | Event::Parted(text) | Event::Warning(text) | Event::Retry(text) => {
                self.aside(text)
            }
        }
    }

    fn secured(&self, secured: &Secured) -> String {
        let Secured {
            version,
            suite,
            alpn,
            certificate,
            trust,
            resumed,
            took,
            verified: _,
            chain: _,
        } = secured;
        let alpn = alpn.as_deref().map(|name| format!(", {name}"));
        let alpn = alpn.unwrap_or_default();
        let resumed = if *resumed { ", session resumed" } else { "" };
        let mut lines = self.aside(&format!("{version}, {suite}{alpn}{resumed} ({took:.1?})"));
        if let Some(certificate) = certificate {
            lines.push_str(&self.aside(&format!("certificate: {certificate}")));
        }
        lines.push_str(&self.aside(&format!("trusted: {trust}")));
        lines
    }

    fn aside(&self, text: &str) -> String {
        let line = format!("* {}", Escaped(text.as_bytes()));
        Paint::Aside.over(&line, self.colour) + "\n"
    }

    /// A head: its start-line, which is no field, and its field section.
    fn head(&self, mark: char, head: &[u8]) -> String {
        let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at.saturating_add(1));
        let (start, fields) = head.split_at_checked(end).unwrap_or_default();
        let mut lines = format!("{mark} {}\n", Escaped(without_end(start)));
        lines.push_str(&self.section(mark, fields));
        lines
    }

    fn section(&self, mark: char, fields: &[u8]) -> String {
        let mut lines = String::new();
        for line in fields.split_inclusive(|&byte| byte == b'\n') {
            let line = mask::line(without_end(line), self.secrets);
            let line = match line.split_once(':') {
                Some((name, value)) => Paint::Name.over(name, self.colour) + ":" + value,
                None => line,
            };
            // Writing to a String does not fail.
            let _ = writeln!(
                lines,
                "{}",
                format_args!("{mark} {line}").to_string().trim_end()
            );
        }
        lines
    }
}

impl Observer for Transcript {
    fn on(&mut self, event: &Event<'_>) {
        let lines = self.lines(event);
        if !lines.is_empty() {
            stderr::say(&lines);
        }
    }
}

/// What happened, as `-v` tells it in lines that begin with `*`; nothing for heads.
pub fn happened(event: &Event<'_>) -> String {
    let transcript = Transcript::new(Verbosity::Verbose, false).without_messages(true);
    if let Event::Warning(text) | Event::Retry(text) = event {
        return transcript.aside(text);
    }
    transcript.lines(event)
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn verbose(event: &Event<'_>) -> String {
        Transcript::new(Verbosity::Verbose, false).lines(event)
    }

    #[test]
    fn heads_are_told_line_by_line_without_secrets() {
        let head = b"GET /token:x HTTP/1.1\r\nHost: a\r\nAuthorization: Basic dTpw\r\nCookie: s=SEC2\r\n\r\n";
        let told = "> GET /token:x HTTP/1.1\n> Host: a\n> Authorization: Basic ••••\n> Cookie: s=••••\n>\n";
        assert_eq!(verbose(&Event::RequestHead(head)), told);
        let head = b"HTTP/1.1 200 \x1b[2J\r\nSet-Cookie: sid=SEC4; Path=/\r\n\r\n";
        let told = "< HTTP/1.1 200 \\x1b[2J\n< Set-Cookie: sid=••••; Path=/\n<\n";
        assert_eq!(verbose(&Event::ResponseHead(head)), told);
        let told = "< X-Sum: 1\n";
        assert_eq!(verbose(&Event::Trailers(b"X-Sum: 1\r\n")), told);
    }

    #[test]
    fn the_connection_is_told_in_words() {
        let took = Duration::from_micros(1250);
        let address = "127.0.0.1:80".parse().unwrap();
        let secured = Secured {
            version: "TLSv1.3".to_owned(),
            suite: "TLS_AES_128_GCM_SHA256".to_owned(),
            alpn: Some("http/1.1".to_owned()),
            certificate: Some("CN=a\x1b".to_owned()),
            trust: "bundled roots".to_owned(),
            resumed: false,
            took,
            ..Secured::default()
        };
        let resumed = Secured {
            certificate: None,
            resumed: true,
            ..secured.clone()
        };
        for (event, told) in [
            (
                Event::Resolved {
                    host: "localhost",
                    addresses: &[address],
                    took,
                },
                "* localhost is 127.0.0.1 (1.2ms)\n",
            ),
            (
                Event::Reused { peer: "a:80" },
                "* using the open connection to a:80 again\n",
            ),
            (
                Event::AttemptFailed {
                    peer: "a:80",
                    why: "refused\n",
                },
                "* a:80: refused\\n\n",
            ),
            (
                Event::Secured(&secured),
                "* TLSv1.3, TLS_AES_128_GCM_SHA256, http/1.1 (1.2ms)\n* certificate: CN=a\\x1b\n* trusted: bundled roots\n",
            ),
            (
                Event::Secured(&resumed),
                "* TLSv1.3, TLS_AES_128_GCM_SHA256, http/1.1, session resumed (1.2ms)\n* trusted: bundled roots\n",
            ),
        ] {
            assert_eq!(verbose(&event), told);
        }
    }

    #[test]
    fn warnings_are_told_unless_silenced_and_the_rest_only_when_asked_for() {
        for (verbosity, warned) in [
            (Verbosity::Silent, ""),
            (Verbosity::Failures, ""),
            (Verbosity::Normal, "verb: warning: odd\\x1b\n"),
            (Verbosity::Verbose, "verb: warning: odd\\x1b\n"),
        ] {
            let transcript = Transcript::new(verbosity, false);
            assert_eq!(transcript.lines(&Event::Warning("odd\x1b")), warned);
            let retried = transcript.lines(&Event::Retry("odd\x1b"));
            assert_eq!(retried, warned.replace(" warning:", ""));
            let noted = transcript.lines(&Event::Note("x"));
            assert_eq!(noted.is_empty(), verbosity < Verbosity::Verbose);
        }
    }
}
