//! Whether several URLs are requested side by side, how many at a time.

use std::num::NonZeroUsize;

use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::parallel as flags;
use crate::cli::given::Given;
use crate::output::config::{Config, Destination};
use crate::run::plan::{Job, Many};

/// `-Z`, `--parallel-max`, `--fail-early`; `output` and `jobs` are those of the plan.
pub(super) fn many(given: &Given, output: &Config, jobs: &[Job]) -> Result<Many, Failure> {
    let expected = "a number from 1 to 300";
    let most = given.parse(&flags::PARALLEL_MAX, expected, |text| {
        let number: NonZeroUsize = text.parse().ok()?;
        Some(number).filter(|number| number.get() <= limits::PARALLEL_MAX)
    })?;
    let workers = most.unwrap_or(limits::PARALLEL);
    let parallel = (given.switch(&flags::PARALLEL) && jobs.len() > 1).then_some(workers);
    if parallel.is_some() && matches!(output.dump_head, Some(Destination::File(_))) {
        return Err(
            Failure::usage("--dump-header to one file does not go with --parallel")
                .hint("-i puts each head before its body; -D - the heads of each on stdout"),
        );
    }
    Ok(Many {
        parallel,
        fail_early: given.switch(&flags::FAIL_EARLY),
    })
}
