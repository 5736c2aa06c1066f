//! A record taken apart again, for `verb replay`: the requests in it, each put into a file without
//! a name, so that memory does not grow with it. The form is written by `record_file`.

use std::fs::File;
use std::io::{self, BufRead, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::record_file::VERSION;
use crate::base::failure::Failure;
use crate::base::limits;

/// A request as it was recorded.
#[derive(Debug)]
pub struct Recorded {
    /// Its number in the record.
    pub number: u64,
    /// The method.
    pub method: String,
    /// The target URI.
    pub url: String,
    /// Its head, as sent.
    pub head: Vec<u8>,
    /// What was sent behind the head, framing included.
    pub body: File,
    /// Bytes in it.
    pub body_size: u64,
    /// Whether stars stand in it where secrets were.
    pub masked: bool,
    /// Whether all of it was sent.
    pub sent: bool,
}

/// What a line says.
enum Line {
    First,
    Begins {
        method: String,
        url: String,
    },
    Sent {
        head: bool,
        masked: bool,
        bytes: Vec<u8>,
    },
    Anew,
    AllSent,
    Other,
}

/// Reads the requests of a record, in order. Several records may stand one behind the other.
///
/// # Errors
/// Of kind `Usage`, with the number of the line that is malformed.
pub fn read(mut from: impl BufRead) -> Result<Vec<Recorded>, Failure> {
    let (mut all, mut number, mut start) = (Vec::new(), 0_u64, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = limits::RECORD_LINE_BYTES as u64;
        let mut within = from.by_ref().take(most.saturating_add(1));
        let count = within.read_until(b'\n', &mut line);
        let count = count.map_err(|error| Failure::usage(format_args!("the record: {error}")))?;
        if count == 0 {
            return Ok(all);
        }
        number = number.saturating_add(1);
        let wrong = |why: &str| malformed(number, why);
        if line.len() as u64 > most {
            return Err(wrong("it is too long"));
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let value: Value =
            serde_json::from_slice(&line).map_err(|error| wrong(&error.to_string()))?;
        let (exchange, line) = understood(&value).map_err(wrong)?;
        match line {
            Line::First => start = all.len(),
            _ if number == 1 => return Err(wrong("a record begins with {\"verb-record\":1,…}")),
            Line::Begins { method, url } => all.push(begun(exchange, method, url)?),
            Line::Sent { .. } | Line::Anew | Line::AllSent => {
                let mut later = all.iter_mut().skip(start);
                let one = later.find(|one: &&mut Recorded| one.number == exchange);
                let one = one.ok_or_else(|| wrong("its exchange has not begun"))?;
                one.take(line).map_err(wrong)?;
            }
            Line::Other => {}
        }
    }
}

impl Recorded {
    fn take(&mut self, line: Line) -> Result<(), &'static str> {
        match line {
            Line::Sent {
                head,
                masked,
                bytes,
            } => {
                self.masked |= masked;
                if head {
                    if self.head.len().saturating_add(bytes.len()) > limits::RECORD_LINE_BYTES {
                        return Err("the head of its request is too long");
                    }
                    self.head.extend_from_slice(&bytes);
                } else {
                    self.body_size = self.body_size.saturating_add(bytes.len() as u64);
                    let written = self.body.write_all(&bytes);
                    written.map_err(|_| "its bytes cannot be put aside in a temporary file")?;
                }
            }
            Line::Anew => {
                self.head.clear();
                (self.body_size, self.masked, self.sent) = (0, false, false);
                self.body = tempfile::tempfile().map_err(|_| "there is no temporary file")?;
            }
            Line::AllSent => self.sent = true,
            Line::First | Line::Begins { .. } | Line::Other => {}
        }
        Ok(())
    }
}

fn begun(number: u64, method: String, url: String) -> Result<Recorded, Failure> {
    let no_file = |error: io::Error| Failure::usage(format_args!("a temporary file: {error}"));
    Ok(Recorded {
        number,
        method,
        url,
        head: Vec::new(),
        body: tempfile::tempfile().map_err(no_file)?,
        body_size: 0,
        masked: false,
        sent: false,
    })
}

fn understood(value: &Value) -> Result<(u64, Line), &'static str> {
    if let Some(version) = value.get("verb-record") {
        return match version.as_u64() {
            Some(VERSION) => Ok((0, Line::First)),
            _ => Err("it is a record of another version"),
        };
    }
    let exchange = value.get("exchange").and_then(Value::as_u64);
    let exchange = exchange.ok_or("it has no exchange")?;
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let line = if let Some(data) = value.get("sent") {
        let data = data.as_str().ok_or("sent is no text")?;
        Line::Sent {
            head: text("what") == Some("head"),
            masked: value.get("masked").and_then(Value::as_bool) == Some(true),
            bytes: STANDARD.decode(data).map_err(|_| "sent is no base64")?,
        }
    } else if let (Some(method), Some(url)) = (text("method"), text("url")) {
        Line::Begins {
            method: method.to_owned(),
            url: url.to_owned(),
        }
    } else {
        match text("is") {
            Some("sent") => Line::AllSent,
            Some("begun") => Line::Anew,
            Some(_) | None => Line::Other,
        }
    };
    Ok((exchange, line))
}

fn malformed(number: u64, why: &str) -> Failure {
    Failure::usage(format_args!(
        "the record is malformed at line {number}: {why}"
    ))
    .hint("verb help record tells the form")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Seek;

    const FIRST: &str = "{\"verb-record\":1,\"secrets\":\"masked\"}\n";

    fn error(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().story()
    }

    #[test]
    fn requests_are_put_together_from_their_runs() {
        let text = format!(
            "{FIRST}\
            {{\"exchange\":1,\"at\":1,\"method\":\"POST\",\"url\":\"http://a/\"}}\n\
            {{\"exchange\":1,\"is\":\"begun\"}}\n\
            {{\"exchange\":2,\"method\":\"GET\",\"url\":\"http://b/\"}}\n\n\
            {{\"exchange\":1,\"what\":\"head\",\"sent\":\"YQ==\",\"masked\":true}}\n\
            {{\"exchange\":1,\"what\":\"content\",\"sent\":\"Yg==\"}}\n\
            {{\"exchange\":1,\"received\":\"Yg==\"}}\n\
            {{\"exchange\":1,\"is\":\"sent\"}}\n"
        );
        let mut all = read(text.as_bytes()).unwrap();
        let two = all.pop().unwrap();
        let mut one = all.pop().unwrap();
        assert_eq!(
            (one.number, one.method.as_str(), one.url.as_str()),
            (1, "POST", "http://a/")
        );
        assert_eq!((one.head.as_slice(), one.body_size), (&b"a"[..], 1));
        assert!(one.masked && one.sent && !two.sent);
        let mut body = String::new();
        one.body.rewind().unwrap();
        one.body.read_to_string(&mut body).unwrap();
        assert_eq!(body, "b");
    }

    #[test]
    fn a_malformed_line_is_named() {
        for (text, told) in [
            ("{}\n", "line 1: it has no exchange"),
            ("{\"exchange\":1}\n", "line 1: a record begins with"),
            (
                "{\"verb-record\":2}\n",
                "line 1: it is a record of another version",
            ),
            ("GET / HTTP/1.1\n", "line 1: expected value"),
        ] {
            assert!(error(text).contains(told), "{}", error(text));
        }
        for (line, told) in [
            (
                "{\"exchange\":1,\"sent\":\"YQ==\"}",
                "line 2: its exchange has not begun",
            ),
            (
                "{\"exchange\":1,\"sent\":\"?\"}",
                "line 2: sent is no base64",
            ),
            ("{\"exchange\":1,\"sent\":1}", "line 2: sent is no text"),
            ("{\"exchange\":", "line 2: EOF"),
        ] {
            let text = format!("{FIRST}{line}\n");
            assert!(error(&text).contains(told), "{}", error(&text));
        }
    }

    #[test]
    fn a_line_is_bounded() {
        let line =
            |size: usize| format!("{FIRST}{{\"exchange\":1,\"x\":\"{}\"}}\n", "y".repeat(size));
        let most = limits::RECORD_LINE_BYTES - "{\"exchange\":1,\"x\":\"\"}\n".len();
        assert!(read(line(most).as_bytes()).is_ok());
        assert!(error(&line(most + 1)).contains("line 2: it is too long"));
    }
}
