//! Every case of the corpus against the built binary: plain, under TLS, with the head shown, cut
//! into single bytes, and twice over one connection.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::judge;
use crate::support::case::{self, Case, Message, Strictness, Then, Verdict};
use crate::support::player::Player;
use crate::support::temporary;
use crate::support::verb::{Outcome, Run, verb};

/// How many runs are under way at a time.
const WORKERS: usize = 8;

/// Cases where another outcome that the RFCs allow is taken as well, and why.
const ALTERNATIVES: &[(&str, &str)] = &[
    (
        "ee-reset-after-length",
        "whether the reset is seen at all is a race",
    ),
    (
        "ee-reset-after-chunks",
        "whether the reset is seen at all is a race",
    ),
    (
        "up-early-413-reset",
        "the reset may destroy the answer before it can be read",
    ),
];

/// Cases that take a peer which answers within a second, until which content is held back: where
/// one fails among many at a time it is judged again alone.
const HURRIED: &[&str] = &["up-expect-417"];

/// `should` cases that do not pass, and why.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn every_case_over_plain_tcp() {
    check("plain", |_| true, |lab, case| lab.once(case, false, ""));
}

#[test]
fn every_case_under_tls() {
    check("tls", |_| true, |lab, case| lab.once(case, true, ""));
}

#[test]
fn small_cases_byte_by_byte() {
    let small = |case: &Case| case.wire_length() < 2048 && case.limit.is_none();
    check("split", small, |lab, case| {
        lab.once(case, case.https, "&split=1&gap=100")
    });
}

#[test]
fn heads_are_shown_as_they_came() {
    let shown = |case: &Case| matches!(case.expect, Verdict::Ok(_)) && !case.deaf;
    check("heads", shown, |lab, case| {
        let (_, run) = lab.run(case, case.https, "");
        let seen = run.arg("-i").run();
        judge::head_difference(message(case)?, &seen)
    });
}

#[test]
fn a_connection_serves_again_only_where_the_response_lets_it() {
    let stays = |case: &Case| {
        let fit = case.then == Then::KeepOpen && case.method != "POST";
        fit && matches!(&case.expect, Verdict::Ok(message) if message.reusable.is_some())
    };
    check("twice", stays, Lab::twice);
}

/// Not a requirement: shows that the judge and the player agree with a client that is known.
#[test]
#[ignore = "a comparison to look at; needs curl"]
fn the_installed_curl_for_comparison() {
    let lab = Lab::new("curl");
    for case in case::all().iter().filter(|case| case.method != "CONNECT") {
        let mut run = Run::new("curl", ["-q", "-sS", "--http1.1", "--compressed"]);
        for (name, value) in &case.request_fields {
            run = run.arg("-H").arg(format!("{name}: {value}"));
        }
        if let Some(content) = &case.request_content {
            run = run.arg("--data-binary").arg(lab.file(case, content));
        }
        if case.method == "HEAD" {
            run = run.args(["-I", "-o", "/dev/null"]);
        }
        let seconds = case.limit.unwrap_or(20);
        run = run.args(["-m", &seconds.to_string(), "--cacert", &lab.player.ca()]);
        let seen = run.arg(lab.player.url(case, case.https, "run=curl")).run();
        let fails = matches!(case.expect, Verdict::Error { .. });
        if fails == seen.status.success() {
            println!("{}: exit {} ({})", case.id, seen.exit_code(), case.note);
        } else if let Verdict::Ok(message) = &case.expect
            && !message.content.is(&seen.stdout)
        {
            println!("{}: other content ({})", case.id, case.note);
        }
    }
}

/// Runs a check over all cases that it is for, several at a time, and fails with all that failed.
fn check(
    name: &'static str,
    fits: impl Fn(&Case) -> bool,
    judge: impl Fn(&Lab, &'static Case) -> Option<String> + Sync,
) {
    let mut cases: Vec<&Case> = case::all().iter().filter(|case| fits(case)).collect();
    // The slow ones first: they are taken from the end.
    cases.sort_by_key(|case| case.is_slow());
    let count = cases.len();
    let (queue, failed) = (Mutex::new(cases), Mutex::new(Vec::new()));
    let lab = Lab::new(name);
    let work = || {
        while let Some(case) = next(&queue) {
            let why = judge(&lab, case).map(|why| (case, why));
            failed.lock().unwrap().extend(why);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(work);
        }
    });
    let failed = failed.into_inner().unwrap().into_iter();
    let again = failed.filter_map(|(case, why)| match HURRIED.contains(&case.id.as_str()) {
        true => judge(&lab, case).map(|why| (case, why)),
        false => Some((case, why)),
    });
    report(name, count, again.collect());
}

fn next(queue: &Mutex<Vec<&'static Case>>) -> Option<&'static Case> {
    queue.lock().unwrap().pop()
}

fn report(name: &str, count: usize, mut failed: Vec<(&Case, String)>) {
    failed.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    let excused = |case: &Case| {
        let should = case.strictness == Strictness::Should;
        EXCEPTIONS
            .iter()
            .find(|exception| should && exception.0 == case.id)
    };
    let (mut broken, mut wrong) = (String::new(), 0);
    for (case, why) in &failed {
        match excused(case) {
            Some((id, argument)) => println!("{id} does not pass: {argument}"),
            None => {
                wrong += 1;
                let (id, note) = (&case.id, &case.note);
                broken.push_str(&format!("{id} ({:?}, {note}): {why}\n", case.strictness));
            }
        }
    }
    assert!(
        wrong == 0,
        "{name}: {wrong} of {count} cases fail\n{broken}"
    );
    println!("{name}: {count} cases");
}

fn message(case: &Case) -> Option<&Message> {
    match &case.expect {
        Verdict::Ok(message) => Some(message),
        Verdict::Error { .. } => None,
    }
}

/// A player, and runs of the binary against it.
struct Lab {
    name: &'static str,
    player: Player,
    files: tempfile::TempDir,
    runs: AtomicUsize,
}

impl Lab {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            player: Player::start(),
            files: temporary(),
            runs: AtomicUsize::new(0),
        }
    }

    /// One run, judged.
    fn once(&self, case: &Case, secure: bool, query: &str) -> Option<String> {
        let (name, run) = self.run(case, secure || case.https, query);
        let seen = run.run();
        let why = judge::difference(case, &case.expect, &seen)
            .or_else(|| self.request_difference(case, &name));
        let listed = ALTERNATIVES
            .iter()
            .any(|alternative| alternative.0 == case.id);
        let fine = |other| judge::difference(case, other, &seen).is_none();
        why.filter(|_| !(listed && case.also_allowed.iter().any(fine)))
    }

    /// The same case two times in one run: on one connection, or on two.
    fn twice(&self, case: &Case) -> Option<String> {
        let (name, run) = self.run(case, case.https, "");
        let url = self.player.url(case, case.https, &format!("run={name}"));
        let seen: Outcome = run.arg(url).run();
        let message = message(case)?;
        if seen.stdout.len() != 2 * message.content.length {
            return Some(format!("not the content twice\n{}", seen.story()));
        }
        let rows = self.player.rows(&name, 2);
        let [first, second] = rows.as_slice() else {
            return Some(format!("{} requests came", rows.len()));
        };
        let reused = first.connection == second.connection;
        let wanted = message.reusable?;
        (reused != wanted).then(|| format!("reused: {reused}, wanted: {wanted}"))
    }

    /// The command for a case, and the name under which the player records it.
    fn run(&self, case: &Case, secure: bool, query: &str) -> (String, Run) {
        let number = self.runs.fetch_add(1, Ordering::SeqCst);
        let name = format!("{}-{number}", self.name);
        if case.method == "CONNECT" {
            let query = format!("run={name}{query}");
            return (name, self.tunnelled(case, secure, &query));
        }
        let mut run = verb([case.method.to_lowercase()]);
        for (name, value) in &case.request_fields {
            run = run.arg("-H").arg(format!("{name}: {value}"));
        }
        if let Some(content) = &case.request_content {
            run = run.arg("--data-binary").arg(self.file(case, content));
        }
        if let Some(seconds) = case.limit {
            run = run.arg("--max-time").arg(seconds.to_string());
        }
        if secure {
            run = run.arg("--cacert").arg(self.player.ca());
        }
        let url = self.player.url(case, secure, &format!("run={name}{query}"));
        (name, run.arg(url))
    }

    /// A request through a tunnel that the player is asked to open.
    fn tunnelled(&self, case: &Case, secure: bool, query: &str) -> Run {
        verb(["get", "--proxytunnel", "-x", &self.player.proxy(secure)])
            .args(["--proxy-header", &format!("X-Query: {query}")])
            .args(["--proxy-cacert", &self.player.ca()])
            .arg(format!("http://{}.test/", case.id))
    }

    fn file(&self, case: &Case, content: &[u8]) -> String {
        let path = self.files.path().join(&case.id);
        std::fs::write(&path, content).unwrap();
        format!("@{}", path.display())
    }

    /// How much of the request's content came is wrong.
    fn request_difference(&self, case: &Case, name: &str) -> Option<String> {
        let wanted = message(case)?.request_content.as_deref()?;
        if wanted == "any" {
            return None;
        }
        let rows = self.player.rows(name, 1);
        let Some(row) = rows.first() else {
            return Some("the server saw no request".into());
        };
        let full = case.request_content.as_deref().unwrap_or_default();
        match wanted {
            "none" if row.length > 0 => {
                Some("content was sent although the final answer had come".into())
            }
            "complete" if row.content != full => Some(format!(
                "{} bytes of content came, not {}",
                row.length,
                full.len()
            )),
            _ => None,
        }
    }
}
