//! One request's responses: any number of interim ones, then the final one and its body.
//!
//! ```text
//! Waiting ── 1xx (not 101) ──▶ Waiting
//! Waiting ── final head ─────▶ the body's decoder, and what forbids reuse
//! Waiting ── close ──────────▶ Incomplete
//! ```

use super::body::BodyDecoder;
use super::framing::{self, Asked, Framing};
use super::head::HeadReader;
use super::incomplete::Incomplete;
use super::persistence::{self, Close};
use super::violation::{Rule, Violation};
use crate::base::limits;
use crate::http::head::ResponseHead;
use crate::http::method::Method;
use crate::http::status::Class;

/// Waits for the final response to one request.
#[derive(Debug, Clone)]
pub struct Exchange {
    asked: Asked,
    reader: HeadReader,
    interim: usize,
    /// Bytes of all heads so far.
    seen: usize,
}

/// What input meant.
#[derive(Debug)]
pub enum Received {
    /// Nothing whole yet.
    More,
    /// An interim response; another head follows.
    Interim(ResponseHead),
    /// The final response; its body follows.
    Final(Box<Final>),
}

/// A final response's head and how to read on.
#[derive(Debug)]
pub struct Final {
    /// The head.
    pub head: ResponseHead,
    /// How the body is framed.
    pub framing: Framing,
    /// Takes the body apart.
    pub body: BodyDecoder,
    /// What the head says against using the connection again.
    pub close: Option<Close>,
}

impl Exchange {
    /// Waits for the response to a request with this method.
    pub fn new(method: &Method) -> Self {
        let asked = match method.as_str() {
            "HEAD" => Asked::Head,
            "CONNECT" => Asked::Connect,
            _ => Asked::Other,
        };
        Self {
            asked,
            reader: HeadReader::new(),
            interim: 0,
            seen: 0,
        }
    }

    /// Takes input up to the end of one head; what is behind it is left to be given again.
    pub fn receive(&mut self, input: &[u8]) -> Result<(usize, Received), Violation> {
        let (used, head) = self.reader.read(input)?;
        self.seen = self.seen.saturating_add(used);
        let Some(head) = head else {
            return Ok((used, Received::More));
        };
        if head.status.class() == Class::Informational {
            self.interim(&head)?;
            return Ok((used, Received::Interim(head)));
        }
        let framing = framing::of(self.asked, &head)?;
        let (body, close) = (BodyDecoder::new(framing), persistence::of(&head, framing));
        Ok((
            used,
            Received::Final(Box::new(Final {
                head,
                framing,
                body,
                close,
            })),
        ))
    }

    /// Whether nothing at all has come.
    pub fn untouched(&self) -> bool {
        self.interim == 0 && self.reader.untouched()
    }

    /// What is missing when the peer closes now.
    pub fn closed(&self) -> Incomplete {
        let missing = self.reader.missing();
        if missing == Incomplete::Nothing && self.interim > 0 {
            Incomplete::Final
        } else {
            missing
        }
    }

    fn interim(&mut self, head: &ResponseHead) -> Result<(), Violation> {
        self.interim += 1;
        if head.status.code() == 101 {
            return Err(Violation::new(Rule::UnaskedUpgrade, &head.status_line));
        }
        if self.interim > limits::INTERIM_RESPONSES {
            return Err(Violation::new(Rule::InterimCount, &head.status_line));
        }
        if self.seen > limits::INTERIM_BYTES {
            return Err(Violation::new(Rule::InterimSize, &head.status_line));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(wire: &str, method: &Method) -> Result<Received, Rule> {
        let (mut exchange, mut at) = (Exchange::new(method), 0);
        loop {
            let (used, received) = exchange
                .receive(&wire.as_bytes()[at..])
                .map_err(|violation| violation.rule)?;
            at += used;
            match received {
                Received::Interim(_) => {}
                Received::More | Received::Final(_) => return Ok(received),
            }
        }
    }

    #[test]
    fn interim_responses_are_bounded() {
        let wire = |count| "HTTP/1.1 100 C\r\n\r\n".repeat(count) + "HTTP/1.1 204 N\r\n\r\n";
        let most = limits::INTERIM_RESPONSES;
        assert!(matches!(
            last(&wire(most), &Method::GET),
            Ok(Received::Final(_))
        ));
        assert_eq!(
            last(&wire(most + 1), &Method::GET).err(),
            Some(Rule::InterimCount)
        );
    }

    #[test]
    fn the_bytes_of_interim_responses_are_bounded_together() {
        let wire = |bytes: usize| {
            let head = |pad: usize| format!("HTTP/1.1 103 E\r\nA: {}\r\n\r\n", "a".repeat(pad));
            let (half, least) = (bytes / 2, head(0).len());
            let both = head(half - least) + &head(bytes - half - least);
            assert_eq!(both.len(), bytes);
            both + "HTTP/1.1 204 N\r\n\r\n"
        };
        let most = limits::INTERIM_BYTES;
        let fine = last(&wire(most), &Method::GET);
        assert!(matches!(fine, Ok(Received::Final(_))));
        let over = last(&wire(most + 1), &Method::GET).err();
        assert_eq!(over, Some(Rule::InterimSize));
    }

    #[test]
    fn an_upgrade_nobody_asked_for_is_refused() {
        let wire = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n";
        assert_eq!(last(wire, &Method::GET).err(), Some(Rule::UnaskedUpgrade));
    }

    #[test]
    fn a_close_is_told_apart_by_what_had_come() {
        let closed = |wire: &str| {
            let mut exchange = Exchange::new(&Method::GET);
            let (used, _) = exchange.receive(wire.as_bytes()).unwrap();
            assert_eq!(used, wire.len());
            exchange.closed()
        };
        assert_eq!(closed(""), Incomplete::Nothing);
        assert_eq!(closed("H"), Incomplete::Head);
        assert_eq!(closed("\r\n"), Incomplete::Head);
        assert_eq!(closed("HTTP/1.1 200 OK\r\nA: 1\r\n"), Incomplete::Head);
        assert_eq!(closed("HTTP/1.1 103 E\r\n\r\n"), Incomplete::Final);
    }
}
