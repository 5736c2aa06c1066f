//! Looking at the wire: `-vv`, `--trace`, `--record`, `--har`.
//!
//! A run that asks for one of them has a [`Looking`] for each thread that does jobs; it gives the
//! printer of a job a watcher, which reads along ([`reader`]) and shows what it finds to each
//! [`Look`]. Files are written through one lock each. A plain run has none of this.

mod reader;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::base::clock;
use crate::base::event::{Direction, Event, Observer};
use crate::base::failure::Failure;
use crate::output;
use crate::output::har::Har;
use crate::output::har_file::HarFile;
use crate::output::log_file::LogFile;
use crate::output::look::{Config, Look, Part, Role};
use crate::output::mask::Secrets;
use crate::output::printer::Printer;
use crate::output::record_file::RecordFile;
use crate::output::sink::ClosedPipe;
use crate::output::trace::Trace;
use crate::output::transcript_bodies::Bodies;

use reader::Reader;

/// What a run shows of the wire.
#[derive(Clone)]
pub(super) struct Looking {
    shared: Arc<Shared>,
    /// Where the connections of this thread's client stand.
    known: Arc<Mutex<Known>>,
}

struct Shared {
    config: Arc<Config>,
    secrets: Secrets,
    colour: bool,
    start: Instant,
    connections: AtomicU64,
    exchanges: Arc<AtomicU64>,
    trace: Option<Arc<LogFile>>,
    record: Option<Arc<LogFile>>,
    har: Option<Arc<HarFile>>,
}

/// How far a connection has come.
#[derive(Debug, Clone, Copy)]
struct Stand {
    /// Its number in what is shown.
    number: u64,
    sent: u64,
    received: u64,
}

#[derive(Debug, Default)]
struct Known {
    /// By the number of the transport.
    open: BTreeMap<u64, Stand>,
}

/// Connections that are remembered by a thread: more than its client keeps open.
const MOST_KNOWN: usize = 256;

impl Looking {
    /// Opens what is asked for, before any connection; `None` where nothing is.
    pub(super) fn begin(output: &output::config::Config) -> Result<Option<Self>, Failure> {
        let Some(config) = &output.look else {
            return Ok(None);
        };
        let secrets = Secrets::shown_if(output.show_secrets);
        let open = |to: &std::path::PathBuf| LogFile::open(to, secrets).map(Arc::new);
        let trace = config.trace.as_ref().map(|trace| open(&trace.to));
        let record = config.record.as_ref().map(open);
        let har = config.har.as_deref().map(HarFile::begin);
        let shared = Shared {
            secrets,
            colour: output.colour_stderr,
            start: clock::now(),
            connections: AtomicU64::new(0),
            exchanges: Arc::default(),
            trace: trace.transpose()?,
            record: record.transpose()?,
            har: har.transpose()?.map(Arc::new),
            config: Arc::clone(config),
        };
        if let Some(trace) = &shared.trace {
            Trace::begin(trace, secrets);
        }
        if let Some(record) = &shared.record {
            RecordFile::begin(record, secrets);
        }
        Ok(Some(Self {
            shared: Arc::new(shared),
            known: Arc::default(),
        }))
    }

    /// The same for another thread.
    pub(super) fn sibling(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            known: Arc::default(),
        }
    }

    /// Has a printer's exchanges shown to somebody in memory, and nothing opened for it.
    pub(super) fn shown_to(
        looks: Vec<Box<dyn Look>>,
        output: &output::config::Config,
    ) -> Box<dyn Observer> {
        let shared = Shared {
            secrets: Secrets::shown_if(output.show_secrets),
            colour: output.colour_stderr,
            start: clock::now(),
            connections: AtomicU64::new(0),
            exchanges: Arc::default(),
            trace: None,
            record: None,
            har: None,
            config: Arc::default(),
        };
        let looking = Self {
            shared: Arc::new(shared),
            known: Arc::default(),
        };
        looking.watcher(looks)
    }

    /// Has a printer's exchanges looked at.
    pub(super) fn attach(&self, printer: &mut Printer) {
        let shared = &self.shared;
        let mut looks: Vec<Box<dyn Look>> = Vec::new();
        if shared.config.bodies {
            looks.push(Box::new(Bodies::new(shared.colour)));
        }
        if let (Some(file), Some(config)) = (&shared.trace, &shared.config.trace) {
            looks.push(Box::new(Trace::new(Arc::clone(file), config.hex)));
        }
        if let Some(file) = &shared.record {
            let numbers = Arc::clone(&shared.exchanges);
            looks.push(Box::new(RecordFile::new(Arc::clone(file), numbers)));
        }
        if let Some(file) = &shared.har {
            looks.push(Box::new(Har::new(Arc::clone(file), shared.secrets)));
        }
        printer.watched_by(self.watcher(looks));
    }

    fn watcher(&self, looks: Vec<Box<dyn Look>>) -> Box<dyn Observer> {
        let shared = &self.shared;
        Box::new(Watcher {
            shared: Arc::clone(shared),
            known: Arc::clone(&self.known),
            looks,
            pending: None,
            stand: None,
            out: Reader::new(Direction::Out, shared.secrets),
            back: Reader::new(Direction::In, shared.secrets),
            proxy: false,
        })
    }

    /// Makes the files final; what could not be written is told.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        let shared = &self.shared;
        let logs = [&shared.trace, &shared.record];
        let written = logs.into_iter().flatten().map(|log| log.finish());
        let har = shared.har.as_ref().map(|har| har.finish());
        written.chain(har).fold(Ok(()), Result::and)
    }
}

/// Ends what a printer's watchers remember, and makes the files final.
pub(super) fn finish(looking: Option<Looking>, printer: &mut Printer) -> Result<(), Failure> {
    let Some(looking) = looking else {
        return Ok(());
    };
    printer.unwatch();
    match looking.finish() {
        Err(failure) if ClosedPipe::within(&failure) => Ok(()),
        finished => finished,
    }
}

/// The watcher of one printer.
struct Watcher {
    shared: Arc<Shared>,
    known: Arc<Mutex<Known>>,
    looks: Vec<Box<dyn Look>>,
    /// A connection that was opened and has not been used yet.
    pending: Option<Stand>,
    /// The connection in use: its number in the transport, and where it stands.
    stand: Option<(Option<u64>, Stand)>,
    out: Reader,
    back: Reader,
    /// What goes over the connection is for a proxy.
    proxy: bool,
}

impl Watcher {
    fn at(&self) -> Duration {
        clock::now().saturating_duration_since(self.shared.start)
    }

    fn fresh(&self) -> Stand {
        let number = self.shared.connections.fetch_add(1, Ordering::Relaxed);
        Stand {
            number: number.saturating_add(1),
            sent: 0,
            received: 0,
        }
    }

    /// Takes up a connection; where the one before stands is remembered.
    fn take_up(&mut self, transport: Option<u64>, stand: Stand) {
        self.read(Direction::Out, None);
        self.read(Direction::In, None);
        if let Some((Some(number), stand)) = self.stand.take() {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.open.insert(number, stand);
            if known.open.len() > MOST_KNOWN {
                known.open.pop_first();
            }
        }
        self.stand = Some((transport, stand));
    }

    /// Reads bytes of a direction, or flushes what is held of them.
    fn read(&mut self, direction: Direction, bytes: Option<&[u8]>) {
        let at = self.at();
        if self.stand.is_none() && bytes.is_some() {
            self.stand = Some((None, self.fresh()));
        }
        let Some((_, stand)) = &mut self.stand else {
            return;
        };
        let (reader, offset) = match direction {
            Direction::Out => (&mut self.out, &mut stand.sent),
            Direction::In => (&mut self.back, &mut stand.received),
        };
        let (connection, proxy, looks) = (stand.number, self.proxy, &mut self.looks);
        let mut found = |role: Role, bytes: &[u8], masked: bool| {
            let part = Part {
                at,
                connection,
                direction,
                offset: *offset,
                role,
                proxy,
                masked,
                bytes,
            };
            for look in looks.iter_mut() {
                look.part(&part);
            }
            *offset = offset.saturating_add(bytes.len() as u64);
        };
        match bytes {
            Some(bytes) => reader.read(bytes, &mut found),
            None => reader.flush(&mut found),
        }
    }
}

impl Observer for Watcher {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Connected { .. } => {
                let stand = self.fresh();
                self.take_up(None, stand);
                self.pending = Some(stand);
            }
            Event::RequestHead(head) => {
                self.read(Direction::In, None);
                self.out.begin(head);
                self.back.begin(head);
                self.proxy = head.starts_with(b"CONNECT ");
            }
            Event::Asking { .. }
            | Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Secured(_)
            | Event::Reused { .. }
            | Event::RequestSent { .. }
            | Event::FirstByte
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Received { .. }
            | Event::Ended
            | Event::Retry(_)
            | Event::Note(_)
            | Event::Parted(_)
            | Event::Warning(_) => {}
        }
        let (at, number) = (self.at(), self.stand.map(|(_, stand)| stand.number));
        for look in &mut self.looks {
            look.event(at, number, event);
        }
    }

    fn wants_bytes(&self) -> bool {
        true
    }

    fn bytes(&mut self, direction: Direction, bytes: &[u8]) {
        self.read(direction, Some(bytes));
    }

    fn uses(&mut self, connection: u64) {
        // What a tunnel has carried already belongs to the same connection.
        if self.pending.take().is_some()
            && let Some((transport @ None, _)) = &mut self.stand
        {
            *transport = Some(connection);
            return;
        }
        if self
            .stand
            .is_some_and(|(known, _)| known == Some(connection))
        {
            return;
        }
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let stand = known.open.get(&connection).copied();
        drop(known);
        let stand = stand.unwrap_or_else(|| self.fresh());
        self.take_up(Some(connection), stand);
    }

    fn dialogue(&mut self, direction: Direction, bytes: &[u8]) {
        let at = self.at();
        let Some((_, stand)) = &mut self.stand else {
            return;
        };
        let offset = match direction {
            Direction::Out => &mut stand.sent,
            Direction::In => &mut stand.received,
        };
        let masked =
            direction == Direction::Out && bytes.len() > 1 && bytes.iter().all(|b| *b == 0);
        let stars = vec![output::mask_bytes::STAR; if masked { bytes.len() } else { 0 }];
        let part = Part {
            at,
            connection: stand.number,
            direction,
            offset: *offset,
            role: Role::Socks,
            proxy: true,
            masked,
            bytes: if masked { &stars } else { bytes },
        };
        for look in &mut self.looks {
            look.part(&part);
        }
        *offset = offset.saturating_add(bytes.len() as u64);
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.read(Direction::Out, None);
        self.read(Direction::In, None);
        for look in &mut self.looks {
            look.done();
        }
        // The next job of this thread may use the connection again.
        if let Some((_, stand)) = self.stand {
            self.take_up(None, stand);
        }
    }
}
