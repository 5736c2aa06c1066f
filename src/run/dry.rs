//! `--dry-run` and `--as`: what would be sent, as bytes or as a line that sends it, and nobody
//! contacted.

mod settings;

use std::io::IoSlice;
use std::num::NonZeroUsize;

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::{clock, limits};
use crate::client::cookies::Jar;
use crate::client::{forward, framing};
use crate::content::source::Source;
use crate::http::head::RequestHead;
use crate::http1::chunk_encode::{CHUNK_END, ChunkLine, LAST_CHUNK};
use crate::http1::encode;
use crate::output::ended;
use crate::output::mask::Secrets;
use crate::output::shown::Shown;
use crate::output::sink::{Sink, Stdout};
use crate::output::{as_curl, as_verb};

use super::plan::{Job, Plan, Show};
use settings::{Settings, Tongue};

/// Prints a job's request.
pub(super) fn run(
    job: &Job,
    plan: &Plan,
    show: Show,
    cookies: Option<&Jar>,
    observer: &mut dyn Observer,
) -> Result<Kind, Failure> {
    job.tell(observer);
    let outgoing = Outgoing::new(job, cookies)?;
    match show {
        Show::Raw => outgoing.bytes(job, plan)?,
        Show::Curl => outgoing.line(job, plan, Tongue::Curl, observer)?,
        Show::Verb => outgoing.line(job, plan, Tongue::Verb, observer)?,
    }
    Ok(Kind::Success)
}

/// A request made ready as if it were to be sent.
struct Outgoing {
    head: RequestHead,
    source: Option<Source>,
}

impl Outgoing {
    fn new(job: &Job, cookies: Option<&Jar>) -> Result<Self, Failure> {
        let source = Source::of(&job.request)?;
        let mut head = framing::head(&job.request, source.as_ref())?;
        if let Some(credentials) = &job.credentials {
            credentials.attach(&job.request, &mut head, None)?;
        }
        if let Some(jar) = cookies {
            jar.attach(&mut head.fields, &job.request.uri, clock::today());
        }
        Ok(Self { head, source })
    }

    fn bytes(self, job: &Job, plan: &Plan) -> Result<(), Failure> {
        let mut sink = ended::stdout(plan.output.prompted && plan.output.style.terminal);
        let transport = &plan.client.transport;
        let origin = &job.request.uri.origin;
        let head = forward::dress(&self.head, origin, transport.forwarding(origin))?;
        let bytes = match &job.request.shape.raw {
            Some(raw) => raw.clone(),
            None => encode::request(&head),
        };
        sink.write(&[IoSlice::new(&bytes)])?;
        let Some(mut source) = self.source else {
            return sink.finish();
        };
        let chunked =
            job.request.shape.raw.is_none() && self.head.fields.contains("transfer-encoding");
        content(&mut source, chunked, sink.as_mut())?;
        sink.finish()
    }

    fn line(
        self,
        job: &Job,
        plan: &Plan,
        tongue: Tongue,
        observer: &mut dyn Observer,
    ) -> Result<(), Failure> {
        let bytes = encode::request(&self.head);
        let request_line = bytes.split(|byte| *byte == b'\r').next();
        let shown = Shown {
            request: &job.request,
            head: &self.head,
            http10: request_line.is_some_and(|line| line.ends_with(b" HTTP/1.0")),
            length: self.source.as_ref().and_then(Source::length),
            secrets: Secrets::shown_if(plan.output.show_secrets),
        };
        let Settings { words, unsaid } = settings::of(job, plan, tongue);
        for what in unsaid {
            observer.on(&Event::Warning(&format!("the line leaves out {what}")));
        }
        let mut line = match tongue {
            Tongue::Curl => as_curl::line(&shown, &words),
            Tongue::Verb => as_verb::line(&shown, &words),
        };
        if tongue == Tongue::Verb && as_verb::loses_length(&shown) {
            let told = "the line sends the body in chunks: it has to be piped";
            observer.on(&Event::Warning(told));
        }
        line.push('\n');
        Stdout.write(&[IoSlice::new(line.as_bytes())])
    }
}

fn content(source: &mut Source, chunked: bool, sink: &mut dyn Sink) -> Result<(), Failure> {
    let mut buffer = vec![0; limits::BUFFER_BYTES];
    while let Some(size) = NonZeroUsize::new(source.read(&mut buffer)?) {
        let block = buffer.get(..size.get()).unwrap_or_default();
        if chunked {
            let line = ChunkLine::new(size);
            let (line, block) = (IoSlice::new(line.as_bytes()), IoSlice::new(block));
            sink.write(&[line, block, IoSlice::new(CHUNK_END)])?;
        } else {
            sink.write(&[IoSlice::new(block)])?;
        }
    }
    if chunked {
        sink.write(&[IoSlice::new(LAST_CHUNK)])?;
    }
    Ok(())
}
