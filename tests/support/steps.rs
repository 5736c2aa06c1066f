//! A peer that does something else with each request, over all its connections, and remembers
//! what it was asked and when.

use std::collections::VecDeque;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::peer::Peer;
use super::talk::{Head, Talk};

/// What a peer does with a request.
pub(crate) enum Step {
    /// Sends these bytes and keeps the connection open.
    Answer(Vec<u8>),
    /// Sends these bytes and closes in good order.
    Last(Vec<u8>),
    /// Sends these bytes and resets the connection.
    Reset(Vec<u8>),
    /// Sends these bytes, then nothing, and keeps the connection open.
    Hold(Vec<u8>),
}

/// A request as it came.
pub(crate) struct Asked {
    pub(crate) head: Head,
    pub(crate) content: Vec<u8>,
    /// When the answer was sent.
    pub(crate) answered: Instant,
    /// When it came.
    pub(crate) came: Instant,
    /// The number of its connection.
    pub(crate) connection: usize,
}

/// A peer with steps.
pub(crate) struct Steps {
    pub(crate) peer: Peer,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Steps {
    /// A peer on a port of its own.
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), steps)
    }

    /// A peer behind this listener. A request beyond the last step is closed without an answer.
    pub(crate) fn on(listener: TcpListener, steps: impl IntoIterator<Item = Step>) -> Self {
        let steps: Mutex<VecDeque<Step>> = Mutex::new(steps.into_iter().collect());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let peer = Peer::listen(listener, None, move |talk: &mut Talk| {
            loop {
                let head = talk.head()?;
                let content = talk.content(&head)?;
                let came = Instant::now();
                log.lock().unwrap().push(Asked {
                    head,
                    content,
                    answered: came,
                    came,
                    connection: talk.number,
                });
                let at = log.lock().unwrap().len() - 1;
                let step = steps.lock().unwrap().pop_front();
                // The lower bound of a pause begins before the answer can have been seen.
                log.lock().unwrap()[at].answered = Instant::now();
                match step {
                    Some(Step::Answer(bytes)) => talk.send(bytes)?,
                    Some(Step::Last(bytes)) => return talk.send(bytes),
                    Some(Step::Hold(bytes)) => {
                        talk.send(bytes)?;
                        return talk.hold();
                    }
                    Some(Step::Reset(bytes)) => {
                        talk.send(bytes)?;
                        return talk.reset();
                    }
                    None => return Ok(()),
                }
            }
        });
        Self { peer, asked }
    }

    pub(crate) fn url(&self) -> String {
        self.peer.url("/")
    }

    /// Stops, and gives what was asked.
    pub(crate) fn finish(self) -> Vec<Asked> {
        self.peer.finish();
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

/// The pauses between answers and the requests after them.
pub(crate) fn pauses(asked: &[Asked]) -> Vec<Duration> {
    let pairs = asked.iter().zip(asked.iter().skip(1));
    pairs
        .map(|(one, next)| next.came.saturating_duration_since(one.answered))
        .collect()
}
