//! Every coding under every way of arriving: whole, byte by byte, cut short, damaged, stacked.

use std::io::{self, BufRead, Read, Write};

use flate2::Compression;

use crate::content::coding::{Coding, CodingError};
use crate::content::decoded::undo;

const FOX: &str = "The quick brown fox jumps over the lazy dog. ";
/// Two of zstd's and one of its skippable frames between them, as the standard's own tool writes.
const FRAMES: &[u8] = b"(\xb5/\xfd \x0bY\x00\x00frame one, P*M\x18\x04\x00\x00\x00skip\
    (\xb5/\xfd \x09I\x00\x00frame two";
const BROTLI: &[u8] = b"\x1b\x1b\x02\x88,\x0ex\xd3\xd0\x95]\x97\x10\xbb\x17+\xa9\xca\xd0\x92\xcc\
    \x8c\xadA\\\xe6\xf26\xc8\x19\x9e\x9e\x0a{\x83\x0d8pH o$\xbdA\xa7\x15\xce\x1c\x1e'\xaa)8\xc2I\
    \xdd\xa7\xc1";
/// With an extra field, a name, a comment and a check of the header.
const ADORNED: &[u8] =
    b"\x1f\x8b\x08\x1e\x00\x00\x00\x00\x00\x03\x05\x00extraname.txt\x00a comment\
    \x00\xc9\xad\x0b\xc9HU(,\xcdL\xceVH*\xca/\xcfSH\xcb\xafP\xc8*\xcd-(V\xc8/K-R(\x01J\xe7$VU*\xa4\
    \xe4\xa7\xeb)\x84\x8c*\x1eI\x8a\x01\xdc\xdf\xaar\x1c\x02\x00\x00";

fn fox() -> Vec<u8> {
    FOX.repeat(12).into_bytes()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zlib(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn raw(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8], window: Option<u32>) -> Vec<u8> {
    use zstd_safe::{CCtx, CParameter};
    let mut context = CCtx::create();
    context
        .set_parameter(CParameter::ChecksumFlag(true))
        .unwrap();
    context
        .set_parameter(CParameter::ContentSizeFlag(false))
        .unwrap();
    if let Some(window) = window {
        context
            .set_parameter(CParameter::WindowLog(window))
            .unwrap();
    }
    let mut out = vec![0; zstd_safe::compress_bound(text.len()) + 64];
    let len = context.compress2(&mut out[..], text).unwrap();
    out.truncate(len);
    out
}

/// Gives at most so many bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.1);
        self.0.read(&mut into[..most])
    }
}

impl BufRead for Drip<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(&self.0[..self.0.len().min(self.1)])
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

/// What came out, and how it ended.
fn decode(codings: &[Coding], coded: &[u8], step: usize) -> (Vec<u8>, Option<CodingError>) {
    let mut out = Vec::new();
    let mut reader = undo(codings, Box::new(Drip(coded, step)));
    let end = reader.read_to_end(&mut out);
    let fault = end
        .err()
        .map(|error| CodingError::within(&error).unwrap().clone());
    (out, fault)
}

fn samples() -> Vec<(Coding, Vec<u8>)> {
    vec![
        (Coding::Gzip, gzip(&fox())),
        (Coding::Gzip, ADORNED.to_vec()),
        (Coding::Deflate, zlib(&fox())),
        (Coding::Deflate, raw(&fox())),
        (Coding::Brotli, BROTLI.to_vec()),
        (Coding::Zstd, zstd(&fox(), None)),
    ]
}

#[test]
fn every_coding_is_undone_whole_and_byte_by_byte() {
    for (coding, coded) in samples() {
        for step in [1, 2, 3, 7, usize::MAX] {
            assert_eq!(
                decode(&[coding], &coded, step),
                (fox(), None),
                "{coding} by {step}"
            );
        }
    }
}

#[test]
fn small_reads_give_the_same() {
    for (coding, coded) in samples() {
        let mut reader = undo(&[coding], Box::new(&coded[..]));
        let (mut out, mut one) = (Vec::new(), [0]);
        while reader.read(&mut one).unwrap() == 1 {
            out.push(one[0]);
        }
        assert_eq!(out, fox(), "{coding}");
    }
}

#[test]
fn content_cut_short_is_incomplete_at_every_length() {
    for (coding, coded) in samples() {
        for cut in 1..coded.len() {
            for step in [1, usize::MAX] {
                let (out, fault) = decode(&[coding], &coded[..cut], step);
                assert_eq!(
                    fault,
                    Some(CodingError::Incomplete(coding)),
                    "{coding} at {cut}"
                );
                assert!(fox().starts_with(&out));
            }
        }
    }
}

#[test]
fn no_content_is_empty_content() {
    for (coding, _) in samples() {
        assert_eq!(decode(&[coding], b"", 1), (vec![], None));
        assert_eq!(decode(&[coding, coding], b"", 1), (vec![], None));
    }
    for (coding, coded) in [(Coding::Gzip, gzip(b"")), (Coding::Brotli, vec![0x06])] {
        assert_eq!(decode(&[coding], &coded, 1), (vec![], None));
    }
}

#[test]
fn damage_is_found_by_the_check_sum_wherever_it_is() {
    for (coding, coded) in samples() {
        for at in 0..coded.len() {
            let mut damaged = coded.clone();
            damaged[at] ^= 0x10;
            let (out, fault) = decode(&[coding], &damaged, usize::MAX);
            let checked = match coding {
                Coding::Gzip | Coding::Zstd => true,
                Coding::Deflate => coded[0] == 0x78,
                Coding::Brotli => false,
            };
            assert!(
                !checked || fault.is_some() || out == fox(),
                "{coding} at {at}"
            );
        }
    }
}

#[test]
fn wrong_data_is_corrupt() {
    for (coding, coded) in [
        (Coding::Gzip, &b"this was never compressed"[..]),
        (Coding::Brotli, &gzip(b"text")),
        (Coding::Zstd, &gzip(b"text")),
        (Coding::Deflate, b"\x78\x9c\xff\xff\xff\xff"),
    ] {
        for step in [1, usize::MAX] {
            let (out, fault) = decode(&[coding], coded, step);
            assert!(matches!(fault, Some(CodingError::Corrupt(of, _)) if of == coding));
            assert_eq!(out, b"");
        }
    }
}

#[test]
fn what_was_decoded_before_damage_is_given_out() {
    let mut coded = gzip(&fox());
    let end = coded.len();
    coded[end - 6] ^= 1;
    let (out, fault) = decode(&[Coding::Gzip], &coded, usize::MAX);
    assert_eq!(out, fox());
    let why = "incorrect data check".to_owned();
    assert_eq!(fault, Some(CodingError::Corrupt(Coding::Gzip, why)));
}

#[test]
fn members_and_frames_are_joined() {
    let members = [gzip(b"first, "), gzip(b""), gzip(b"second")].concat();
    for step in [1, 2, 5, usize::MAX] {
        let out = decode(&[Coding::Gzip], &members, step);
        assert_eq!(out, (b"first, second".to_vec(), None));
        let out = decode(&[Coding::Zstd], FRAMES, step);
        assert_eq!(out, (b"frame one, frame two".to_vec(), None));
    }
}

#[test]
fn bytes_after_a_gzip_member_are_ignored_and_reported() {
    let whole = gzip(b"text");
    for (tail, padded) in [
        (&b""[..], false),
        (b"\0\0\0\0", true),
        (b"\x1f", true),
        (b"\x1fgarbage", true),
        (b"garbage", true),
    ] {
        for step in [1, usize::MAX] {
            let coded = [&whole, tail].concat();
            let mut reader = undo(&[Coding::Gzip], Box::new(Drip(&coded, step)));
            let mut out = Vec::new();
            reader.read_to_end(&mut out).unwrap();
            assert_eq!(
                (out.as_slice(), reader.ignored_padding()),
                (&b"text"[..], padded)
            );
        }
    }
    let (_, fault) = decode(&[Coding::Gzip], &[&whole, &b"\x1f\x8b"[..]].concat(), 1);
    assert_eq!(fault, Some(CodingError::Incomplete(Coding::Gzip)));
}

#[test]
fn bytes_after_the_end_of_other_codings_are_an_error() {
    for (coding, coded) in samples() {
        let (out, fault) = decode(&[coding], &[&coded, &b"xyz!"[..]].concat(), 1);
        match coding {
            Coding::Gzip => assert_eq!(fault, None),
            Coding::Deflate | Coding::Brotli => {
                assert_eq!(fault, Some(CodingError::Excess(coding)))
            }
            Coding::Zstd => assert!(matches!(fault, Some(CodingError::Corrupt(..)))),
        }
        assert_eq!(out, fox());
    }
}

#[test]
fn stacks_are_undone_from_the_last_to_the_first() {
    let coded = zlib(&zstd(&gzip(BROTLI), None));
    let codings = [Coding::Brotli, Coding::Gzip, Coding::Zstd, Coding::Deflate];
    for step in [1, usize::MAX] {
        assert_eq!(decode(&codings, &coded, step), (fox(), None));
        let (_, fault) = decode(&codings, &coded[..coded.len() - 5], step);
        assert_eq!(fault, Some(CodingError::Incomplete(Coding::Deflate)));
    }
    let (_, fault) = decode(&codings[..2], &gzip(&BROTLI[..20]), 1);
    assert_eq!(fault, Some(CodingError::Incomplete(Coding::Brotli)));
}

#[test]
fn a_window_is_bounded() {
    let text: Vec<u8> = (0..20_000_000_u32)
        .flat_map(|n| n.to_le_bytes())
        .take(20_000_000)
        .collect();
    let (out, fault) = decode(&[Coding::Zstd], &zstd(&text, Some(23)), usize::MAX);
    assert_eq!((out.len(), fault), (text.len(), None));
    let (_, fault) = decode(&[Coding::Zstd], &zstd(&text, Some(24)), usize::MAX);
    assert_eq!(fault, Some(CodingError::Window(Coding::Zstd)));
    // RFC 7932 has no such first byte: it announces a window beyond the standard's.
    let (_, fault) = decode(&[Coding::Brotli], &[0x11, 0x1e, 0, 0, 0, 0], usize::MAX);
    assert!(matches!(fault, Some(CodingError::Corrupt(..))));
}

/// Gives one piece, then waits for ever: a test fails if anyone asks.
struct Once<'a>(&'a [u8]);

impl Read for Once<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        unreachable!("only fill_buf is used");
    }
}

impl BufRead for Once<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        assert!(
            !self.0.is_empty(),
            "asked for more while there was something to give"
        );
        Ok(self.0)
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

#[test]
fn a_flushed_event_is_given_out_before_more_is_asked_for() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"data: 1\n\n").unwrap();
    encoder.flush().unwrap();
    let gzip = encoder.get_ref().clone();
    let mut context = zstd_safe::CCtx::create();
    let mut zstd = [0; 100];
    let mut out = zstd_safe::OutBuffer::around(&mut zstd[..]);
    let mut input = zstd_safe::InBuffer::around(b"data: 1\n\n");
    context.compress_stream(&mut out, &mut input).unwrap();
    assert_eq!(context.flush_stream(&mut out).unwrap(), 0);
    let zstd = out.as_slice().to_vec();
    // An uncompressed meta-block that is not the last.
    let brotli = b"\x80\x00\x10data: 1\n\n".to_vec();
    for (coding, coded) in [
        (Coding::Gzip, gzip),
        (Coding::Zstd, zstd),
        (Coding::Brotli, brotli),
    ] {
        let mut reader = undo(&[coding], Box::new(Once(&coded)));
        let (mut text, mut piece) = (Vec::new(), [0; 4]);
        while text.len() < 9 {
            let got = reader.read(&mut piece).unwrap();
            text.extend_from_slice(&piece[..got]);
        }
        assert_eq!(text, b"data: 1\n\n", "{coding}");
    }
}

/// Fails like a transport.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn an_error_of_the_transport_passes_through() {
    for codings in [&[Coding::Gzip][..], &[Coding::Gzip, Coding::Zstd]] {
        let coded = zstd(&gzip(&fox()), None);
        let coded = if codings.len() == 1 {
            gzip(&fox())
        } else {
            coded
        };
        let inner = io::BufReader::new((&coded[..coded.len() - 1]).chain(Broken));
        let mut reader = undo(codings, Box::new(inner));
        let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
        assert_eq!(CodingError::within(&error), None);
    }
}

#[test]
fn many_empty_members_take_linear_time_and_no_stack() {
    let coded = gzip(b"").repeat(100_000);
    assert_eq!(decode(&[Coding::Gzip], &coded, usize::MAX), (vec![], None));
}
