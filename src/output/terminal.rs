//! Bodies rendered for eyes: text made harmless, JSON laid out, binary refused.
//!
//! A [`Rendered`] stands before the sink of standard output. What the text becomes is decided in
//! `visible`, `json` and `xml`; here is what is decided about a body as a whole.

use std::fmt;
use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;

use super::colour::Paint;
use super::config::Style;
use super::json::Formatter;
use super::sink::Sink;
use super::stderr;
use super::visible::{Layout, Visible};
use super::xml::Document;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// Rendered text is written when there is this much of it, and at the end of each piece.
const FLUSH_BYTES: usize = 64 * 1024;
/// What is rendered at a time, so that the buffer stays small whatever the text becomes.
const PIECE_BYTES: usize = 4 * 1024;
/// How much of a body tells whether it is text.
const SNIFFED_BYTES: usize = 8 * 1024;
/// With less than this a share of undecodable bytes means nothing; they are shown escaped.
const SHARE_BYTES: usize = 32;

/// What a body is shown as.
pub enum View {
    /// Text as it is, made visible.
    Lines(Visible),
    /// JSON in lines.
    Json(Formatter),
    /// XML in lines.
    Xml(Document),
}

/// A sink that renders on the way to another.
pub struct Rendered {
    to: Box<dyn Sink>,
    view: View,
    sniff: Option<Sniff>,
    /// Whether what is wrong with a body is told, and then in colour.
    remarks: Option<Remarks>,
    buffer: Vec<u8>,
}

/// How stderr is told that a body is not what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remarks {
    /// Whether stderr gets colours.
    pub colour: bool,
}

impl Rendered {
    /// Text for a terminal.
    pub fn lines(to: Box<dyn Sink>) -> Self {
        Self::new(to, View::Lines(Visible::new(Layout::Lines)), true)
    }

    /// JSON, for a terminal or, because it was asked for, into a pipe.
    pub fn json(to: Box<dyn Sink>, style: Style) -> Self {
        Self::new(to, View::Json(Formatter::new(style)), style.terminal)
    }

    /// XML, for a terminal or, because it was asked for, into a pipe.
    pub fn xml(to: Box<dyn Sink>, style: Style) -> Self {
        let document = Document::new(style.terminal);
        Self::new(to, View::Xml(document), style.terminal)
    }

    fn new(to: Box<dyn Sink>, view: View, terminal: bool) -> Self {
        Self {
            to,
            view,
            sniff: terminal.then(Sniff::default),
            remarks: None,
            buffer: Vec::new(),
        }
    }

    /// Tells on stderr, at the end, what was wrong with the body.
    #[must_use]
    pub fn remarking(self, remarks: Option<Remarks>) -> Self {
        Self { remarks, ..self }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if !self.buffer.is_empty() {
            self.to.write(&[IoSlice::new(&self.buffer)])?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl Sink for Rendered {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        for piece in runs.iter().flat_map(|run| run.chunks(PIECE_BYTES)) {
            if self
                .sniff
                .as_mut()
                .is_some_and(|sniff| sniff.is_binary(piece))
            {
                return Err(refusal());
            }
            match &mut self.view {
                View::Lines(visible) => visible.push(piece, &mut self.buffer),
                View::Json(formatter) => formatter.push(piece, &mut self.buffer),
                View::Xml(document) => document.push(piece, &mut self.buffer),
            }
            if self.buffer.len() >= FLUSH_BYTES {
                self.flush()?;
            }
        }
        self.flush()
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        match &mut self.view {
            View::Lines(visible) => visible.end(&mut self.buffer),
            View::Json(formatter) => formatter.finish(&mut self.buffer),
            View::Xml(document) => document.finish(&mut self.buffer),
        }
        self.flush()?;
        if let (Some(remarks), View::Json(formatter)) = (self.remarks, &self.view)
            && let Some(fault) = formatter.fault()
        {
            remarks.say(fault);
        }
        self.to.finish()
    }
}

impl Remarks {
    fn say(self, what: impl fmt::Display) {
        let name = Paint::Warning.over("verb: warning:", self.colour);
        stderr::say(&format!("{name} {what}\n"));
    }
}

fn refusal() -> Failure {
    let story = "the body is binary and would be unreadable on a terminal";
    Failure::new(Kind::Write, story).hint("save it with -o FILE or send it through a pipe")
}

/// Looks at the beginning of a body. curl looks for NUL bytes in its first write alone.
#[derive(Debug, Default)]
struct Sniff {
    seen: usize,
    undecodable: usize,
}

impl Sniff {
    fn is_binary(&mut self, piece: &[u8]) -> bool {
        let left = SNIFFED_BYTES.saturating_sub(self.seen);
        let piece = piece.get(..left).unwrap_or(piece);
        let invalid = |chunk: std::str::Utf8Chunk<'_>| chunk.invalid().len();
        let undecodable: usize = piece.utf8_chunks().map(invalid).sum();
        self.seen = self.seen.saturating_add(piece.len());
        self.undecodable = self.undecodable.saturating_add(undecodable);
        let three_tenths = self.seen.saturating_mul(3) / 10;
        let mostly = self.seen >= SHARE_BYTES && self.undecodable > three_tenths;
        memchr::memchr(0, piece).is_some() || (!piece.is_empty() && mostly)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    const TERMINAL: Style = Style {
        pretty: true,
        colour: false,
        terminal: true,
    };

    /// A sink that keeps what it gets.
    #[derive(Clone, Default)]
    pub(in crate::output) struct Memory(pub Rc<RefCell<Vec<u8>>>);

    impl Sink for Memory {
        fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
            runs.iter()
                .for_each(|run| self.0.borrow_mut().extend_from_slice(run));
            Ok(())
        }

        fn pages(&self) -> Option<BorrowedFd<'_>> {
            None
        }

        fn failed(&self, cause: io::Error) -> Failure {
            Failure::io(Kind::Write, "memory", cause)
        }

        fn finish(self: Box<Self>) -> Result<(), Failure> {
            Ok(())
        }
    }

    fn render(
        make: impl Fn(Box<dyn Sink>) -> Rendered,
        pieces: &[&[u8]],
    ) -> (String, Option<Kind>) {
        let memory = Memory::default();
        let mut sink = Box::new(make(Box::new(memory.clone())));
        let mut end = Ok(());
        for piece in pieces {
            end = end.and_then(|()| sink.write(&[IoSlice::new(piece)]));
        }
        let end = end.and_then(|()| sink.finish());
        let text = String::from_utf8(memory.0.borrow().clone()).unwrap();
        (text, end.err().map(|failure| failure.kind))
    }

    #[test]
    fn text_is_shown_as_it_comes_and_cannot_act() {
        let pieces = [&b"a\x1b["[..], b"2J\xc3", b"\xa9\r", b"\nend"];
        let shown = ("a\\x1b[2Jé\nend".to_owned(), None);
        assert_eq!(render(Rendered::lines, &pieces), shown);
    }

    #[test]
    fn each_piece_is_written_at_once() {
        let memory = Memory::default();
        let mut sink = Rendered::json(Box::new(memory.clone()), TERMINAL);
        sink.write(&[IoSlice::new(b"{\"a\":1}\n")]).unwrap();
        assert_eq!(*memory.0.borrow(), b"{\n  \"a\": 1\n}\n");
    }

    #[test]
    fn binary_is_refused_before_anything_is_shown() {
        let noise: Vec<u8> = (0..100).map(|n| 0x80 | (n % 64)).collect();
        for body in [&b"\x89PNG\r\n\x00"[..], &noise] {
            let json = |to| Rendered::json(to, TERMINAL);
            for (shown, kind) in [render(Rendered::lines, &[body]), render(json, &[body])] {
                assert_eq!((shown.as_str(), kind), ("", Some(Kind::Write)));
            }
        }
        let mut late = vec![b'x'; SNIFFED_BYTES];
        late.push(0);
        assert_eq!(render(Rendered::lines, &[&late]).1, None);
        late[SNIFFED_BYTES - 1] = 0;
        assert_eq!(render(Rendered::lines, &[&late]).1, Some(Kind::Write));
        let latin = "caf\u{e9} "
            .chars()
            .map(|c| c as u8)
            .collect::<Vec<_>>()
            .repeat(20);
        assert_eq!(render(Rendered::lines, &[&latin]).1, None);
    }

    #[test]
    fn a_pipe_that_asked_for_layout_gets_all_bytes() {
        let json = |to| Rendered::json(to, Style::default());
        let shown = ("[\n  \"\u{1b}\0\"]".to_owned(), None);
        assert_eq!(render(json, &[b"[\"\x1b\x00\"]"]), shown);
    }
}
