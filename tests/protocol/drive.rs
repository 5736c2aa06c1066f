//! Drives the codec over slices as a connection would deliver them, and says what it made of them.

use verb::http::fields::Fields;
use verb::http::head::ResponseHead;
use verb::http::method::Method;
use verb::http1::body::BodyDecoder;
use verb::http1::exchange::{Exchange, Received};
use verb::http1::framing::Framing;
use verb::http1::incomplete::Incomplete;
use verb::http1::persistence::Close;
use verb::http1::violation::Rule;

/// What the codec made of some input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) interim: Vec<ResponseHead>,
    pub(crate) last: Option<Last>,
    pub(crate) content: Vec<u8>,
    pub(crate) end: End,
    /// Bytes behind the end of a complete message.
    pub(crate) leftover: usize,
}

/// The final head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) head: ResponseHead,
    pub(crate) framing: Framing,
    pub(crate) close: Option<Close>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// The message is complete.
    Complete(Fields),
    /// More input is needed.
    Hungry,
    /// A rule is broken.
    Broken(Rule),
    /// The peer closed too early.
    Cut(Incomplete),
}

/// Feeds slices in order; `closed` says whether the peer closes after the last.
pub(crate) fn drive<'a>(
    method: &Method,
    slices: impl IntoIterator<Item = &'a [u8]>,
    closed: bool,
) -> Seen {
    let mut seen = Seen {
        interim: Vec::new(),
        last: None,
        content: Vec::new(),
        end: End::Hungry,
        leftover: 0,
    };
    let mut exchange = Exchange::new(method);
    let mut body: Option<BodyDecoder> = None;
    for slice in slices {
        let mut rest = slice;
        loop {
            if matches!(seen.end, End::Complete(_)) {
                seen.leftover += rest.len();
                break;
            }
            let before = rest.len();
            let more = match &mut body {
                None => head(&mut exchange, &mut body, &mut rest, &mut seen),
                Some(decoder) => content(decoder, &mut rest, &mut seen),
            };
            if let Err(rule) = more {
                seen.end = End::Broken(rule);
                return seen;
            }
            if rest.is_empty() && before == 0 {
                break;
            }
        }
    }
    if closed && seen.end == End::Hungry {
        seen.end = match body.map(BodyDecoder::finish) {
            None => End::Cut(exchange.closed()),
            Some(Ok(trailers)) => End::Complete(trailers),
            Some(Err(missing)) => End::Cut(missing),
        };
    }
    seen
}

fn head(
    exchange: &mut Exchange,
    body: &mut Option<BodyDecoder>,
    rest: &mut &[u8],
    seen: &mut Seen,
) -> Result<(), Rule> {
    let (used, received) = exchange.receive(rest).map_err(|violation| violation.rule)?;
    *rest = &rest[used..];
    match received {
        Received::More => assert!(rest.is_empty(), "input is taken whole while more is needed"),
        Received::Interim(head) => seen.interim.push(head),
        Received::Final(last) => {
            *body = Some(last.body.clone());
            if last.body.is_done() {
                seen.end = End::Complete(Fields::default());
            }
            let (head, framing, close) = (last.head, last.framing, last.close);
            seen.last = Some(Last {
                head,
                framing,
                close,
            });
        }
    }
    Ok(())
}

fn content(decoder: &mut BodyDecoder, rest: &mut &[u8], seen: &mut Seen) -> Result<(), Rule> {
    let step = decoder.step(rest).map_err(|violation| violation.rule)?;
    assert!(
        step.framing + step.content <= rest.len(),
        "counts stay within the input"
    );
    let (_, behind) = rest.split_at(step.framing);
    let (content, behind) = behind.split_at(step.content);
    seen.content.extend_from_slice(content);
    *rest = behind;
    if step.done {
        let trailers = decoder
            .clone()
            .finish()
            .expect("a body that is done is complete");
        seen.end = End::Complete(trailers);
    } else {
        assert!(
            rest.is_empty() || step.framing + step.content > 0,
            "there is progress"
        );
    }
    Ok(())
}
