//! How several requests are carried out: nothing that the line of one request could say.

use super::Settings;
use crate::run::plan::{Many, Plan};

impl Settings {
    /// A line is one request; each of several has its own.
    pub(super) fn many(&mut self, plan: &Plan) {
        let Many {
            parallel,
            fail_early,
        } = plan.many;
        if parallel.is_some() {
            let told = "--parallel: each line is one request";
            self.unsaid.push(told.to_owned());
        }
        if fail_early && plan.jobs.len() > 1 {
            let told = "--fail-early: each line is one request";
            self.unsaid.push(told.to_owned());
        }
    }
}
