//! Files written through every kind of path, and what is left when the writing ends early.

use std::fs::Permissions;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::{TempDir, tempdir};

use super::super::signals;
use super::*;

fn write(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let mut sink = Target::check(path)?.open()?;
    sink.write(&[IoSlice::new(text)])?;
    sink.finish()
}

fn refused(path: &Path) -> String {
    let failure = Target::check(path).unwrap_err();
    assert_eq!(failure.kind, Kind::Write);
    failure.to_string()
}

fn names(directory: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory.path()).unwrap();
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> = entries.map(|e| name(e).into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_changes_only_when_it_is_finished() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "old").unwrap();
    for finish in [false, true] {
        let mut sink = Target::check(&file).unwrap().open().unwrap();
        sink.write(&[IoSlice::new(b"ne"), IoSlice::new(b"w")])
            .unwrap();
        assert!(sink.pages().is_some());
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(names(&directory).len(), 2);
        if finish {
            sink.finish().unwrap();
            assert_eq!(fs::read(&file).unwrap(), b"new");
        } else {
            drop(sink);
        }
        assert_eq!(names(&directory), ["file"]);
    }
}

#[test]
fn a_mode_is_kept_and_a_new_one_obeys_the_umask() {
    let directory = tempdir().unwrap();
    let (old, new, plain) = ("old", "new", "plain");
    let at = |name: &str| directory.path().join(name);
    let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
    fs::write(at(old), "").unwrap();
    fs::set_permissions(at(old), Permissions::from_mode(0o640)).unwrap();
    fs::write(at(plain), "").unwrap();
    write(&at(old), b"x").unwrap();
    write(&at(new), b"x").unwrap();
    assert_eq!(mode(old), 0o640);
    assert_eq!(mode(new), mode(plain));
}

#[test]
fn links_are_written_through_dangling_ones_too() {
    let directory = tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::create_dir(at("sub")).unwrap();
    fs::write(at("sub/there"), "old").unwrap();
    symlink("sub/there", at("link")).unwrap();
    symlink("hop", at("dangling")).unwrap();
    symlink("sub/born", at("hop")).unwrap();
    for (link, file) in [("link", "sub/there"), ("dangling", "sub/born")] {
        write(&at(link), b"new").unwrap();
        assert_eq!(fs::read(at(file)).unwrap(), b"new");
        assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink());
    }
    symlink("loop", at("loop")).unwrap();
    assert!(refused(&at("loop")).contains("loop"));
}

#[test]
fn the_longest_name_is_written() {
    let directory = tempdir().unwrap();
    let name = "n".repeat(255);
    write(&directory.path().join(&name), b"x").unwrap();
    assert_eq!(names(&directory), [name]);
}

#[test]
fn devices_are_written_in_place() {
    write(Path::new("/dev/null"), b"x").unwrap();
    let null = fs::metadata("/dev/null").unwrap();
    assert!(null.file_type().is_char_device());
    let failure = write(Path::new("/dev/full"), b"x").unwrap_err();
    assert_eq!(failure.kind, Kind::Write);
    let told = super::super::failure::line(&failure, false);
    assert_eq!(told, "verb: writing /dev/full: No space left on device\n");
    assert!(matches!(
        Place::of(Path::new("/dev/stdout")),
        Ok(Place::Stdout)
    ));
}

#[test]
fn what_cannot_be_written_is_found_beforehand() {
    let directory = tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::write(at("file"), "").unwrap();
    for (path, told) in [
        (directory.path().to_owned(), "it is a directory"),
        (at("new/"), "it is a directory"),
        (at("a/b"), "there is no directory"),
        (at("file/x"), "ot a directory"),
        (PathBuf::new(), "not found"),
        (at(&"n".repeat(256)), "too long"),
    ] {
        let failure = refused(&path);
        assert!(failure.contains(told), "{failure}");
    }
    assert_eq!(names(&directory), ["file"]);
}

/// The child of the test below: writes half a file and waits for its end.
#[test]
#[ignore = "run by another test"]
fn child_that_waits() {
    let mut sink = Target::check(Path::new("file")).unwrap().open().unwrap();
    sink.write(&[IoSlice::new(b"part")]).unwrap();
    println!("\nready");
    io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn a_signal_leaves_no_partial_file_and_ends_the_process_as_it_should() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        // As in a background job or under nohup: it would not end the child either.
        if signals::is_ignored(signal.as_raw()) {
            continue;
        }
        let directory = tempdir().unwrap();
        fs::write(directory.path().join("file"), "old").unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture"])
            .arg("output::file::tests::child_that_waits")
            .current_dir(directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "ready"));
        assert_eq!(names(&directory).len(), 2);
        kill_process(Pid::from_child(&child), signal).unwrap();
        // Waiting would close it, and the child could come to its own end first.
        let _stdin = child.stdin.take();
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(signal.as_raw()));
        assert_eq!(names(&directory), ["file"]);
        assert_eq!(fs::read(directory.path().join("file")).unwrap(), b"old");
    }
}

#[test]
fn what_was_written_after_a_mark_can_be_taken_back_from_a_file_to_be() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    let mut sink = Target::check(&file).unwrap().open().unwrap();
    assert_eq!(sink.mark(), Some(0));
    sink.write(&[IoSlice::new(b"kept")]).unwrap();
    let mark = sink.mark().unwrap();
    sink.write(&[IoSlice::new(b"a longer text")]).unwrap();
    sink.rewind(mark).unwrap();
    sink.write(&[IoSlice::new(b" new")]).unwrap();
    sink.finish().unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"kept new");
    let marks = |path: &str| {
        Target::check(Path::new(path))
            .unwrap()
            .open()
            .unwrap()
            .mark()
    };
    assert_eq!(marks("/dev/null"), Some(0));
    assert_eq!(marks("/dev/stdout"), None);
    assert_eq!(marks("/dev/zero"), None);
}
