//! A response head: status-line, field section, empty line (RFC 9112 section 2.1).
//!
//! Each line is judged when it ends, so a peer that sends a byte at a time costs no more than one
//! that sends all at once, and a breach is reported without waiting for the rest.

use super::field_section::FieldSection;
use super::incomplete::Incomplete;
use super::line::Lines;
use super::status_line;
use super::violation::{Rule, Violation};
use crate::base::limits;
use crate::http::fields::Fields;
use crate::http::head::{ResponseHead, Version};
use crate::http::status::StatusCode;

/// Reads one head from slices cut anywhere.
#[derive(Debug, Clone)]
pub(super) struct HeadReader {
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    StatusLine {
        lines: Lines,
        empty: usize,
    },
    Fields {
        start: StartLine,
        section: FieldSection,
    },
}

#[derive(Debug, Clone)]
struct StartLine {
    text: Vec<u8>,
    version: Version,
    status: StatusCode,
    reason: Vec<u8>,
}

impl StartLine {
    fn with(&mut self, fields: Fields) -> ResponseHead {
        let (version, status) = (self.version, self.status);
        let status_line = std::mem::take(&mut self.text);
        let reason = std::mem::take(&mut self.reason);
        ResponseHead {
            version,
            status,
            status_line,
            reason,
            fields,
        }
    }
}

impl HeadReader {
    pub(super) fn new() -> Self {
        let lines = Lines::new(limits::HEAD_BYTES, Rule::HeadSize);
        Self {
            state: State::StatusLine { lines, empty: 0 },
        }
    }

    /// Takes input; the head when it is whole. What follows it is left.
    pub(super) fn read(
        &mut self,
        input: &[u8],
    ) -> Result<(usize, Option<ResponseHead>), Violation> {
        let mut used = 0;
        while let Some(rest) = input.get(used..).filter(|rest| !rest.is_empty()) {
            match &mut self.state {
                State::StatusLine { lines, empty } => {
                    let taken = lines.take(rest);
                    // Before anything else: however it is cut, the first wrong byte decides.
                    if !status_line::may_become(lines.unfinished()) {
                        return Err(Violation::new(Rule::NotHttp, lines.unfinished()));
                    }
                    let (taken, whole) = taken?;
                    used += taken;
                    if let Some(start) = end_status_line(lines, empty, whole)? {
                        let lines = lines.clone();
                        let section =
                            FieldSection::new(lines, limits::FIELD_LINES, Rule::FieldCount);
                        self.state = State::Fields { start, section };
                    }
                }
                State::Fields { start, section } => {
                    let (taken, fields) = section.read(rest)?;
                    used += taken;
                    if let Some(fields) = fields {
                        let head = start.with(fields);
                        *self = Self::new();
                        return Ok((used, Some(head)));
                    }
                }
            }
        }
        Ok((used, None))
    }

    /// What is missing if the peer closes now.
    pub(super) fn missing(&self) -> Incomplete {
        match &self.state {
            State::StatusLine { lines, empty } if lines.text.is_empty() && *empty == 0 => {
                Incomplete::Nothing
            }
            State::StatusLine { .. } | State::Fields { .. } => Incomplete::Head,
        }
    }

    /// Whether no byte has come yet.
    pub(super) fn untouched(&self) -> bool {
        self.missing() == Incomplete::Nothing
    }
}

/// Takes a status-line when it is whole.
fn end_status_line(
    lines: &mut Lines,
    empty: &mut usize,
    whole: bool,
) -> Result<Option<StartLine>, Violation> {
    if !whole {
        return Ok(None);
    }
    let line = lines.line()?;
    if line.is_empty() && *empty < limits::LEADING_EMPTY_LINES {
        *empty += 1;
        lines.hand_over();
        return Ok(None);
    }
    let (version, status, reason) = status_line::parse(line)?;
    Ok(Some(StartLine {
        text: lines.hand_over(),
        version,
        status,
        reason,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_the_same_however_it_is_cut() {
        let wire = b"\r\nHTTP/1.1 200 OK\r\nA: 1\r\n 2\r\n\r\nrest";
        let whole = HeadReader::new().read(wire).unwrap();
        assert_eq!(whole.0, wire.len() - 4);
        for cut in 0..wire.len() {
            let mut reader = HeadReader::new();
            let (used, head) = reader.read(&wire[..cut]).unwrap();
            let head = head.or_else(|| reader.read(&wire[used..]).unwrap().1);
            assert_eq!(head, whole.1, "cut at {cut}");
        }
    }

    #[test]
    fn a_head_of_the_limit_is_taken_and_one_more_byte_refused() {
        let frame = "HTTP/1.1 200 OK\r\nA: \r\n\r\n".len();
        for (extra, fine) in [(0, true), (1, false)] {
            let pad = "x".repeat(limits::HEAD_BYTES - frame + extra);
            let wire = format!("HTTP/1.1 200 OK\r\nA: {pad}\r\n\r\n");
            assert_eq!(HeadReader::new().read(wire.as_bytes()).is_ok(), fine);
        }
    }

    #[test]
    fn field_lines_of_the_limit_are_taken_and_one_more_refused() {
        for (extra, fine) in [(0, true), (1, false)] {
            let lines = "a: b\r\n".repeat(limits::FIELD_LINES + extra);
            let wire = format!("HTTP/1.1 200 OK\r\n{lines}\r\n");
            assert_eq!(HeadReader::new().read(wire.as_bytes()).is_ok(), fine);
        }
    }

    #[test]
    fn more_empty_lines_than_allowed_are_no_status_line() {
        let violation = HeadReader::new()
            .read(b"\r\n\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
            .unwrap_err();
        assert_eq!(violation.rule, Rule::NotHttp);
    }
}
