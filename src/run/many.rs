//! Jobs side by side: a thread for each of so many connections, each with a client of its own that
//! does one job after the other.
//!
//! Workers share the plan, the numbers of the jobs, TLS settings and, where there are any, cookies;
//! no lock lies on the way of the data but that of standard output's order (`output::order`).

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvError, Sender};
use std::thread;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::first;
use super::look::Looking;
use super::plan::Plan;
use super::report::{self, Outcome};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::client::Client;
use crate::output::order::{self, Order};
use crate::output::printer::Printer;
use crate::output::progress;
use crate::output::record::Facts;
use crate::output::sink::{ClosedPipe, Sink, Stdout};
use crate::output::teller::{Piece, Teller};

/// What a worker tells.
enum Told {
    /// A job is over.
    Done {
        job: usize,
        kind: Kind,
        /// What all jobs put into places that they share.
        pieces: Vec<Piece>,
    },
    /// The whole run is.
    Over,
}

/// The end of the jobs.
pub(super) struct End {
    /// That of the first one that failed.
    pub(super) kind: Kind,
    /// Whether some may still be running.
    pub(super) early: bool,
}

/// Runs the jobs of a plan on so many connections.
pub(super) fn run(
    plan: &Arc<Plan>,
    client: &mut Client,
    workers: NonZeroUsize,
    looking: Option<&Looking>,
    printer: &mut Printer,
) -> Result<End, Failure> {
    let workers = workers.get().min(plan.jobs.len());
    make_room(workers);
    let order = Order::new(plan.jobs.len());
    let (tell, told) = mpsc::channel();
    for number in 0..workers {
        let worker = Worker {
            plan: Arc::clone(plan),
            client: client.sibling(),
            order: Arc::clone(&order),
            tell: tell.clone(),
            looking: looking.map(Looking::sibling),
            earlier: None,
        };
        let thread = thread::Builder::new().stack_size(STACK_BYTES);
        match thread.spawn(move || worker.work()) {
            Ok(_) => {}
            // Fewer do it as well.
            Err(_) if number > 0 => break,
            Err(error) => return Err(Failure::io(Kind::Internal, "starting a thread", error)),
        }
    }
    drop(tell);
    Ok(until_the_end(&told, printer))
}

struct Worker {
    plan: Arc<Plan>,
    client: Client,
    order: Arc<Order>,
    tell: Sender<Told>,
    /// What is shown of the wire, where anything is.
    looking: Option<Looking>,
    /// What is remembered of its last job, where something is told of jobs.
    earlier: Option<Facts>,
}

impl Worker {
    /// Does jobs until there are no more. Nobody hears the last words of one who is too late.
    fn work(mut self) {
        while let Some(number) = self.order.begin() {
            let (kind, pieces) = self.job(number);
            let stop = match kind {
                Some(Kind::Success) => false,
                Some(_) => self.plan.many.fail_early,
                None => true,
            };
            progress::done();
            if let Some(kind) = kind {
                let _ = self.tell.send(Told::Done {
                    job: number,
                    kind,
                    pieces,
                });
            }
            if stop {
                order::finish_all();
                let _ = self.tell.send(Told::Over);
                return;
            }
            if !self.passed_on() {
                return;
            }
        }
    }

    /// One job, and what it puts into shared places; `None` when nobody reads stdout any more.
    fn job(&mut self, number: usize) -> (Option<Kind>, Vec<Piece>) {
        let Some(job) = self.plan.jobs.get(number) else {
            return (Some(Kind::Success), Vec::new());
        };
        let mut printer = Printer::new(self.plan.output.clone());
        if let Some(looking) = &self.looking {
            looking.attach(&mut printer);
        }
        if let Some(teller) = printer.teller() {
            teller.hold();
            printer.facts = self.earlier.take();
        }
        let came = report::run((number, job), &self.plan, &mut self.client, &mut printer);
        let pieces = printer.teller().map(Teller::held).unwrap_or_default();
        self.earlier = printer.facts.take();
        let finished = printer.finish();
        let kind = match (came, finished) {
            (Outcome::Closed, _) => None,
            (Outcome::Over(kind), Ok(())) => Some(kind),
            (Outcome::Over(_), Err(failure)) if ClosedPipe::within(&failure) => None,
            (Outcome::Over(kind), Err(failure)) => {
                printer.failure(&failure);
                Some(first(kind, failure.kind))
            }
        };
        (kind, pieces)
    }

    /// Lets the output of the job out; false when nobody reads stdout any more.
    fn passed_on(&self) -> bool {
        for (job, cause) in order::finish() {
            let failure = Stdout.failed(cause);
            if ClosedPipe::within(&failure) {
                self.order.end();
                let _ = self.tell.send(Told::Over);
                return false;
            }
            let kind = failure.kind;
            Printer::new(self.plan.output.clone()).failure(&failure);
            let pieces = Vec::new();
            let _ = self.tell.send(Told::Done { job, kind, pieces });
        }
        true
    }
}

/// Waits until all workers have ended, or one says that the run is over.
fn until_the_end(told: &Receiver<Told>, printer: &mut Printer) -> End {
    let (mut failed, mut shared) = (None::<(usize, Kind)>, Shared::default());
    let early = loop {
        match told.recv() {
            Ok(Told::Done { job, kind, pieces }) => {
                let kind = first(kind, shared.take(job, pieces, printer));
                if kind != Kind::Success && failed.is_none_or(|(before, _)| job < before) {
                    failed = Some((job, kind));
                }
            }
            Ok(Told::Over) => break true,
            Err(RecvError) => break false,
        }
    };
    let last = shared.rest(printer);
    let kind = first(failed.map_or(Kind::Success, |(_, kind)| kind), last);
    End { kind, early }
}

/// What jobs put into places that all of them share, on its way there in the order of the jobs.
#[derive(Default)]
struct Shared {
    next: usize,
    waiting: BTreeMap<usize, Vec<Piece>>,
}

impl Shared {
    /// Takes what a job has put there, and writes what has its turn; how that went.
    fn take(&mut self, job: usize, pieces: Vec<Piece>, printer: &mut Printer) -> Kind {
        let mut outcome = Kind::Success;
        if printer.teller().is_none() || job < self.next {
            return outcome;
        }
        self.waiting.entry(job).or_insert(pieces);
        while let Some(pieces) = self.waiting.remove(&self.next) {
            self.next = self.next.saturating_add(1);
            outcome = first(outcome, release(pieces, printer));
        }
        outcome
    }

    /// Writes what is left when the run has ended early.
    fn rest(&mut self, printer: &mut Printer) -> Kind {
        let pieces: Vec<Piece> = std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect();
        release(pieces, printer)
    }
}

fn release(pieces: Vec<Piece>, printer: &mut Printer) -> Kind {
    let told = printer.teller().map_or(Ok(()), |to| to.release(pieces));
    match told {
        Ok(()) => Kind::Success,
        Err(failure) => {
            printer.failure(&failure);
            failure.kind
        }
    }
}

/// Raises the soft limit on descriptors where so many workers might meet it. Where that is refused,
/// the one who meets it says so.
fn make_room(workers: usize) {
    let most = workers
        .saturating_mul(DESCRIPTORS)
        .saturating_add(limits::HELD_OUTPUTS)
        .saturating_add(DESCRIPTORS_OF_ALL);
    let wanted = u64::try_from(most).unwrap_or(u64::MAX);
    let now = getrlimit(Resource::Nofile);
    if now.current.is_some_and(|current| current < wanted) {
        let current = now.maximum.map_or(wanted, |maximum| maximum.min(wanted));
        let _ = setrlimit(
            Resource::Nofile,
            Rlimit {
                current: Some(current),
                maximum: now.maximum,
            },
        );
    }
}

/// Room for a worker's calls; nothing of it is touched that is not used.
const STACK_BYTES: usize = 1 << 20;
/// Descriptors of a worker: connections that are tried and kept, a pipe, a source, a file.
const DESCRIPTORS: usize = limits::IDLE_CONNECTIONS + 8;
/// Descriptors of the rest of the program.
const DESCRIPTORS_OF_ALL: usize = 32;
