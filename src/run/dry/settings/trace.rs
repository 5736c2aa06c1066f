//! What is seen of the wire. A line that is copied may go anywhere, so it names no record; curl
//! has traces alone.

use super::{Settings, Tongue};
use crate::run::plan::Plan;

impl Settings {
    pub(super) fn look(&mut self, plan: &Plan, tongue: Tongue) {
        let Some(look) = plan.output.look.as_deref() else {
            return;
        };
        if look.bodies && tongue == Tongue::Verb {
            self.flag("-v");
        }
        if let Some(trace) = &look.trace {
            let flag = if trace.hex {
                "--trace"
            } else {
                "--trace-ascii"
            };
            self.path(flag, &trace.to);
        }
        for (flag, file) in [("--record", &look.record), ("--har", &look.har)] {
            match (file, tongue) {
                (Some(file), Tongue::Verb) => self.path(flag, file),
                (Some(_), Tongue::Curl) => self.unsaid.push(format!("{flag}, which curl lacks")),
                (None, _) => {}
            }
        }
    }
}
