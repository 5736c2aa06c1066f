//! The printer: heads before bodies, withheld heads, what may move as pages.

use super::super::head::tests::head as make;
use super::*;
use std::fs;
use tempfile::tempdir;

#[test]
fn heads_go_before_the_body_and_into_the_dump() {
    let directory = tempdir().unwrap();
    let [body, dump] = ["body", "dump"].map(|name| directory.path().join(name));
    let to = Destination::File(body.clone());
    let mut printer = Printer::new(Config {
        heads: true,
        dump_head: Some(Destination::File(dump.clone())),
        style: Style {
            terminal: true,
            ..Style::default()
        },
        ..Config::default()
    });
    let (early, last) = (make(103, &[]), make(200, &[("A", "b")]));
    printer.check([&to]).unwrap();
    printer.head(&early).unwrap();
    printer.head(&last).unwrap();
    let mut sink = printer.begin_body(&last, &to).unwrap();
    sink.write(&[IoSlice::new(b"\x1b\0")]).unwrap();
    sink.finish().unwrap();
    assert!(!dump.exists());
    printer.finish().unwrap();
    let heads = [early.text(), last.text()].concat();
    assert_eq!(fs::read(&dump).unwrap(), heads);
    assert_eq!(
        fs::read(&body).unwrap(),
        [heads.as_slice(), b"\x1b\0"].concat()
    );
}

#[test]
fn withheld_heads_do_not_come_before_a_later_body() {
    let directory = tempdir().unwrap();
    let to = Destination::File(directory.path().join("body"));
    let mut printer = Printer::new(Config {
        heads: true,
        ..Config::default()
    });
    let head = make(404, &[]);
    printer.head(&head).unwrap();
    printer.withhold();
    printer.begin_body(&head, &to).unwrap().finish().unwrap();
    assert_eq!(fs::read(directory.path().join("body")).unwrap(), b"");
}

#[test]
fn only_unchanged_bytes_may_move_as_pages() {
    let json = make(200, &[("Content-Type", "application/json")]);
    for (pretty, terminal, direct) in [
        (false, false, true),
        (true, false, false),
        (false, true, false),
    ] {
        let style = Style {
            pretty,
            terminal,
            colour: false,
        };
        let mut printer = Printer::new(Config {
            style,
            ..Config::default()
        });
        let sink = printer.begin_body(&json, &Destination::Stdout).unwrap();
        assert_eq!(sink.pages().is_some(), direct);
    }
}

#[test]
fn a_bad_place_is_found_beforehand() {
    let printer = Printer::new(Config {
        dump_head: Some(Destination::File("/".into())),
        ..Config::default()
    });
    assert!(printer.check([]).is_err());
}
