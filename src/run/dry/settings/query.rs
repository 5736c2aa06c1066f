//! The words about the filter, which curl leaves to jq.

use super::{Settings, Tongue};
use crate::run::plan::Plan;

/// Adds them.
pub(super) fn add(settings: &mut Settings, plan: &Plan, tongue: Tongue) {
    let Some(wanted) = &plan.filter else {
        return;
    };
    match tongue {
        Tongue::Verb => wanted.words.iter().for_each(|word| settings.flag(word)),
        Tongue::Curl => settings
            .unsaid
            .push("-q, which curl lacks: pipe its output into jq -r".to_owned()),
    }
}
