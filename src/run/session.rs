//! Plans one after the other over one client: what is kept between the lines of a session.
//!
//! Connections, digest nonces and cookies stay; every request is built anew from its own plan, so
//! that nothing else of one reaches the next. A plan that reaches or verifies peers in another way
//! has a client of its own, whose connections end with it. Where lines come from is said by
//! `session`.

use std::sync::{Arc, Mutex};

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Client;
use crate::client::cookies;
use crate::http::origin::Origin;
use crate::output;
use crate::output::herald::Herald;
use crate::output::look::Look;
use crate::output::printer::Printer;
use crate::output::signals;
use crate::output::sink::ClosedPipe;

use super::look::{self, Looking};
use super::plan::Plan;
use super::{Done, capture, first, jar, place, work};

/// Who sees what a plan does.
#[derive(Default)]
pub struct Watching {
    /// Events.
    pub events: Option<Box<dyn Observer>>,
    /// Responses, before they are delivered.
    pub responses: Option<Box<dyn Herald>>,
    /// The bytes of the wire.
    pub wire: Vec<Box<dyn Look>>,
}

/// What outlives a plan.
pub struct Session {
    client: Client,
    /// Files that see all of the session's exchanges.
    looking: Option<Looking>,
    output: output::config::Config,
    cookies: cookies::Config,
}

impl Session {
    /// Begins a session with the plan of its own command line, whose jobs are not carried out.
    ///
    /// # Errors
    /// What the plan names and cannot be used.
    pub fn begin(plan: &Plan, cookies: cookies::Config) -> Result<Self, Failure> {
        let mut printer = Printer::new(plan.output.clone());
        for warning in &plan.warnings {
            printer.on(&Event::Warning(warning));
        }
        let mut client = Client::new(plan.client.clone());
        client.cookies = Some(Arc::new(Mutex::new(jar::load(&cookies, &mut printer)?)));
        client.prepare(plan.jobs.iter().map(|job| &job.request.uri.origin))?;
        Ok(Self {
            client,
            looking: Looking::begin(&of_the_whole(&plan.output))?,
            output: plan.output.clone(),
            cookies,
        })
    }

    /// Opens the connection that requests will go over.
    ///
    /// # Errors
    /// Those of opening one; a later request opens its own.
    pub fn connect(&mut self, origin: &Origin, watcher: Box<dyn Observer>) -> Result<(), Failure> {
        let mut printer = self.printer(self.output.clone(), Some(watcher));
        self.client.connect(origin, &mut printer)
    }

    /// Whether a plan reaches peers as the session does, and so over its connections.
    pub fn shares(&self, plan: &Plan) -> bool {
        self.client.reaches_as(&plan.client)
    }

    /// Has peers reached and verified as a plan says from now on. Where that is another way than
    /// before, which is answered, connections are closed: none serves a request that asks for
    /// another. What is shown where no line says more is shown as the plan says.
    ///
    /// # Errors
    /// What the plan names and cannot be used; nothing is changed then.
    pub fn reach(&mut self, plan: &Plan) -> Result<bool, Failure> {
        let same = self.client.adopt(&plan.client);
        if !same {
            let mut client = self.client.otherwise(plan.client.clone());
            client.prepare(plan.jobs.iter().map(|job| &job.request.uri.origin))?;
            self.client = client;
        }
        let look = self.output.look.take();
        self.output = plan.output.clone();
        self.output.look = look;
        Ok(!same)
    }

    /// What is shown where no line says more.
    pub fn output(&self) -> &output::config::Config {
        &self.output
    }

    /// Carries a plan out. Everything that is to be said of it is said, and seen by those who
    /// watch.
    pub fn carry_out(&mut self, plan: &Arc<Plan>, watching: Watching) -> Done {
        let mut printer = self.printer(plan.output.clone(), watching.events);
        if let Some(herald) = watching.responses {
            printer.heralded_by(herald);
        }
        if !watching.wire.is_empty() {
            printer.watched_by(Looking::shown_to(watching.wire, &plan.output));
        }
        let done = match self.outcome(plan, &mut printer) {
            Ok(done) => done,
            Err(failure) => {
                printer.failure(&failure);
                Done::of(failure.kind)
            }
        };
        let finished = printer.finish();
        let done = done.and(finished, &mut printer);
        let kind = capture::report(plan, done.kind, &mut printer);
        if plan.captures.is_some() {
            signals::say_nothing();
        }
        Done { kind, ..done }
    }

    /// Ends the session: connections are closed in good order, cookies saved where a file was
    /// named, files made final. `outcome` is the exit status so far.
    pub fn end(self, outcome: Kind) -> Kind {
        let mut printer = self.printer(self.output.clone(), None);
        let saved = match self.client.jar() {
            Some(jar) => jar::save(&self.cookies, &jar, &mut printer),
            None => Ok(()),
        };
        let looked = look::finish(self.looking, &mut printer);
        let done = Done::of(outcome).and(saved, &mut printer);
        done.and(looked, &mut printer).kind
    }

    fn printer(
        &self,
        output: output::config::Config,
        watcher: Option<Box<dyn Observer>>,
    ) -> Printer {
        let mut printer = Printer::new(output);
        if let Some(looking) = &self.looking {
            looking.attach(&mut printer);
        }
        if let Some(watcher) = watcher {
            printer.watched_by(watcher);
        }
        printer
    }

    fn outcome(&mut self, plan: &Arc<Plan>, printer: &mut Printer) -> Result<Done, Failure> {
        for warning in &plan.warnings {
            printer.on(&Event::Warning(warning));
        }
        if plan.dry_run.is_none() {
            capture::check(plan)?;
            place::check(&plan.jobs)?;
            printer.check([])?;
        }
        let looking = match plan.dry_run {
            Some(_) => None,
            None => Looking::begin(&plan.output)?,
        };
        if let Some(looking) = &looking {
            looking.attach(printer);
        }
        let mut other = None;
        let client = match self.client.adopt(&plan.client) {
            true => &mut self.client,
            false => other.insert(self.client.otherwise(plan.client.clone())),
        };
        let done = match with_cookies(plan, client, printer) {
            Ok(done) => done,
            Err(failure) => {
                printer.failure(&failure);
                Done::of(failure.kind)
            }
        };
        let looked = look::finish(looking, printer);
        Ok(done.and(looked, printer))
    }
}

impl Done {
    /// The same after something else that was to be done, which is told of where it failed.
    fn and(self, result: Result<(), Failure>, printer: &mut Printer) -> Self {
        match result {
            Ok(()) => self,
            Err(failure) if ClosedPipe::within(&failure) => Self {
                closed: true,
                ..self
            },
            Err(failure) => {
                printer.failure(&failure);
                Self {
                    kind: first(self.kind, failure.kind),
                    ..self
                }
            }
        }
    }
}

/// What looks at all of the session's exchanges: bodies on stderr are asked for by each line.
fn of_the_whole(output: &output::config::Config) -> output::config::Config {
    let mut output = output.clone();
    if let Some(look) = &mut output.look {
        Arc::make_mut(look).bodies = false;
    }
    let nothing = output::look::Config::default();
    output.look = output.look.filter(|look| **look != nothing);
    output
}

/// Carries a plan out with the cookies that it names beside those of the session.
fn with_cookies(
    plan: &Arc<Plan>,
    client: &mut Client,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    if plan.dry_run.is_none() {
        client.prepare(plan.jobs.iter().map(|job| &job.request.uri.origin))?;
    }
    let Some(config) = &plan.client.cookies else {
        return Ok(work(plan, client, None, printer));
    };
    // What is only shown leaves nothing behind.
    let shown = plan.dry_run.is_some();
    let before = client.jar().filter(|_| shown).as_deref().cloned();
    let read = jar::read_into(config, client.jar().as_deref_mut(), printer);
    read?;
    let typed = client.jar().map(|mut jar| jar.type_more(config));
    let done = work(plan, client, None, printer);
    let saved = match client.jar() {
        None => Ok(()),
        Some(mut jar) => {
            if let Some(typed) = typed {
                jar.type_again(typed);
            }
            let saved = match plan.dry_run {
                Some(_) => Ok(()),
                None => jar::save(config, &jar, printer),
            };
            if let Some(before) = before {
                *jar = before;
            }
            saved
        }
    };
    Ok(done.and(saved, printer))
}
