//! Where the body goes, for `--as`, and what is asked of its file.

use super::{Settings, Tongue};
use crate::output::config::{Care, Destination, Start};
use crate::run::plan::{Job, Plan};

impl Settings {
    /// `-o`, `-O` and what belongs to them.
    pub(super) fn files(&mut self, job: &Job, _plan: &Plan, tongue: Tongue) {
        match &job.body {
            Destination::Stdout | Destination::Descriptor(_) => {}
            Destination::File(path) => self.path("-o", path),
            Destination::Named(named) => {
                self.flag(if named.by_server { "-OJ" } else { "-O" });
                if !named.directory.as_os_str().is_empty() {
                    self.path("--output-dir", &named.directory);
                }
                if tongue == Tongue::Curl {
                    // curl's own -O replaces what is there.
                    self.flag("--no-clobber");
                }
            }
        }
        if let Some(care) = &job.care {
            self.care(care, &job.body, tongue);
        }
    }

    fn care(&mut self, care: &Care, to: &Destination, tongue: Tongue) {
        if care.create_dirs {
            self.flag("--create-dirs");
        }
        if care.remote_time {
            self.flag("-R");
        }
        let named = matches!(to, Destination::Named(_));
        match tongue {
            Tongue::Verb if care.no_clobber => self.flag("--no-clobber"),
            Tongue::Curl if care.no_clobber && !named => {
                let told = "--no-clobber: curl finds another name where verb refuses";
                self.unsaid.push(told.to_owned());
                self.flag("--no-clobber");
            }
            Tongue::Verb | Tongue::Curl => {}
        }
        match care.start {
            Start::Beginning => {}
            Start::Held => self.pair("-C", "-"),
            Start::At(offset) => self.pair("-C", offset.to_string()),
        }
        match (&care.sha256, tongue) {
            (None, _) => {}
            (Some(sum), Tongue::Verb) => {
                let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
                self.pair("--sha256", digits);
            }
            (Some(_), Tongue::Curl) => {
                let told = "--sha256, which curl lacks";
                self.unsaid.push(told.to_owned());
            }
        }
    }
}
