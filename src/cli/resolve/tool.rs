//! Whether the requests are printed instead of sent, and how.

use crate::base::failure::Failure;
use crate::cli::args::tool as flags;
use crate::cli::given::Given;
use crate::run::plan::Show;

/// `--dry-run` and `--as`, which implies it.
pub(super) fn show(given: &Given) -> Result<Option<Show>, Failure> {
    let form = given.parse(&flags::AS, "curl, verb or raw", |text| match text {
        "curl" => Some(Show::Curl),
        "verb" => Some(Show::Verb),
        "raw" => Some(Show::Raw),
        _ => None,
    })?;
    Ok(form.or(given.switch(&flags::DRY_RUN).then_some(Show::Raw)))
}
