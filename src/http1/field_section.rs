//! Field lines of a head or a trailer section (RFC 9112 section 5).
//!
//! ```text
//! field-line = field-name ":" OWS field-value OWS
//! obs-fold   = OWS CRLF RWS                        ; replaced by one SP (section 5.2)
//! ```
//!
//! Values keep every byte but NUL and bare CR (RFC 9110, 5.5): real cookies hold controls, and who
//! prints a value escapes it. All other departures from the grammar are refused, since one skipped
//! line can change the framing.

use memchr::memchr;

use super::line::Lines;
use super::violation::{Rule, Violation};
use crate::http::fields::{Fields, Span};
use crate::http::token::{is_token, trim_ows};

/// Reads a field section up to the empty line that ends it.
#[derive(Debug, Clone)]
pub(super) struct FieldSection {
    lines: Lines,
    spans: Vec<Span>,
    most: usize,
    too_many: Rule,
}

impl FieldSection {
    /// A section within these lines of text, of at most `most` field lines.
    pub(super) fn new(lines: Lines, most: usize, too_many: Rule) -> Self {
        Self {
            lines,
            spans: Vec::new(),
            most,
            too_many,
        }
    }

    /// Takes input; the fields when the section has ended.
    pub(super) fn read(&mut self, input: &[u8]) -> Result<(usize, Option<Fields>), Violation> {
        let mut used = 0;
        while let Some(rest) = input.get(used..).filter(|rest| !rest.is_empty()) {
            let (taken, whole) = self.lines.take(rest)?;
            used += taken;
            if whole && self.end_line()? {
                let mut text = self.lines.hand_over();
                let end = self.spans.last().map_or(0, |last| after_line(&text, last));
                text.truncate(end);
                return Ok((
                    used,
                    Some(Fields::from_wire(text, std::mem::take(&mut self.spans))),
                ));
            }
        }
        Ok((used, None))
    }

    /// Takes a finished line; true when it is the empty one.
    fn end_line(&mut self) -> Result<bool, Violation> {
        let line = self.lines.line()?;
        match line {
            [] => return Ok(true),
            [b' ' | b'\t', ..] => {
                let fold = trim_ows(line).to_vec();
                self.unfold(&fold)?;
            }
            _ => {
                let span = parse(line, self.lines.start)?;
                if self.spans.len() >= self.most {
                    return Err(Violation::new(self.too_many, line));
                }
                self.spans.push(span);
            }
        }
        self.lines.next();
        Ok(false)
    }

    /// Joins a folded line to the value before it, with one SP.
    fn unfold(&mut self, fold: &[u8]) -> Result<(), Violation> {
        let Some(last) = self.spans.last_mut() else {
            return Err(Violation::new(Rule::LeadingFold, self.lines.unfinished()));
        };
        if memchr(0, fold).is_some() {
            return Err(Violation::new(Rule::Nul, fold));
        }
        let text = &mut self.lines.text;
        text.truncate(last.value.end);
        text.push(b' ');
        if last.value.is_empty() {
            last.value.start = text.len();
        }
        text.extend_from_slice(fold);
        last.value.end = if fold.is_empty() {
            last.value.end.max(last.value.start)
        } else {
            text.len()
        };
        text.extend_from_slice(b"\r\n");
        Ok(())
    }
}

fn parse(line: &[u8], offset: usize) -> Result<Span, Violation> {
    let wrong = |rule| Violation::new(rule, line);
    if memchr(0, line).is_some() {
        return Err(wrong(Rule::Nul));
    }
    let colon = memchr(b':', line).ok_or_else(|| wrong(Rule::NoColon))?;
    let (name, rest) = line
        .split_at_checked(colon)
        .ok_or_else(|| wrong(Rule::NoColon))?;
    if !is_token(name) {
        let spaced = matches!(name, [.., b' ' | b'\t']) && is_token(trim_ows(name));
        return Err(wrong(if spaced {
            Rule::SpaceBeforeColon
        } else {
            Rule::FieldName
        }));
    }
    let rest = rest.get(1..).unwrap_or_default();
    let value = trim_ows(rest);
    let before = if value.is_empty() {
        0
    } else {
        leading_ows(rest)
    };
    let start = offset + colon + 1 + before;
    Ok(Span {
        name: offset..offset + colon,
        value: start..start + value.len(),
    })
}

fn leading_ows(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// Where the line of a span ends in its text, line end included.
fn after_line(text: &[u8], span: &Span) -> usize {
    let rest = text.get(span.value.end..).unwrap_or_default();
    span.value.end + memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Fields, Rule> {
        let lines = Lines::new(200, Rule::HeadSize);
        let mut section = FieldSection::new(lines, 3, Rule::FieldCount);
        let (used, fields) = section
            .read(text.as_bytes())
            .map_err(|violation| violation.rule)?;
        assert_eq!(used, text.len());
        Ok(fields.expect("the section ends"))
    }

    #[test]
    fn folds_become_one_space_and_all_else_stays() {
        let fields = read("A:\r\n 5\r\nB: \t one \r\n\t two\r\n \r\nc:x:y \n\r\n").unwrap();
        let lines: Vec<_> = fields.iter().collect();
        assert_eq!(
            lines,
            [(&b"A"[..], &b"5"[..]), (b"B", b"one two"), (b"c", b"x:y")]
        );
        assert_eq!(fields.text(), b"A: 5\r\nB: \t one two \r\nc:x:y \n");
    }

    #[test]
    fn an_empty_section_has_no_text() {
        assert_eq!(read("\r\n").unwrap().text(), b"");
        assert_eq!(read("A: 1\r\n\r\n").unwrap().text(), b"A: 1\r\n");
        assert_eq!(read("A:  \r\n\r\n").unwrap().first("a"), Some(&b""[..]));
    }

    #[test]
    fn each_breach_names_its_rule() {
        let cases = [
            ("no colon\r\n\r\n", Rule::NoColon),
            (": v\r\n\r\n", Rule::FieldName),
            ("a b: v\r\n\r\n", Rule::FieldName),
            ("a\x0b: v\r\n\r\n", Rule::FieldName),
            ("a : v\r\n\r\n", Rule::SpaceBeforeColon),
            (" a: v\r\n\r\n", Rule::LeadingFold),
            ("a: v\0\r\n\r\n", Rule::Nul),
            ("a: v\r\n \0\r\n\r\n", Rule::Nul),
            ("a: v\rw\r\n\r\n", Rule::BareCr),
            ("a: v\r\r\n\r\n", Rule::BareCr),
            ("a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n", Rule::FieldCount),
        ];
        for (text, rule) in cases {
            assert_eq!(read(text), Err(rule), "{text:?}");
        }
    }

    #[test]
    fn text_up_to_the_limit_is_taken_and_one_more_byte_refused() {
        let section = |pad: usize| format!("a: {}\r\n\r\n", "x".repeat(pad));
        assert!(read(&section(200 - 7)).is_ok());
        assert_eq!(read(&section(200 - 6)), Err(Rule::HeadSize));
    }
}
