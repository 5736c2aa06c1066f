//! Properties of the codec over generated messages: what a strict encoder writes is read back
//! unchanged however it is cut, and damage never makes a message look complete that is not, never
//! depends on the cut, never panics.

use proptest::collection::vec;
use proptest::prelude::*;

use verb::http::method::Method;
use verb::http1::framing::Framing;

use super::drive::{End, Seen, drive};

/// A message that follows the grammar, and what it says.
#[derive(Debug, Clone)]
struct Message {
    wire: Vec<u8>,
    fields: Vec<(String, Vec<u8>)>,
    content: Vec<u8>,
    framing: Framing,
}

fn field() -> impl Strategy<Value = (String, Vec<u8>)> {
    let name =
        "[A-Za-z!#$%&'*+.^_`|~0-9-]{1,20}".prop_filter("framing is made elsewhere", |name| {
            let name = name.to_ascii_lowercase();
            name != "content-length" && name != "transfer-encoding"
        });
    let byte = prop_oneof![
        0x21..=0x7eu8,
        0x80..=0xffu8,
        Just(b' '),
        Just(b'\t'),
        Just(1u8)
    ];
    (name, vec(byte, 0..30)).prop_map(|(name, value)| {
        let value = value.trim_ascii().to_vec();
        (name, value)
    })
}

fn message() -> impl Strategy<Value = Message> {
    let content = vec(any::<u8>(), 0..200);
    let cuts = vec(1..40usize, 0..20);
    let interim = 0..3usize;
    (vec(field(), 0..6), content, cuts, interim, 0..3u8).prop_map(
        |(fields, content, cuts, interim, framing)| {
            let mut wire = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(interim);
            wire.extend_from_slice(b"HTTP/1.1 200 OK\r\n");
            for (name, value) in &fields {
                wire.extend_from_slice(name.as_bytes());
                wire.extend_from_slice(b": ");
                wire.extend_from_slice(value);
                wire.extend_from_slice(b"\r\n");
            }
            let framing = match framing {
                0 => {
                    let length = content.len();
                    wire.extend_from_slice(format!("Content-Length: {length}\r\n\r\n").as_bytes());
                    wire.extend_from_slice(&content);
                    Framing::Length(length as u64)
                }
                1 => {
                    wire.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
                    chunk(&mut wire, &content, &cuts);
                    Framing::Chunked
                }
                _ => {
                    wire.extend_from_slice(b"\r\n");
                    wire.extend_from_slice(&content);
                    Framing::UntilClose
                }
            };
            Message {
                wire,
                fields,
                content,
                framing,
            }
        },
    )
}

fn chunk(wire: &mut Vec<u8>, content: &[u8], cuts: &[usize]) {
    let (mut rest, mut cuts) = (content, cuts.iter().cycle());
    while !rest.is_empty() {
        let size = cuts.next().map_or(rest.len(), |&cut| cut.min(rest.len()));
        let (data, behind) = rest.split_at(size);
        wire.extend_from_slice(format!("{size:x};ext=\"{size}\"\r\n").as_bytes());
        wire.extend_from_slice(data);
        wire.extend_from_slice(b"\r\n");
        rest = behind;
    }
    wire.extend_from_slice(b"0\r\nX-Trailer: t\r\n\r\n");
}

fn pieces<'a>(wire: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (wire.len() + 1)).collect();
    cuts.extend([0, wire.len()]);
    cuts.sort_unstable();
    cuts.windows(2)
        .map(|pair| &wire[pair[0]..pair[1]])
        .collect()
}

fn whole(wire: &[u8]) -> Seen {
    drive(&Method::GET, [wire], true)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_message_is_read_back_however_it_is_cut(
        message in message(),
        cuts in vec(any::<usize>(), 0..8),
    ) {
        let seen = drive(&Method::GET, pieces(&message.wire, &cuts), true);
        prop_assert!(matches!(seen.end, End::Complete(_)), "{:?}", seen.end);
        prop_assert_eq!(&seen.content, &message.content);
        let last = seen.last.unwrap();
        prop_assert_eq!(last.framing, message.framing);
        let fields: Vec<_> = last.head.fields.iter().take(message.fields.len()).collect();
        let sent: Vec<_> =
            message.fields.iter().map(|(n, v)| (n.as_bytes(), v.as_slice())).collect();
        prop_assert_eq!(fields, sent);
    }

    #[test]
    fn damage_gives_one_verdict_however_it_is_cut(
        message in message(),
        damage in vec((any::<usize>(), any::<u8>()), 1..4),
        cuts in vec(any::<usize>(), 0..8),
    ) {
        let mut wire = message.wire;
        for (at, byte) in damage {
            let at = at % wire.len();
            wire[at] = byte;
        }
        prop_assert_eq!(drive(&Method::GET, pieces(&wire, &cuts), true), whole(&wire));
    }

    #[test]
    fn a_message_cut_short_is_never_complete(message in message(), at in any::<usize>()) {
        let cut = &message.wire[..at % message.wire.len()];
        let seen = whole(cut);
        match message.framing {
            // Content that ends with the connection cannot be told from a shorter one.
            Framing::UntilClose if seen.last.is_some() => {
                prop_assert!(matches!(seen.end, End::Complete(_)));
            }
            _ => prop_assert!(matches!(seen.end, End::Cut(_)), "{:?}", seen.end),
        }
        prop_assert!(message.content.starts_with(&seen.content));
    }

    #[test]
    fn noise_never_panics_and_never_depends_on_the_cut(
        noise in vec(any::<u8>(), 0..300),
        head in any::<bool>(),
        cuts in vec(any::<usize>(), 0..8),
    ) {
        let mut wire = Vec::new();
        if head {
            wire.extend_from_slice(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        }
        wire.extend_from_slice(&noise);
        prop_assert_eq!(drive(&Method::GET, pieces(&wire, &cuts), true), whole(&wire));
    }
}
