//! Every case of the corpus against the codec in memory: whole, byte by byte, and cut in two at
//! every position. Cases under TLS and in tunnels are left to `wire`.

use verb::http::fields::Fields;
use verb::http::head::Version;
use verb::http::method::Method;
use verb::http1::framing::Framing;
use verb::http1::incomplete::Incomplete;
use verb::http1::violation::Rule;

use super::drive::{End, Last, Seen, drive};
use crate::support::case::{self, Case, Class, Message, Then, Verdict};

/// Longer wires are not cut at every position.
const CUT_EVERYWHERE: usize = 2048;

#[test]
fn every_case_has_its_verdict_at_every_split() {
    let mut wrong = Vec::new();
    let mut played = 0;
    for case in case::all() {
        let Some(wire) = case.wire_bytes() else {
            continue;
        };
        // Without a clock a drip is no different from the same bytes at once.
        let drips = case.wire.iter().any(|segment| segment.gap_ms.is_some());
        if drips && case.limit.is_some() {
            continue;
        }
        played += 1;
        let method = Method::parse(&case.method).unwrap();
        let closed = matches!(case.then, Then::Close | Then::CloseNow);
        let whole = drive(&method, [wire.as_slice()], closed);
        if let Err(why) = judge(case, &whole) {
            wrong.push(format!("{}: {why}\n    {}", case.id, case.note));
        }
        for pieces in splits(&wire) {
            let cut = pieces.first().map_or(0, |piece| piece.len());
            if drive(&method, pieces, closed) != whole {
                wrong.push(format!("{}: another result when cut at {cut}", case.id));
                break;
            }
        }
    }
    assert!(played > 200, "only {played} cases were played");
    assert!(
        wrong.is_empty(),
        "{} of {played}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_too_large_is_refused_before_it_has_all_come() {
    let too_large = |case: &&Case| {
        matches!(
            &case.expect,
            Verdict::Error {
                class: Class::TooLarge,
                ..
            }
        )
    };
    let mut refused = 0;
    for case in case::all().iter().filter(too_large) {
        let Some(wire) = case.wire_bytes() else {
            continue;
        };
        let (begin, _) = wire.split_at(wire.len() / 2);
        let seen = drive(&Method::GET, begin.chunks(4096), false);
        assert!(
            matches!(seen.end, End::Broken(_)),
            "{}: {:?}",
            case.id,
            seen.end
        );
        refused += 1;
    }
    assert!(refused > 5, "only {refused} cases are about limits");
}

fn splits(wire: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut splits: Vec<Vec<&[u8]>> = vec![wire.chunks(4093).collect(), wire.chunks(7).collect()];
    if wire.len() <= CUT_EVERYWHERE {
        splits.push(wire.chunks(1).collect());
        splits.extend((0..=wire.len()).map(|at| {
            let (one, two) = wire.split_at(at);
            vec![one, two]
        }));
    }
    splits
}

fn judge(case: &Case, seen: &Seen) -> Result<(), String> {
    match &case.expect {
        Verdict::Ok(message) => same(message, seen),
        // The framing is in order there; the coding is undone elsewhere.
        Verdict::Error {
            class: Class::Content,
            ..
        } => match seen.end {
            End::Complete(_) => Ok(()),
            _ => Err(format!("not complete: {:?}", seen.end)),
        },
        Verdict::Error {
            class,
            also,
            partial,
        } => {
            let got = class_of(seen, case.then);
            let fits = got.is_some_and(|got| got == *class || also.contains(&got));
            if !fits {
                return Err(format!("{:?} instead of {class:?}", seen.end));
            }
            match partial {
                Some(partial) if !partial.begins_with(&seen.content) => {
                    Err(format!("content before the error is {:?}", seen.content))
                }
                _ => Ok(()),
            }
        }
    }
}

fn class_of(seen: &Seen, then: Then) -> Option<Class> {
    match &seen.end {
        End::Complete(_) => None,
        // Nothing more comes: a limit on time ends it, or the reset.
        End::Hungry if then == Then::Reset => Some(Class::Network),
        End::Hungry => Some(Class::Timeout),
        End::Cut(Incomplete::Nothing) => Some(Class::Network),
        End::Cut(_) => Some(Class::Truncated),
        End::Broken(rule) => Some(match rule {
            Rule::HeadSize
            | Rule::FieldCount
            | Rule::InterimCount
            | Rule::InterimSize
            | Rule::ChunkExtensionSize
            | Rule::TrailerSize
            | Rule::TrailerCount => Class::TooLarge,
            _ => Class::Protocol,
        }),
    }
}

fn same(message: &Message, seen: &Seen) -> Result<(), String> {
    let End::Complete(trailers) = &seen.end else {
        return Err(format!("not complete: {:?}", seen.end));
    };
    let Some(last) = &seen.last else {
        return Err("no final head".to_owned());
    };
    check("status", &last.head.status.code(), &message.status)?;
    if let Some(reason) = &message.reason {
        check("reason", &last.head.reason, reason)?;
    }
    if let Some(version) = &message.version {
        let http10 = version == "1.0";
        check("version", &(last.head.version == Version::Http10), &http10)?;
    }
    if let Some(fields) = &message.fields {
        check("fields", &pairs(&last.head.fields), fields)?;
    }
    let content = message.coded.as_ref().unwrap_or(&message.content);
    if !content.is(&seen.content) {
        return Err(format!(
            "{} bytes of content, not {}",
            seen.content.len(),
            content.length
        ));
    }
    check("trailers", &pairs(trailers), &message.trailers)?;
    let interim: Vec<_> = seen
        .interim
        .iter()
        .map(|head| (head.status.code(), pairs(&head.fields)))
        .collect();
    check("interim", &interim, &message.interim)?;
    framing(message, last)?;
    match message.reusable {
        Some(reusable) => check(
            "reuse",
            &(last.close.is_none() && seen.leftover == 0),
            &reusable,
        ),
        None => Ok(()),
    }
}

fn framing(message: &Message, last: &Last) -> Result<(), String> {
    let Some(framing) = &message.framing else {
        return Ok(());
    };
    let seen = match last.framing {
        Framing::None => "none",
        Framing::Length(_) => "length",
        Framing::Chunked => "chunked",
        Framing::UntilClose => "close",
    };
    check("framing", &seen, &framing.as_str())
}

fn pairs(fields: &Fields) -> case::Fields {
    fields
        .iter()
        .map(|(name, value)| (name.to_vec(), value.to_vec()))
        .collect()
}

fn check<T: PartialEq + std::fmt::Debug>(what: &str, got: &T, wanted: &T) -> Result<(), String> {
    if got == wanted {
        Ok(())
    } else {
        Err(format!("{what} {got:?} instead of {wanted:?}"))
    }
}
