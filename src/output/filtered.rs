//! Content through a jq filter on its way to its place: outputs instead of the content.
//!
//! What the filter makes of a piece is written before the next piece is waited for, and what it
//! made before a failure is written before that is told. On a terminal outputs look as `jq`'s do:
//! JSON laid out and coloured, strings as they are but harmless.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;
use std::sync::Arc;

use super::config::Style;
use super::json::Formatter;
use super::sink::Sink;
use super::visible::{Layout, Visible};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::head::ResponseHead;
use crate::query::{Facts, Filter, Output, Outputs, Run};

/// Outputs are written when there is this much of them, and at the end of each piece.
const FLUSH_BYTES: usize = 64 * 1024;

/// A filter that was asked for.
#[derive(Debug)]
pub struct Wanted {
    /// What is run on the body.
    pub filter: Arc<Filter>,
    /// Its text, for messages.
    pub text: String,
    /// Whether null, false or no output at all is a failure.
    pub require: bool,
    /// The flags and values that gave it.
    pub words: Vec<String>,
}

/// A sink that filters on the way to another.
pub struct Filtered {
    to: Box<dyn Sink>,
    wanted: Arc<Wanted>,
    run: Run<Arc<Filter>>,
    page: Page,
    /// What comes now is the sign of the end.
    closing: bool,
}

impl Filtered {
    /// Filters the content of the response with this head. `untouched` says that the place holds
    /// nothing yet: until the first output another response can then take this one's place.
    pub fn new(
        to: Box<dyn Sink>,
        wanted: Arc<Wanted>,
        head: &ResponseHead,
        (style, untouched): (Style, bool),
    ) -> Self {
        let facts = Facts {
            status: head.status.code(),
            fields: &head.fields,
        };
        Self {
            to,
            run: Run::new(Arc::clone(&wanted.filter), facts),
            wanted,
            page: Page {
                look: Look::of(style),
                buffer: Vec::new(),
                untrue: None,
                untouched,
            },
            closing: false,
        }
    }
}

impl Sink for Filtered {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let Self {
            to,
            run,
            page,
            closing,
            ..
        } = self;
        let mut take = |output: Output<'_>| page.take(output, to.as_mut());
        let pushed = runs.iter().try_for_each(|piece| run.push(piece, &mut take));
        page.flush(to.as_mut())?;
        match pushed {
            // A filter for the news need not understand the sign of their end.
            Err(failure) if *closing && failure.kind == Kind::Expectation => {
                run.halt();
                Ok(())
            }
            pushed => pushed,
        }
    }

    fn closing(&mut self) {
        self.closing = true;
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn mark(&self) -> Option<u64> {
        self.to.mark().or(self.page.untouched.then_some(0))
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        let Self {
            mut to,
            wanted,
            run,
            mut page,
            closing: _,
        } = *self;
        let ended = run.end(&mut |output| page.take(output, to.as_mut()));
        page.flush(to.as_mut())?;
        let outputs = ended?;
        if wanted.require && !outputs.hold() {
            return Err(unfulfilled(&wanted.text, outputs, page.untrue));
        }
        to.finish()
    }
}

fn unfulfilled(filter: &str, outputs: Outputs, untrue: Option<&str>) -> Failure {
    let gave = match (outputs.count, untrue) {
        (0, _) | (_, None) => "nothing",
        (_, Some(value)) => value,
    };
    let filter = excerpt(filter.as_bytes());
    let story = format!("--require: the filter '{filter}' gave {gave}");
    Failure::new(Kind::Expectation, story)
}

/// Outputs on their way out.
struct Page {
    look: Look,
    buffer: Vec<u8>,
    /// The first output that was null or false.
    untrue: Option<&'static str>,
    /// Nothing was written by anybody.
    untouched: bool,
}

/// What outputs look like.
enum Look {
    /// As they are, a line each.
    Lines,
    /// A line each, for a terminal.
    Visible,
    /// JSON laid out, for a terminal or, because it was asked for, into a pipe.
    Pretty { formatter: Formatter, safe: bool },
}

impl Page {
    fn take(&mut self, output: Output<'_>, to: &mut dyn Sink) -> Result<(), Failure> {
        if !output.truth && self.untrue.is_none() {
            let null = output.text() == b"null";
            self.untrue = Some(if null { "null" } else { "false" });
        }
        let (line, buffer) = (output.line, &mut self.buffer);
        match &mut self.look {
            Look::Pretty { formatter, .. } if !output.string => formatter.push(line, buffer),
            Look::Visible | Look::Pretty { safe: true, .. } => {
                let mut visible = Visible::new(Layout::Lines);
                visible.push(line, buffer);
                visible.end(buffer);
            }
            Look::Lines | Look::Pretty { .. } => buffer.extend_from_slice(line),
        }
        if self.buffer.len() >= FLUSH_BYTES {
            self.flush(to)?;
        }
        Ok(())
    }

    fn flush(&mut self, to: &mut dyn Sink) -> Result<(), Failure> {
        if !self.buffer.is_empty() {
            self.untouched = false;
            to.write(&[IoSlice::new(&self.buffer)])?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl Look {
    fn of(style: Style) -> Self {
        match style {
            Style { pretty: true, .. } => Self::Pretty {
                formatter: Formatter::new(style),
                safe: style.terminal,
            },
            Style { terminal: true, .. } => Self::Visible,
            Style { .. } => Self::Lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::head::tests::head;
    use super::super::terminal::tests::Memory;
    use super::*;
    use crate::query::Variables;

    const TERMINAL: Style = Style {
        pretty: true,
        colour: false,
        terminal: true,
    };

    fn filtered(filter: &str, require: bool, style: Style) -> (Memory, Box<Filtered>) {
        let memory = Memory::default();
        let compiled = Filter::compile(filter, &Variables::default()).unwrap();
        let wanted = Wanted {
            filter: Arc::new(compiled),
            text: filter.to_owned(),
            require,
            words: Vec::new(),
        };
        let to = Box::new(memory.clone());
        let sink = Filtered::new(to, Arc::new(wanted), &head(200, &[]), (style, true));
        (memory, Box::new(sink))
    }

    fn shown(filter: &str, style: Style, content: &[u8]) -> String {
        let (memory, mut sink) = filtered(filter, false, style);
        sink.write(&[IoSlice::new(content)]).unwrap();
        sink.finish().unwrap();
        String::from_utf8(memory.0.take()).unwrap()
    }

    #[test]
    fn outputs_come_with_the_piece_that_completes_them() {
        let (memory, mut sink) = filtered(".[]", false, Style::default());
        assert_eq!(sink.mark(), Some(0));
        for (piece, seen) in [("[1", ""), (",2,", "1\n2\n"), ("\"a", "1\n2\n")] {
            sink.write(&[IoSlice::new(piece.as_bytes())]).unwrap();
            assert_eq!(*memory.0.borrow(), seen.as_bytes(), "{piece}");
        }
        assert_eq!(sink.mark(), None);
        sink.write(&[IoSlice::new(b"\"] x")]).unwrap_err();
        assert_eq!(*memory.0.borrow(), b"1\n2\na\n");
    }

    #[test]
    fn a_terminal_sees_layout_and_nothing_that_acts() {
        let content =
            "[{\"a\":[1.50]},\"b\u{1b}[2J\u{202e}\\n\",null]".replace('\u{1b}', "\\u001b");
        let content = content.as_bytes();
        let pretty = "{\n  \"a\": [\n    1.50\n  ]\n}\nb\\x1b[2J\\u{202e}\n\nnull\n";
        assert_eq!(shown(".[]", TERMINAL, content), pretty);
        let lines = Style {
            pretty: false,
            ..TERMINAL
        };
        let plain = "{\"a\":[1.50]}\nb\\x1b[2J\\u{202e}\n\nnull\n";
        assert_eq!(shown(".[]", lines, content), plain);
        let bytes = "{\"a\":[1.50]}\nb\u{1b}[2J\u{202e}\n\nnull\n";
        assert_eq!(shown(".[]", Style::default(), content), bytes);
    }

    #[test]
    fn what_is_required_and_not_there_is_named() {
        for (filter, gave) in [
            (".a", "null"),
            (".b", "false"),
            ("1, .b", "false"),
            ("empty", "nothing"),
        ] {
            let (_, mut sink) = filtered(filter, true, Style::default());
            sink.write(&[IoSlice::new(b"{\"b\": false}")]).unwrap();
            let failure = sink.finish().unwrap_err();
            let told = format!("--require: the filter '{filter}' gave {gave}");
            assert_eq!((failure.kind, failure.story()), (Kind::Expectation, told));
        }
        let (_, mut sink) = filtered(".b", true, Style::default());
        sink.write(&[IoSlice::new(b"{\"b\": 0}")]).unwrap();
        sink.finish().unwrap();
    }
}
