//! Plays the corpus over real sockets, byte for byte, plain and under TLS.
//!
//! The path `/case/ID` selects a case; `?run=NAME` names the run in the record, `&split=N&gap=US`
//! cuts what is sent into pieces of N bytes with pauses in microseconds. A connection that a case
//! leaves open serves further requests, so that reuse can be seen. Cases about tunnels are played
//! to `CONNECT ID.test:80`, with the query in a field `X-Query`.

use std::io;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use super::case::{self, After, Case, Segment, Then};
use super::peer::Peer;
use super::talk::{Head, Talk};
use super::tls::Authority;

/// The server; it ends with the test.
pub(crate) struct Player {
    plain: Peer,
    secure: Peer,
    authority: Authority,
    seen: Arc<Record>,
}

/// The requests that came, and a bell that is rung for each.
type Record = (Mutex<Vec<Row>>, Condvar);

/// One request that came.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The name of the run.
    pub(crate) run: String,
    /// The number of the connection.
    pub(crate) connection: usize,
    /// How much content came with it.
    pub(crate) length: usize,
    /// The first 64 KiB of that content.
    pub(crate) content: Vec<u8>,
}

impl Player {
    pub(crate) fn start() -> Self {
        let authority = Authority::new("corpus");
        let config = authority.good(&["127.0.0.1", "localhost"]).server();
        let seen: Arc<Record> = Arc::default();
        let (plain_seen, secure_seen) = (Arc::clone(&seen), Arc::clone(&seen));
        Self {
            plain: Peer::tcp(move |talk| serve(talk, &plain_seen)),
            secure: Peer::tls(config, move |talk| serve(talk, &secure_seen)),
            authority,
            seen,
        }
    }

    /// Where a case is played.
    pub(crate) fn url(&self, case: &Case, secure: bool, query: &str) -> String {
        let path = format!("/case/{}?{query}", case.id);
        match secure {
            false => self.plain.url(&path),
            true => self.secure.https(&path),
        }
    }

    /// The proxy that cases about tunnels are played by.
    pub(crate) fn proxy(&self, secure: bool) -> String {
        match secure {
            false => self.plain.url(""),
            true => self.secure.https(""),
        }
    }

    /// The file with the certificate to trust.
    pub(crate) fn ca(&self) -> String {
        self.authority.ca()
    }

    /// The requests of a run, in the order of their ends, once there are `count` of them; fewer
    /// if they do not come.
    pub(crate) fn rows(&self, run: &str, count: usize) -> Vec<Row> {
        let of = |seen: &[Row]| -> Vec<Row> {
            seen.iter().filter(|row| row.run == run).cloned().collect()
        };
        let seen = self.seen.0.lock().unwrap();
        let patience = Duration::from_secs(5);
        let (seen, _) = self
            .seen
            .1
            .wait_timeout_while(seen, patience, |seen| of(seen).len() < count)
            .unwrap();
        of(&seen)
    }
}

/// Serves one connection: a case for each request while the connection goes on.
fn serve(talk: &mut Talk, seen: &Record) -> io::Result<()> {
    loop {
        let head = talk.head()?;
        let line = head.line();
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let told = head.field("x-query").unwrap_or_default();
        let query = if told.is_empty() { query } else { &told };
        let tunnel = path.strip_suffix(".test:80");
        let id = path.strip_prefix("/case/").or(tunnel).unwrap_or_default();
        let case = case::all().iter().find(|case| case.id == id);
        let Some(case) = case else {
            talk.send(super::response("404 Not Found", "", "no such case\n"))?;
            continue;
        };
        let run = value(query, "run").unwrap_or_default().to_owned();
        let mut turn = Turn {
            case,
            head,
            split: value(query, "split").map_or(0, |n| n.parse().unwrap()),
            gap: value(query, "gap").map_or(1000, |n| n.parse().unwrap()),
            // Over TLS and plain alike connections count from 0: the run tells them apart.
            row: Row {
                run,
                connection: talk.number,
                length: 0,
                content: Vec::new(),
            },
            listened: false,
        };
        let played = turn.play(talk);
        seen.0.lock().unwrap().push(turn.row);
        seen.1.notify_all();
        if !played? {
            return Ok(());
        }
    }
}

fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
}

/// One request and its case.
struct Turn {
    case: &'static Case,
    head: Head,
    split: usize,
    gap: u64,
    row: Row,
    listened: bool,
}

impl Turn {
    /// Plays the case; true when the connection goes on.
    fn play(&mut self, talk: &mut Talk) -> io::Result<bool> {
        for segment in &self.case.wire {
            self.send(talk, segment)?;
        }
        match self.case.then {
            Then::Close => {
                // What still comes is of interest: whether the content was sent all the same.
                let close = talk.close_hearing(&mut |part| self.row.take(part));
                close.map(|()| false)
            }
            Then::CloseNow => {
                std::thread::sleep(Duration::from_millis(300));
                talk.abandon();
                Ok(false)
            }
            Then::CloseWithoutNotify => {
                std::thread::sleep(Duration::from_millis(50));
                talk.abandon();
                Ok(false)
            }
            Then::Reset => talk.reset().map(|()| false),
            Then::KeepOpen => self.keep_open(talk),
        }
    }

    fn send(&mut self, talk: &mut Talk, segment: &Segment) -> io::Result<()> {
        match segment.after {
            After::Head => {}
            After::Content => self.listen(talk, Instant::now() + Duration::from_secs(15))?,
            After::NextHead => {
                talk.head()?;
            }
        }
        std::thread::sleep(Duration::from_millis(segment.pause_ms));
        let (size, gap) = match segment.split {
            0 => (self.split, Duration::from_micros(self.gap)),
            size => (size, Duration::from_millis(segment.gap_ms.unwrap_or(1))),
        };
        match size {
            0 => talk.send(&segment.bytes),
            size => talk.send_split(&segment.bytes, size, gap),
        }
    }

    /// Holds until the client closes, or until it sends a further request, which is then served.
    fn keep_open(&mut self, talk: &mut Talk) -> io::Result<bool> {
        let hold = Duration::from_millis(self.case.hold_ms);
        if self.case.deaf {
            talk.deaf(hold)?;
            talk.abandon();
            return Ok(false);
        }
        let by = Instant::now() + hold;
        // After a final answer to Expect: 100-continue the content may or may not come; what
        // comes is then read as a further request.
        if self.head.field("expect").is_none() {
            self.listen(talk, by)?;
        }
        talk.more(by)?;
        Ok(true)
    }

    fn listen(&mut self, talk: &mut Talk, by: Instant) -> io::Result<()> {
        if !std::mem::replace(&mut self.listened, true) {
            talk.content_to(&self.head, by, &mut |part| self.row.take(part))?;
        }
        Ok(())
    }
}

impl Row {
    fn take(&mut self, part: &[u8]) {
        self.length += part.len();
        let room = (64 * 1024usize).saturating_sub(self.content.len());
        self.content
            .extend_from_slice(&part[..room.min(part.len())]);
    }
}
