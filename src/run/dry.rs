//! `--dry-run`: the exact bytes that would be sent, and nobody contacted.

use std::io::IoSlice;
use std::num::NonZeroUsize;

use crate::base::event::Observer;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::{clock, limits};
use crate::client::cookies::Jar;
use crate::client::framing;
use crate::content::source::Source;
use crate::http1::chunk_encode::{CHUNK_END, ChunkLine, LAST_CHUNK};
use crate::http1::encode;
use crate::output::sink::{Sink, Stdout};

use super::plan::Job;

/// Prints a job's request.
pub(super) fn run(
    job: &Job,
    cookies: Option<&Jar>,
    observer: &mut dyn Observer,
) -> Result<Kind, Failure> {
    job.tell(observer);
    let source = Source::of(&job.request)?;
    let mut head = framing::head(&job.request, source.as_ref())?;
    if let Some(credentials) = &job.credentials {
        credentials.attach(&job.request, &mut head, None)?;
    }
    if let Some(jar) = cookies {
        jar.attach(&mut head.fields, &job.request.uri, clock::today());
    }
    let mut sink = Stdout;
    sink.write(&[IoSlice::new(&encode::request(&head))])?;
    if let Some(mut source) = source {
        content(
            &mut source,
            head.fields.contains("transfer-encoding"),
            &mut sink,
        )?;
    }
    Ok(Kind::Success)
}

fn content(source: &mut Source, chunked: bool, sink: &mut Stdout) -> Result<(), Failure> {
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
