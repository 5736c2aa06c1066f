//! XML laid out for people, where white space means nothing: between elements that hold no text.
//!
//! A document is held up to a limit and judged as a whole, because text that makes an element's
//! white space count may come last. What is larger, malformed or no UTF-8 is shown as it came.
//! Every token is written as it was: nothing is decoded, no entity expanded, so that a document
//! has no lever. HTML is not laid out: its white space shows, and pages in use are no trees.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::visible::{Layout, Visible};
use crate::base::limits;

/// Nesting beyond which lines are not indented further.
const INDENTED_LEVELS: usize = 64;
/// As much white space as a line begins with.
const INDENT: &[u8; 2 * INDENTED_LEVELS] = &[b' '; 2 * INDENTED_LEVELS];
/// How many times as large a layout may be: deep nesting of tiny elements is given up.
const GROWTH: usize = 4;

/// A body that is laid out when all of it has come.
#[derive(Debug)]
pub struct Document {
    /// `None` once it is passed on as it comes.
    held: Option<Vec<u8>>,
    /// For a terminal.
    visible: Option<Visible>,
}

impl Document {
    /// For a terminal, or for a pipe because it was asked for.
    pub fn new(terminal: bool) -> Self {
        Self {
            held: Some(Vec::new()),
            visible: terminal.then(|| Visible::new(Layout::Lines)),
        }
    }

    /// Appends what the next piece makes of the output: mostly nothing.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        match &mut self.held {
            Some(held) if held.len().saturating_add(piece.len()) <= limits::XML_BYTES => {
                held.extend_from_slice(piece);
            }
            Some(_) | None => {
                let held = self.held.take().unwrap_or_default();
                self.show(&held, out);
                self.show(piece, out);
            }
        }
    }

    /// Appends the rest.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        if let Some(held) = self.held.take() {
            let text = lay_out(&held).unwrap_or(held);
            self.show(&text, out);
        }
        if let Some(visible) = &mut self.visible {
            visible.end(out);
        }
    }

    fn show(&mut self, text: &[u8], out: &mut Vec<u8>) {
        match &mut self.visible {
            Some(visible) => visible.push(text, out),
            None => out.extend_from_slice(text),
        }
    }
}

/// The layout of a document, a byte-order mark left out; `None` where it is malformed.
fn lay_out(document: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(document).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut page = Page {
        textual: textual(text)?.into_iter(),
        most: text.len().saturating_mul(GROWTH).max(limits::EXCERPT_BYTES),
        open: Vec::new(),
        out: Vec::new(),
    };
    tokens(text, |token, raw| page.token(token, raw))?;
    page.out.push(b'\n');
    Some(page.out)
}

/// What matters about a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Start,
    End,
    /// An element without content.
    Empty,
    /// A comment, an instruction, a declaration.
    Aside,
    /// White space alone.
    Space,
    /// Characters, a reference or a CDATA section.
    Text,
}

/// Tells all tokens of a document, each with its bytes; `None` where it is malformed, or the
/// listener says so.
fn tokens(text: &str, mut tell: impl FnMut(Token, &[u8]) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(text);
    let mut from = 0;
    loop {
        let token = match reader.read_event().ok()? {
            Event::Start(_) => Token::Start,
            Event::End(_) => Token::End,
            Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => Token::Space,
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => Token::Text,
            Event::Empty(_) => Token::Empty,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Token::Aside,
            Event::Eof => return Some(()),
        };
        let to = usize::try_from(reader.buffer_position()).ok()?;
        tell(token, text.as_bytes().get(from..to)?)?;
        from = to;
    }
}

/// For each element, in the order of their beginnings, whether white space inside counts: it holds
/// text, or white space and nothing else, or says `xml:space`. `None` where there is text outside
/// the root, not one root or no end.
fn textual(text: &str) -> Option<Vec<bool>> {
    struct Open {
        number: usize,
        children: bool,
        space: bool,
    }
    let (mut found, mut open, mut roots) = (Vec::new(), Vec::<Open>::new(), 0_usize);
    tokens(text, |token, raw| {
        if matches!(token, Token::Start | Token::Empty) && open.is_empty() {
            roots = roots.saturating_add(1);
        }
        if matches!(token, Token::Start | Token::Empty | Token::Aside)
            && let Some(parent) = open.last_mut()
        {
            parent.children = true;
        }
        match token {
            Token::Start => {
                open.push(Open {
                    number: found.len(),
                    children: false,
                    space: false,
                });
                found.push(memchr::memmem::find(raw, b"xml:space").is_some());
            }
            Token::End => {
                let ended = open.pop()?;
                if ended.space && !ended.children {
                    *found.get_mut(ended.number)? = true;
                }
            }
            Token::Space => {
                if let Some(parent) = open.last_mut() {
                    parent.space = true;
                }
            }
            Token::Text => *found.get_mut(open.last()?.number)? = true,
            Token::Empty | Token::Aside => {}
        }
        Some(())
    })?;
    (open.is_empty() && roots == 1).then_some(found)
}

/// The layout under way.
struct Page {
    textual: std::vec::IntoIter<bool>,
    most: usize,
    open: Vec<Level>,
    out: Vec<u8>,
}

/// An element that is open.
struct Level {
    /// White space inside counts, here or further out.
    textual: bool,
    /// Something was written inside.
    filled: bool,
}

impl Page {
    fn token(&mut self, token: Token, raw: &[u8]) -> Option<()> {
        let kept = self.open.last().is_some_and(|level| level.textual);
        match token {
            Token::Space if !kept => return Some(()),
            Token::Space | Token::Text => {}
            Token::Start | Token::Empty | Token::Aside => {
                if !kept {
                    self.line();
                }
                if let Some(level) = self.open.last_mut() {
                    level.filled = true;
                }
                if token == Token::Start {
                    let textual = self.textual.next()?;
                    self.open.push(Level {
                        textual: kept || textual,
                        filled: false,
                    });
                }
            }
            Token::End => {
                let ended = self.open.pop()?;
                if ended.filled && !ended.textual {
                    self.line();
                }
            }
        }
        self.out.extend_from_slice(raw);
        (self.out.len() <= self.most).then_some(())
    }

    fn line(&mut self) {
        if !self.out.is_empty() {
            self.out.push(b'\n');
        }
        let width = self.open.len().min(INDENTED_LEVELS).saturating_mul(2);
        let indent = INDENT.get(..width).unwrap_or_default();
        self.out.extend_from_slice(indent);
    }
}

#[cfg(test)]
#[path = "xml_tests.rs"]
mod tests;
