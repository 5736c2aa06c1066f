//! What went back and forth in a job, in the order it happened in: request heads with their secrets
//! masked, contents, response heads as received, the status.

use std::rc::Rc;

use super::colour::Paint;
use super::config::Style;
use super::mask::{self, Secrets};
use super::parts::Part;
use super::record::Facts;
use crate::base::escape::Escaped;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::request::Request;

/// A job's last attempt, to be told.
pub struct Conversation<'a> {
    /// What happened.
    pub facts: &'a Facts,
    /// The request, where its content is wanted.
    pub request: Option<Rc<Request>>,
    /// Whether secrets of requests are shown.
    pub secrets: Secrets,
    /// What the place is that it is told to.
    pub style: Style,
}

/// Somebody who takes bytes.
type Take<'t> = &'t mut dyn FnMut(&[u8]) -> Result<(), Failure>;

impl Conversation<'_> {
    /// Hands out those of the parts that stand before a response body.
    pub fn write(&self, parts: &[Part], take: Take<'_>) -> Result<(), Failure> {
        let wants = |part| parts.contains(&part);
        for leg in self.facts.last_attempt() {
            if wants(Part::RequestHead) {
                take(&self.request_head(&leg.request_head))?;
            }
            if wants(Part::RequestBody) && leg.uploaded > 0 {
                self.content(parts.len() > 1, take)?;
            }
            if wants(Part::Head) {
                for head in &leg.response_heads {
                    take(&shown(head, self.style))?;
                }
            }
        }
        if wants(Part::Status) {
            let head = self.facts.head.as_ref();
            let code = head.map_or(0, |head| head.status.code());
            take(format!("{code:03}\n").as_bytes())?;
        }
        Ok(())
    }

    /// A request head, its secrets masked: it is often had only to be shown in a log.
    fn request_head(&self, head: &[u8]) -> Vec<u8> {
        if self.secrets == Secrets::Shown {
            return shown(head, self.style);
        }
        let mut text = Vec::with_capacity(head.len());
        for (number, line) in head.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let mut halves = line.splitn(2, |byte| *byte == b':');
            let masked = match (number, halves.next(), halves.next()) {
                (1.., Some(name), Some(value)) => {
                    mask::value(name, value.trim_ascii()).map(|value| (name, value))
                }
                (..) => None,
            };
            match masked {
                Some((name, value)) => {
                    text.extend_from_slice(name);
                    text.extend_from_slice(format!(": {value}\r\n").as_bytes());
                }
                None => text.extend_from_slice(line),
            }
        }
        shown(&text, self.style)
    }

    /// The content of the request once more; it ends a line where something else may follow.
    fn content(&self, followed: bool, take: Take<'_>) -> Result<(), Failure> {
        let Some(request) = &self.request else {
            return Ok(());
        };
        let Some(mut source) = Source::of(request)? else {
            return Ok(());
        };
        let (mut buffer, mut last) = (vec![0; limits::BUFFER_BYTES], b'\n');
        loop {
            let read = source.read(&mut buffer)?;
            let bytes = buffer.get(..read).unwrap_or_default();
            let Some(end) = bytes.last() else {
                break;
            };
            last = *end;
            take(bytes)?;
        }
        match followed && last != b'\n' {
            true => take(b"\n"),
            false => Ok(()),
        }
    }
}

/// A head for its place: on a terminal harmless and coloured.
fn shown(head: &[u8], style: Style) -> Vec<u8> {
    if !style.terminal && !style.colour {
        return head.to_vec();
    }
    let mut text = String::new();
    for (number, line) in head.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = Escaped(line.trim_ascii_end()).to_string();
        match line.split_once(':') {
            Some((name, value)) if number > 0 => {
                text.push_str(&Paint::Name.over(name, style.colour));
                text.push(':');
                text.push_str(value);
            }
            Some(_) | None => text.push_str(&line),
        }
        text.push('\n');
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::{Event, Observer};

    fn told(style: Style, secrets: Secrets) -> String {
        let mut facts = Facts::begin();
        for path in ["given-up", "last"] {
            facts.on(&Event::Asking {
                method: "GET",
                uri: format_args!("http://a.test/{path}"),
            });
            let tunnel = b"CONNECT a.test:80 HTTP/1.1\r\nProxy-Authorization: Basic SEC1\r\n\r\n";
            facts.on(&Event::RequestHead(tunnel));
            facts.on(&Event::ResponseHead(b"HTTP/1.1 200 Tunnel\r\n\r\n"));
            let head = format!("GET /{path}:x HTTP/1.1\r\nCookie: a=SEC2\r\nX: y\r\n\r\n");
            facts.on(&Event::RequestHead(head.as_bytes()));
            facts.on(&Event::ResponseHead(b"HTTP/1.1 200 \x1b\r\nB: c\r\n\r\n"));
            if path == "given-up" {
                facts.on(&Event::Retry("once more"));
            }
        }
        assert_eq!(facts.last().unwrap().tunnel_status(), Some(200));
        let conversation = Conversation {
            facts: &facts,
            request: None,
            secrets,
            style,
        };
        let mut text = Vec::new();
        let parts = [Part::Status, Part::Head, Part::RequestHead];
        conversation
            .write(&parts, &mut |bytes| {
                text.extend_from_slice(bytes);
                Ok(())
            })
            .unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn the_last_attempt_is_told_without_tunnels_and_secrets() {
        let asked = "GET /last:x HTTP/1.1\r\nCookie: a=••••\r\nX: y\r\n\r\n";
        let answered = "HTTP/1.1 200 \x1b\r\nB: c\r\n\r\n000\n";
        let plain = told(Style::default(), Secrets::Masked);
        assert_eq!(plain, [asked, answered].concat());
        let shown = told(Style::default(), Secrets::Shown);
        assert!(shown.contains("Cookie: a=SEC2\r\n") && !shown.contains("SEC1"));
    }

    #[test]
    fn a_terminal_gets_words() {
        let style = Style {
            terminal: true,
            colour: true,
            ..Style::default()
        };
        assert_eq!(
            told(style, Secrets::Masked),
            "GET /last:x HTTP/1.1\n\u{1b}[36mCookie\u{1b}[0m: a=••••\n\
             \u{1b}[36mX\u{1b}[0m: y\n\n\
             HTTP/1.1 200 \\x1b\n\u{1b}[36mB\u{1b}[0m: c\n\n000\n"
        );
    }
}
