//! The jar as a file: modes, links, runs at the same time, failures (hazard H50 and H12).

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::Signal;

use crate::support::{Peer, names_in, response, shell, verb};

use super::Site;

const LINE: &str = "h.test\tFALSE\t/\tFALSE\t0\told\t1\n";

fn mode(site: &Site) -> u32 {
    fs::metadata(site.jar()).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_jar_is_private_whatever_the_umask() {
    for umask in ["000", "022", "077", "277"] {
        let site = Site::new();
        let (url, [_, there]) = site.reach("http://h.test/");
        let script =
            format!("umask {umask}; verb get -c jar --resolve {there} -H 'X-Set: a=1' {url}");
        let _fine = shell(&script).dir(site.dir.path()).run().code(0).stderr("");
        assert_eq!(mode(&site), 0o600, "umask {umask}");
        assert_eq!(site.lines().len(), 1);
        assert_eq!(names_in(site.dir.path()), ["jar"]);
    }
}

#[test]
fn a_mode_is_kept_and_a_wide_one_warned_of() {
    for (before, warned) in [(0o600, false), (0o400, false), (0o644, true), (0o660, true)] {
        let site = Site::new();
        site.write(LINE);
        fs::set_permissions(site.jar(), fs::Permissions::from_mode(before)).unwrap();
        let run = site.run(&["-b", "jar", "-c", "jar"], "http://h.test/", &["a=1"]);
        let seen = run.run();
        if before == 0o400 && seen.exit_code() == 23 {
            // Not for root: who may not write it is told so.
            assert_eq!(fs::read_to_string(site.jar()).unwrap(), LINE);
            continue;
        }
        let err = seen.code(0).err();
        assert_eq!(err.contains("open to others"), warned, "{before:o}: {err}");
        assert_eq!((mode(&site), site.lines().len()), (before, 2));
    }
}

#[test]
fn the_target_of_a_link_is_updated() {
    for exists in [true, false] {
        let site = Site::new();
        fs::create_dir(site.dir.path().join("real")).unwrap();
        let real = site.dir.path().join("real/jar");
        if exists {
            fs::write(&real, LINE).unwrap();
            site.close_to_others("real/jar");
        }
        symlink("real/jar", site.jar()).unwrap();
        site.get("http://h.test/", &["a=1"]);
        assert!(fs::symlink_metadata(site.jar()).unwrap().is_symlink());
        assert!(fs::metadata(&real).unwrap().is_file());
        assert_eq!(site.lines().len(), 1 + usize::from(exists));
        assert_eq!(names_in(&site.dir.path().join("real")), ["jar"]);
    }
}

#[test]
fn nothing_is_written_if_nothing_changed() {
    let site = Site::new();
    site.write(format!("# my own comment\n{LINE}"));
    let before = fs::metadata(site.jar()).unwrap().ino();
    assert_eq!(site.get("http://h.test/", &[]), "old=1");
    assert_eq!(
        site.get("http://h.test/", &["old=1", "x=; Max-Age=0"]),
        "old=1"
    );
    assert_eq!(fs::metadata(site.jar()).unwrap().ino(), before);
    site.get("http://h.test/", &["new=1"]);
    assert_ne!(fs::metadata(site.jar()).unwrap().ino(), before);
}

#[test]
fn a_jar_is_made_even_if_it_stays_empty() {
    let site = Site::new();
    assert_eq!(site.get("http://h.test/", &[]), "");
    assert_eq!((site.lines().len(), mode(&site)), (0, 0o600));
    let run = site.run(&["-b", "jar"], "http://h.test/", &[]);
    let _fine = run.run().code(0).stderr("");
}

#[test]
fn saving_adds_to_what_the_file_holds() {
    let site = Site::new();
    site.write(LINE);
    let run = site.run(&["-c", "jar"], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(0).stdout("");
    assert_eq!(site.get("http://h.test/", &[]), "old=1; a=1");
}

#[test]
fn twenty_runs_at_once_lose_nothing() {
    let site = Site::new();
    let running: Vec<_> = (0..20)
        .map(|n| {
            let cookie = format!("n{n}=1");
            let flags = ["-b", "jar", "-c", "jar"];
            site.run(&flags, "http://h.test/", &[&cookie]).start()
        })
        .collect();
    for run in running {
        let _fine = run.finish().code(0).stderr("");
    }
    assert_eq!(site.lines().len(), 20, "{:#?}", site.lines());
    assert_eq!(names_in(site.dir.path()), ["jar"]);
}

#[test]
fn a_run_waits_for_the_one_that_saves() {
    let site = Site::new();
    site.write(LINE);
    let held = fs::File::open(site.jar()).unwrap();
    flock(&held, FlockOperation::LockExclusive).unwrap();
    let run = site
        .run(&["-v", "-c", "jar"], "http://h.test/", &["a=1"])
        .start();
    run.until_stderr("HTTP/1.1 200");
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(fs::read_to_string(site.jar()).unwrap(), LINE);
    // What the other one saves in the end is not lost.
    let beside = site.dir.path().join("beside");
    fs::write(&beside, format!("{LINE}{}", LINE.replace("old", "theirs"))).unwrap();
    fs::rename(&beside, site.jar()).unwrap();
    drop(held);
    let _fine = run.finish().code(0);
    assert_eq!(site.lines().len(), 3);
}

#[test]
fn a_file_is_read_up_to_its_limit() {
    const MOST: u64 = 32 * 1024 * 1024;
    for (size, code) in [(MOST, 0), (MOST + 1, 2)] {
        let site = Site::new();
        site.write(LINE);
        let file = fs::File::options().write(true).open(site.jar()).unwrap();
        file.set_len(size).unwrap();
        let run = site.run(&["-b", "jar"], "http://h.test/", &[]);
        let seen = run.run().code(code).one_line();
        assert_eq!(seen.out(), if code == 0 { "old=1" } else { "" });
    }
}

#[test]
fn a_run_killed_while_it_saves_leaves_a_whole_jar() {
    let site = Site::new();
    site.write(LINE);
    for n in 0..60 {
        let cookie = format!("n{n}=1");
        let flags = ["-b", "jar", "-c", "jar"];
        let run = site.run(&flags, "http://h.test/", &[&cookie]).start();
        std::thread::sleep(Duration::from_micros(200 * (n % 30)));
        run.signal(Signal::KILL);
        let _killed = run.finish();
        let text = fs::read_to_string(site.jar()).unwrap();
        assert!(text.contains(LINE) && text.ends_with('\n'), "{text}");
    }
    assert!(site.get("http://h.test/", &[]).starts_with("old=1"));
}

#[test]
fn a_failed_write_is_told_and_the_old_jar_stays() {
    let site = Site::new();
    let run = site.run(&["-c", "/dev/full"], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(23).one_line().stderr_has("/dev/full");
    let run = site.run(&["-c", "/dev/null"], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(0).stderr("");
    let long = "j".repeat(250);
    let run = site.run(&["-c", &long], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(0).stderr("");
    assert!(site.dir.path().join(&long).is_file());
}

#[test]
fn a_full_disk_leaves_the_old_jar() {
    for (old, left) in [(Some(LINE), vec!["jar"]), (None, vec![])] {
        let site = Site::new();
        if let Some(old) = old {
            site.write(old);
        }
        let (url, [_, there]) = site.reach("http://h.test/");
        let script = format!(
            "trap '' XFSZ; ulimit -f 0; \
             verb get -c jar --resolve {there} -H 'X-Set: a=1' {url}"
        );
        let seen = shell(&script).dir(site.dir.path()).run();
        let _fine = seen.code(23).one_line().stderr_has("saving cookies to jar");
        assert_eq!(names_in(site.dir.path()), left);
        assert_eq!(fs::read_to_string(site.jar()).ok().as_deref(), old);
    }
}

#[test]
fn a_directory_that_goes_away_is_told() {
    let site = Site::new();
    let dir = site.dir.path().join("d");
    fs::create_dir(&dir).unwrap();
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        fs::remove_dir(&dir)?;
        talk.send(response("200 OK", "Set-Cookie: a=1\r\n", "body"))
    });
    let words = ["get", "-c", "d/jar", &peer.url("/")];
    let seen = verb(words).dir(site.dir.path()).run();
    let _fine = seen.code(23).stdout("body").one_line();
}

#[test]
fn a_file_of_something_else_is_not_overwritten() {
    let site = Site::new();
    site.write("my notes\n");
    let run = site.run(&["-c", "jar"], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(23).stderr_has("it is no cookie file");
    assert_eq!(fs::read_to_string(site.jar()).unwrap(), "my notes\n");
    // A damaged jar is one all the same.
    site.write("h.test\tFALSE\t/\tFA");
    let run = site.run(&["-c", "jar"], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(0).stderr_has("line 1 is skipped");
    assert_eq!(site.lines().len(), 1);
}

#[test]
fn a_jar_in_shared_memory_is_a_file_like_others() {
    let Ok(dir) = tempfile::tempdir_in("/dev/shm") else {
        println!("left out: there is no /dev/shm");
        return;
    };
    let site = Site::new();
    let jar = dir.path().join("jar");
    let run = site.run(&["-c", jar.to_str().unwrap()], "http://h.test/", &["a=1"]);
    let _fine = run.run().code(0).stderr("");
    let mode = fs::metadata(&jar).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
}

#[test]
fn a_failed_run_still_saves_what_it_got() {
    let site = Site::new();
    let run = site.run(&["-c", "jar"], "http://h.test/", &["a=1"]);
    let _fine = run.arg("http://127.0.0.1:1/").run().code(7);
    assert_eq!(site.lines().len(), 1);
}

#[test]
fn bad_lines_are_skipped_with_a_warning() {
    let inject = "h.test\tFALSE\t/\tFALSE\t0\tx\ty\rInj: 1\r\n".to_owned();
    let long = format!("h.test\tFALSE\t/\tFALSE\t0\tx\t{}\n", "y".repeat(2 << 20));
    for (text, told) in [
        (
            format!("{inject}{LINE}"),
            "line 1 is skipped: it holds a control character",
        ),
        (
            format!("{LINE}{long}{inject}"),
            "2 lines are skipped; the first is line 2",
        ),
        (format!("{LINE}h.test\tFALSE\t/\tFA"), "line 2 is skipped"),
    ] {
        let site = Site::new();
        site.write(text);
        let run = site.run(&["-b", "jar", "-c", "jar"], "http://h.test/", &[]);
        let _fine = run
            .run()
            .code(0)
            .stdout("old=1")
            .one_line()
            .stderr_has(told);
    }
    let site = Site::new();
    site.write("");
    assert_eq!(site.get("http://h.test/", &["a=1"]), "");
    assert_eq!(site.get("http://h.test/", &[]), "a=1");
}
