//! Compares what a run of the binary did with what a case wants.
//!
//! Stricter than the corpus asks for: an error has to end with the one exit status that the
//! command line's contract gives it, and a status of the response with that of its class.

use crate::support::case::{Case, Class, Content, Fields, Message, Then, Verdict};
use crate::support::verb::Outcome;

/// What is different, if anything.
pub(super) fn difference(case: &Case, verdict: &Verdict, seen: &Outcome) -> Option<String> {
    let code = seen.exit_code();
    let wanted = codes(case, verdict);
    if !wanted.contains(&code) {
        let err = seen.err();
        let said = err.trim_end();
        return Some(format!("exit {code}, wanted {wanted:?}; stderr: {said}"));
    }
    match verdict {
        Verdict::Ok(message) => content_difference(&message.content, &seen.stdout),
        Verdict::Error { partial, .. } => {
            let whole = partial.as_ref().or_else(|| content_of(&case.expect));
            let fine = whole.is_none_or(|whole| whole.begins_with(&seen.stdout));
            (!fine).then(|| format!("not the beginning of the content: {}", show(&seen.stdout)))
        }
    }
}

/// What is different in a run with `-i`, if anything.
pub(super) fn head_difference(message: &Message, seen: &Outcome) -> Option<String> {
    let mut rest = seen.stdout.as_slice();
    let mut heads = Vec::new();
    loop {
        let Some((head, after)) = split_head(rest) else {
            return Some(format!("no whole head in {}", show(rest)));
        };
        rest = after;
        let last = !(100..200).contains(&head.status);
        heads.push(head);
        if last {
            break;
        }
    }
    let head = heads.pop()?;
    let interim: Vec<(u16, Fields)> = heads.into_iter().map(|h| (h.status, h.fields)).collect();
    if interim != message.interim {
        return Some(format!(
            "interim heads {interim:?}, wanted {:?}",
            message.interim
        ));
    }
    if head.status != message.status {
        return Some(format!("status {}, wanted {}", head.status, message.status));
    }
    if message
        .version
        .as_ref()
        .is_some_and(|wanted| *wanted != head.version)
    {
        return Some(format!(
            "version {}, wanted {:?}",
            head.version, message.version
        ));
    }
    if message
        .reason
        .as_ref()
        .is_some_and(|wanted| *wanted != head.reason)
    {
        let wanted = message.reason.as_deref().map(show);
        return Some(format!("reason {}, wanted {wanted:?}", show(&head.reason)));
    }
    if let Some(wanted) = &message.fields
        && head.fields != *wanted
    {
        return Some(format!(
            "fields {}, wanted {}",
            list(&head.fields),
            list(wanted)
        ));
    }
    content_difference(&message.content, rest)
}

/// The exit statuses that a verdict may end with.
fn codes(case: &Case, verdict: &Verdict) -> Vec<i32> {
    let (class, also) = match verdict {
        Verdict::Ok(message) => {
            return vec![match message.status {
                200..300 => 0,
                300..400 => 3,
                400..500 => 4,
                100..200 | 500.. => 5,
                _ => -1,
            }];
        }
        Verdict::Error { class, also, .. } => (*class, also),
    };
    match class {
        Class::Protocol | Class::TooLarge => vec![8],
        Class::Truncated => vec![18],
        Class::Timeout => vec![28],
        Class::Proxy => vec![97],
        // A stream that ends too early within a whole message is cut short or broken, as one
        // sees it; so is a list of codings beyond the limit.
        Class::Content if also.contains(&Class::Truncated) => vec![18, 61],
        Class::Content if also.contains(&Class::TooLarge) => vec![8, 61],
        Class::Content => vec![61],
        Class::Network => match (case.then, case.wire_length()) {
            (Then::Close, _) => vec![52],
            (Then::Reset, 0) => vec![52, 56],
            (Then::Reset, _) => vec![18, 56],
            (Then::CloseNow | Then::KeepOpen | Then::CloseWithoutNotify, _) => vec![55, 56],
        },
    }
}

fn content_of(verdict: &Verdict) -> Option<&Content> {
    match verdict {
        Verdict::Ok(message) => Some(&message.content),
        Verdict::Error { partial, .. } => partial.as_ref(),
    }
}

fn content_difference(wanted: &Content, seen: &[u8]) -> Option<String> {
    let shown = wanted.bytes.as_deref().map_or_else(String::new, show);
    let length = wanted.length;
    (!wanted.is(seen)).then(|| format!("content {}, wanted {shown} ({length} bytes)", show(seen)))
}

struct Head {
    version: String,
    status: u16,
    reason: Vec<u8>,
    fields: Fields,
}

/// Takes the first head off. Whitespace around reasons and values is not theirs.
fn split_head(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let (line, mut rest) = split_line(bytes)?;
    let after = line.strip_prefix(b"HTTP/")?;
    let (version, after) = after.split_at_checked(3)?;
    let (code, reason) = after.strip_prefix(b" ")?.split_at_checked(3)?;
    let mut fields = Vec::new();
    loop {
        let (line, after) = split_line(rest)?;
        rest = after;
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|&byte| byte == b':')?;
        fields.push((line[..colon].to_vec(), trim(&line[colon + 1..]).to_vec()));
    }
    let head = Head {
        version: String::from_utf8_lossy(version).into_owned(),
        status: std::str::from_utf8(code).ok()?.parse().ok()?,
        reason: trim(reason).to_vec(),
        fields,
    };
    Some((head, rest))
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|&byte| byte == b'\n')?;
    let line = &bytes[..at];
    Some((line.strip_suffix(b"\r").unwrap_or(line), &bytes[at + 1..]))
}

fn trim(bytes: &[u8]) -> &[u8] {
    let kept = |byte: &u8| !matches!(byte, b' ' | b'\t');
    let first = bytes.iter().position(kept).unwrap_or(bytes.len());
    let last = bytes.iter().rposition(kept).map_or(first, |at| at + 1);
    &bytes[first..last]
}

fn list(fields: &Fields) -> String {
    let lines: Vec<String> = fields
        .iter()
        .take(20)
        .map(|f| show(&f.0) + ": " + &show(&f.1))
        .collect();
    lines.join(", ")
}

fn show(bytes: &[u8]) -> String {
    let cut = bytes.get(..60).unwrap_or(bytes);
    let more = if cut.len() < bytes.len() { "…" } else { "" };
    format!("\"{}\"{more} ({} bytes)", cut.escape_ascii(), bytes.len())
}
