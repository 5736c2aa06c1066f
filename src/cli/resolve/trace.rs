//! What is seen of the wire: `-vv`, `--trace`, `--record`, `--har`.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::failure::Failure;
use crate::cli::args::response::VERBOSE;
use crate::cli::args::trace as flags;
use crate::cli::given::Given;
use crate::output::look::{Config, Trace};

/// What is to be looked at; `None` in a plain run.
pub(super) fn config(given: &Given) -> Result<Option<Arc<Config>>, Failure> {
    let traces = [(&flags::TRACE, true), (&flags::TRACE_ASCII, false)];
    let traces = traces.into_iter().flat_map(|(flag, hex)| {
        let placed = given.placed(flag);
        placed.map(move |(place, to)| (place, to, hex))
    });
    let trace = traces.max_by_key(|(place, ..)| *place);
    let file = |flag| given.last(flag).map(PathBuf::from);
    let config = Config {
        bodies: given.count(&VERBOSE) > 1,
        trace: trace.map(|(_, to, hex)| Trace {
            to: PathBuf::from(to),
            hex,
        }),
        record: file(&flags::RECORD),
        har: file(&flags::HAR),
    };
    if config == Config::default() {
        return Ok(None);
    }
    apart(&config)?;
    Ok(Some(Arc::new(config)))
}

/// Two of them in one file would be of use to nobody.
fn apart(config: &Config) -> Result<(), Failure> {
    let trace = config.trace.as_ref().map(|trace| &trace.to);
    let all = [trace, config.record.as_ref(), config.har.as_ref()];
    let all: Vec<_> = all.into_iter().flatten().collect();
    for (at, one) in all.iter().enumerate() {
        if all
            .iter()
            .skip(at.saturating_add(1))
            .any(|other| other == one)
        {
            let shown = crate::base::escape::path(one);
            let story = format!("{shown} would be written by two of --trace, --record and --har");
            return Err(Failure::usage(story).hint("give each a file of its own"));
        }
        if one.as_os_str() == OsStr::new("") {
            return Err(Failure::usage("the name of a file is empty"));
        }
    }
    Ok(())
}
