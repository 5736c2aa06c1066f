//! The words about what is told beside the body: `-w`, `-p`, `--to`, `--meta`, `--timing`.

use super::{Settings, Tongue};
use crate::output::config::Destination;
use crate::output::parts::{Outlet, Part};
use crate::run::plan::{Job, Plan};

/// Adds them.
pub(super) fn add(settings: &mut Settings, job: &Job, plan: &Plan, tongue: Tongue) {
    if let (Destination::Descriptor(descriptor), Tongue::Verb) = (&job.body, tongue) {
        settings.pair("--to", format!("body=fd:{}", descriptor.number()));
    } else if let (Destination::Descriptor(descriptor), Tongue::Curl) = (&job.body, tongue) {
        settings.path("-o", format!("/dev/fd/{}", descriptor.number()).as_ref());
    }
    let Some(wanted) = &plan.output.wanted else {
        return;
    };
    if let Some(template) = &wanted.write_out {
        settings.pair("-w", template.text());
    }
    match tongue {
        Tongue::Verb => parts(settings, job, &wanted.parts),
        Tongue::Curl if wanted.parts.is_empty() => {}
        Tongue::Curl => {
            let what = "--print, --to and --meta, which curl lacks";
            settings.unsaid.push(what.to_owned());
        }
    }
    match (wanted.timing, tongue) {
        (Some(_), Tongue::Verb) => settings.flag("--timing"),
        (Some(_), Tongue::Curl) => settings
            .unsaid
            .push("--timing, which curl lacks".to_owned()),
        (None, _) => {}
    }
}

fn parts(settings: &mut Settings, job: &Job, parts: &[(Part, Outlet)]) {
    let mut letters = String::new();
    for (part, outlet) in parts {
        let mut to = |place: &str| {
            let mut word = format!("{}=", part.letter()).into_bytes();
            word.extend_from_slice(place.as_bytes());
            settings.pair("--to", word);
        };
        match outlet {
            Outlet::Stdout => letters.push(part.letter()),
            Outlet::Stderr => to("stderr"),
            Outlet::Descriptor(descriptor) => to(&format!("fd:{}", descriptor.number())),
            Outlet::File(path) => {
                let mut word = format!("{}=", part.letter()).into_bytes();
                word.extend_from_slice(path.as_os_str().as_encoded_bytes());
                settings.pair("--to", word);
            }
        }
    }
    if letters.is_empty() {
        return;
    }
    if job.body == Destination::Stdout {
        letters.push('b');
    }
    settings.pair("-p", letters);
}
