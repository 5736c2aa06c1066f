//! A filter on a file, as the program runs it on a body: `query FILTER FILE`, outputs to stdout.
//! Measured beside curl and jq with `perf stat` or `time`; nothing here is timed.

use std::env;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use verb::base::exit::Kind;
use verb::base::failure::Failure;
use verb::http::fields::Fields;
use verb::query::{Facts, Filter, Output, Run, Variables};

const BUFFER: usize = 256 * 1024;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(io::stderr(), "query: {failure}");
            ExitCode::from(failure.kind.code())
        }
    }
}

fn run() -> Result<(), Failure> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [filter, file] = words.as_slice() else {
        return Err(Failure::usage("query FILTER FILE"));
    };
    let filter =
        Filter::compile(filter, &Variables::default()).map_err(|mistake| mistake.failure("jq"))?;
    let mut file = File::open(file).map_err(|e| Failure::io(Kind::ReadSource, "opening", e))?;
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let mut take = |output: Output<'_>| {
        out.write_all(output.line)
            .map_err(|e| Failure::io(Kind::Write, "writing", e))
    };
    let fields = Fields::default();
    let mut run = Run::new(
        &filter,
        Facts {
            status: 200,
            fields: &fields,
        },
    );
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = file.read(&mut buffer);
        match read.map_err(|e| Failure::io(Kind::ReadSource, "reading", e))? {
            0 => break,
            count => run.push(buffer.get(..count).unwrap_or_default(), &mut take)?,
        }
    }
    run.end(&mut take)?;
    out.flush()
        .map_err(|e| Failure::io(Kind::Write, "writing", e))
}
