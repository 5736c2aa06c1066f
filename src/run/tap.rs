//! A sink that takes values of a response on its way to where it is wanted.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;
use std::sync::Arc;

use super::capture::{Capture, Captures, What};
use crate::base::clock;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::client::Hop;
use crate::http::fields::Fields;
use crate::http::head::ResponseHead;
use crate::http::status::Class;
use crate::http::uri::Uri;
use crate::output::assign::Captured;
use crate::output::sink::Sink;
use crate::query::{Facts, Filter, Output, Run};

/// Takes values while content passes.
pub(super) struct Tap {
    to: Box<dyn Sink>,
    captures: Arc<Captures>,
    /// One for each value.
    takers: Vec<Taker>,
    /// Whether what is missing is a failure: not of a response that says that something failed.
    strict: bool,
}

enum Taker {
    /// Known already; `None` is missing.
    Known(Option<Vec<u8>>),
    /// Known at the end.
    Late(What),
    /// The body so far.
    Body(Vec<u8>),
    /// A filter on the body.
    Query(Box<Query>),
    /// What failed where that does not count.
    Lost,
}

struct Query {
    run: Run<Arc<Filter>>,
    taken: Taken,
}

/// Outputs, joined by line ends as `$(jq -r …)` has them.
#[derive(Default)]
struct Taken {
    text: Vec<u8>,
    outputs: usize,
    null: bool,
}

impl Tap {
    /// Looks at a response with this head, to a request for this URI.
    pub(super) fn new(
        to: Box<dyn Sink>,
        captures: &Arc<Captures>,
        followed: &[Hop],
        (uri, head): (&Uri, &ResponseHead),
    ) -> Self {
        let takers = captures.all.iter().map(|capture| match &capture.what {
            What::Status => Taker::Known(Some(head.status.to_string().into_bytes())),
            What::Header(name) => Taker::Known(header(&head.fields, name)),
            What::Cookie(name) => {
                let heads = followed.iter().rev().map(|hop| &hop.head);
                let found = [head].into_iter().chain(heads);
                Taker::Known(
                    found
                        .into_iter()
                        .find_map(|head| cookie(&head.fields, name)),
                )
            }
            What::Url => Taker::Known(Some(uri.to_string().into_bytes())),
            What::Body => Taker::Body(Vec::new()),
            What::Query(filter) => Taker::Query(Box::new(Query {
                run: Run::new(
                    Arc::clone(filter),
                    Facts {
                        status: head.status.code(),
                        fields: &head.fields,
                    },
                ),
                taken: Taken::default(),
            })),
            late @ (What::Time | What::FirstByte) => Taker::Late(late.clone()),
        });
        Self {
            to,
            takers: takers.collect(),
            captures: Arc::clone(captures),
            strict: head.status.class() == Class::Successful,
        }
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), Failure> {
        let all = self.captures.all.iter().zip(&mut self.takers);
        for (capture, taker) in all {
            let took = match taker {
                Taker::Body(body) => append(piece, body),
                Taker::Query(query) => {
                    let Query { run, taken } = query.as_mut();
                    run.push(piece, &mut |output| taken.add(output))
                }
                Taker::Known(_) | Taker::Late(_) | Taker::Lost => Ok(()),
            };
            match took {
                Ok(()) => {}
                Err(_) if !self.strict => *taker = Taker::Lost,
                Err(failure) => return Err(named(failure, capture)),
            }
        }
        Ok(())
    }

    fn needs_content(&self) -> bool {
        let needs = |taker: &Taker| matches!(taker, Taker::Body(_) | Taker::Query(_));
        self.takers.iter().any(needs)
    }
}

impl Sink for Tap {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        if self.needs_content() {
            runs.iter().try_for_each(|piece| self.take(piece))?;
        }
        self.to.write(runs)
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        match self.needs_content() {
            true => None,
            false => self.to.pages(),
        }
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn mark(&self) -> Option<u64> {
        self.to.mark()
    }

    fn closing(&mut self) {
        self.to.closing();
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        let Self {
            to,
            captures,
            takers,
            strict,
        } = *self;
        let mut values = Vec::new();
        for (capture, taker) in captures.all.iter().zip(takers) {
            let value = match taker.end(&captures) {
                Ok(Some(value)) => value,
                Ok(None) | Err(_) if !strict => Vec::new(),
                Ok(None) => return Err(missing(capture)),
                Err(failure) => return Err(named(failure, capture)),
            };
            values.push(Captured {
                name: capture.name.clone(),
                value,
            });
        }
        to.finish()?;
        captures.seen().complete(values);
        Ok(())
    }
}

impl Taker {
    /// The value; `None` where it is missing.
    fn end(self, captures: &Captures) -> Result<Option<Vec<u8>>, Failure> {
        let query = match self {
            Self::Known(value) => return Ok(value),
            Self::Late(what) => {
                let seen = captures.seen();
                let millis = match what {
                    What::FirstByte => seen.first_byte(),
                    What::Time
                    | What::Query(_)
                    | What::Status
                    | What::Header(_)
                    | What::Cookie(_)
                    | What::Url
                    | What::Body => seen.millis(clock::now()),
                };
                return Ok(Some(millis.to_string().into_bytes()));
            }
            Self::Body(body) => return Ok(Some(body)),
            Self::Lost => return Ok(None),
            Self::Query(query) => *query,
        };
        let Query { run, mut taken } = query;
        run.end(&mut |output| taken.add(output))?;
        let only_null = taken.null && taken.outputs == 1;
        Ok((taken.outputs > 0 && !only_null).then_some(taken.text))
    }
}

impl Taken {
    fn add(&mut self, output: Output<'_>) -> Result<(), Failure> {
        if self.outputs > 0 {
            append(b"\n", &mut self.text)?;
        }
        self.outputs = self.outputs.saturating_add(1);
        self.null |= !output.string && output.text() == b"null";
        append(output.text(), &mut self.text)
    }
}

/// Appends to a value, as far as one may grow.
fn append(piece: &[u8], value: &mut Vec<u8>) -> Result<(), Failure> {
    if value.len().saturating_add(piece.len()) > limits::CAPTURED_BYTES {
        let most = limits::CAPTURED_BYTES / 1024;
        let story = format!("the value is longer than the {most} KiB that a variable is given");
        return Err(Failure::new(Kind::Expectation, story).hint("-o FILE saves a body"));
    }
    value.extend_from_slice(piece);
    Ok(())
}

/// The values of a field as one list (RFC 9110, 5.3).
fn header(fields: &Fields, name: &str) -> Option<Vec<u8>> {
    let all: Vec<&[u8]> = fields.all(name).collect();
    (!all.is_empty()).then(|| all.join(&b", "[..]))
}

/// The value that a response sets a cookie to, the last where there are several.
fn cookie(fields: &Fields, name: &str) -> Option<Vec<u8>> {
    let pairs = fields.all("set-cookie").filter_map(|line| {
        let pair = line.split(|byte| *byte == b';').next()?;
        let at = pair.iter().position(|byte| *byte == b'=')?;
        let (found, value) = pair.split_at_checked(at)?;
        (found.trim_ascii() == name.as_bytes()).then_some(value.get(1..)?.trim_ascii())
    });
    pairs.last().map(<[u8]>::to_vec)
}

fn named(failure: Failure, capture: &Capture) -> Failure {
    failure.context(format!("--capture {}", capture.name))
}

fn missing(capture: &Capture) -> Failure {
    let name = &capture.name;
    let (story, hint) = match &capture.what {
        What::Header(header) => (format!("the response has no header {header}"), None),
        What::Cookie(cookie) => (format!("the response sets no cookie {cookie}"), None),
        What::Query(_) | What::Status | What::Time | What::FirstByte | What::Url | What::Body => (
            "the filter gave null or nothing".to_owned(),
            Some("add // \"\" to it where that is fine"),
        ),
    };
    let failure = Failure::new(Kind::Expectation, format!("--capture {name}: {story}"));
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// Where a body goes that nobody wants.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &[IoSlice<'_>]) -> Result<(), Failure> {
        Ok(())
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        Failure::io(Kind::Write, "dropping the body", cause)
    }

    fn mark(&self) -> Option<u64> {
        Some(0)
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};

    #[test]
    fn a_value_grows_to_the_limit_and_no_further() {
        let mut value = vec![b'a'; limits::CAPTURED_BYTES - 1];
        append(b"b", &mut value).unwrap();
        let failure = append(b"c", &mut value).unwrap_err();
        assert_eq!(failure.kind, Kind::Expectation);
        assert_eq!(value.len(), limits::CAPTURED_BYTES);
    }

    #[test]
    fn headers_are_joined_and_the_last_cookie_counts() {
        let mut fields = Fields::default();
        for (name, value) in [
            ("Via", "a"),
            ("Set-Cookie", "sid=one; Path=/"),
            ("via", "b"),
            ("set-cookie", "other=x=y"),
            ("Set-Cookie", "sid= two ;HttpOnly"),
            ("Set-Cookie", "none"),
        ] {
            let name = FieldName::parse(name).unwrap();
            fields.push(&name, &FieldValue::parse(value.as_bytes()).unwrap());
        }
        assert_eq!(header(&fields, "VIA").unwrap(), b"a, b");
        assert_eq!(header(&fields, "age"), None);
        assert_eq!(cookie(&fields, "sid").unwrap(), b"two");
        assert_eq!(cookie(&fields, "other").unwrap(), b"x=y");
        assert_eq!(cookie(&fields, "none"), None);
    }
}
