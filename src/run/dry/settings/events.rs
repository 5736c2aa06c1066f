//! The words about events. curl has none: it is told not to hold them back, and what is left out
//! is said.

use super::{Settings, Tongue};
use crate::content::events::Until;
use crate::run::plan::Plan;

/// Adds them.
pub(super) fn add(settings: &mut Settings, plan: &Plan, tongue: Tongue) {
    let Some(following) = &plan.events else {
        return;
    };
    if tongue == Tongue::Curl {
        settings.flag("-N");
        settings
            .unsaid
            .push("--events, which curl lacks".to_owned());
        return;
    }
    settings.flag("--events");
    match &following.watch.until {
        None => {}
        Some(Until::Word(word)) => settings.pair("--until", word),
        Some(Until::Condition(condition)) => settings.pair("--until", format!("jq:{condition}")),
    }
    if let Some(most) = following.watch.most {
        settings.pair("--max-events", most.to_string());
    }
}
