//! The words about captured values, which curl has none of.

use super::{Settings, Tongue};
use crate::run::plan::Plan;

/// Adds them.
pub(super) fn add(settings: &mut Settings, plan: &Plan, tongue: Tongue) {
    let Some(captures) = &plan.captures else {
        return;
    };
    match tongue {
        Tongue::Verb => captures.words.iter().for_each(|word| settings.flag(word)),
        Tongue::Curl => settings
            .unsaid
            .push("--capture, which curl lacks".to_owned()),
    }
}
